-- Versioned tables as in 0002_projections.sql, over positions of events' log: events with how they came out, volunteers'
-- time with what it was given for, press items, and meetings with their groups.

CREATE TABLE event_plans (
    event uuid NOT NULL,
    kind text NOT NULL,
    operation text,
    sozialraeume text[] NOT NULL,
    on_day date NOT NULL,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (event, valid_from)
);
CREATE UNIQUE INDEX ON event_plans (event) WHERE valid_to IS NULL;

-- state: held or cancelled; without a row, neither has happened yet.
CREATE TABLE event_outcomes (
    event uuid NOT NULL,
    state text NOT NULL,
    on_day date NOT NULL,
    attendance integer CHECK ((attendance IS NOT NULL) = (state = 'held')),
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (event, valid_from)
);
CREATE UNIQUE INDEX ON event_outcomes (event) WHERE valid_to IS NULL;
CREATE INDEX ON event_outcomes (on_day);

CREATE TABLE engagement_versions (
    engagement uuid NOT NULL,
    operation text,
    event uuid,
    sozialraeume text[] NOT NULL,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (engagement, valid_from)
);
CREATE UNIQUE INDEX ON engagement_versions (engagement) WHERE valid_to IS NULL;

CREATE TABLE volunteering_versions (
    record uuid NOT NULL,
    on_day date NOT NULL,
    minutes integer NOT NULL,
    persons integer NOT NULL,
    engagement uuid,
    event uuid,
    operation text,
    sozialraum text,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (record, valid_from)
);
CREATE UNIQUE INDEX ON volunteering_versions (record) WHERE valid_to IS NULL;
CREATE INDEX ON volunteering_versions (on_day);

CREATE TABLE press_item_versions (
    item uuid NOT NULL,
    on_day date NOT NULL,
    channel text NOT NULL,
    tone text NOT NULL,
    own boolean NOT NULL,
    reach integer,
    sozialraeume text[] NOT NULL,
    event uuid,
    operation text,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (item, valid_from)
);
CREATE UNIQUE INDEX ON press_item_versions (item) WHERE valid_to IS NULL;
CREATE INDEX ON press_item_versions (on_day);

CREATE TABLE group_versions (
    "group" uuid NOT NULL,
    kind text NOT NULL,
    operation text,
    sozialraeume text[] NOT NULL,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY ("group", valid_from)
);
CREATE UNIQUE INDEX ON group_versions ("group") WHERE valid_to IS NULL;

-- A meeting that was called and has not been held has no row.
CREATE TABLE meeting_versions (
    meeting uuid NOT NULL,
    "group" uuid NOT NULL,
    on_day date NOT NULL,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (meeting, valid_from)
);
CREATE UNIQUE INDEX ON meeting_versions (meeting) WHERE valid_to IS NULL;
CREATE INDEX ON meeting_versions (on_day);
