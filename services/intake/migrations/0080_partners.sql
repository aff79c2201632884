-- Folded from referral's facts (services/intake/projections/partners.py).

CREATE TABLE partners (
    partner uuid PRIMARY KEY,
    name text NOT NULL,
    kind text NOT NULL
);

CREATE TABLE partner_delistings (
    partner uuid PRIMARY KEY,
    last_day date NOT NULL
);
