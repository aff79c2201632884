-- Folded from districts' own log (services/districts/projections/staff.py). All periods include both ends.

CREATE TABLE staff (
    staff uuid PRIMARY KEY,
    traeger uuid NOT NULL,
    starts date NOT NULL
);

CREATE TABLE staff_names (
    staff uuid PRIMARY KEY,
    name_entry uuid NOT NULL
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

CREATE TABLE role_revocations (
    role_grant uuid PRIMARY KEY,
    last_day date NOT NULL
);

CREATE TABLE team_memberships (
    membership uuid PRIMARY KEY,
    team uuid NOT NULL,
    staff uuid NOT NULL,
    starts date NOT NULL,
    ends date
);

CREATE TABLE team_leavings (
    membership uuid PRIMARY KEY,
    last_day date NOT NULL
);
