-- Folded from referral's own log (services/referral/projections/{offers,assurances}.py).

CREATE TABLE offers (
    offer uuid PRIMARY KEY,
    partner uuid NOT NULL,
    name text NOT NULL,
    topics text[] NOT NULL,
    handlungsfelder text[] NOT NULL,
    target_groups text[] NOT NULL,
    sozialraeume text[] NOT NULL,
    languages text[] NOT NULL,
    accessibility text[] NOT NULL,
    cost text NOT NULL,
    locations uuid[] NOT NULL,
    details uuid
);

CREATE TABLE offer_delistings (
    offer uuid PRIMARY KEY,
    last_day date NOT NULL
);

CREATE TABLE offer_capacities (
    offer uuid PRIMARY KEY,
    capacity text NOT NULL,
    on_day date NOT NULL,
    until date,
    provenance text NOT NULL
);

CREATE TABLE opening_hours (
    offer_start text PRIMARY KEY,
    offer uuid NOT NULL,
    starts date NOT NULL,
    hours jsonb NOT NULL,
    on_holidays boolean NOT NULL
);
CREATE INDEX opening_hours_offer ON opening_hours (offer);

CREATE TABLE opening_hour_exceptions (
    offer_day text PRIMARY KEY,
    offer uuid NOT NULL,
    on_day date NOT NULL,
    hours jsonb NOT NULL
);
CREATE INDEX opening_hour_exceptions_offer ON opening_hour_exceptions (offer);

-- When an entry was written, and when somebody who must know said that it is right: `about` is a partner or an offer.
CREATE TABLE listings (
    listing uuid PRIMARY KEY,
    about uuid NOT NULL,
    on_day date NOT NULL
);
CREATE INDEX listings_about ON listings (about, on_day);

CREATE TABLE assurances (
    assurance uuid PRIMARY KEY,
    about uuid NOT NULL,
    on_day date NOT NULL,
    provenance text NOT NULL,
    actor text NOT NULL
);
CREATE INDEX assurances_about ON assurances (about, on_day);
