-- How far the sources' logs reach, as last asked; what has not arrived here is missing in the figures as well.
CREATE TABLE bi_heads (
    source text PRIMARY KEY,
    head bigint NOT NULL CHECK (head >= 0)
);

CREATE OR REPLACE VIEW {bi_schema}.freshness AS
    SELECT s.source,
        coalesce(p.position, 0) AS position,
        (SELECT j.time FROM journal AS j WHERE j.source = s.source AND j.sequence = p.position) AS recorded_time,
        greatest(0, greatest(coalesce(h.head, 0),
            coalesce((SELECT max(j.sequence) FROM journal AS j WHERE j.source = s.source), 0))
            - coalesce(p.position, 0)) AS lag_events,
        (SELECT nullif(checked, '-infinity') FROM bi_publication) AS checked_time
    FROM (VALUES ('districts'), ('events'), ('intake'), ('referral'), ('reporting')) AS s (source)
    LEFT JOIN bi_positions AS p USING (source)
    LEFT JOIN bi_heads AS h USING (source);
COMMENT ON COLUMN {bi_schema}.freshness.lag_events IS 'Ereignisse, die die Quelle aufgezeichnet hat und die in den Zahlen noch fehlen, soweit bekannt';

-- Whole hours of many rows do not add up to the hours of all of them; minutes do.
ALTER TABLE bi_community_events ADD COLUMN volunteer_minutes bigint;
CREATE OR REPLACE VIEW {bi_schema}.community_events AS
    SELECT operation, sozialraum, month, kind, events, attendance, volunteer_hours, volunteer_minutes
    FROM bi_community_events;
COMMENT ON COLUMN {bi_schema}.community_events.volunteer_minutes IS 'Minuten Freiwilliger; sie ergeben zusammen genau die Stunden des Tätigkeitsberichts; leer = nicht gezeigt, damit niemand zu erkennen ist';
-- What was published before has no minutes yet.
UPDATE bi_publication SET made_on = '0001-01-01';

GRANT SELECT ON ALL TABLES IN SCHEMA {bi_schema} TO {bi_role};
