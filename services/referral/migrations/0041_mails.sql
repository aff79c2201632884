-- Folded from referral's own log (services/referral/projections/mails.py). Addresses and words lie in the vault.

CREATE TABLE mails (
    mail uuid PRIMARY KEY,
    partner uuid NOT NULL,
    purpose text NOT NULL,
    link uuid,
    referral uuid,
    asked bigint NOT NULL,
    asked_at timestamptz NOT NULL,
    asked_by text NOT NULL               -- the actor: whose Träger asks
);
CREATE INDEX mails_referral ON mails (referral, asked);
CREATE INDEX mails_asked ON mails (asked);

CREATE TABLE mail_ends (
    mail uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    dropped text                           -- why it was not sent; null: it was
);
