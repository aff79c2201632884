-- What the checks before a submission, the tables for the Commission and the roll-up read beside participations.

CREATE TABLE check_setting_versions (
    check_key text NOT NULL,
    threshold integer,
    active boolean NOT NULL,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (check_key, valid_from)
);
CREATE UNIQUE INDEX ON check_setting_versions (check_key) WHERE valid_to IS NULL;

CREATE TABLE operation_class_versions (
    operation text NOT NULL,
    priority text NOT NULL,
    category_of_region text NOT NULL,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (operation, valid_from)
);
CREATE UNIQUE INDEX ON operation_class_versions (operation) WHERE valid_to IS NULL;

CREATE TABLE target_versions (
    target uuid NOT NULL,
    operation text NOT NULL,
    measured_by text NOT NULL,
    indicator text,
    by_day date NOT NULL,
    value bigint NOT NULL,
    title text,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (target, valid_from)
);
CREATE UNIQUE INDEX ON target_versions (target) WHERE valid_to IS NULL;
CREATE INDEX ON target_versions (operation);

CREATE TABLE milestone_versions (
    milestone uuid NOT NULL,
    operation text NOT NULL,
    title text NOT NULL,
    due date NOT NULL,
    reached date,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (milestone, valid_from)
);
CREATE UNIQUE INDEX ON milestone_versions (milestone) WHERE valid_to IS NULL;
CREATE INDEX ON milestone_versions (operation);
