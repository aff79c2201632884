-- Who may sign in, and who is signed in: no facts, because secrets never leave these tables. Log-in names, external
-- identities and addresses are tokens under a key outside the database (services/districts/sign_in/keys.py).

CREATE TABLE accounts (
    account uuid PRIMARY KEY,
    login bytea UNIQUE,
    login_sealed bytea,
    password_hash text,
    totp_sealed bytea,
    totp_step bigint NOT NULL DEFAULT 0,   -- the time step of the last code that counted: none counts twice
    locked timestamptz,
    created timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK ((login IS NULL) = (login_sealed IS NULL))
);

-- As whom an account works: one person of one district each.
CREATE TABLE places (
    place uuid PRIMARY KEY,
    account uuid NOT NULL REFERENCES accounts,
    district text NOT NULL,
    staff uuid NOT NULL,
    UNIQUE (district, staff)
);
CREATE INDEX places_account ON places (account);

CREATE TABLE external_identities (
    identity bytea PRIMARY KEY,            -- token of issuer and subject
    account uuid NOT NULL REFERENCES accounts,
    provider text NOT NULL,
    bound timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (account, provider)
);

CREATE TABLE invitations (
    invitation bytea PRIMARY KEY,          -- SHA-256 of what stands in the link
    account uuid NOT NULL REFERENCES accounts,
    ends timestamptz NOT NULL,
    used timestamptz
);
CREATE INDEX invitations_account ON invitations (account);

CREATE TABLE recovery_codes (
    account uuid NOT NULL REFERENCES accounts,
    code bytea NOT NULL,                   -- token of account and code
    used timestamptz,
    PRIMARY KEY (account, code)
);

CREATE TABLE sessions (
    cookie bytea PRIMARY KEY,              -- SHA-256 of what the browser holds
    session uuid NOT NULL UNIQUE,
    account uuid NOT NULL REFERENCES accounts,
    complete boolean NOT NULL,             -- false: the second factor is still missing
    second_factor boolean NOT NULL,
    way text NOT NULL,                     -- password, or the key of the provider
    place uuid REFERENCES places,
    role text,
    created timestamptz NOT NULL DEFAULT clock_timestamp(),
    seen timestamptz NOT NULL DEFAULT clock_timestamp(),
    ends timestamptz NOT NULL,
    ended timestamptz,
    CHECK ((place IS NULL) = (role IS NULL)),
    CHECK (complete OR place IS NULL)
);
CREATE INDEX sessions_account ON sessions (account);
CREATE INDEX sessions_ends ON sessions (ends);

-- Attempts to sign in that failed or have not succeeded yet, by the token of what was tried or of who tried.
CREATE TABLE attempts (
    attempt uuid NOT NULL,
    subject bytea NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (attempt, subject)
);
CREATE INDEX attempts_subject ON attempts (subject, at);

GRANT SELECT, INSERT, UPDATE ON accounts, invitations TO {login_role};
GRANT SELECT, INSERT ON places TO {login_role};
GRANT SELECT, INSERT, UPDATE, DELETE ON external_identities, recovery_codes, sessions, attempts TO {login_role};
