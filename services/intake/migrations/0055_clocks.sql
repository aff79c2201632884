-- Folded from intake's own log (services/intake/projections/clocks.py): the days from which reminders are counted.

CREATE TABLE clock_exits (
    participation uuid PRIMARY KEY,
    person uuid NOT NULL,
    operation text NOT NULL,
    exit_date date NOT NULL
);

CREATE TABLE clock_statuses (
    status uuid PRIMARY KEY,
    participation uuid NOT NULL,
    kind text NOT NULL,
    on_day date NOT NULL
);
CREATE INDEX clock_statuses_participation ON clock_statuses (participation);
