"""``lotse person link|unlink|list``: two records of one person are read as one, and taken apart again."""

from typing import Annotated, Final

import typer

from services.cli.asking import DistrictOption, actor, known_district, settings
from services.cli.directory import emit_rows
from services.cli.failures import CommandFailed, wrong_usage
from services.cli.output import Form, FormOption, emit, say
from services.contracts.intake import LinkGrounds
from services.districts.application import operator
from services.intake.application import intake
from services.intake.domain.duplicate import Pair
from services.intake.duplicates.desk import DuplicatesDesk
from services.intake.duplicates.queries import ListedLink, listed_links
from services.intake.duplicates.words import GROUNDS
from services.intake.erasing.persons import UnknownPerson
from services.intake.folding import fold
from services.kernel.times import rfc3339

BOTH: Final = 2
TwoPersons = Annotated[
    list[str],
    typer.Option(
        "--person",
        help="zweimal: Kennung, Codewort oder Teilnehmernummer (mit --operation) der beiden Datensätze",
        metavar="ID",
    ),
]
OfOperation = Annotated[str | None, typer.Option("--operation", help="Vorhaben der Teilnehmernummern", metavar="KEY")]


def link(
    district: DistrictOption,
    person: TwoPersons,
    grounds: Annotated[LinkGrounds, typer.Option(help="woher bekannt ist, dass beide eine Person sind")],
    operation: OfOperation = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Verbindet zwei Datensätze derselben Person: in einem Vorhaben werden sie als eine Teilnahme berichtet."""
    desk, pair = _meant(district, person, operation)
    linked = desk.link(pair, grounds, operator(actor()))
    for warning in linked.warnings:
        say(warning)
    _emit(desk, pair, linked.given.outcome.position, form)


def unlink(
    district: DistrictOption, person: TwoPersons, operation: OfOperation = None, form: FormOption = Form.TEXT
) -> None:
    """Trennt zwei verbundene Datensätze: alle Zahlen sind danach, als wären sie nie verbunden gewesen."""
    desk, pair = _meant(district, person, operation)
    position = desk.unlink(desk.link_id(pair), operator(actor())).outcome.position
    _emit(desk, pair, position, form)


def list_links(district: DistrictOption, form: FormOption = Form.TEXT) -> None:
    """Zeigt, welche Datensätze als eine Person verbunden sind."""
    of = settings()
    key = known_district(of, district)
    fold(of, key)
    titles = {"persons": "Personen", "grounds": "woher bekannt", "recorded": "seit", "actor": "von"}
    emit_rows("Verbundene Personen", [_row(each, form) for each in listed_links(intake(of).pool, key)], form, titles)


def _meant(district: str, persons: list[str], operation: str | None) -> tuple[DuplicatesDesk, Pair]:
    if len(persons) != BOTH:
        raise wrong_usage("--person: Bitte genau zwei Datensätze angeben.")
    of = settings()
    key = known_district(of, district)
    fold(of, key)
    desk, (one, other) = DuplicatesDesk(intake(of), key), persons
    try:
        return desk, desk.pair(one, other, operation)
    except UnknownPerson as unknown:
        raise CommandFailed(f"{unknown.title} Eine Teilnehmernummer braucht --operation.") from unknown


def _emit(desk: DuplicatesDesk, pair: Pair, position: int | None, form: Form) -> None:
    made = {"link_id": str(desk.link_id(pair)), "persons": _told(pair, form), "stored": position is not None}
    emit(made, form)


def _row(link: ListedLink, form: Form) -> dict[str, object]:
    return {
        "link_id": str(link.link_id),
        "persons": _told(link.pair, form),
        "grounds": link.grounds if form is Form.JSON else GROUNDS[link.grounds],
        "recorded": rfc3339(link.recorded),
        "actor": link.actor,
    }


def _told(pair: Pair, form: Form) -> list[str] | str:
    ids = [str(each) for each in pair]
    return ids if form is Form.JSON else " ".join(ids)
