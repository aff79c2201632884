-- Folded from intake's own log (services/intake/projections/goals.py). Words lie in the vault.

CREATE TABLE goals (
    goal uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    person uuid NOT NULL,
    agreed date NOT NULL,
    due date,
    topic text
);
CREATE INDEX goals_case ON goals (case_id);

CREATE TABLE goal_ends (
    goal uuid PRIMARY KEY,
    on_day date NOT NULL,
    outcome text NOT NULL
);

CREATE TABLE goal_steps (
    step uuid PRIMARY KEY,
    goal uuid NOT NULL,
    by_client boolean NOT NULL,
    due date,
    recorded bigint NOT NULL
);
CREATE INDEX goal_steps_goal ON goal_steps (goal);

CREATE TABLE goal_steps_done (
    step uuid PRIMARY KEY,
    on_day date NOT NULL
);

CREATE TABLE goal_reviews (
    review uuid PRIMARY KEY,
    goal uuid NOT NULL,
    on_day date NOT NULL,
    recorded bigint NOT NULL,
    progress integer NOT NULL,
    next_review date,
    note uuid
);
CREATE INDEX goal_reviews_goal ON goal_reviews (goal, on_day, recorded);
