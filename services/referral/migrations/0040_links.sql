-- Folded from referral's own log (services/referral/projections/links.py). No secret stands here.

CREATE TABLE links (
    link uuid PRIMARY KEY,
    partner uuid NOT NULL,
    referral uuid,
    survey uuid,
    channel text NOT NULL,
    expires timestamptz NOT NULL,
    issued bigint NOT NULL,                -- position in the log: of two links for one referral the later one counts
    issued_at timestamptz NOT NULL,
    issued_by text NOT NULL               -- the actor: whose Träger asks
);
CREATE INDEX links_referral ON links (referral, issued);
CREATE INDEX links_partner ON links (partner, issued);

CREATE TABLE link_openings (
    opening uuid PRIMARY KEY,
    link uuid NOT NULL,
    on_day date NOT NULL
);
CREATE INDEX link_openings_link ON link_openings (link, on_day);

CREATE TABLE link_refusals (
    refusal uuid PRIMARY KEY,
    link uuid NOT NULL,
    on_day date NOT NULL,
    grounds text NOT NULL
);
CREATE INDEX link_refusals_link ON link_refusals (link, on_day);

CREATE TABLE link_revocations (
    link uuid PRIMARY KEY,
    on_day date NOT NULL
);
