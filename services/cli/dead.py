"""``lotse dead …``: messages that no reader could take wait here until an operator has seen them."""

from typing import Annotated, Any, Final

import typer

from services.cli.asking import settings
from services.cli.failures import CommandFailed, wrong_usage
from services.cli.output import Form, FormOption, emit, emit_json, emit_table
from services.kernel.broker import LOST
from services.kernel.dead_letters import DeadLetter, discard_dead, list_dead

REASONS: Final = {
    "rejected": "nicht lesbar oder nicht echt",
    "delivery_limit": "zu oft vergeblich zugestellt",
}
UNREACHABLE: Final = "Der Nachrichtendienst antwortet nicht. `make up` startet die Plattform."

dead_app = typer.Typer(
    no_args_is_help=True,
    help="Aussortierte Nachrichten: unlesbar, gefälscht oder zu oft vergeblich zugestellt.",
)


@dead_app.command("list")
def show(form: FormOption = Form.TEXT) -> None:
    """Zeigt die Köpfe der aussortierten Nachrichten, die ältesten zuerst; nie ihren Inhalt."""
    try:
        letters = list_dead(settings().admin_amqp_url())
    except LOST as error:
        raise CommandFailed(UNREACHABLE) from error
    heads = [_head(letter) for letter in letters]
    if form is Form.JSON:
        emit_json(heads)
        return
    columns = ("Kennung", "Warteschlange", "Grund", "Landkreis", "Quelle", "Position", "Ereignis", "Bytes")
    names = ("key", "queue", "reason", "district", "source", "position", "type", "bytes")
    emit_table(
        "Aussortiert", columns, [["–" if head[name] is None else head[name] for name in names] for head in heads]
    )


@dead_app.command("discard")
def discard(
    keys: Annotated[list[str] | None, typer.Argument(metavar="KENNUNG …", help="aus `lotse dead list`")] = None,
    everything: Annotated[bool, typer.Option("--all", help="alle, die jetzt da sind")] = False,
    form: FormOption = Form.TEXT,
) -> None:
    """Entfernt aussortierte Nachrichten. Verloren geht damit nichts: Was fehlt, wird bei der Quelle nachgelesen."""
    wanted = set(keys or ())
    if everything == bool(wanted):
        raise wrong_usage("Bitte entweder Kennungen aus `lotse dead list` oder --all angeben.")
    try:
        gone = discard_dead(settings().admin_amqp_url(), lambda letter: everything or letter.key in wanted)
    except LOST as error:
        raise CommandFailed(UNREACHABLE) from error
    missing = sorted(wanted - {letter.key for letter in gone})
    if missing:
        raise wrong_usage(f"Keine aussortierte Nachricht hat die Kennung {', '.join(missing)}.")
    emit({"discarded": len(gone)}, form)


def _head(letter: DeadLetter) -> dict[str, Any]:
    read = letter.envelope
    return {
        "key": letter.key,
        "queue": letter.queue,
        "reason": REASONS.get(letter.reason or "", letter.reason),
        "died_at": letter.died.isoformat() if letter.died else None,
        "bytes": letter.size,
        "id": str(read.id) if read else None,
        "district": read.district if read else None,
        "source": read.source if read else None,
        "position": read.sequence if read else None,
        "type": read.topic if read else None,
    }
