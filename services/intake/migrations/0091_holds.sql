-- Legal proceedings and requests that keep data of an operation (services/intake/projections/keeping.py).

CREATE TABLE operation_holds (
    hold uuid PRIMARY KEY,
    operation text NOT NULL,
    placed date NOT NULL,
    effect text NOT NULL
);

CREATE TABLE operation_hold_ends (
    hold uuid PRIMARY KEY,
    lifted date NOT NULL
);
