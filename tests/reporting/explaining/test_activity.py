"""A figure of the activity report explained: what is counted makes the figure, and nothing that is known is missing."""

import random
import secrets
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

import pytest

from services.contracts.intake import ContactCancelled
from services.kernel.facts import Contract
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.reporting.activity import ActivityQuestion, activity_report
from services.reporting.explaining.activity.figures import (
    COUNTING,
    FigureAnswer,
    FigureQuestion,
    KeyMissing,
    UnknownFigure,
    explain_figure,
    is_broken_down,
)
from services.reporting.knowledge import reading
from services.reporting.sheets import FIGURES
from tests.reporting import test_community, test_referrals
from tests.reporting.conftest import Side, side_of
from tests.reporting.facts import OPERATION, contacted, opened, recontacted, released
from tests.reporting.history import Source, id_of

pytestmark = pytest.mark.server

PERIODS: Final = (
    (date(2025, 1, 1), date(2026, 12, 31), None),
    (date(2025, 3, 1), date(2025, 9, 15), None),
    (date(2025, 2, 1), date(2025, 10, 31), OPERATION),
)
CONTACTS: Final = 120


def contacts(chance: random.Random) -> Iterator[Contract]:
    """Contacts of two operations, some corrected, some taken back."""
    for _ in range(3 * CONTACTS):
        number = chance.randrange(CONTACTS)
        on = (date(2025, 1, 1) + timedelta(days=chance.randrange(400))).isoformat()
        if chance.random() < 0.1:
            yield ContactCancelled(contact_id=id_of("contact", number))
            continue
        told = contacted if chance.random() < 0.6 else recontacted
        yield told(
            number,
            on,
            chance.choice([None, *range(15)]),
            operation=chance.choice([OPERATION, OPERATION, "b"]),
            kind=chance.choice(["telefon", "brief", None]),
            topics=chance.sample(["wohnen", "schulden", "sucht"], chance.randrange(4)),
            track=chance.choice(["social", "social_and_vocational", None, None]),
            migration_background=chance.choice(["yes", "no", None, None]),
            sozialraum=chance.choice(["nord", "sued"]),
        )


@pytest.fixture(scope="module")
def side(settings: Settings) -> Side:
    """Contacts, referrals and community work of one district, all at random."""
    key = f"kreis-{secrets.token_hex(4)}"
    open_district(settings, key, f"Landkreis {key}")
    side = side_of(settings, key)
    told: dict[str, list[Contract]] = {
        "districts": [opened(), released(), opened("b")],
        "intake": list(contacts(random.Random(5))),
        "referral": [test_referrals.fact_of(one) for one in test_referrals.told(5)],
        "events": [test_community.fact_of(one) for one in test_community.told(5)],
    }
    for source, facts in told.items():
        side.take(Source(source, key).record_all(facts))
    return side


def explain(side: Side, report: ActivityQuestion, figure: str, key: str | None = None) -> FigureAnswer:
    with reading(side.pool, side.district) as conn:
        return explain_figure(conn, side.district, FigureQuestion(report=report, figure=figure, key=key))


@pytest.mark.parametrize("period", PERIODS)
def test_what_is_counted_makes_every_figure(side: Side, period: tuple[date, date, str | None]) -> None:
    report = ActivityQuestion(start=period[0], end=period[1], operation=period[2])
    with reading(side.pool, side.district) as conn:
        document: dict[str, Any] = activity_report(conn, side.district, report)

    assert COUNTING.keys() == FIGURES.keys()
    everything: dict[Any, int] = {}
    for figure in FIGURES:
        asked = {**document[figure], "nichts": 0} if is_broken_down(figure) else {None: document[figure]}
        for key, value in asked.items():
            found = explain(side, report, figure, key)
            assert found.value == value, (figure, key)
            assert len(found.counted_lines) == found.counted
            assert everything.setdefault(COUNTING[figure], found.counted + found.not_counted) == (
                found.counted + found.not_counted
            )
            assert all(line.events for line in (*found.counted_lines, *found.not_counted_lines))
            assert all(line.tally.rule for line in (*found.counted_lines, *found.not_counted_lines))
    assert document["clients_reached"] > 5
    assert document["event_attendance"] > 5
    assert sum(document["referrals_by_state"].values()) > 5


def test_nothing_that_is_known_is_missing(side: Side) -> None:
    report = ActivityQuestion(start=date(2025, 3, 1), end=date(2025, 3, 31))
    known = {row[0] for row in side.rows("contact_versions")}

    found = explain(side, report, "contacts")

    assert found.counted + found.not_counted == len(known)


def test_each_line_says_why_in_german(side: Side) -> None:
    report = ActivityQuestion(start=date(2025, 3, 1), end=date(2025, 3, 31), operation=OPERATION)
    rules = {
        line.tally.rule.partition(":")[0]
        for figure, key in (("clients_by_track", "social"), ("contacts_by_kind", "brief"))
        for line in explain(side, report, figure, key).not_counted_lines
    }

    assert {
        "storniert",
        "vor dem Zeitraum",
        "nach dem Zeitraum",
        "Vorhaben",
        "Kontaktart",
        "anonym",
        "Verlauf",
    } <= rules


def test_what_no_report_says_cannot_be_explained(side: Side) -> None:
    report = ActivityQuestion(start=date(2025, 3, 1), end=date(2025, 3, 31))
    with pytest.raises(UnknownFigure):
        explain(side, report, "nothing")
    with pytest.raises(KeyMissing):
        explain(side, report, "contacts_by_kind")
