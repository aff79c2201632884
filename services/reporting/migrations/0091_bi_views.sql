-- The views of bi_v1. Names and columns never change; the contract grows by additions only.
CREATE VIEW {bi_schema}.participations AS
    SELECT operation, sozialraum, entry_half_year, gender, age_band, employment, persons FROM bi_participations;
COMMENT ON VIEW {bi_schema}.participations IS 'Gezählte Teilnahmen nach Eintritt und Merkmalen. Gruppen unter der Schwelle des Landkreises sind zu „übrige“ zusammengefasst.';
COMMENT ON COLUMN {bi_schema}.participations.operation IS 'Vorhaben (Schlüssel)';
COMMENT ON COLUMN {bi_schema}.participations.sozialraum IS 'Sozialraum (Schlüssel) oder „übrige“';
COMMENT ON COLUMN {bi_schema}.participations.entry_half_year IS 'Halbjahr des Eintritts, zum Beispiel 2025-H1, oder „übrige“';
COMMENT ON COLUMN {bi_schema}.participations.gender IS 'Geschlecht: female weiblich, male männlich, non_binary divers, oder „übrige“';
COMMENT ON COLUMN {bi_schema}.participations.age_band IS 'Alter bei Eintritt in vollendeten Jahren: unter 18, 18-29, 30-54, ab 55, oder „übrige“';
COMMENT ON COLUMN {bi_schema}.participations.employment IS 'Erwerbsstatus bei Eintritt: employed erwerbstätig, unemployed arbeitslos, inactive nicht erwerbstätig, oder „übrige“';
COMMENT ON COLUMN {bi_schema}.participations.persons IS 'Teilnahmen; leer, wenn das ganze Vorhaben unter der Schwelle liegt';

CREATE VIEW {bi_schema}.esf_indicators AS
    SELECT operation, sozialraum, year, indicator, gender, value FROM bi_esf_indicators;
COMMENT ON VIEW {bi_schema}.esf_indicators IS 'Indikatoren des ESF, aufgelaufen zum 31. Dezember des Jahres, im laufenden Jahr bis heute. Die Gesamtwerte stehen auch im ESF-Bericht.';
COMMENT ON COLUMN {bi_schema}.esf_indicators.operation IS 'Vorhaben (Schlüssel)';
COMMENT ON COLUMN {bi_schema}.esf_indicators.sozialraum IS 'Sozialraum (Schlüssel); leer = alle Sozialräume des Vorhabens zusammen';
COMMENT ON COLUMN {bi_schema}.esf_indicators.year IS 'Jahr, zu dessen Ende gezählt wird';
COMMENT ON COLUMN {bi_schema}.esf_indicators.indicator IS 'Indikator des Katalogs, zum Beispiel EECO01';
COMMENT ON COLUMN {bi_schema}.esf_indicators.gender IS 'Geschlecht: female weiblich, male männlich, non_binary divers; leer, wo keine Personen gezählt werden';
COMMENT ON COLUMN {bi_schema}.esf_indicators.value IS 'Anzahl; leer = nicht gezeigt, damit niemand zu erkennen ist';

CREATE VIEW {bi_schema}.contacts_monthly AS
    SELECT operation, sozialraum, month, kind, contacts, minutes FROM bi_contacts_monthly;
COMMENT ON VIEW {bi_schema}.contacts_monthly IS 'Kontakte je Monat, Sozialraum und Kontaktart.';
COMMENT ON COLUMN {bi_schema}.contacts_monthly.operation IS 'Vorhaben (Schlüssel)';
COMMENT ON COLUMN {bi_schema}.contacts_monthly.sozialraum IS 'Sozialraum (Schlüssel)';
COMMENT ON COLUMN {bi_schema}.contacts_monthly.month IS 'Erster Tag des Monats';
COMMENT ON COLUMN {bi_schema}.contacts_monthly.kind IS 'Kontaktart (Schlüssel); leer = nicht angegeben';
COMMENT ON COLUMN {bi_schema}.contacts_monthly.contacts IS 'Kontakte; leer = nicht gezeigt, damit niemand zu erkennen ist';
COMMENT ON COLUMN {bi_schema}.contacts_monthly.minutes IS 'Minuten dieser Kontakte; leer, wo die Kontakte nicht gezeigt werden';

CREATE VIEW {bi_schema}.problems_monthly AS
    SELECT operation, sozialraum, month, topic, cases FROM bi_problems_monthly;
COMMENT ON VIEW {bi_schema}.problems_monthly IS 'Fälle je Monat, Sozialraum und Thema, bei deren Kontakten das Thema vorkam.';
COMMENT ON COLUMN {bi_schema}.problems_monthly.operation IS 'Vorhaben (Schlüssel)';
COMMENT ON COLUMN {bi_schema}.problems_monthly.sozialraum IS 'Sozialraum (Schlüssel)';
COMMENT ON COLUMN {bi_schema}.problems_monthly.month IS 'Erster Tag des Monats';
COMMENT ON COLUMN {bi_schema}.problems_monthly.topic IS 'Thema (Schlüssel)';
COMMENT ON COLUMN {bi_schema}.problems_monthly.cases IS 'Fälle; leer = nicht gezeigt, damit niemand zu erkennen ist';

CREATE VIEW {bi_schema}.referrals_monthly AS
    SELECT operation, sozialraum, month, partner_kind, state, referrals, median_days FROM bi_referrals_monthly;
