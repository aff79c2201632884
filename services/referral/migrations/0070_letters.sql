-- The letter boxes of a district. Folded from the log: what was sealed, what was recalled (projections/letters.py).

CREATE TABLE letters_sealed (
    fact uuid PRIMARY KEY,
    letter uuid NOT NULL,
    number bigint NOT NULL,          -- position in the log: the order in which letters go
    receiver text NOT NULL,
    thread text NOT NULL,
    sealed text NOT NULL,
    digest text NOT NULL,            -- SHA-256 of sealed, hexadecimal
    referral uuid
);
CREATE INDEX letters_sealed_digest ON letters_sealed (digest);

-- Referrals whose letters up to that place in the log must not go any more: consent ended, or taken back.
CREATE TABLE letter_recalls (
    referral uuid PRIMARY KEY,
    number bigint NOT NULL
);

-- What the carrier says it delivered. recorded: the log says so too.
CREATE TABLE letter_receipts (
    digest text PRIMARY KEY,
    thread text NOT NULL,
    carried timestamptz NOT NULL DEFAULT clock_timestamp(),
    recorded boolean NOT NULL DEFAULT false
);

-- What the carrier brought. verdict: what became of it, once it was opened.
CREATE TABLE letter_inbox (
    digest text PRIMARY KEY,
    sender text NOT NULL,
    thread text NOT NULL,
    sealed text NOT NULL CHECK (octet_length(sealed) <= 600000),
    arrived timestamptz NOT NULL DEFAULT clock_timestamp(),
    verdict text
);
CREATE INDEX letter_inbox_new ON letter_inbox (arrived) WHERE verdict IS NULL;

-- All that the carrier sees: the envelopes that are still to go, oldest first.
CREATE VIEW letter_outbox AS
    SELECT s.receiver, s.thread, s.sealed FROM letters_sealed s
    WHERE NOT EXISTS (SELECT FROM letter_receipts r WHERE r.digest = s.digest)
        AND NOT EXISTS (SELECT FROM letter_recalls c WHERE c.referral = s.referral AND c.number > s.number)
    ORDER BY s.number;

GRANT USAGE ON SCHEMA {schema} TO {carrier_role};
GRANT SELECT ON letter_outbox TO {carrier_role};
GRANT INSERT (digest, sender, thread, sealed) ON letter_inbox TO {carrier_role};
GRANT INSERT (digest, thread) ON letter_receipts TO {carrier_role};

-- One letter a row; folded from what both sides recorded of it (projections/letters.py).
CREATE TABLE letters (
    letter uuid PRIMARY KEY,
    direction text NOT NULL,
    district text NOT NULL,
    thread text NOT NULL,
    referral uuid,
    book uuid,
    person uuid,
    fields text[] NOT NULL,
    begun timestamptz NOT NULL
);
CREATE INDEX letters_thread ON letters (thread);
CREATE INDEX letters_referral ON letters (referral);

CREATE TABLE letter_answers (
    letter_answer text PRIMARY KEY,
    letter uuid NOT NULL,
    answer text NOT NULL,
    on_day date NOT NULL,
    number bigint NOT NULL
);
CREATE INDEX letter_answers_letter ON letter_answers (letter);

CREATE TABLE letter_deliveries (
    digest text PRIMARY KEY,
    letter uuid NOT NULL,
    carried timestamptz NOT NULL
);

-- Which entries of the directory are other districts.
CREATE TABLE partner_districts (
    partner uuid PRIMARY KEY,
    district text NOT NULL
);

-- Hand-overs that go by letter, until the letter is sealed.
CREATE TABLE letters_due (
    referral uuid PRIMARY KEY,
    book uuid NOT NULL,
    person uuid NOT NULL,
    number bigint NOT NULL
);
