"""``lotse check …``: how a district sets its plausibility rules."""

from typing import Annotated, Final

import typer

from services.cli.asking import DistrictOption, actor, known_district, settings
from services.cli.failures import wrong_usage
from services.cli.output import Form, FormOption, emit, emit_json, emit_table
from services.kernel.deciders import Context
from services.kernel.ids import uuid7
from services.reporting.application import Reporting
from services.reporting.checking.desk import CheckingDesk, UnknownCheck, known_check
from services.reporting.checking.settings import ConfigureCheck
from services.reporting.knowledge import ARRIVAL_SECONDS

check_app = typer.Typer(no_args_is_help=True, help="Prüfregeln: ab wann vor der Abgabe gewarnt wird.")
COLUMNS: Final = ("Schlüssel", "Regel", "Schwelle", "Einheit", "wird geprüft")


@check_app.command("list")
def list_checks(district: DistrictOption, form: FormOption = Form.TEXT) -> None:
    """Zeigt alle Prüfregeln, wie sie eingestellt sind."""
    rules = _desk(district).rules()
    if form is Form.JSON:
        emit_json(rules)
        return
    rows = [(one["check"], one["text"], one["threshold"], one["unit"], _yes(one["active"])) for one in rules]
    emit_table("Prüfregeln", COLUMNS, rows)


@check_app.command("set")
def set_check(
    key: Annotated[str, typer.Argument(help="Schlüssel der Regel", metavar="REGEL")],
    district: DistrictOption,
    threshold: Annotated[int | None, typer.Option(help="Schwelle; ohne Angabe wie ausgeliefert", min=0)] = None,
    off: Annotated[bool, typer.Option("--off", help="diese Regel nicht prüfen")] = False,
    form: FormOption = Form.TEXT,
) -> None:
    """Stellt eine Prüfregel ein."""
    desk = _desk(district)
    try:
        command = ConfigureCheck(check=known_check(key), threshold=threshold, active=not off)
    except UnknownCheck as unknown:
        raise wrong_usage(f"„{key}“: {unknown.title} `lotse check list` zeigt alle.") from unknown
    command_id = uuid7()
    desk.configure(command, Context(actor=actor(), command_id=command_id, correlation_id=command_id))
    emit(next(one for one in desk.rules() if one["check"] == key), form)


def _desk(district: str) -> CheckingDesk:
    of = settings()
    return CheckingDesk(Reporting.of(of, ARRIVAL_SECONDS), known_district(of, district))


def _yes(active: bool) -> str:
    return "ja" if active else "nein"
