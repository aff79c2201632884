"""``lotse parked …``: facts that a policy could not handle wait here until an operator decides."""

from collections.abc import Callable, Mapping
from typing import Annotated, Final

import typer

from services.cli.asking import DistrictOption, known_district, settings
from services.cli.failures import CommandFailed, wrong_usage
from services.cli.output import Form, FormOption, emit, emit_json, emit_table
from services.districts import reacting as of_districts
from services.kernel.database import Pool, pool
from services.kernel.parking import Parked, discard_parked, list_parked
from services.kernel.policy import PolicyRunner, retry_parked
from services.kernel.settings import Settings
from services.referral import reacting as of_referral

RUNNERS: Final[Mapping[str, Callable[[Settings], PolicyRunner]]] = {
    of_districts.READER: of_districts.policy_runner,
    of_referral.READER: of_referral.policy_runner,
}

parked_app = typer.Typer(no_args_is_help=True, help="Zurückgestellte Ereignisse.")


@parked_app.command("list")
def show(district: DistrictOption, form: FormOption = Form.TEXT) -> None:
    """Zeigt, was wartet und warum."""
    of = settings()
    waiting = _waiting(of, known_district(of, district))
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
    rows = [(one.reader, one.source, one.position, one.envelope.topic, one.reason) for one in waiting]
    emit_table("Zurückgestellt", ("Leser", "Quelle", "Position", "Ereignis", "Grund"), rows)


@parked_app.command("retry")
def retry(district: DistrictOption, form: FormOption = Form.TEXT) -> None:
    """Versucht alles Zurückgestellte noch einmal, in der Reihenfolge der Aufzeichnung."""
    of = settings()
    key = known_district(of, district)
    tried = [retry_parked(runner(of), _pool(of, reader), key) for reader, runner in RUNNERS.items()]
    handled, waiting = (sum(counted) for counted in zip(*tried, strict=True))
    emit({"handled": handled, "waiting": waiting}, form)
    if waiting:
        raise CommandFailed(f"{waiting} Ereignisse warten weiter; `lotse parked list` nennt den Grund.")


@parked_app.command("discard")
def discard(
    district: DistrictOption,
    source: Annotated[str, typer.Option(help="Dienst, der das Ereignis aufgezeichnet hat")],
    position: Annotated[int, typer.Option(help="Position in dessen Protokoll", min=1)],
    reader: Annotated[str | None, typer.Option(help="Leser, wenn das Ereignis bei mehreren wartet")] = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Gibt ein zurückgestelltes Ereignis auf; die Regel handelt dann nie darauf."""
    of = settings()
    key = known_district(of, district)
    waiting = {one.reader for one in _waiting(of, key) if (one.source, one.position) == (source, position)}
    found = sorted(waiting if reader is None else waiting & {reader})
    if not found:
        raise wrong_usage(f"{source}, Position {position}: Dort ist nichts zurückgestellt.")
    if len(found) > 1:
        raise wrong_usage(f"{source}, Position {position}: Wartet bei {' und '.join(found)}; bitte --reader angeben.")
    discard_parked(_pool(of, found[0]), key, found[0], source, position)
    emit({"source": source, "position": position}, form)


def _waiting(of: Settings, district: str) -> list[Parked]:
    """Of each service with policies, oldest first."""
    return [one for reader in RUNNERS for one in list_parked(_pool(of, reader), district)]


def _pool(of: Settings, reader: str) -> Pool:
    return pool(of.service_database_url(reader.partition(".")[0]))
