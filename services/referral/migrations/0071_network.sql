-- Folded from referral's own log (services/referral/projections/{edges,surveys}.py). Comments lie in the vault.

-- Since when two partners work together how much; strength NULL: since then no longer.
CREATE TABLE partner_edges (
    edge_day text PRIMARY KEY,
    one uuid NOT NULL,
    other uuid NOT NULL,
    on_day date NOT NULL,
    strength integer
);

CREATE TABLE surveys (
    survey uuid PRIMARY KEY,
    title text NOT NULL,
    questions jsonb NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    definition integer NOT NULL
);

CREATE TABLE survey_closings (
    survey uuid PRIMARY KEY,
    last_day date NOT NULL
);

CREATE TABLE survey_answers (
    survey_partner text PRIMARY KEY,
    survey uuid NOT NULL,
    partner uuid NOT NULL,
    answers jsonb NOT NULL,
    on_day date NOT NULL,
    provenance text NOT NULL,
    comment uuid
);
CREATE INDEX survey_answers_survey ON survey_answers (survey);
