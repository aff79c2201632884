-- Versioned tables as in 0002_projections.sql, over positions of intake's log: where a case belongs, its assessments of
-- problem situations and strengths; and over those of districts' log: the instruments that strengths are rated with.
CREATE TABLE case_places (
    case_id uuid NOT NULL,
    person uuid NOT NULL,
    operation text NOT NULL,
    sozialraum text NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (case_id, valid_from)
);
CREATE UNIQUE INDEX ON case_places (case_id) WHERE valid_to IS NULL;

-- What was said of several topics at once, in step: topic, whether it is still true, how heavy it weighs.
CREATE TABLE situation_assessments (
    assessment uuid NOT NULL,
    case_id uuid NOT NULL,
    person uuid NOT NULL,
    on_day date NOT NULL,
    topics text[] NOT NULL,
    still text[] NOT NULL,
    severities text[] NOT NULL,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (assessment, valid_from),
    CHECK (cardinality(still) = cardinality(topics) AND cardinality(severities) = cardinality(topics))
);
CREATE UNIQUE INDEX ON situation_assessments (assessment) WHERE valid_to IS NULL;
CREATE INDEX ON situation_assessments (case_id);

-- The answers of one assessment, in step: item and its value.
CREATE TABLE strength_assessments (
    assessment uuid NOT NULL,
    case_id uuid NOT NULL,
    person uuid NOT NULL,
    instrument text NOT NULL,
    instrument_version integer NOT NULL,
    stage text NOT NULL,
    on_day date NOT NULL,
    items text[] NOT NULL,
    answers integer[] NOT NULL,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (assessment, valid_from),
    CHECK (cardinality(answers) = cardinality(items))
);
CREATE UNIQUE INDEX ON strength_assessments (assessment) WHERE valid_to IS NULL;
CREATE INDEX ON strength_assessments (case_id);

-- A version of an instrument: the items of each dimension in step with their weights, and what a gap does.
CREATE TABLE instrument_dimensions (
    dimension_key text NOT NULL,
    instrument text NOT NULL,
    instrument_version integer NOT NULL,
    dimension text NOT NULL,
    items text[] NOT NULL,
    weights integer[] NOT NULL,
    missing text NOT NULL,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (dimension_key, valid_from),
    CHECK (cardinality(weights) = cardinality(items))
);
CREATE UNIQUE INDEX ON instrument_dimensions (dimension_key) WHERE valid_to IS NULL;
