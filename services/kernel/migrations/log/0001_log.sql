-- The log of one district: facts in dense positions, the commands behind them, and the one function that may write.
-- The log role owns what only append() may write; the owner role owns the rest.

GRANT USAGE, CREATE ON SCHEMA {schema} TO {log_role};
SET LOCAL ROLE {log_role};

-- The one row whose lock serialises the writers of this log. Mostly free pages keep its updates on the page (HOT).
CREATE TABLE log_head (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    position bigint NOT NULL DEFAULT 0 CHECK (position >= 0),
    recorded timestamptz NOT NULL DEFAULT 'epoch',
    log_id uuid NOT NULL DEFAULT gen_random_uuid()
) WITH (fillfactor = 10);

CREATE TABLE log (
    position bigint PRIMARY KEY CHECK (position > 0),
    id uuid NOT NULL UNIQUE,
    stream uuid NOT NULL,
    version integer NOT NULL CHECK (version >= 0),
    topic text NOT NULL,
    data bytea NOT NULL,
    recorded timestamptz NOT NULL,
    command_id uuid NOT NULL,
    correlation_id uuid NOT NULL,
    causation_id uuid,
    actor text NOT NULL,
    traceparent text,
    UNIQUE (stream, version)
);

-- A command without facts is remembered too: its last position is its first position - 1.
CREATE TABLE commands (
    command_id uuid PRIMARY KEY,
    request_hash bytea NOT NULL,
    first_position bigint NOT NULL,
    last_position bigint NOT NULL,
    recorded timestamptz NOT NULL
);

INSERT INTO log_head DEFAULT VALUES;

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE insufficient_privilege USING MESSAGE = format('%s of %s.%s is refused', tg_op, tg_table_schema, tg_table_name);
END $$;
REVOKE ALL ON FUNCTION refuse() FROM PUBLIC;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log EXECUTE FUNCTION refuse();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON commands EXECUTE FUNCTION refuse();
CREATE TRIGGER one_row BEFORE INSERT OR DELETE OR TRUNCATE ON log_head EXECUTE FUNCTION refuse();
-- ALWAYS: not even session_replication_role = replica turns them off.
ALTER TABLE log ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE commands ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE log_head ENABLE ALWAYS TRIGGER one_row;

