"""Referrals in the activity report: against a naive count, rebuilt, and without a word of what they were about."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from services.contracts.referral import ReferralRerouted
from services.kernel.facts import Contract
from services.kernel.settings import Settings
from services.reporting.rebuild import rebuild
from services.reporting.sheets import activity_csv
from services.reporting.tables import activity_tables
from tests.kit import referrals as facts
from tests.oracle.referrals import Event, referral_figures
from tests.reporting.conftest import Side
from tests.reporting.facts import opened, released
from tests.reporting.history import Source

pytestmark = pytest.mark.server

FIRST = date(2025, 1, 1)
KINDS = ("beratungsstelle", "jobcenter", "kita")
OPERATIONS = ("thinka-2022", "b")
MOVES = (
    "handed_over",
    "accepted",
    "declined_by_partner",
    "declined_by_person",
    "rerouted",
    "withdrawn",
    "by_mistake",
    "arrived",
    "missed",
    "solved",
    "not_solved",
    "contact_lost",
    "reopened",
    "closed",
)


@pytest.fixture
def log(side: Side) -> Source:
    side.take(Source("districts", side.district).record_all([opened(each) for each in OPERATIONS]))
    return Source("referral", side.district)


def told(seed: int, referrals: int = 60) -> list[Event]:
    """A district's history: events of many referrals and consents in one order, dates going on within each."""
    dice = random.Random(seed)
    lives = [list(_life(dice, number)) for number in range(1, referrals + 1)]
    lives += [list(_consent(dice, number)) for number in range(1, referrals)]
    history = []
    while lives:
        life = dice.choice(lives)
        history.append(life.pop(0))
        lives = [each for each in lives if each]
    return history


def _life(dice: random.Random, number: int) -> Iterator[Event]:
    of = {"referral": number, "case": dice.randint(1, 8), "partner": dice.randint(1, 3)}
    on = FIRST + timedelta(days=dice.randrange(300))
    yield Event("proposed", on, **of, kind=dice.choice(KINDS), operation=dice.choice(OPERATIONS))
    for _ in range(dice.randrange(5)):
        on += timedelta(days=dice.choice((0, 1, 20, 90)))
        yield Event(dice.choice(MOVES), on, **of)


def _consent(dice: random.Random, number: int) -> Iterator[Event]:
    on = FIRST + timedelta(days=dice.randrange(300))
    until = on + timedelta(days=dice.randrange(200)) if dice.random() < 0.5 else None
    of = {"consent": number, "case": dice.randint(1, 8), "partner": dice.randint(1, 3)}
    yield Event("consent", on, **of, until=until)
    if dice.random() < 0.4:
        yield Event("consent_ended", on + timedelta(days=dice.randrange(100)), **of)


def fact_of(event: Event) -> Contract:
    of: dict[str, Any] = {"number": event.referral, "on": event.on, "case": event.case}
    if event.what in {"solved", "not_solved", "contact_lost"}:
        return facts.came_of_it(**of, outcome=event.what)
    special = {
        "proposed": lambda: facts.proposed(
            **of, partner=event.partner, partner_kind=event.kind, operation=event.operation
        ),
        "consent": lambda: facts.consented(
            event.consent, event.on, event.case, partner=event.partner, until=event.until
        ),
        "consent_ended": lambda: facts.consent_ended(event.consent, event.on, event.case),
        "declined_by_partner": lambda: facts.declined(**of, by="partner"),
        "declined_by_person": lambda: facts.declined(**of, by="person"),
        "by_mistake": lambda: facts.withdrawn(**of, grounds="recorded_by_mistake"),
        "rerouted": lambda: ReferralRerouted(
            **facts.of_referral(event.referral, event.case), on=event.on, provenance="partner_letter"
        ),
    }
    made: Contract = special[event.what]() if event.what in special else getattr(facts, event.what)(**of)
    return made


def figures(side: Side, start: date, end: date, operation: str | None = None) -> dict[str, dict[str, int]]:
    document = side.activity(str(start), str(end), operation)
    return {name: document[name] for name in ("referrals_by_state", "referrals_by_partner_kind")}


@pytest.mark.parametrize("seed", range(4))
def test_the_figures_are_those_of_a_naive_count(side: Side, log: Source, seed: int) -> None:
    history, dice = told(seed), random.Random(seed)
    for upto in (len(history) // 2, len(history)):
        known: Sequence[Event] = history[:upto]
        side.take(log.record_all(fact_of(each) for each in known[len(log.rows) :]))
        for _ in range(25):
            start = FIRST + timedelta(days=dice.randrange(300))
            end = start + timedelta(days=dice.randrange(400))
            operation = dice.choice((None, *OPERATIONS))
            asked = (start, end, operation)
            assert figures(side, *asked) == referral_figures(known, *asked), asked


def test_live_and_rebuilt_are_the_same(side: Side, log: Source, settings: Settings) -> None:
    side.take(log.record_all(map(fact_of, told(7))))
    before = figures(side, FIRST, date(2026, 12, 31))

    (rebuilt,) = rebuild(settings, side.district)

    assert rebuilt.differs == ()
    assert figures(side, FIRST, date(2026, 12, 31)) == before


def test_facts_of_referral_may_arrive_before_those_of_districts(side: Side) -> None:
    side.take(Source("referral", side.district).record_all([facts.proposed(1, "2025-02-01")]))
    side.take(Source("districts", side.district).record_all([opened(), released()]))

    assert figures(side, FIRST, date(2025, 12, 31))["referrals_by_state"] == {"vorgeschlagen": 1}


def test_an_erased_person_s_referral_still_counts_and_nothing_says_what_it_was_about(side: Side, log: Source) -> None:
    side.take(log.record_all([facts.proposed(1, "2025-02-01"), facts.proposed(2, "2025-02-01", 2, erased=True)]))

    assert figures(side, FIRST, date(2025, 12, 31))["referrals_by_state"] == {"vorgeschlagen": 2}
    assert "schulden" not in str([side.rows(table) for table in ("referral_versions", "referral_steps")])


def test_states_and_kinds_are_told_in_german(side: Side, log: Source) -> None:
    side.take(log.record_all([facts.proposed(1, "2025-02-01"), facts.handed_over(1, "2025-02-02")]))
    document = side.activity("2025-01-01", "2025-12-31")
    tables = activity_tables(document)

    assert tables.table("referrals_by_partner_kind").rows[0][1:] == ("beratungsstelle", 1)
    assert "an Partner übergeben" in str(tables.table("referrals_by_state").rows[0][0])
    assert "Vermittlungen nach Stand;uebergeben;1" in activity_csv(document).decode()
