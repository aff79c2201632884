-- Versioned tables: a row is valid for positions valid_from <= p < valid_to of its own source's log;
-- since is the position from which the key has been there without a break.

CREATE TABLE participation_versions (
    participation uuid NOT NULL,
    person uuid NOT NULL,
    operation text NOT NULL,
    sozialraum text NOT NULL,
    state text NOT NULL,
    entry_date date NOT NULL,
    exit_date date,
    gender text,
    employment text,
    unemployed_since date,
    in_education text,
    isced smallint,
    birth_date date,
    disability text,
    foreign_background text,
    minority text,
    citizenship text,
    housing text,
    residence_ags text,
    erased boolean NOT NULL,
    fact uuid NOT NULL,
    recorded timestamptz NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (participation, valid_from)
);
CREATE UNIQUE INDEX ON participation_versions (participation) WHERE valid_to IS NULL;
CREATE INDEX ON participation_versions (operation, valid_from);

CREATE TABLE status_versions (
    status_id uuid NOT NULL,
    participation uuid NOT NULL,
    kind text NOT NULL,
    date date NOT NULL,
    status text NOT NULL,
    in_education text,
    qualification text,
    improved text,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (status_id, valid_from)
);
CREATE UNIQUE INDEX ON status_versions (status_id) WHERE valid_to IS NULL;
CREATE INDEX ON status_versions (participation);

CREATE TABLE contact_versions (
    contact uuid NOT NULL,
    operation text NOT NULL,
    sozialraum text NOT NULL,
    date date NOT NULL,
    case_id uuid,
    kind text,
    site uuid,
    minutes integer,
    track text,
    topics text[],
    migration_background text,
    erased boolean NOT NULL,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (contact, valid_from)
);
CREATE UNIQUE INDEX ON contact_versions (contact) WHERE valid_to IS NULL;
CREATE INDEX ON contact_versions (date);
CREATE INDEX ON contact_versions (case_id, date) WHERE case_id IS NOT NULL;

CREATE TABLE operation_versions (
    operation text NOT NULL,
    operation_id uuid NOT NULL,
    name text NOT NULL,
    start date NOT NULL,
    "end" date NOT NULL,
    catalogue text NOT NULL,
    specific_objective text NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (operation, valid_from)
);
CREATE UNIQUE INDEX ON operation_versions (operation) WHERE valid_to IS NULL;

CREATE TABLE catalogue_releases (
    release uuid NOT NULL,
    operation text NOT NULL,
    catalogue text NOT NULL,
    catalogue_version integer NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (release, valid_from)
);
CREATE INDEX ON catalogue_releases (operation);

CREATE TABLE rural_municipalities (
    ags text NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (ags, valid_from)
);
CREATE UNIQUE INDEX ON rural_municipalities (ags) WHERE valid_to IS NULL;

CREATE TABLE sozialraeume (
    sozialraum text NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (sozialraum, valid_from)
);
CREATE UNIQUE INDEX ON sozialraeume (sozialraum) WHERE valid_to IS NULL;