-- Appends commands in their order and answers each: stored, repeated (first answer), reused (same id, other request)
-- or conflict (a version that is not the stream's next one). Nothing is raised for these, so that one of them does not
-- abort the others. decided_on is the stream that a command without facts was decided on. command_of names the command
-- (1, 2, ...) of each fact and ascends. The first version of a stream is 1 (the eventsourcing library may begin at 0).
CREATE FUNCTION append(
    of_district text,
    command_ids uuid[], request_hashes bytea[], actors text[],
    correlation_ids uuid[], causation_ids uuid[], traceparents text[], decided_on uuid[],
    command_of integer[], fact_ids uuid[], streams uuid[], versions integer[], topics text[], payloads bytea[]
) RETURNS TABLE (answer text, first_stored bigint, last_stored bigint, stored_at timestamptz)
-- Plans are kept for the life of a connection: one made for an empty table must not scan a full one.
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp SET enable_seqscan = off AS $$
DECLARE
    total CONSTANT integer := cardinality(fact_ids);
    stored integer := 0;   -- facts written so far
    k integer := 1;        -- the next fact to look at
    before bigint;         -- the last position before this call
    start timestamptz;     -- the recorded time of the first fact stored
    upto integer;
    fits boolean;
    contended uuid[] := '{}';   -- streams of commands of this call that were not stored
    firsts bigint[];
    lasts bigint[];
    times timestamptz[];
    known record;
BEGIN
    IF of_district IS DISTINCT FROM {district} THEN
        RAISE insufficient_privilege USING MESSAGE = 'this log belongs to another district';
    END IF;
    IF total > 1000 THEN
        RAISE program_limit_exceeded USING MESSAGE = 'more than 1000 facts in one call';
    END IF;

    -- Positions are taken before it is known whether all will be used; what is not used goes back below.
    UPDATE log_head h SET
        position = h.position + total,
        recorded = CASE total WHEN 0 THEN h.recorded ELSE
            greatest(h.recorded + interval '1 microsecond', clock_timestamp()) + (total - 1) * interval '1 microsecond' END
        WHERE h.single RETURNING h.position - total, h.recorded - (total - 1) * interval '1 microsecond' INTO before, start;

    -- The usual batch: nothing known, nothing stale. Two statements write all of it.
    IF total > 1 AND NOT EXISTS (SELECT FROM commands c WHERE c.command_id = ANY (command_ids))
        AND (SELECT count(DISTINCT id) FROM unnest(command_ids) id) = cardinality(command_ids)
        AND NOT EXISTS (
            SELECT FROM (
                SELECT n.stream, n.version - row_number() OVER (PARTITION BY n.stream ORDER BY n.i) AS expected
                FROM unnest(streams, versions) WITH ORDINALITY n (stream, version, i)
            ) s
            GROUP BY s.stream HAVING min(s.expected) <> max(s.expected) OR min(s.expected) <> coalesce(
                (SELECT max(l.version) FROM log l WHERE l.stream = s.stream), least(min(s.expected), 0)
            )
        )
    THEN
        INSERT INTO log (position, id, stream, version, topic, data, recorded,
            command_id, correlation_id, causation_id, actor, traceparent)
        SELECT before + f.k, f.id, f.stream, f.version, f.topic, f.data, start + (f.k - 1) * interval '1 microsecond',
            command_ids[f.c], correlation_ids[f.c], causation_ids[f.c], actors[f.c], traceparents[f.c]
        FROM unnest(command_of, fact_ids, streams, versions, topics, payloads)
            WITH ORDINALITY f (c, id, stream, version, topic, data, k);
        FOR command IN 1 .. cardinality(command_ids) LOOP
            firsts[command] := before + k;
            WHILE k <= total AND command_of[k] = command LOOP
                k := k + 1;
            END LOOP;
            lasts[command] := before + k - 1;
            times[command] := start + (k - 2) * interval '1 microsecond';
        END LOOP;
        INSERT INTO commands (command_id, request_hash, first_position, last_position, recorded)
        SELECT c.id, c.hash, c.first, c.last, c.at
        FROM unnest(command_ids, request_hashes, firsts, lasts, times) c (id, hash, first, last, at);
        RETURN QUERY SELECT 'stored', c.first, c.last, c.at FROM unnest(firsts, lasts, times) c (first, last, at);
        RETURN;
    END IF;

    FOR command IN 1 .. cardinality(command_ids) LOOP
        upto := k;
        WHILE upto <= total AND command_of[upto] = command LOOP
            upto := upto + 1;
        END LOOP;

        SELECT c.request_hash, c.first_position, c.last_position, c.recorded INTO known
        FROM commands c WHERE c.command_id = command_ids[command];
        IF FOUND THEN
            contended := contended || streams[k : upto - 1] || decided_on[command];
            answer := CASE WHEN known.request_hash = request_hashes[command] THEN 'repeated' ELSE 'reused' END;
            first_stored := known.first_position;
            last_stored := known.last_position;
            stored_at := known.recorded;
            k := upto;
            RETURN NEXT;
            CONTINUE;
        END IF;

        IF upto = k + 1 THEN
            fits := versions[k] = coalesce(
                (SELECT max(l.version) + 1 FROM log l WHERE l.stream = streams[k]), least(versions[k], 1));
        ELSE
            fits := NOT EXISTS (
                SELECT FROM (
                    SELECT n.stream, n.version - row_number() OVER (PARTITION BY n.stream ORDER BY n.i) AS expected
                    FROM unnest(streams[k : upto - 1], versions[k : upto - 1]) WITH ORDINALITY n (stream, version, i)
                ) s
                GROUP BY s.stream HAVING min(s.expected) <> max(s.expected) OR min(s.expected) <> coalesce(
                    (SELECT max(l.version) FROM log l WHERE l.stream = s.stream), least(min(s.expected), 0)
                )
            );
        END IF;
        -- A later command of the same call may have been decided on this one's facts: it must not be stored without
        -- them, even where another writer's facts have made its versions fit.
        IF NOT fits OR contended && (streams[k : upto - 1] || decided_on[command]) THEN
            contended := contended || streams[k : upto - 1] || decided_on[command];
            answer := 'conflict';
            first_stored := NULL;
            last_stored := NULL;
            stored_at := NULL;
            k := upto;
            RETURN NEXT;
            CONTINUE;
        END IF;

        answer := 'stored';
        first_stored := before + stored + 1;
        stored_at := clock_timestamp();
        WHILE k < upto LOOP
            stored_at := start + stored * interval '1 microsecond';
            stored := stored + 1;
            INSERT INTO log (position, id, stream, version, topic, data, recorded,
                command_id, correlation_id, causation_id, actor, traceparent)
            VALUES (before + stored, fact_ids[k], streams[k], versions[k], topics[k], payloads[k], stored_at,
                command_ids[command], correlation_ids[command], causation_ids[command], actors[command],
                traceparents[command]);
            k := k + 1;
        END LOOP;
        last_stored := before + stored;
        INSERT INTO commands (command_id, request_hash, first_position, last_position, recorded)
        VALUES (command_ids[command], request_hashes[command], first_stored, last_stored, stored_at);
        RETURN NEXT;
    END LOOP;

    IF k <= total THEN
        RAISE invalid_parameter_value USING MESSAGE = 'command_of must name the commands in ascending order';
    END IF;
    IF stored < total THEN
        UPDATE log_head h SET position = before + stored, recorded = start + (stored - 1) * interval '1 microsecond'
        WHERE h.single;
    END IF;
END $$;

REVOKE ALL ON FUNCTION append FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append TO {login_role};
GRANT SELECT ON log_head, log, commands TO {district_role};

SET LOCAL ROLE {owner_role};
REVOKE CREATE ON SCHEMA {schema} FROM {log_role};

-- How far the relay has published this log.
CREATE TABLE relay_position (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    position bigint NOT NULL DEFAULT 0 CHECK (position >= 0)
) WITH (fillfactor = 10);
INSERT INTO relay_position DEFAULT VALUES;

-- How far a reader of this service has come in a source's log, and of which log that is true.
CREATE TABLE reader_positions (
    reader text NOT NULL,
    source text NOT NULL,
    position bigint NOT NULL CHECK (position >= 0),
    log_id uuid NOT NULL,
    recorded timestamptz NOT NULL,
    stopped text,
    PRIMARY KEY (reader, source)
);

-- Facts that a policy could not handle, and later ones of the same ordering key.
CREATE TABLE parked (
    reader text NOT NULL,
    source text NOT NULL,
    position bigint NOT NULL,
    ordering_key text NOT NULL,
    reason text NOT NULL,
    body bytea NOT NULL,
    parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (reader, source, position)
);
