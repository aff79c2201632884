-- Folded from referral's facts (services/intake/projections/referrals.py). No row needs another to be there.

CREATE TABLE referrals (
    referral uuid PRIMARY KEY,
    case_id uuid,
    person uuid NOT NULL,
    operation text NOT NULL,
    partner uuid NOT NULL,
    partner_kind text NOT NULL,
    team uuid,
    staff uuid,
    proposed_on date NOT NULL
);
CREATE INDEX referrals_case ON referrals (case_id);

-- The state in which its last fact left it; that a consent covers it is derived when it is read.
CREATE TABLE referral_standings (
    referral uuid PRIMARY KEY,
    state text NOT NULL,
    starts date NOT NULL,
    appointment_on date
);
CREATE INDEX referral_standings_open ON referral_standings (state)
    WHERE state IN ('proposed', 'handed_over', 'accepted', 'arrived', 'missed');

CREATE TABLE referral_steps (
    step uuid PRIMARY KEY,
    referral uuid NOT NULL,
    place bigint NOT NULL,
    state text NOT NULL,
    on_day date NOT NULL,
    provenance text
);
CREATE INDEX referral_steps_referral ON referral_steps (referral, place);

CREATE TABLE referral_closings (
    referral uuid PRIMARY KEY,
    closed_on date NOT NULL
);

-- Which referrals had gone out under a consent that was taken back, and which fields.
CREATE TABLE referral_consents_ended (
    consent uuid PRIMARY KEY,
    ended_on date NOT NULL,
    referrals uuid[] NOT NULL,
    shared text[] NOT NULL
);

CREATE TABLE referral_partners_told (
    told uuid PRIMARY KEY,
    referral uuid NOT NULL,
    consent uuid NOT NULL
);
CREATE INDEX referral_partners_told_consent ON referral_partners_told (consent);

-- Days that the district waits; the key is a kind of partner, empty for all others.
CREATE TABLE referral_terms (
    partner_kind text PRIMARY KEY,
    answer_days integer NOT NULL,
    arrival_days integer NOT NULL,
    outcome_days integer NOT NULL
);
