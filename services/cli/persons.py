"""``lotse person …``: what a person may ask for: to know what is stored of her, and that nobody works on it.

Who stands twice: ``duplicates``.
"""

from collections.abc import Iterable
from contextlib import suppress
from typing import Annotated
from uuid import UUID

import typer

from services.cli import duplicates
from services.cli.asking import DistrictOption, actor, find_district, known_district, settings
from services.cli.failures import CommandFailed
from services.cli.files import OutOption, hand_out
from services.cli.output import Form, FormOption, emit
from services.contracts.intake import ExportForm, RestrictionGrounds
from services.districts.application import operator
from services.districts.told_persons import PartsOfDistricts
from services.events.told_persons import PartsOfEvents
from services.intake.application import Intake, intake
from services.intake.erasing.knowing import catch_up
from services.intake.erasing.naming import SeveralPersons, person_named
from services.intake.erasing.persons import Linked, UnknownPerson
from services.intake.exporting.collecting import collected
from services.intake.exporting.desk import ExportDesk
from services.intake.exporting.parts import PartsOfIntake
from services.intake.restricting.desk import RestrictingDesk
from services.kernel.settings import Settings
from services.kernel.telling import Subject, TellsOfPersons
from services.referral.told_persons import PartsOfReferral
from services.reporting.told_persons import PartsOfReporting

person_app = typer.Typer(
    no_args_is_help=True,
    help="Rechte einer Person: Auskunft, Einschränkung der Verarbeitung; doppelt erfasste Personen.",
)
person_app.command("link")(duplicates.link)
person_app.command("unlink")(duplicates.unlink)
person_app.command("list")(duplicates.list_links)

PersonOption = Annotated[
    str,
    typer.Option("--person", help="Kennung, Codewort oder Teilnehmernummer", metavar="ID"),
]
OfOperation = Annotated[
    str | None, typer.Option("--operation", help="Vorhaben, wenn es die Nummer in mehreren gibt", metavar="KEY")
]


@person_app.command("export")
def export(
    district: DistrictOption,
    person: PersonOption,
    operation: OfOperation = None,
    form: Annotated[ExportForm, typer.Option("--format", help="json oder pdf")] = "json",
    out: OutOption = None,
) -> None:
    """Auskunft über alles, was von einer Person gespeichert ist (Artikel 15 DSGVO, § 83 SGB X)."""
    of = settings()
    key = known_district(of, district)
    told_by = _services(of)
    service, linked = _asking(of, key, (person, operation), told_by)
    known = find_district(of, key)
    name = key if known is None else known.name
    content = ExportDesk(service, key, name, told_by).hand_out(linked, form, operator(actor()))
    hand_out(content, out, private=True)


@person_app.command("restrict")
def restrict(
    district: DistrictOption,
    person: PersonOption,
    grounds: Annotated[RestrictionGrounds, typer.Option(help="Grundlage nach Artikel 18 DSGVO")],
    operation: OfOperation = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Schränkt die Verarbeitung ein: die Angaben bleiben, und niemand arbeitet mit ihnen."""
    of = settings()
    key = known_district(of, district)
    service, linked = _found(of, key, person, operation)
    position = RestrictingDesk(service, key, linked).restrict(grounds, operator(actor()))
    emit({"restricted": True, "position": position}, form)


@person_app.command("lift")
def lift(
    district: DistrictOption, person: PersonOption, operation: OfOperation = None, form: FormOption = Form.TEXT
) -> None:
    """Hebt die Einschränkung auf; die Person muss das vorher erfahren haben (Artikel 18 Absatz 3)."""
    of = settings()
    key = known_district(of, district)
    service, linked = _found(of, key, person, operation)
    position = RestrictingDesk(service, key, linked).lift(operator(actor()))
    emit({"restricted": False, "position": position}, form)


def _services(of: Settings) -> list[TellsOfPersons]:
    """All that keep something of persons."""
    return [
        PartsOfDistricts.of(of),
        PartsOfIntake.of(of),
        PartsOfReferral.of(of),
        PartsOfEvents.of(of),
        PartsOfReporting.of(of),
    ]


def _asking(
    of: Settings, district: str, named: tuple[str, str | None], told_by: Iterable[TellsOfPersons]
) -> tuple[Intake, Linked]:
    """Whom intake knows, or somebody who only helps, registered or works here: by an id of another service."""
    try:
        return _found(of, district, *named)
    except CommandFailed:
        with suppress(ValueError):
            known_as = UUID(named[0])
            if any(part.told for part in collected(told_by, district, Subject(persons=(known_as,))).parts):
                nobody = Linked(persons=(known_as,), case_id=None, participations=(), named=known_as)
                return intake(of), nobody
        raise


def _found(of: Settings, district: str, person: str, operation: str | None) -> tuple[Intake, Linked]:
    catch_up(of, district)
    service = intake(of)
    try:
        return service, person_named(service, district, person, operation)
    except (UnknownPerson, SeveralPersons) as unclear:
        raise CommandFailed(unclear.title) from unclear
