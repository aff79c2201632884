-- Versioned tables as in 0002_projections.sql: referrals with their steps, and the offers of the directory.

CREATE TABLE referral_versions (
    referral uuid NOT NULL,
    book uuid NOT NULL,
    operation text NOT NULL,
    sozialraum text NOT NULL,
    partner uuid NOT NULL,
    partner_kind text NOT NULL,
    on_day date NOT NULL,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (referral, valid_from)
);
CREATE UNIQUE INDEX ON referral_versions (referral) WHERE valid_to IS NULL;
CREATE INDEX ON referral_versions (on_day);

-- Every move of a referral; the last one by a day and a position is where it stood.
CREATE TABLE referral_steps (
    step uuid NOT NULL,
    referral uuid NOT NULL,
    state text NOT NULL,
    on_day date NOT NULL,
    by_mistake boolean NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (step, valid_from)
);
CREATE UNIQUE INDEX ON referral_steps (step) WHERE valid_to IS NULL;
CREATE INDEX ON referral_steps (referral, valid_from);

CREATE TABLE referral_consents (
    consent uuid NOT NULL,
    book uuid NOT NULL,
    partner uuid NOT NULL,
    on_day date NOT NULL,
    until date,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (consent, valid_from)
);
CREATE UNIQUE INDEX ON referral_consents (consent) WHERE valid_to IS NULL;
CREATE INDEX ON referral_consents (book);

CREATE TABLE referral_consent_ends (
    consent uuid NOT NULL,
    on_day date NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (consent, valid_from)
);
CREATE UNIQUE INDEX ON referral_consent_ends (consent) WHERE valid_to IS NULL;

CREATE TABLE offer_versions (
    offer uuid NOT NULL,
    partner uuid NOT NULL,
    name text NOT NULL,
    topics text[] NOT NULL,
    sozialraeume text[] NOT NULL,
    target_groups text[] NOT NULL,
    fact uuid NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (offer, valid_from)
);
CREATE UNIQUE INDEX ON offer_versions (offer) WHERE valid_to IS NULL;

CREATE TABLE offer_delistings (
    offer uuid NOT NULL,
    last_day date NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (offer, valid_from)
);
CREATE UNIQUE INDEX ON offer_delistings (offer) WHERE valid_to IS NULL;

CREATE TABLE offer_capacities (
    offer uuid NOT NULL,
    capacity text NOT NULL,
    on_day date NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (offer, valid_from)
);
CREATE UNIQUE INDEX ON offer_capacities (offer) WHERE valid_to IS NULL;
CREATE INDEX ON offer_capacities (offer, on_day);

CREATE TABLE partner_delistings (
    partner uuid NOT NULL,
    last_day date NOT NULL,
    valid_from bigint NOT NULL,
    valid_to bigint CHECK (valid_to > valid_from),
    since bigint NOT NULL,
    PRIMARY KEY (partner, valid_from)
);
CREATE UNIQUE INDEX ON partner_delistings (partner) WHERE valid_to IS NULL;
