"""``lotse wait``, ``lotse env`` and ``lotse token``: the platform itself."""

from typing import Annotated

import typer

from services.cli.arrival import await_everywhere, goals
from services.cli.asking import DistrictOption, actor, known_district, settings
from services.cli.directory import subject_with_role
from services.cli.failures import CommandFailed
from services.cli.output import Form, FormOption, emit
from services.kernel.roles import Role

WAIT_S = 60.0


def wait(timeout: Annotated[float, typer.Option(help="Sekunden", min=0)] = WAIT_S) -> None:
    """Wartet, bis alles bis jetzt Gespeicherte in jeder Auswertung sichtbar ist."""
    of = settings()
    missing = await_everywhere(of, goals(of), timeout)
    if missing:
        raise CommandFailed(f"Noch nicht alles sichtbar: {'; '.join(missing[:3])}.")


def env(form: FormOption = Form.TEXT) -> None:
    """Zeigt die Server, die benutzt werden; enthält Zugangsdaten des Betriebs."""
    of = settings()
    emit(
        {
            "LOTSE_HOME": str(of.home.resolve()),
            "LOTSE_DATABASE_URL": of.admin_database_url(),
            "LOTSE_AMQP_URL": of.admin_amqp_url(),
            "address": of.address,
        },
        form,
    )


def token(
    district: DistrictOption,
    role: Annotated[Role, typer.Option(help="Rolle")],
    staff: Annotated[
        str | None, typer.Option(help="Name oder ID der Person, für die es gilt", metavar="PERSON")
    ] = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Gibt ein Zugangstoken für die Schnittstelle aus (zehn Stunden gültig)."""
    from services.kernel.tokens import issue  # noqa: PLC0415 - no other command needs its library, which loads slowly

    of = settings()
    key = known_district(of, district)
    issued = issue(of, key, role, actor() if staff is None else subject_with_role(key, staff, role))
    if form is Form.JSON:
        emit({"token": issued, "district": district, "role": role.value}, form)
    else:
        typer.echo(issued)
