-- Versioned tables as in 0002_projections.sql, over positions of events' log: indicators of social reporting, the figures
-- of others with their sources, and from how many on the district shows its own.

CREATE TABLE statistic_versions (
    statistic text NOT NULL,
    label text NOT NULL,
    unit text NOT NULL,
    handlungsfeld text,
    smallest integer NOT NULL,
    decimals integer NOT NULL,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (statistic, valid_from)
);
CREATE UNIQUE INDEX ON statistic_versions (statistic) WHERE valid_to IS NULL;

CREATE TABLE figure_versions (
    figure text NOT NULL,
    statistic text NOT NULL,
    area_kind text NOT NULL,
    area text NOT NULL,
    area_label text,
    period text NOT NULL,
    value text,
    source text NOT NULL,
    persons integer,
    estimated boolean NOT NULL,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (figure, valid_from)
);
CREATE UNIQUE INDEX ON figure_versions (figure) WHERE valid_to IS NULL;
CREATE INDEX ON figure_versions (statistic);

CREATE TABLE threshold_versions (
    threshold text NOT NULL,
    smallest integer NOT NULL,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (threshold, valid_from)
);
CREATE UNIQUE INDEX ON threshold_versions (threshold) WHERE valid_to IS NULL;
