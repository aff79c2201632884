-- Referral seals what a referral is about and what is passed on, under keys of the person that intake knows, too.
GRANT SELECT, INSERT ON identity_keys, record_keys TO {referral_role};
-- The keys of partners and of those one talks to there: only referral, whose vault holds their details, can read them.
CREATE TABLE referral_identity_keys (
    person uuid PRIMARY KEY,
    wrapped bytea,
    created timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE referral_record_keys (
    person uuid PRIMARY KEY,
    wrapped bytea,
    created timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT, UPDATE, DELETE ON referral_identity_keys, referral_record_keys TO {referral_role};
