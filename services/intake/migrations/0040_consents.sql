-- Folded from intake's own log (services/intake/projections/consents.py).

CREATE TABLE consents (
    consent uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    person uuid NOT NULL,
    purpose text NOT NULL,
    text text NOT NULL,
    text_version integer NOT NULL,
    form text NOT NULL,
    given_on date NOT NULL,
    until date,
    partner uuid,
    fields text[] NOT NULL
);
CREATE INDEX consents_case ON consents (case_id);

CREATE TABLE consent_withdrawals (
    consent uuid PRIMARY KEY,
    withdrawn_on date NOT NULL
);
