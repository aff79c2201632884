-- Which persons share a word of a sealed text: tokens under the district's search key (kernel/blind_index.py).
CREATE TABLE blind_index (
    token bytea NOT NULL,
    person uuid NOT NULL,
    kind text NOT NULL,
    entry uuid NOT NULL,
    PRIMARY KEY (token, person, kind, entry)
);
CREATE INDEX blind_index_person ON blind_index (person);
REVOKE UPDATE, TRUNCATE ON blind_index FROM {district_role};
