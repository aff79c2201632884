"""Referrals as ``intake`` knows them from referral's facts: where each stands, what it waits for, whom to tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.referral import Provenance
from services.contracts.referral_states import OPEN, State, seen
from services.contracts.referral_waiting import Waiting, WaitingTerms, waiting
from services.intake.projections.referrals import ALL_OTHERS
from services.intake.work_scope import WHOLE, Scope, of_case
from services.kernel.database import Pool
from services.kernel.district import district as enter

# A consent is intake's own word, so it is asked for here; referral may hear of it a moment later.
REFERRALS: Final = SQL("""
    SELECT r.referral, r.case_id, r.person, r.operation, r.partner, r.partner_kind, r.proposed_on,
        s.state AS moved_to, s.starts, s.appointment_on, c.closed_on,
        CASE WHEN k.case_id IS NULL THEN r.team ELSE h.team END AS team,
        CASE WHEN k.case_id IS NULL THEN r.staff ELSE h.staff END AS staff,
        EXISTS (
            SELECT FROM {0}.consents e LEFT JOIN {0}.consent_withdrawals w USING (consent)
            WHERE e.case_id = r.case_id AND e.partner = r.partner AND e.purpose = 'referral'
                AND %(day)s BETWEEN e.given_on AND coalesce(e.until, 'infinity')
                AND %(day)s < coalesce(w.withdrawn_on, 'infinity')
        ) AS may_share,
        EXISTS (
            SELECT FROM {0}.referral_consents_ended e WHERE r.referral = ANY (e.referrals) AND NOT EXISTS (
                SELECT FROM {0}.referral_partners_told t WHERE t.consent = e.consent AND t.referral = r.referral)
        ) AS untold
    FROM {0}.referrals r JOIN {0}.referral_standings s USING (referral)
    LEFT JOIN {0}.referral_closings c USING (referral)
    LEFT JOIN {0}.cases k USING (case_id) LEFT JOIN {0}.case_hands h USING (case_id)
    WHERE {within} AND {wanted} ORDER BY r.proposed_on DESC, r.referral
""")
EVERY: Final = SQL("TRUE")
OPEN_OF_CASES: Final = SQL("r.case_id IS NOT NULL AND c.referral IS NULL AND s.state = ANY (%(open)s)")
STEPS: Final = SQL("""
    SELECT s.referral, s.on_day AS "on", s.state, s.provenance
    FROM {0}.referral_steps s JOIN {0}.referrals r USING (referral) WHERE r.case_id = %s ORDER BY s.place
""")
TERMS: Final = SQL("SELECT partner_kind, answer_days, arrival_days, outcome_days FROM {}.referral_terms")
# Referral has said who had got something under a consent that was taken back, and all of them know by now.
SETTLED: Final = SQL("""
    SELECT e.consent FROM {0}.referral_consents_ended e WHERE e.consent = ANY (%s) AND NOT EXISTS (
        SELECT FROM unnest(e.referrals) AS gone (referral) WHERE NOT EXISTS (
            SELECT FROM {0}.referral_partners_told t WHERE t.consent = e.consent AND t.referral = gone.referral))
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralRow:
    """A referral on a day; ``moved_to`` is the state in which its last fact left it, in whose hands the case is."""

    referral: UUID
    case_id: UUID | None
    person: UUID
    operation: str
    partner: UUID
    partner_kind: str
    proposed_on: date
    moved_to: State
    starts: date
    appointment_on: date | None
    closed_on: date | None
    team: UUID | None
    staff: UUID | None
    may_share: bool
    untold: bool

    @property
    def state(self) -> State:
        """As it is shown: proposed under a consent is *consented*."""
        return seen(self.moved_to, consent_in_force=self.may_share)

    @property
    def is_open(self) -> bool:
        """Somebody still has something to do with it."""
        return self.closed_on is None and self.moved_to in OPEN


@dataclass(frozen=True, slots=True)
class Step:
    """What a fact of a referral made of it, on which day and by whose word."""

    referral: UUID
    on: date
    state: State
    provenance: Provenance | None


@dataclass(frozen=True, slots=True)
class Terms:
    """How long the district waits, by kind of partner."""

    by_kind: Mapping[str, WaitingTerms]

    def waiting(self, of: ReferralRow) -> Waiting | None:
        """What it waits for; None once it is closed or over."""
        terms = self.by_kind.get(of.partner_kind) or self.by_kind.get(ALL_OTHERS) or WaitingTerms()
        return waiting(of.moved_to, of.starts, of.appointment_on, terms) if of.is_open else None


def referrals_of(pool: Pool, district: str, case_id: UUID, day: date) -> Sequence[ReferralRow]:
    """All referrals of a case, the newest first."""
    return _referrals(pool, district, day, of_case(case_id), EVERY)


def open_referrals(pool: Pool, district: str, day: date, scope: Scope = WHOLE) -> Sequence[ReferralRow]:
    """Those of cases in which somebody has something to do."""
    return _referrals(pool, district, day, scope, OPEN_OF_CASES)


def steps_of(pool: Pool, district: str, case_id: UUID) -> Sequence[Step]:
    """What happened to the referrals of a case, in the order of recording."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(Step))
        return cursor.execute(STEPS.format(schema), (case_id,)).fetchall()


def terms_of(pool: Pool, district: str) -> Terms:
    """What the Koordination set."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(TERMS.format(schema)).fetchall()
    return Terms({kind: WaitingTerms(*days) for kind, *days in rows})


def settled_with_partners(pool: Pool, district: str, consents: Sequence[UUID]) -> frozenset[UUID]:
    """Those of these consents for which no partner is left to be told that they were taken back."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return frozenset(consent for (consent,) in connection.execute(SETTLED.format(schema), (list(consents),)))


def _referrals(pool: Pool, district: str, day: date, scope: Scope, wanted: SQL) -> Sequence[ReferralRow]:
    within = scope.on(case=SQL("r.case_id"), staff=SQL("h.staff"))
    values = {**scope.values, "day": day, "open": sorted(OPEN)}
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(ReferralRow))
        statement = REFERRALS.format(schema, within=within, wanted=wanted)
        return cursor.execute(statement, values).fetchall()
