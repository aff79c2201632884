-- What the projection strategies keeps (services/events/projections/strategies.py).

CREATE TABLE strategies (
    strategy uuid PRIMARY KEY,
    title text NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    handlungsfelder text[] NOT NULL,
    wordings jsonb NOT NULL,
    operation text,
    details uuid
);

CREATE TABLE strategy_adoptions (
    strategy uuid PRIMARY KEY,
    on_day date NOT NULL,
    resolution uuid
);

CREATE TABLE strategy_goals (
    goal uuid PRIMARY KEY,
    strategy uuid NOT NULL,
    handlungsfeld text NOT NULL,
    title text NOT NULL
);

-- Goals that are no more pursued.
CREATE TABLE strategy_goal_drops (
    goal uuid PRIMARY KEY,
    strategy uuid NOT NULL
);
