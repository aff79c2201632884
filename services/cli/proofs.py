"""``lotse audit key|checkpoint|proof|consistency``: what the district signs, and what follows from it."""

import base64
from typing import Annotated

import typer

from services.cli.asking import DistrictOption, known_district, settings
from services.cli.failures import CommandFailed, wrong_usage
from services.cli.output import Form, FormOption, emit_json
from services.cli.proving import service_in, tell_proof
from services.kernel.district import district as enter
from services.kernel.settings import SERVICES
from services.reporting.proving.checkpoints import public_key, signed_checkpoint
from services.reporting.proving.trees import NoSuchSize, NotInJournal, consistency, inclusion


def key(district: DistrictOption, form: FormOption = Form.TEXT) -> None:
    """Zeigt den öffentlichen Prüfschlüssel des Landkreises; geben Sie ihn getrennt vom Prüfbündel weiter."""
    of = settings()
    found = public_key(of.secrets, known_district(of, district)).text()
    if form is Form.JSON:
        emit_json({"district": district, "key": found})
    else:
        typer.echo(found)


def checkpoint(district: DistrictOption, form: FormOption = Form.TEXT) -> None:
    """Unterschreibt den jetzigen Stand des Journals (C2SP tlog-checkpoint)."""
    service, known = service_in(district)
    with service.pool.transaction() as conn, enter(conn, known):
        signed = signed_checkpoint(conn, service.secrets, known)
    if form is Form.JSON:
        emit_json({"entries": signed.size, "root": signed.root.hex(), "checkpoint": signed.note})
    else:
        typer.echo(signed.note, nl=False)


def proof(
    district: DistrictOption,
    source: Annotated[str, typer.Option(help=f"Quelle: {', '.join(SERVICES)}")],
    sequence: Annotated[int, typer.Option(help="Position im Protokoll der Quelle", min=1)],
    form: FormOption = Form.TEXT,
) -> None:
    """Weist nach, dass ein Ereignis im Journal steht (RFC 9162)."""
    service, known = service_in(district)
    if source not in SERVICES:
        raise wrong_usage(f"--source: Die Quellen heißen {', '.join(SERVICES)}.")
    try:
        with service.pool.transaction() as conn, enter(conn, known):
            found = inclusion(conn, service.secrets, known, source, sequence)
    except NotInJournal as refused:
        raise CommandFailed(f"{refused.title} ({source} {sequence})") from refused
    told = {
        "index": found.index,
        "event": base64.b64encode(found.body).decode(),
        "proof": [each.hex() for each in found.path],
        "checkpoint": found.checkpoint.note,
        "holds": found.holds,
    }
    tell_proof(told, form, holds=found.holds)


def grown(
    district: DistrictOption,
    old: Annotated[int, typer.Option("--from", help="Einträge des früheren Prüfpunkts", min=1)],
    new: Annotated[int | None, typer.Option("--to", help="Einträge des späteren; ohne Angabe alle", min=1)] = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Weist nach, dass das Journal zwischen zwei Prüfpunkten nur gewachsen ist (RFC 9162)."""
    service, known = service_in(district)
    try:
        with service.pool.transaction() as conn, enter(conn, known):
            found = consistency(conn, known, old, new)
    except NoSuchSize as refused:
        raise wrong_usage(f"--from, --to: {refused.title}") from refused
    told = {
        "first": found.old.size,
        "first_root": found.old.root.hex(),
        "second": found.new.size,
        "second_root": found.new.root.hex(),
        "proof": [each.hex() for each in found.path],
        "holds": found.holds,
    }
    tell_proof(told, form, holds=found.holds)
