-- Volunteers, what they do and the time they gave (projections/volunteers, projections/volunteering). Names lie in the vault.

CREATE TABLE engagements (
    engagement uuid PRIMARY KEY,
    title text NOT NULL,
    sozialraeume text[] NOT NULL,
    needed integer,
    first_day date,
    last_day date,
    event uuid,
    operation text,
    public boolean NOT NULL,
    details uuid
);

CREATE TABLE engagement_closings (
    engagement uuid PRIMARY KEY,
    on_day date NOT NULL
);

CREATE TABLE volunteers (
    volunteer uuid PRIMARY KEY,
    on_day date NOT NULL,
    provenance text NOT NULL,
    sozialraeume text[] NOT NULL,
    languages text[] NOT NULL,
    contact uuid
);

CREATE TABLE volunteer_leavings (
    volunteer uuid PRIMARY KEY,
    last_day date NOT NULL
);

CREATE TABLE volunteer_erasures (
    volunteer uuid PRIMARY KEY,
    on_day date NOT NULL
);

-- The key is the volunteer's and the engagement's id, one after the other.
CREATE TABLE taken_engagements (
    taking text PRIMARY KEY,
    volunteer uuid NOT NULL,
    engagement uuid NOT NULL,
    on_day date NOT NULL,
    confirmed boolean NOT NULL
);
CREATE INDEX taken_engagements_volunteer ON taken_engagements (volunteer);

CREATE TABLE volunteer_certificates (
    certificate uuid PRIMARY KEY,
    volunteer uuid NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    minutes integer NOT NULL,
    on_day date NOT NULL
);
CREATE INDEX volunteer_certificates_volunteer ON volunteer_certificates (volunteer);

-- One row a record that counts; minutes are the sum over its persons.
CREATE TABLE volunteering (
    record uuid PRIMARY KEY,
    on_day date NOT NULL,
    minutes integer NOT NULL,
    persons integer NOT NULL,
    volunteer uuid,
    engagement uuid,
    event uuid,
    operation text,
    sozialraum text
);
CREATE INDEX volunteering_on_day ON volunteering (on_day);
CREATE INDEX volunteering_volunteer ON volunteering (volunteer, on_day);
