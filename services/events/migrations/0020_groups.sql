-- Folded from events' own log (services/events/projections/{groups,meetings,resolutions}.py). Mandates, places, agendas, minutes
-- and the wording of resolutions lie in the vault. `changed` is the position of the fact that said it last.

CREATE TABLE groups (
    group_id uuid PRIMARY KEY,
    name text NOT NULL,
    kind text NOT NULL,
    since date NOT NULL,
    operation text,
    sozialraeume text[] NOT NULL,
    handlungsfelder text[] NOT NULL,
    details uuid,
    changed bigint NOT NULL,
    changed_at timestamptz NOT NULL
);

CREATE TABLE group_dissolutions (
    group_id uuid PRIMARY KEY,
    last_day date NOT NULL
);

-- Who joined and who left, as it was said: the periods are made of it by the rules that decide (domain/group_state.py).
CREATE TABLE group_memberships (
    entry uuid PRIMARY KEY,
    group_id uuid NOT NULL,
    partner uuid NOT NULL,
    role text,
    day date NOT NULL,
    said bigint NOT NULL
);
CREATE INDEX group_memberships_group ON group_memberships (group_id);

CREATE TABLE group_feeds (
    group_id uuid PRIMARY KEY,
    feed uuid NOT NULL
);

CREATE TABLE meetings (
    meeting uuid PRIMARY KEY,
    group_id uuid NOT NULL,
    on_day date NOT NULL,
    starts time NOT NULL,
    ends time,
    agenda uuid,
    changed bigint NOT NULL,
    changed_at timestamptz NOT NULL
);
CREATE INDEX meetings_group ON meetings (group_id, on_day);

CREATE TABLE meeting_cancellations (
    meeting uuid PRIMARY KEY,
    grounds text NOT NULL,
    changed bigint NOT NULL,
    changed_at timestamptz NOT NULL
);

CREATE TABLE meetings_held (
    meeting uuid PRIMARY KEY,
    on_day date NOT NULL,
    members text NOT NULL,
    guests integer NOT NULL,
    minutes uuid
);

CREATE TABLE invitation_answers (
    invitation text PRIMARY KEY,
    meeting uuid NOT NULL,
    partner uuid NOT NULL,
    answer text NOT NULL
);
CREATE INDEX invitation_answers_meeting ON invitation_answers (meeting);

CREATE TABLE resolutions (
    resolution uuid PRIMARY KEY,
    body text NOT NULL,
    number text NOT NULL,
    on_day date NOT NULL,
    majority text NOT NULL,
    meeting uuid,
    group_id uuid,
    wording uuid
);
CREATE INDEX resolutions_meeting ON resolutions (meeting);
