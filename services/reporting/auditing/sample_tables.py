"""A sample as tables with German titles: for the page, the printed form and the terminal."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.kernel.pages.names import actor_told
from services.kernel.pages.wording import day, moment
from services.reporting.auditing.answers import WORDS
from services.reporting.domain.catalogues import catalogue
from services.reporting.esf import Document
from services.reporting.explaining.words import place_of, places_of
from services.reporting.tables import Column, Report, Row, Table

COLUMNS: Final = (Column("Frage"), Column("Befund"), Column("Antwort"), Column("Ereignisse"))
FACTS_SHOWN: Final = 5


def sample_tables(document: Document) -> Report:
    """What the sample is of, the questions about the operation, and a table for each person."""
    persons = document["participations"]
    used = catalogue(document["catalogue"], document["catalogue_version"])
    return Report(
        "Stichprobe",
        document["as_of"],
        (
            ("Landkreis", document["district"]),
            ("Vorhaben", document["operation"]),
            ("Stichtag", day(document["as_of"])),
            ("Katalog", f"{used.title_de}, Version {used.version}"),
            ("Grundgesamtheit", f"{document['population']} gezählte Teilnahmen"),
            ("Gezogen", f"{len(persons)} mit dem Startwert {document['seed']}"),
            ("Verfahren", document["algorithm"]),
            ("Stand der Quellen", places_of(document["positions"])),
        ),
        (
            Table("operation", "Fragen zum Vorhaben", COLUMNS, _rows(document["questions"])),
            *(
                Table(f"person-{place}", f"{place}. Teilnahme: {_called(one)}", COLUMNS, _rows(one["questions"]))
                for place, one in enumerate(persons, start=1)
            ),
        ),
    )


def _called(one: Mapping[str, Any]) -> str:
    """By its number, as on paper; of an erased person only the opaque id is left."""
    return str(one["participant_no"] or f"gelöscht, Kennung {one['participation_id']}")


def _rows(questions: Sequence[Mapping[str, Any]]) -> list[Row]:
    rows: list[Row] = []
    for each in questions:
        asked = f"{each['key']} {each['question']}"
        rows.append((asked, each["remark"], WORDS[each["answer"]], _facts(each["events"])))
        rows += [
            (f"{each['key']} {code['code']}", f"{code['title']}: {code['rule']}", "hergeleitet", _facts(code["events"]))
            for code in each.get("codes", ())
        ]
    return rows


def _facts(events: Sequence[Mapping[str, Any]]) -> str:
    """Place, time and actor of the first ones; all of them stand in the document for programs."""
    told = [
        f"{place_of(one['source'], one['sequence'])}, {moment(one['time'])}, {actor_told(one['actor'], {})}"
        for one in events[:FACTS_SHOWN]
    ]
    more = len(events) - len(told)
    return "; ".join([*told, *([f"und {more} weitere"] if more else [])]) or "–"
