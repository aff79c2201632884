-- Folded from referral's own log (services/referral/projections/terms.py). The kind '' is that of all others.

CREATE TABLE referral_terms (
    partner_kind text PRIMARY KEY,
    answer_days integer NOT NULL,
    arrival_days integer NOT NULL,
    outcome_days integer NOT NULL,
    assure_days integer NOT NULL
);