COMMENT ON VIEW {bi_schema}.referrals_monthly IS 'Weitervermittlungen je Monat, in dem sie vorgeschlagen wurden, mit ihrem heutigen Stand.';
COMMENT ON COLUMN {bi_schema}.referrals_monthly.operation IS 'Vorhaben (Schlüssel)';
COMMENT ON COLUMN {bi_schema}.referrals_monthly.sozialraum IS 'Sozialraum (Schlüssel)';
COMMENT ON COLUMN {bi_schema}.referrals_monthly.month IS 'Erster Tag des Monats';
COMMENT ON COLUMN {bi_schema}.referrals_monthly.partner_kind IS 'Art des Partners (Schlüssel)';
COMMENT ON COLUMN {bi_schema}.referrals_monthly.state IS 'Heutiger Stand (Schlüssel)';
COMMENT ON COLUMN {bi_schema}.referrals_monthly.referrals IS 'Weitervermittlungen; leer = nicht gezeigt, damit niemand zu erkennen ist';
COMMENT ON COLUMN {bi_schema}.referrals_monthly.median_days IS 'Tage von der Übergabe bis zur Antwort des Partners, mittlerer Wert; leer, wo zu wenige geantwortet haben';

CREATE VIEW {bi_schema}.outcomes AS
    SELECT operation, sozialraum, dimension, stage, level, persons FROM bi_outcomes;
COMMENT ON VIEW {bi_schema}.outcomes IS 'Was sich geändert hat: Stärken und Problemlagen auf derselben Skala am Anfang und später.';
COMMENT ON COLUMN {bi_schema}.outcomes.operation IS 'Vorhaben (Schlüssel)';
COMMENT ON COLUMN {bi_schema}.outcomes.sozialraum IS 'Sozialraum (Schlüssel)';
COMMENT ON COLUMN {bi_schema}.outcomes.dimension IS 'Instrument und Dimension (instrument/dimension) oder Problemlage (problem/thema)';
COMMENT ON COLUMN {bi_schema}.outcomes.stage IS 'Zeitpunkt: start am Anfang, interim dazwischen, end am Ende; bei Problemlagen start und now (zuletzt)';
COMMENT ON COLUMN {bi_schema}.outcomes.level IS 'Stufe: Wert auf der Skala des Instruments, gerundet; bei Problemlagen resolved behoben, slight leicht, considerable erheblich, severe schwer, unrated ohne Angabe';
COMMENT ON COLUMN {bi_schema}.outcomes.persons IS 'Personen; leer = nicht gezeigt, damit niemand zu erkennen ist';

CREATE VIEW {bi_schema}.community_events AS
    SELECT operation, sozialraum, month, kind, events, attendance, volunteer_hours FROM bi_community_events;
COMMENT ON VIEW {bi_schema}.community_events IS 'Veranstaltungen, die stattgefunden haben, je Monat, Sozialraum und Art, mit Besuch und der Zeit Freiwilliger.';
COMMENT ON COLUMN {bi_schema}.community_events.operation IS 'Vorhaben (Schlüssel); leer = keinem Vorhaben zugeordnet';
COMMENT ON COLUMN {bi_schema}.community_events.sozialraum IS 'Sozialraum (Schlüssel); mehrere mit Komma; leer = keinem Sozialraum zugeordnet';
COMMENT ON COLUMN {bi_schema}.community_events.month IS 'Erster Tag des Monats';
COMMENT ON COLUMN {bi_schema}.community_events.kind IS 'Art der Veranstaltung (Schlüssel); other: Zeit Freiwilliger ohne Veranstaltung';
COMMENT ON COLUMN {bi_schema}.community_events.events IS 'Veranstaltungen';
COMMENT ON COLUMN {bi_schema}.community_events.attendance IS 'Besuche; leer = nicht gezeigt, damit niemand zu erkennen ist';
COMMENT ON COLUMN {bi_schema}.community_events.volunteer_hours IS 'Stunden Freiwilliger, auf ganze Stunden gerundet; leer = nicht gezeigt, damit niemand zu erkennen ist';

CREATE VIEW {bi_schema}.freshness AS
    SELECT s.source,
        coalesce(p.position, 0) AS position,
        (SELECT j.time FROM journal AS j WHERE j.source = s.source AND j.sequence = p.position) AS recorded_time,
        greatest(0, coalesce((SELECT max(j.sequence) FROM journal AS j WHERE j.source = s.source), 0)
            - coalesce(p.position, 0)) AS lag_events,
        (SELECT nullif(checked, '-infinity') FROM bi_publication) AS checked_time
    FROM (VALUES ('districts'), ('events'), ('intake'), ('referral'), ('reporting')) AS s (source)
    LEFT JOIN bi_positions AS p USING (source);
COMMENT ON VIEW {bi_schema}.freshness IS 'Wie aktuell die Zahlen sind: bis zu welchem Ereignis jeder Quelle sie reichen.';
COMMENT ON COLUMN {bi_schema}.freshness.source IS 'Quelle: der Dienst, der die Ereignisse aufgezeichnet hat';
COMMENT ON COLUMN {bi_schema}.freshness.position IS 'Letztes Ereignis der Quelle, das in den Zahlen steckt';
COMMENT ON COLUMN {bi_schema}.freshness.recorded_time IS 'Wann dieses Ereignis aufgezeichnet wurde';
COMMENT ON COLUMN {bi_schema}.freshness.lag_events IS 'Ereignisse der Quelle, die schon angekommen sind und in den Zahlen noch fehlen';
COMMENT ON COLUMN {bi_schema}.freshness.checked_time IS 'Wann die Zahlen zuletzt mit der Geschichte verglichen wurden; liegt das länger als zwei Minuten zurück, steht die Verarbeitung';

GRANT SELECT ON ALL TABLES IN SCHEMA {bi_schema} TO {bi_role};
