-- Where a code on paper leads, and who tried how often: no facts, and outside every district, because a code names none.
-- What stands here are keyed hashes (services/referral/links.py): no code, no address can be read from them.

CREATE TABLE link_codes (
    code bytea PRIMARY KEY,
    district text NOT NULL,
    link uuid NOT NULL,
    ends timestamptz NOT NULL
);
CREATE INDEX link_codes_ends ON link_codes (ends);

-- Attempts that failed or have not succeeded yet, by the token of what was tried or of who tried (kernel/attempts.py).
CREATE TABLE attempts (
    attempt uuid NOT NULL,
    subject bytea NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (attempt, subject)
);
CREATE INDEX attempts_subject ON attempts (subject, at);

GRANT SELECT, INSERT, UPDATE, DELETE ON link_codes, attempts TO {login_role};
