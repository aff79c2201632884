-- Folded from referral's own log (services/referral/projections/referrals.py). Words lie in the vault.

CREATE TABLE referrals (
    referral uuid PRIMARY KEY,
    book uuid NOT NULL,
    person uuid NOT NULL,
    case_id uuid,
    operation text NOT NULL,
    sozialraum text NOT NULL,
    partner uuid NOT NULL,
    partner_kind text NOT NULL,
    offer uuid,
    team uuid,
    staff uuid,
    proposed_by text NOT NULL,
    on_day date NOT NULL,
    topics text[] NOT NULL,
    language text,
    note uuid,
    instead_of uuid,
    recorded bigint NOT NULL
);
CREATE INDEX referrals_case ON referrals (case_id);
CREATE INDEX referrals_book ON referrals (book);
CREATE INDEX referrals_partner ON referrals (partner);
CREATE INDEX referrals_offer ON referrals (offer);

-- One row a fact; the last one with a state is where the referral stands, the last one with a mark whether it is closed.
CREATE TABLE referral_steps (
    step uuid PRIMARY KEY,
    referral uuid NOT NULL,
    kind text NOT NULL,
    recorded bigint NOT NULL,
    on_day date NOT NULL,
    state text,
    closed boolean,
    actor text NOT NULL,
    provenance text,
    note uuid,
    appointment_on date,
    grounds text,
    partner uuid,
    channel text,
    escorted boolean,
    fields text[],
    consent uuid,
    share uuid
);
CREATE INDEX referral_steps_referral ON referral_steps (referral, recorded);
CREATE INDEX referral_steps_consent ON referral_steps (consent);

CREATE TABLE referral_consents (
    consent uuid PRIMARY KEY,
    book uuid NOT NULL,
    partner uuid NOT NULL,
    fields text[] NOT NULL,
    on_day date NOT NULL,
    until date,
    recorded bigint NOT NULL
);
CREATE INDEX referral_consents_book ON referral_consents (book, partner);

CREATE TABLE referral_consent_ends (
    consent uuid PRIMARY KEY,
    on_day date NOT NULL
);
