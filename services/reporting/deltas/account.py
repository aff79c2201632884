"""The account of a difference: every change of every figure under its cause, adding up in all of them."""

from typing import Any

from psycopg import Connection

from services.reporting.deltas.changes import NO_FACTS, release_facts, rural_facts, setting_facts
from services.reporting.deltas.dates import date_facts
from services.reporting.deltas.erasures import erasure_facts
from services.reporting.deltas.intake_facts import facts_of_intake
from services.reporting.deltas.ledger import Ledger
from services.reporting.deltas.places import difference, values_of
from services.reporting.deltas.states import Counting, End, Way, way
from services.reporting.deltas.stretches import Stretch


def account(counting: Counting, before: End, after: End) -> Ledger:
    """Inside a transaction in the district that sees one snapshot; raises UnknownOperation."""
    ledger = Ledger()
    _walk(counting, before, after, ledger)
    _rest(counting.conn, counting.district, before, after, ledger)
    return ledger


def _walk(counting: Counting, before: End, after: End, ledger: Ledger) -> None:
    """The whole way from the one end to the other, as the tables know both now."""
    conn, district = counting.conn, counting.district
    through = way(conn, district, before, after)
    facts_of_intake(counting, through.start, through.with_facts, before.document, ledger)
    _another_date(counting, through, ledger)
    stretch = Stretch(before.operation, *sorted((through.start.districts, through.end.districts)))
    if marks := rural_facts(conn, district, stretch):
        ledger.add_changes("settings", counting.changes(through.on_date, through.with_marks), marks)
    if through.with_marks != through.with_settings:
        facts = setting_facts(conn, district, stretch)
        ledger.add_changes("settings", counting.changes(through.with_marks, through.with_settings), facts)
    if through.with_settings != through.end:
        facts = release_facts(conn, district, stretch)
        ledger.add_changes("catalogue_change", counting.changes(through.with_settings, through.end), facts)


def _another_date(counting: Counting, through: Way, ledger: Ledger) -> None:
    """The same facts, asked about another day: who came, left or was asked between the two."""
    changes = counting.changes(through.with_facts, through.on_date)
    if any(changes.values()):
        facts = date_facts(counting, through.with_facts, through.on_date)
        for place, value in changes.items():
            ledger.add_change(place, "later_date", value, facts.get(place, NO_FACTS))


def _rest(conn: Connection[Any], district: str, before: End, after: End, ledger: Ledger) -> None:
    """What was handed in and cannot be counted any more: an erasure's doing if there was one, otherwise nobody's."""
    changes = difference(values_of(before.document), values_of(after.document))
    rest = {place: changes.get(place, 0) - ledger.sum_of(place) for place in {**changes, **ledger.places}}
    if any(rest.values()):
        earliest = min(before.positions["intake"], after.positions["intake"])
        gone = erasure_facts(conn, district, before.operation, earliest)
        ledger.add_changes("erasure" if gone else "unexplained", rest, gone)
