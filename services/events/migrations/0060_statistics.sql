-- Social reporting: indicators, the figures of others with their sources, and from how many on own ones are shown.

CREATE TABLE statistics (
    statistic text PRIMARY KEY,
    label text NOT NULL,
    unit text NOT NULL,
    handlungsfeld text,
    smallest integer NOT NULL,
    decimals integer NOT NULL
);

-- value: a decimal as text, exactly as the source has it; NULL where the source has none.
CREATE TABLE statistic_figures (
    figure text PRIMARY KEY,
    statistic text NOT NULL,
    area_kind text NOT NULL,
    area text NOT NULL,
    area_label text,
    period text NOT NULL,
    value text,
    source text NOT NULL,
    persons integer,
    estimated boolean NOT NULL
);
CREATE INDEX statistic_figures_statistic ON statistic_figures (statistic);

CREATE TABLE statistic_thresholds (
    threshold text PRIMARY KEY,
    smallest integer NOT NULL
);
