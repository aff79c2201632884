-- The usual case of a page: one command with one fact. It answers as append() does, whose arrays and set of rows would
-- take longer than all the writing.

GRANT USAGE, CREATE ON SCHEMA {schema} TO {log_role};
SET LOCAL ROLE {log_role};

CREATE FUNCTION append_one(
    of_district text,
    command uuid, hash bytea, by_actor text,
    correlation uuid, causation uuid, trace text, decided_on uuid,
    command_of integer, fact uuid, of_stream uuid, of_version integer, of_topic text, payload bytea,
    OUT answer text, OUT first_stored bigint, OUT last_stored bigint, OUT stored_at timestamptz
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp SET enable_seqscan = off AS $$
BEGIN
    IF of_district IS DISTINCT FROM {district} THEN
        RAISE insufficient_privilege USING MESSAGE = 'this log belongs to another district';
    END IF;

    -- Before anything is looked at: what the next statement sees is then what holds until the commit.
    UPDATE log_head h SET
        position = h.position + 1,
        recorded = greatest(h.recorded + interval '1 microsecond', clock_timestamp())
        WHERE h.single RETURNING h.position, h.recorded INTO first_stored, stored_at;

    WITH stored AS (
        INSERT INTO log (position, id, stream, version, topic, data, recorded,
            command_id, correlation_id, causation_id, actor, traceparent)
        SELECT first_stored, fact, of_stream, of_version, of_topic, payload, stored_at,
            command, correlation, causation, by_actor, trace
        WHERE of_version = coalesce(
                (SELECT max(l.version) + 1 FROM log l WHERE l.stream = of_stream), least(of_version, 1))
            AND NOT EXISTS (SELECT FROM commands c WHERE c.command_id = command)
        RETURNING position
    )
    INSERT INTO commands (command_id, request_hash, first_position, last_position, recorded)
    SELECT command, hash, stored.position, stored.position, stored_at FROM stored;
    IF FOUND THEN
        answer := 'stored';
        last_stored := first_stored;
        RETURN;
    END IF;

    -- Known or stale: the position goes back, and append() says what it is.
    UPDATE log_head h SET position = h.position - 1 WHERE h.single;
    SELECT a.* INTO answer, first_stored, last_stored, stored_at FROM append(
        of_district, ARRAY[command], ARRAY[hash], ARRAY[by_actor], ARRAY[correlation], ARRAY[causation], ARRAY[trace],
        ARRAY[decided_on], ARRAY[command_of], ARRAY[fact], ARRAY[of_stream], ARRAY[of_version], ARRAY[of_topic],
        ARRAY[payload]) a;
END $$;

REVOKE ALL ON FUNCTION append_one FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_one TO {login_role};

SET LOCAL ROLE {owner_role};
REVOKE CREATE ON SCHEMA {schema} FROM {log_role};
