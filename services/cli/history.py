"""``lotse replay`` and ``lotse rebuild``: the history itself, and everything that was reckoned from it anew."""

import sys
from typing import Annotated
from uuid import UUID

import typer

from services.cli.asking import DistrictOption, Instant, known_district, read_instant, settings
from services.cli.failures import CommandFailed
from services.cli.output import Form, FormOption, emit_json, say
from services.cli.report_asking import reports_in
from services.kernel.ids import DistrictIds
from services.reporting.rebuild import rebuild as rebuild_projections
from services.reporting.replay import as_line
from services.reporting.replay import replay as replay_history


def replay(
    district: DistrictOption,
    until: Instant = None,
    case: Annotated[str | None, typer.Option(help="nur dieser Fall: Fallnummer oder Kennung", metavar="ID")] = None,
) -> None:
    """Die Geschichte eines Landkreises: eine JSON-Zeile je Ereignis."""
    last = read_instant(until, "--until")
    reports, key, heads = reports_in(district)
    reports.arrived(key, heads)
    is_empty = True
    for event in replay_history(reports.pool, key, last, _case(key, case)):
        sys.stdout.write(as_line(event) + "\n")
        is_empty = False
    if case is not None and is_empty:
        say("Zu diesem Fall gibt es bis dahin keine Ereignisse.")


def rebuild(
    district: Annotated[str | None, typer.Option(help="nur dieser Landkreis", metavar="KEY")] = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Baut jede Auswertung neu aus der Geschichte auf, während die Plattform weiter antwortet."""
    of = settings()
    if district is not None:
        known_district(of, district)
    rebuilt = rebuild_projections(of, district)
    if form is Form.JSON:
        emit_json(
            [
                {"district": one.district, "facts": one.facts, "digests": one.digests, "differs": list(one.differs)}
                for one in rebuilt
            ]
        )
    else:
        for one in rebuilt:
            typer.echo(f"{one.district}: {one.facts} Ereignisse, {'gleich' if not one.differs else 'abweichend'}")
    if different := [name for one in rebuilt for name in one.differs]:
        raise CommandFailed(f"Vorher standen dort andere Zeilen: {', '.join(different)}.")


def _case(district: str, text: str | None) -> UUID | None:
    """An opaque id as it is, and a case number as the id that intake derives from it."""
    if text is None:
        return None
    try:
        return UUID(text)
    except ValueError:
        return DistrictIds(settings().secrets.district(district).id_key).derive("case", text)
