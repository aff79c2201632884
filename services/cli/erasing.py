"""``lotse erase``: a person's keys are destroyed, and nothing brings them back."""

import sys
from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

import typer

from services.cli.asking import DistrictOption, actor, known_district, settings
from services.cli.failures import CommandFailed, wrong_usage
from services.cli.output import Form, FormOption, emit_json, say
from services.contracts.intake import ErasureGrounds
from services.districts.application import operator
from services.intake.application import intake
from services.intake.domain.erasure import MustBeKept
from services.intake.erasing.desk import ErasingDesk, Wish
from services.intake.erasing.knowing import catch_up
from services.intake.erasing.naming import SeveralPersons, person_named
from services.intake.erasing.persons import Linked, UnknownPerson

GOES = {
    "identity": "Namen, Kontaktdaten, Codewort und Notizen",
    "record": "Namen, Kontaktdaten, Codewort und Notizen, dazu alle besonderen Angaben der Teilnahmen und des Falls",
}


def erase(
    district: DistrictOption,
    person: Annotated[
        str,
        typer.Option(help="Kennung von Person, Fall oder Teilnahme, Codewort oder Teilnehmernummer", metavar="ID"),
    ],
    reason: Annotated[str, typer.Option(help="Warum; bitte ohne Namen", metavar="TEXT")],
    operation: Annotated[
        str | None, typer.Option(help="Vorhaben, wenn es die Teilnehmernummer in mehreren gibt", metavar="KEY")
    ] = None,
    grounds: Annotated[ErasureGrounds, typer.Option(help="Grundlage nach Artikel 17 DSGVO")] = "not_needed",
    record: Annotated[
        bool, typer.Option("--record", help="auch die besonderen Angaben, soweit nichts mehr aufzubewahren ist")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="nicht nachfragen")] = False,
    form: FormOption = Form.TEXT,
) -> None:
    """Vernichtet die Schlüssel einer Person: was versiegelt ist, liest niemand mehr, auch nicht aus Sicherungen."""
    if not reason.strip():
        raise wrong_usage("--reason: Warum wird gelöscht?")
    of = settings()
    key = known_district(of, district)
    catch_up(of, key)
    service = intake(of)
    try:
        linked = person_named(service, key, person, operation)
    except (UnknownPerson, SeveralPersons) as unclear:
        raise CommandFailed(unclear.title) from unclear
    wish = Wish(scope="record" if record else "identity", grounds=grounds, reason=reason)
    _ask(linked, wish, yes=yes)
    try:
        erased = ErasingDesk(service, key).order(linked, wish, operator(actor()))
    except MustBeKept as kept:
        raise CommandFailed(str(kept)) from kept
    done = erased.outcome.position is not None
    if form is Form.JSON:
        emit_json(_document(linked, wish, erased.erasure_id, done=done))
        return
    say(f"Gelöscht: {GOES[wish.scope]}." if done else "Das war schon gelöscht.")
    typer.echo(str(erased.erasure_id))


def _ask(linked: Linked, wish: Wish, *, yes: bool) -> None:
    """Names all persons that are linked; asks where somebody can answer."""
    say(f"Das betrifft {_told(linked.persons)}; es ist endgültig. Es gehen: {GOES[wish.scope]}.")
    if not yes and sys.stdin.isatty() and not typer.confirm("Wirklich löschen?"):
        raise CommandFailed("Nichts gelöscht.")


def _told(persons: Sequence[UUID]) -> str:
    if len(persons) == 1:
        return f"die Person {persons[0]}"
    return f"{len(persons)} verknüpfte Einträge derselben Person ({', '.join(map(str, persons))})"


def _document(linked: Linked, wish: Wish, erasure_id: UUID, *, done: bool) -> dict[str, object]:
    return {
        "erasure_id": str(erasure_id),
        "persons": [str(each) for each in linked.persons],
        "cases": [str(each) for each in linked.cases],
        "scope": wish.scope,
        "stored": done,
    }
