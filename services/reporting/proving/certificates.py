"""Certificates of delivery as documents: for programs, for people, on paper. Everything in them stands in the fact."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from services.contracts.reporting import DeliveryFaultKind, DeliveryReconciled, SourceReconciled
from services.kernel.facts import plain
from services.kernel.pages.wording import moment, number
from services.kernel.times import BERLIN, rfc3339
from services.reporting.explaining.words import SOURCES
from services.reporting.tables import Cell, Column, Report, Table

TITLE: Final = "Zustellnachweis"
FAULTS: Final[Mapping[DeliveryFaultKind, str]] = {
    "missing": "fehlt im Journal",
    "doubled": "steht zu viel im Journal",
    "changed": "steht im Journal anders als bei der Quelle",
}


def is_complete(of: DeliveryReconciled) -> bool:
    """Nothing is missing, doubled or changed."""
    return not any(each.missing or each.doubled or each.changed for each in of.sources)


def certificate(of: DeliveryReconciled, district: str, at: datetime) -> dict[str, Any]:
    """The document for programs; stable."""
    return {
        "district": district,
        "at": rfc3339(at),
        "result": "complete" if is_complete(of) else "incomplete",
        "text": verdict(of),
        **{name: sum(getattr(each, name) for each in of.sources) for name in FAULTS},
        **plain(of),
    }


def verdict(of: DeliveryReconciled) -> str:
    """What was found, in one German sentence."""
    missing, doubled, changed = (sum(getattr(each, name) for each in of.sources) for name in FAULTS)
    return f"{missing} fehlen, {doubled} doppelt, {changed} verändert."


def certificate_report(of: DeliveryReconciled, district: str, at: datetime) -> Report:
    """The tables for people, on a page and on paper."""
    day: date = at.astimezone(BERLIN).date()
    behind = sum(1 for each in of.projections if each.entry < of.entries)
    about = (
        ("Landkreis", district),
        ("Abgeglichen", moment(rfc3339(at))),
        ("Ergebnis", verdict(of)),
        ("Einträge im Journal", number(of.entries)),
        ("Prüfsumme des Journals", of.root),
        ("Auswertungen auf dem letzten Stand", f"{len(of.projections) - behind} von {len(of.projections)}"),
        ("Zurückgestellte Ereignisse", str(of.parked)),
        ("Aussortierte Nachrichten", "nicht abgefragt" if of.dead is None else str(of.dead)),
    )
    return Report(TITLE, day.isoformat(), about, (_counts(of), _digests(of), _faults(of), _projections(of)))


def _counts(of: DeliveryReconciled) -> Table:
    titles = ("Gespeichert", "Versandt", "Empfangen", "Fehlt", "Doppelt", "Verändert")
    rows = [(_named(one), *_numbers(one)) for one in of.sources]
    return Table("counts", "Je Quelle", (Column("Quelle"), *(Column(title, numeric=True) for title in titles)), rows)


def _numbers(one: SourceReconciled) -> tuple[Cell, ...]:
    return one.stored, one.published, one.received, one.missing, one.doubled, one.changed


def _digests(of: DeliveryReconciled) -> Table:
    columns = (Column("Quelle"), Column("Bei der Quelle"), Column("Im Journal"), Column("Gleich"))
    rows = [
        (_named(one), one.digest_stored, one.digest_received, _yes_no(one.digest_stored == one.digest_received))
        for one in of.sources
    ]
    return Table("digests", "Prüfsummen, auf beiden Seiten getrennt gerechnet", columns, rows)


def _faults(of: DeliveryReconciled) -> Table:
    columns = (Column("Quelle"), Column("Position", numeric=True), Column("Was damit ist"))
    rows = [(_named(one), each.sequence, FAULTS[each.fault]) for one in of.sources for each in one.faults]
    return Table("faults", "Abweichungen", columns, rows)


def _projections(of: DeliveryReconciled) -> Table:
    columns = (Column("Auswertung"), Column("Bis Eintrag", numeric=True), Column("Steht still"))
    rows = [(one.projection, one.entry, _yes_no(one.stopped)) for one in of.projections]
    return Table("projections", "Auswertungen", columns, rows)


def _named(one: SourceReconciled) -> str:
    return SOURCES.get(one.source, one.source)


def _yes_no(value: bool) -> str:  # noqa: FBT001 - a word for each
    return "ja" if value else "nein"
