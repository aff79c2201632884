"""The statements behind ``referrals_queries``."""

from typing import Final

from psycopg.sql import SQL

# A round begins with the proposal or a reopening. Of the case's hands today the team is asked, not of the proposal's.
ROWS: Final = SQL("""
    SELECT r.referral AS referral_id, r.book AS book_id, r.person AS person_id, r.case_id, r.operation, r.sozialraum,
        r.partner AS partner_id, r.partner_kind, r.offer AS offer_id,
        CASE WHEN r.case_id IS NULL THEN r.team ELSE c.team END AS team,
        CASE WHEN r.case_id IS NULL THEN r.staff ELSE c.staff END AS staff,
        r.proposed_by, r.on_day AS proposed_on, r.topics, r.language, r.note AS note_id, r.instead_of, r.recorded,
        CASE WHEN s.state = 'proposed' AND k.consent IS NOT NULL THEN 'consented' ELSE s.state END AS state,
        s.on_day AS since, s.appointment_on, s.provenance, m.closed,
        h.on_day AS handed_on, h.channel, coalesce(h.escorted, FALSE) AS escorted, coalesce(h.fields, '{{}}') AS fields,
        h.consent AS handed_under, h.share AS share_id,
        k.consent AS consent_id, coalesce(k.fields, '{{}}') AS consent_fields, k.until AS consent_until,
        t.consents AS to_tell
    FROM {0}.referrals r
    LEFT JOIN {0}.case_hands c USING (case_id)
    CROSS JOIN LATERAL (SELECT state, on_day, appointment_on, provenance FROM {0}.referral_steps x
        WHERE x.referral = r.referral AND x.state IS NOT NULL ORDER BY x.recorded DESC LIMIT 1) s
    CROSS JOIN LATERAL (SELECT closed FROM {0}.referral_steps x
        WHERE x.referral = r.referral AND x.closed IS NOT NULL ORDER BY x.recorded DESC LIMIT 1) m
    CROSS JOIN LATERAL (SELECT max(x.recorded) AS begins FROM {0}.referral_steps x
        WHERE x.referral = r.referral AND NOT x.closed) b
    LEFT JOIN LATERAL (SELECT on_day, channel, escorted, fields, consent, share FROM {0}.referral_steps x
        WHERE x.referral = r.referral AND x.kind = 'referral_handed_over' AND x.recorded > b.begins
        ORDER BY x.recorded DESC LIMIT 1) h ON TRUE
    LEFT JOIN LATERAL (SELECT g.consent, g.fields, g.until FROM {0}.referral_consents g
        LEFT JOIN {0}.referral_consent_ends e USING (consent)
        WHERE g.book = r.book AND g.partner = r.partner AND g.on_day <= %(day)s
            AND (g.until IS NULL OR g.until >= %(day)s) AND (e.on_day IS NULL OR e.on_day > %(day)s)
        ORDER BY g.recorded LIMIT 1) k ON TRUE
    CROSS JOIN LATERAL (SELECT array_agg(DISTINCT x.consent) AS consents FROM {0}.referral_steps x
        JOIN {0}.referral_consent_ends USING (consent)
        WHERE x.referral = r.referral AND x.kind = 'referral_handed_over' AND NOT EXISTS (
            SELECT FROM {0}.referral_steps y
            WHERE y.referral = r.referral AND y.kind = 'partner_told' AND y.consent = x.consent)) t
""")
HISTORY: Final = SQL("""
    SELECT step, kind, on_day, state, closed, actor, provenance, note AS note_id, appointment_on, grounds,
        partner AS to_partner_id, channel, escorted, fields, consent AS consent_id, share AS share_id
    FROM {0}.referral_steps WHERE referral = %s ORDER BY recorded
""")
CONDITIONS: Final = SQL("""
    SELECT * FROM ({rows}) found
    WHERE (%(teams)s::uuid[] IS NULL OR team IS NULL OR team = ANY (%(teams)s) OR proposed_by = %(proposed_by)s)
        AND (%(hands)s::uuid[] IS NULL OR staff = ANY (%(hands)s))
        AND (%(case_id)s::uuid IS NULL OR case_id = %(case_id)s)
        AND (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
        AND (%(operation)s::text IS NULL OR operation = %(operation)s)
        AND (%(states)s::text[] IS NULL OR state = ANY (%(states)s))
        AND (NOT %(only_open)s OR (state = ANY (%(open)s) AND NOT closed))
        AND (NOT %(only_to_tell)s OR to_tell IS NOT NULL)
        AND (%(before)s::bigint IS NULL OR recorded < %(before)s)
    ORDER BY recorded DESC LIMIT %(most)s
""")
