"""``lotse parked …``: facts that a policy could not handle wait here until an operator decides."""

from typing import Annotated

import typer

from services.cli.asking import DistrictOption, known_district, settings
from services.cli.failures import CommandFailed, wrong_usage
from services.cli.output import Form, FormOption, emit, emit_json, emit_table
from services.districts.reacting import READER, policy_runner
from services.kernel.database import pool
from services.kernel.parking import discard_parked, list_parked
from services.kernel.policy import retry_parked

SERVICE = READER.partition(".")[0]  # so far the only service with policies

parked_app = typer.Typer(no_args_is_help=True, help="Zurückgestellte Ereignisse.")


@parked_app.command("list")
def show(district: DistrictOption, form: FormOption = Form.TEXT) -> None:
    """Zeigt, was wartet und warum."""
    of = settings()
    waiting = list_parked(pool(of.service_database_url(SERVICE)), known_district(of, district))
    if form is Form.JSON:
        emit_json(
            [
                {
                    "reader": one.reader,
                    "source": one.source,
                    "position": one.position,
                    "type": one.envelope.topic,
                    "reason": one.reason,
                    "parked_at": one.parked_at.isoformat(),
                }
                for one in waiting
            ]
        )
        return
    rows = [(one.source, one.position, one.envelope.topic, one.reason) for one in waiting]
    emit_table("Zurückgestellt", ("Quelle", "Position", "Ereignis", "Grund"), rows)


@parked_app.command("retry")
def retry(district: DistrictOption, form: FormOption = Form.TEXT) -> None:
    """Versucht alles Zurückgestellte noch einmal, in der Reihenfolge der Aufzeichnung."""
    of = settings()
    runner, connections = policy_runner(of), pool(of.service_database_url(SERVICE))
    handled, waiting = retry_parked(runner, connections, known_district(of, district))
    emit({"handled": handled, "waiting": waiting}, form)
    if waiting:
        raise CommandFailed(f"{waiting} Ereignisse warten weiter; `lotse parked list` nennt den Grund.")


@parked_app.command("discard")
def discard(
    district: DistrictOption,
    source: Annotated[str, typer.Option(help="Dienst, der das Ereignis aufgezeichnet hat")],
    position: Annotated[int, typer.Option(help="Position in dessen Protokoll", min=1)],
    form: FormOption = Form.TEXT,
) -> None:
    """Gibt ein zurückgestelltes Ereignis auf; die Regel handelt dann nie darauf."""
    of = settings()
    connections = pool(of.service_database_url(SERVICE))
    if not discard_parked(connections, known_district(of, district), READER, source, position):
        raise wrong_usage(f"{source}, Position {position}: Dort ist nichts zurückgestellt.")
    emit({"source": source, "position": position}, form)
