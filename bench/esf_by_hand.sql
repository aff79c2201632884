-- The bare SQL of an ESF report: all indicators as of one date at one state of knowledge, as a person would write it
-- for one catalogue version; without checks, document and digest, and without finding out what was known when.
WITH known AS MATERIALIZED (
    SELECT v.participation, v.state, v.erased, v.entry_date, v.exit_date, v.gender, v.birth_date, v.employment,
        v.unemployed_since, v.in_education, v.isced, v.disability, v.foreign_background, v.minority, v.citizenship,
        v.housing, r.ags IS NOT NULL AS rural, floor((
            (date_part('year', entry_date) * 10000 + date_part('month', entry_date) * 100 + date_part('day', entry_date))::int
            - (date_part('year', birth_date) * 10000 + date_part('month', birth_date) * 100 + date_part('day', birth_date))::int
        ) / 10000.0)::int AS age
    FROM {s}.participation_versions AS v
    LEFT JOIN {s}.rural_municipalities AS r
        ON r.ags = v.residence_ags
        AND r.valid_from <= %(districts)s AND (r.valid_to IS NULL OR r.valid_to > %(districts)s)
    WHERE v.operation = %(operation)s
        AND v.valid_from <= %(intake)s AND (v.valid_to IS NULL OR v.valid_to > %(intake)s)
), answers AS (
    SELECT k.participation,
        (ARRAY['employed', 'job_seeking', 'unemployed', 'inactive'])[(max(
            (s.date - DATE '0001-01-01')::bigint << 41 | s.since << 3
            | array_position(ARRAY['employed', 'job_seeking', 'unemployed', 'inactive'], s.status)
        ) FILTER (WHERE s.kind = 'exit') & 7)::int] AS exit_status,
        (ARRAY['yes', 'no'])[(max(
            (s.date - DATE '0001-01-01')::bigint << 41 | s.since << 3 | array_position(ARRAY['yes', 'no'], s.in_education)
        ) FILTER (WHERE s.kind = 'exit') & 7)::int] AS exit_education,
        bool_or(s.qualification = 'yes') FILTER (WHERE s.kind = 'exit') AS exit_qualification,
        (ARRAY['employed', 'job_seeking', 'unemployed', 'inactive'])[(max(
            (s.date - DATE '0001-01-01')::bigint << 41 | s.since << 3
            | array_position(ARRAY['employed', 'job_seeking', 'unemployed', 'inactive'], s.status)
        ) FILTER (WHERE s.kind = 'followup') & 7)::int] AS followup_status,
        (ARRAY['yes', 'no'])[(max(
            (s.date - DATE '0001-01-01')::bigint << 41 | s.since << 3 | array_position(ARRAY['yes', 'no'], s.improved)
        ) FILTER (WHERE s.kind = 'followup') & 7)::int] AS followup_improved
    FROM known AS k JOIN {s}.status_versions AS s ON s.participation = k.participation
    WHERE k.exit_date <= %(as_of)s AND s.date <= %(as_of)s
        AND s.valid_from <= %(intake)s AND (s.valid_to IS NULL OR s.valid_to > %(intake)s)
        AND CASE s.kind
            WHEN 'exit' THEN s.date BETWEEN k.exit_date AND k.exit_date + 28
            WHEN 'followup' THEN s.date BETWEEN
                (k.exit_date + make_interval(months => 6))::date
                AND (k.exit_date + make_interval(months => 9))::date
            END
    GROUP BY k.participation
), judged AS MATERIALIZED (
    SELECT CASE WHEN state = 'cancelled' THEN 'cancelled' WHEN state = 'draft' THEN 'draft' WHEN erased THEN 'erased'
            WHEN entry_date > %(as_of)s THEN 'after_as_of'
            WHEN (gender IS NOT NULL AND birth_date IS NOT NULL AND entry_date IS NOT NULL AND employment IS NOT NULL
                AND (NOT employment = 'unemployed' OR unemployed_since IS NOT NULL) AND isced IS NOT NULL) IS NOT TRUE
            THEN 'incomplete' END AS reason, k.gender,
        (entry_date <= %(as_of)s) AS "EECO01",
        (employment = 'unemployed') AS "EECO02",
        ((employment = 'unemployed') AND (unemployed_since + make_interval(months => 12))::date <= entry_date) AS "EECO03",
        (employment = 'inactive') AS "EECO04",
        (employment = 'employed') AS "EECO05",
        (age < 18) AS "EECO06",
        (age BETWEEN 18 AND 29) AS "EECO07",
        (age >= 55) AS "EECO08",
        (isced BETWEEN 0 AND 2) AS "EECO09",
        (isced BETWEEN 3 AND 4) AS "EECO10",
        (isced BETWEEN 5 AND 8) AS "EECO11",
        (disability = 'yes') AS "EECO12",
        (citizenship IN ('third_country', 'stateless', 'undetermined')) AS "EECO13",
        (foreign_background = 'yes') AS "EECO14",
        (minority = 'yes') AS "EECO15",
        (housing IN ('roofless', 'houseless', 'insecure', 'inadequate')) AS "EECO16",
        rural AS "EECO17",
        ((employment = 'inactive') AND (exit_status IN ('job_seeking', 'unemployed'))) AS "EECR01",
        ((in_education = 'no') AND (exit_education = 'yes')) AS "EECR02",
        exit_qualification AS "EECR03",
        ((employment IN ('unemployed', 'inactive')) AND (exit_status = 'employed')) AS "EECR04",
        ((employment IN ('unemployed', 'inactive')) AND (followup_status = 'employed')) AS "EECR05",
        ((employment = 'employed') AND (followup_improved = 'yes')) AS "EECR06"
    FROM known AS k LEFT JOIN answers AS a ON a.participation = k.participation
)
SELECT reason, gender, count(*),
    count(*) FILTER (WHERE "EECO01"),
    count(*) FILTER (WHERE "EECO02"),
    count(*) FILTER (WHERE "EECO03"),
    count(*) FILTER (WHERE "EECO04"),
    count(*) FILTER (WHERE "EECO05"),
    count(*) FILTER (WHERE "EECO06"),
    count(*) FILTER (WHERE "EECO07"),
    count(*) FILTER (WHERE "EECO08"),
    count(*) FILTER (WHERE "EECO09"),
    count(*) FILTER (WHERE "EECO10"),
    count(*) FILTER (WHERE "EECO11"),
    count(*) FILTER (WHERE "EECO12"),
    count(*) FILTER (WHERE "EECO13"),
    count(*) FILTER (WHERE "EECO14"),
    count(*) FILTER (WHERE "EECO15"),
    count(*) FILTER (WHERE "EECO16"),
    count(*) FILTER (WHERE "EECO17"),
    count(*) FILTER (WHERE "EECR01"),
    count(*) FILTER (WHERE "EECR02"),
    count(*) FILTER (WHERE "EECR03"),
    count(*) FILTER (WHERE "EECR04"),
    count(*) FILTER (WHERE "EECR05"),
    count(*) FILTER (WHERE "EECR06")
FROM judged GROUP BY reason, gender
