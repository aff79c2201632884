-- Folded from intake's own log (services/intake/projections/estimates.py and entities.py).

CREATE TABLE estimates (
    estimate text PRIMARY KEY,
    operation text NOT NULL,
    indicator text NOT NULL,
    on_day date NOT NULL,
    female integer NOT NULL,
    male integer NOT NULL,
    non_binary integer NOT NULL,
    method text NOT NULL,
    base uuid NOT NULL,
    author text NOT NULL,
    recorded timestamptz NOT NULL
);
CREATE INDEX ON estimates (operation, indicator, on_day);

CREATE TABLE entities (
    entity uuid PRIMARY KEY,
    operation text NOT NULL,
    kind text NOT NULL,
    name uuid NOT NULL,
    on_day date NOT NULL,
    author text NOT NULL,
    recorded timestamptz NOT NULL
);
CREATE INDEX ON entities (operation, on_day);
