-- Who works here in which role (services/contracts/folds/staff.py): a mandate is granted to somebody with the role of
-- Pruefung. All periods include both ends.
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
CREATE INDEX team_memberships_team ON team_memberships (team);

CREATE TABLE team_leavings (
    membership uuid PRIMARY KEY,
    last_day date NOT NULL
);
