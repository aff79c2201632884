-- Who tried how often at the forms that everybody may fill in (kernel/attempts.py): outside every district, and only keyed
-- hashes of what was tried and of who tried (services/events/strangers.py): no address can be read from them.

CREATE TABLE attempts (
    attempt uuid NOT NULL,
    subject bytea NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (attempt, subject)
);
CREATE INDEX attempts_subject ON attempts (subject, at);

GRANT SELECT, INSERT, UPDATE, DELETE ON attempts TO {login_role};
