"""The funding of an operation as tables to take along: values, not yet a file of any form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from services.districts.domain.funding_state import Funding
from services.districts.funding_figures import Figures, calendar_years, figures
from services.districts.funding_staffing import rounded, staffing
from services.districts.funding_wording import COSTS, DOCUMENTS, SOURCES, target_words

Cell = str | int | Decimal | date | None
WHOLE_PERIOD: Final = "gesamt"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A title, the titles of columns, rows."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def sheets(funding: Funding) -> list[Sheet]:
    """Everything, table by table."""
    return [plan_and_actual(funding), _bookings(funding), _posts(funding), _goals(funding), _documents(funding)]


def plan_and_actual(funding: Funding) -> Sheet:
    """One line a year and what it is of, in euros and full posts; first the whole period."""
    columns = ["Zeitraum", "Bereich", "Bezeichnung", "Plan", "Abgerufen", "Ist"]
    every = [figures(funding), *(figures(funding, year) for year in calendar_years(funding))]
    rows = [row for each in every for row in _of_figures(each)]
    return Sheet("Plan und Ist", columns, [*rows, *_of_posts(funding)])


def _of_figures(shown: Figures) -> Iterator[Sequence[Cell]]:
    period = WHOLE_PERIOD if shown.year is None else str(shown.year)
    for each in shown.sources:
        amounts = (each.planned, each.called, each.received)
        yield (period, "Finanzierung, EUR", SOURCES[each.source], *map(_hundredths, amounts))
    for cost in shown.costs:
        yield (period, "Kosten, EUR", COSTS[cost.kind], _hundredths(cost.planned), None, _hundredths(cost.spent))


def _of_posts(funding: Funding) -> Iterator[Sequence[Cell]]:
    for year in calendar_years(funding):
        for each in staffing(funding, year):
            if each.planned or each.filled:
                month = each.first_day.strftime("%m/%Y")
                planned, filled = _hundredths(rounded(each.planned)), _hundredths(rounded(each.filled))
                yield (month, "Stellen, VZÄ", "alle Stellen", planned, None, filled)


def _bookings(funding: Funding) -> Sheet:
    spent = [(each.on, "Ausgabe", COSTS[each.kind], _hundredths(each.cents)) for each in funding.expenses.values()]
    called = [
        (each.on, "Mittelabruf", SOURCES[each.source], _hundredths(each.cents)) for each in funding.requests.values()
    ]
    received = [
        (
            each.on,
            "Schlusszahlung" if each.last else "Zahlungseingang",
            SOURCES[each.source] + (f" ({each.payer})" if each.payer else ""),
            _hundredths(each.cents),
        )
        for each in funding.payments.values()
    ]
    rows = sorted([*spent, *called, *received], key=lambda row: row[:3])
    return Sheet("Buchungen", ["Am", "Art", "Bezeichnung", "Betrag, EUR"], rows)


def _posts(funding: Funding) -> Sheet:
    """Without names: who may read them sees them on the page."""
    rows = [
        (post.title, _hundredths(post.hundredths), post.first_day, post.last_day)
        for post in sorted(funding.posts.values(), key=lambda each: (each.first_day, each.title))
    ]
    return Sheet("Stellen", ["Stelle", "VZÄ", "Von", "Bis"], rows)


def _goals(funding: Funding) -> Sheet:
    targets = [("Zielwert", target_words(each), each.value, each.by, None) for each in funding.targets.values()]
    milestones = [("Meilenstein", each.title, None, each.due, each.reached) for each in funding.milestones.values()]
    rows: list[Sequence[Cell]] = [*targets, *milestones]
    return Sheet("Ziele", ["Art", "Was", "Zielwert", "Bis", "Erreicht am"], rows)


def _documents(funding: Funding) -> Sheet:
    rows = [
        (DOCUMENTS[each.kind], each.title, each.on, each.file_number, each.expires)
        for each in sorted(funding.documents.values(), key=lambda one: (one.on, one.title))
    ]
    return Sheet("Dokumente", ["Art", "Bezeichnung", "Vom", "Aktenzeichen", "Gültig bis"], rows)


def _hundredths(value: int) -> Decimal:
    """Cents as euros, hundredths of a post as posts."""
    return Decimal(value) / 100
