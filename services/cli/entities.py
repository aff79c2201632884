"""``lotse entity …``: supported administrations and enterprises."""

from typing import Annotated
from uuid import UUID

import typer

from services.cli.asking import DistrictOption, OperationOption, actor, known_district, read_date, settings
from services.cli.estimates import telling_what_is_unknown
from services.cli.failures import wrong_usage
from services.cli.output import Form, FormOption, emit, emit_json, emit_table
from services.contracts.intake import EntityKind
from services.districts.application import operator
from services.intake.application import intake
from services.intake.estimates_desk import FiguresDesk
from services.intake.estimates_queries import list_entities
from services.kernel.times import rfc3339

entity_app = typer.Typer(no_args_is_help=True, help="Unterstützte Einrichtungen (EECO18, EECO19).")


@entity_app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="Name der Einrichtung", metavar="NAME")],
    district: DistrictOption,
    operation: OperationOption,
    kind: Annotated[EntityKind, typer.Option(help="Verwaltung (EECO18) oder Unternehmen (EECO19)")],
    on: Annotated[str, typer.Option("--on", help="unterstützt seit", metavar="DATUM")],
    form: FormOption = Form.TEXT,
) -> None:
    """Erfasst eine unterstützte Verwaltung oder ein unterstütztes Unternehmen."""
    of = settings()
    key, day = known_district(of, district), read_date(on, "--on")
    if not name.strip():
        raise wrong_usage("NAME: Die Einrichtung braucht einen Namen.")
    with telling_what_is_unknown():
        added = FiguresDesk(intake(of), key, operation).add_entity(kind, name.strip(), day, operator(actor()))
    emit({"entity_id": str(added.entity_id), "on": str(day), "position": added.outcome.position}, form)


@entity_app.command("retract")
def retract(
    entity: Annotated[UUID, typer.Argument(help="Kennung aus `lotse entity list`", metavar="ID")],
    district: DistrictOption,
    operation: OperationOption,
    form: FormOption = Form.TEXT,
) -> None:
    """Nimmt eine irrtümlich erfasste Einrichtung zurück."""
    of = settings()
    key = known_district(of, district)
    with telling_what_is_unknown():
        outcome = FiguresDesk(intake(of), key, operation).retract_entity(entity, operator(actor()))
    emit({"entity_id": str(entity), "position": outcome.position}, form)


@entity_app.command("list")
def show(district: DistrictOption, operation: OperationOption, form: FormOption = Form.TEXT) -> None:
    """Zeigt die unterstützten Einrichtungen."""
    of = settings()
    found = list_entities(intake(of), known_district(of, district), operation)
    if form is Form.JSON:
        emit_json(
            [
                {
                    "entity_id": str(one.entity_id),
                    "kind": one.kind,
                    "name": one.name,
                    "on": str(one.on_day),
                    "author": one.author,
                    "recorded": rfc3339(one.recorded),
                }
                for one in found
            ]
        )
        return
    rows = [(one.entity_id, one.kind, one.name, one.on_day, one.author) for one in found]
    emit_table("Unterstützte Einrichtungen", ("Kennung", "Art", "Name", "seit", "erfasst von"), rows)
