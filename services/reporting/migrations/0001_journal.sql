-- Every fact of every source as received: primary data, append-only, numbered from 1 without gaps.
CREATE TABLE journal (
    index bigint PRIMARY KEY CHECK (index > 0),
    source text NOT NULL,
    sequence bigint NOT NULL CHECK (sequence > 0),
    log_id uuid NOT NULL,
    time timestamptz NOT NULL,
    topic text NOT NULL,
    subject uuid NOT NULL,
    body bytea NOT NULL,
    UNIQUE (source, sequence)
);
-- A state of knowledge (an instant) is looked up as one position a source.
CREATE INDEX ON journal (source, time, sequence);
-- History is told in the order in which things happened.
CREATE INDEX ON journal (time, source, sequence);

-- The Merkle tree over the journal, as far as appending needs it; its row's lock serialises appends.
CREATE TABLE journal_head (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    size bigint NOT NULL DEFAULT 0 CHECK (size >= 0),
    frontier bytea NOT NULL DEFAULT ''
) WITH (fillfactor = 10);
INSERT INTO journal_head DEFAULT VALUES;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE insufficient_privilege USING MESSAGE = format('%s of %s.%s is refused', tg_op, tg_table_schema, tg_table_name);
END $$;
REVOKE ALL ON FUNCTION refuse_change() FROM PUBLIC;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal EXECUTE FUNCTION refuse_change();
CREATE TRIGGER one_row BEFORE INSERT OR DELETE OR TRUNCATE ON journal_head EXECUTE FUNCTION refuse_change();
ALTER TABLE journal ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE journal_head ENABLE ALWAYS TRIGGER one_row;

REVOKE UPDATE, DELETE, TRUNCATE ON journal FROM {district_role};
REVOKE INSERT, DELETE, TRUNCATE ON journal_head FROM {district_role};
