-- Folded from intake's own log (services/intake/projections/cases.py). One table a question that facts answer apart,
-- because no fact carries the whole case.

CREATE TABLE cases (
    case_id uuid PRIMARY KEY,
    person uuid NOT NULL,
    operation text NOT NULL,
    sozialraum text NOT NULL,
    opened_on date NOT NULL
);
CREATE INDEX cases_opened_on ON cases (opened_on DESC, case_id DESC);

CREATE TABLE case_hands (
    case_id uuid PRIMARY KEY,
    team uuid,
    staff uuid,
    starts date NOT NULL
);
CREATE INDEX case_hands_team ON case_hands (team);

CREATE TABLE case_states (
    case_id uuid PRIMARY KEY,
    state text NOT NULL,
    starts date NOT NULL,
    until date,
    end_kind text
);

CREATE TABLE case_identities (
    case_id uuid PRIMARY KEY,
    identity text NOT NULL
);

CREATE TABLE case_participations (
    participation uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    operation text NOT NULL
);
CREATE INDEX case_participations_case ON case_participations (case_id);
