-- Names, contact details and free text, each sealed under its person's identity key. Equal text has an equal entry id.
CREATE TABLE vault (
    person uuid NOT NULL,
    field text NOT NULL,
    entry uuid NOT NULL,
    sealed bytea NOT NULL,
    PRIMARY KEY (person, field, entry)
);
REVOKE UPDATE, TRUNCATE ON vault FROM {district_role};
