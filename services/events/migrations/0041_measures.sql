-- What the projection measures keeps (services/events/projections/measures.py).

CREATE TABLE measures (
    measure uuid PRIMARY KEY,
    strategy uuid NOT NULL,
    goal uuid NOT NULL,
    title text NOT NULL,
    first_day date,
    last_day date,
    sozialraeume text[] NOT NULL,
    target_groups text[] NOT NULL,
    owner uuid,
    staff uuid,
    cents bigint,
    post_hundredths integer,
    details uuid
);
CREATE INDEX measures_strategy ON measures (strategy);

CREATE TABLE measure_resolutions (
    measure uuid PRIMARY KEY,
    resolution uuid NOT NULL
);

-- The course of a measure in the order in which it was told; the same state told again replaces what was told before.
CREATE TABLE measure_moves (
    move uuid PRIMARY KEY,
    measure uuid NOT NULL,
    place bigint NOT NULL,
    state text NOT NULL,
    on_day date NOT NULL,
    end_kind text
);
CREATE INDEX measure_moves_measure ON measure_moves (measure);

CREATE TABLE measure_milestones (
    milestone uuid PRIMARY KEY,
    measure uuid NOT NULL,
    title text NOT NULL,
    due date NOT NULL
);
CREATE INDEX measure_milestones_measure ON measure_milestones (measure);

CREATE TABLE measure_milestones_reached (
    milestone uuid PRIMARY KEY,
    on_day date NOT NULL
);

CREATE TABLE measure_yardsticks (
    yardstick uuid PRIMARY KEY,
    measure uuid NOT NULL,
    title text NOT NULL,
    unit text NOT NULL,
    baseline numeric,
    target numeric,
    due date,
    statistic text
);
CREATE INDEX measure_yardsticks_measure ON measure_yardsticks (measure);

-- Key: yardstick and day.
CREATE TABLE measure_yardstick_values (
    reading text PRIMARY KEY,
    yardstick uuid NOT NULL,
    on_day date NOT NULL,
    value numeric NOT NULL
);
CREATE INDEX measure_yardstick_values_yardstick ON measure_yardstick_values (yardstick);

-- Key: measure, kind of evidence and its id.
CREATE TABLE measure_evidence (
    evidence text PRIMARY KEY,
    measure uuid NOT NULL,
    of_kind text NOT NULL,
    of_id uuid NOT NULL
);
CREATE INDEX measure_evidence_measure ON measure_evidence (measure);
