-- What events knows of others, folded from districts' and referral's facts (services/contracts/folds). All periods include
-- both ends.

CREATE TABLE staff (
    staff uuid PRIMARY KEY,
    traeger uuid NOT NULL,
    starts date NOT NULL
);

CREATE TABLE staff_leavings (
    staff uuid PRIMARY KEY,
    last_day date NOT NULL,
    successor uuid
);

CREATE TABLE role_grants (
    role_grant uuid PRIMARY KEY,
    staff uuid NOT NULL,
    role text NOT NULL,
    operation text,
    starts date NOT NULL,
    ends date
);
CREATE INDEX role_grants_staff ON role_grants (staff);

CREATE TABLE role_revocations (
    role_grant uuid PRIMARY KEY,
    last_day date NOT NULL
);

CREATE TABLE teams (
    team uuid PRIMARY KEY,
    traeger uuid NOT NULL,
    operation text NOT NULL,
    name text NOT NULL
);

CREATE TABLE team_memberships (
    membership uuid PRIMARY KEY,
    team uuid NOT NULL,
    staff uuid NOT NULL,
    starts date NOT NULL,
    ends date
);
CREATE INDEX team_memberships_staff ON team_memberships (staff);

CREATE TABLE team_leavings (
    membership uuid PRIMARY KEY,
    last_day date NOT NULL
);

CREATE TABLE vocabulary_versions (
    release uuid PRIMARY KEY,
    vocabulary text NOT NULL,
    version integer NOT NULL,
    terms jsonb NOT NULL,
    UNIQUE (vocabulary, version)
);

CREATE TABLE sozialraeume (
    sozialraum text PRIMARY KEY,
    opened timestamptz NOT NULL
);

CREATE TABLE operations (
    operation text PRIMARY KEY,
    name text NOT NULL,
    starts date NOT NULL,
    ends date NOT NULL
);

CREATE TABLE partners (
    partner uuid PRIMARY KEY,
    name text NOT NULL,
    kind text NOT NULL
);

CREATE TABLE partner_delistings (
    partner uuid PRIMARY KEY,
    last_day date NOT NULL
);
