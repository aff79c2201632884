"""``lotse audit mandate …``: who may examine which operations, and until when."""

from typing import Annotated, Final
from uuid import UUID

import typer

from services.cli.asking import DistrictOption, known_district, read_date, settings
from services.cli.directory import StaffArgument, Town, emit_made, emit_rows
from services.cli.output import Form, FormOption
from services.kernel.feed import LogFeed
from services.kernel.settings import Settings
from services.kernel.times import rfc3339, today
from services.reporting.application import Reporting
from services.reporting.auditing.mandates_desk import MandatesDesk, Wanted
from services.reporting.auditing.mandates_queries import MandateRow, mandates_of
from services.reporting.knowledge import ARRIVAL_SECONDS
from services.reporting.reports import heads_of

mandate_app: Final = typer.Typer(no_args_is_help=True, help="Prüfaufträge: wer Belege einzelner Personen sehen darf.")


@mandate_app.command("grant")
def grant(
    staff: StaffArgument,
    district: DistrictOption,
    operations: Annotated[list[str], typer.Option("--operation", help="Vorhaben; mehrmals möglich", metavar="KEY")],
    audited_from: Annotated[str, typer.Option("--from", help="geprüft wird ab", metavar="DATUM")],
    audited_to: Annotated[str, typer.Option("--to", help="geprüft wird bis", metavar="DATUM")],
    expires: Annotated[str, typer.Option("--expires", help="letzter Tag des Auftrags", metavar="DATUM")],
    form: FormOption = Form.TEXT,
) -> None:
    """Erteilt einer Person mit der Rolle Prüfung einen Prüfauftrag."""
    town = Town(district)
    service = arrived_reporting(town.of, town.district)
    wanted = Wanted(
        staff_id=town.staff(staff),
        operations=tuple(operations),
        audited_from=read_date(audited_from, "--from"),
        audited_to=read_date(audited_to, "--to"),
        expires=read_date(expires, "--expires"),
    )
    made = MandatesDesk(service, town.district).grant(wanted, town.context)
    emit_made(town, {"mandate_id": made.mandate_id, "staff_id": wanted.staff_id, "expires": wanted.expires}, form)


@mandate_app.command("revoke")
def revoke(
    mandate: Annotated[UUID, typer.Argument(help="Kennung des Prüfauftrags", metavar="ID")],
    district: DistrictOption,
    form: FormOption = Form.TEXT,
) -> None:
    """Entzieht einen Prüfauftrag; er gilt sofort nicht mehr."""
    town = Town(district)
    MandatesDesk(Reporting.of(town.of, ARRIVAL_SECONDS), town.district).revoke(mandate, town.context)
    emit_made(town, {"mandate_id": mandate}, form)


@mandate_app.command("list")
def list_mandates(district: DistrictOption, form: FormOption = Form.TEXT) -> None:
    """Zeigt alle Prüfaufträge, der jüngste zuerst."""
    of = settings()
    key = known_district(of, district)
    rows = [_plain(each) for each in mandates_of(arrived_reporting(of, key).pool, key)]
    titles = {"mandate_id": "ID", "staff_id": "Person", "operations": "Vorhaben", "expires": "gilt bis"}
    emit_rows("Prüfaufträge", rows, form, titles | {"last_read": "zuletzt angesehen", "standing": "Stand"})


def _plain(row: MandateRow) -> dict[str, object]:
    return {
        "mandate_id": str(row.mandate),
        "staff_id": str(row.staff),
        "operations": list(row.operations),
        "audited_from": str(row.audited_from),
        "audited_to": str(row.audited_to),
        "expires": str(row.expires),
        "standing": row.standing(today()),
        "granted_by": row.granted_by,
        "granted": rfc3339(row.granted),
        "revoked_by": row.revoked_by,
        "revoked": None if row.revoked is None else rfc3339(row.revoked),
        "last_read": None if row.last_read is None else rfc3339(row.last_read),
        "reads": row.reads,
    }


def arrived_reporting(of: Settings, district: str) -> Reporting:
    """The service, once it shows everything that is stored by now."""
    service = Reporting.of(of, ARRIVAL_SECONDS)
    service.reports.arrived(district, heads_of(LogFeed(of), district))
    return service
