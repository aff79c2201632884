-- Folded from referral's own log (services/referral/projections/{partners,agreements}.py). Contact details and descriptions lie in
-- the vault under `details`.

CREATE TABLE partners (
    partner uuid PRIMARY KEY,
    name text NOT NULL,
    kind text NOT NULL,
    takes_mail boolean NOT NULL,
    public boolean NOT NULL,
    details uuid
);

CREATE TABLE partner_delistings (
    partner uuid PRIMARY KEY,
    last_day date NOT NULL
);

CREATE TABLE locations (
    location uuid PRIMARY KEY,
    partner uuid NOT NULL,
    name text NOT NULL,
    street text,
    postcode text,
    city text,
    sozialraum text,
    latitude double precision,
    longitude double precision,
    accessibility text[] NOT NULL
);

CREATE TABLE location_delistings (
    location uuid PRIMARY KEY,
    last_day date NOT NULL
);

CREATE TABLE contact_persons (
    contact_person uuid PRIMARY KEY,
    partner uuid NOT NULL,
    details uuid NOT NULL
);
CREATE INDEX contact_persons_partner ON contact_persons (partner);

CREATE TABLE contact_person_delistings (
    contact_person uuid PRIMARY KEY,
    last_day date NOT NULL
);

CREATE TABLE agreements (
    agreement uuid PRIMARY KEY,
    partner uuid NOT NULL,
    kind text NOT NULL,
    on_day date NOT NULL,
    until date,
    operation text,
    details uuid
);

CREATE TABLE agreement_ends (
    agreement uuid PRIMARY KEY,
    last_day date NOT NULL
);
