"""``lotse user …``: who may sign in. An account is made for somebody who works here, and becomes theirs by a link."""

from collections.abc import Sequence
from typing import Annotated, Any, Final
from uuid import UUID

import typer

from services.cli.asking import DistrictOption
from services.cli.directory import Town, emit_made, emit_rows
from services.cli.failures import CommandFailed
from services.cli.output import Form, FormOption, emit
from services.districts.domain.staff import STAFF
from services.districts.domain.staff_state import UnknownStaff
from services.districts.sign_in.accounts import Account, Accounts, Place
from services.districts.sign_in.factor_rows import FactorRows
from services.districts.sign_in.invitations import Invitation, Invitations
from services.districts.sign_in.keys import SignInKeys
from services.districts.sign_in.logins import expect_login
from services.districts.sign_in.session_rows import SessionRows
from services.kernel.times import rfc3339

user_app: Final = typer.Typer(no_args_is_help=True, help="Zugänge: wer sich anmelden darf.")
StaffOption = Annotated[str, typer.Option("--staff", help="Name oder ID der Person", metavar="PERSON")]


class Desk:
    """One district's accounts, as an operator works with them."""

    def __init__(self, district: str) -> None:
        self.town = Town(district)
        pool = self.town.service.pool
        keys = SignInKeys(self.town.of.secrets)
        self.accounts, self.factors = Accounts(pool, keys), FactorRows(pool, keys)
        self.invitations = Invitations(pool)
        self.sessions = SessionRows(pool)

    def place(self, staff: str) -> Place:
        """As whom somebody's account works here; exit 1 without one."""
        found = self.accounts.place_of(self.town.district, self.town.staff(staff))
        if found is None:
            raise CommandFailed(f"„{staff}“ hat hier keinen Zugang. `lotse user add` legt einen an.")
        return found

    def emit_invitation(self, account: UUID, invitation: Invitation, form: Form) -> None:
        fields = {
            "district": self.town.district,
            "account": str(account),
            "link": invitation.link(self.town.of.public_address),
            "ends": rfc3339(invitation.ends),
        }
        emit(fields, form)


@user_app.command("add")
def add_user(
    district: DistrictOption,
    staff: StaffOption,
    login: Annotated[
        str | None, typer.Option(help="Anmeldename; ohne Angabe wählt ihn die Person selbst", metavar="NAME")
    ] = None,
    form: FormOption = Form.TEXT,
) -> None:
    """Legt einen Zugang an und gibt eine Einladung aus: ein Link, der einmal und sieben Tage lang gilt."""
    desk = Desk(district)
    staff_id = desk.town.staff(staff)
    name = None if login is None else expect_login(login)
    if desk.town.service.state(desk.town.district, STAFF, staff_id).joined is None:
        raise UnknownStaff
    account = desk.accounts.make(desk.town.district, staff_id, name).account
    desk.emit_invitation(account, desk.invitations.invite(account), form)


@user_app.command("invite")
def invite_user(
    district: DistrictOption,
    staff: StaffOption,
    drop_second_factor: Annotated[
        bool, typer.Option("--drop-second-factor", help="für ein verlorenes Telefon: zweiten Faktor ausschalten")
    ] = False,
    form: FormOption = Form.TEXT,
) -> None:
    """Gibt eine neue Einladung aus, etwa für ein vergessenes Kennwort; ältere gelten dann nicht mehr."""
    desk = Desk(district)
    account = desk.place(staff).account
    if drop_second_factor:
        desk.factors.drop(account)
    desk.emit_invitation(account, desk.invitations.invite(account), form)


@user_app.command("place")
def add_place(
    district: DistrictOption,
    staff: StaffOption,
    also_district: Annotated[
        str, typer.Option("--also-district", help="Schlüssel des weiteren Landkreises", metavar="KEY")
    ],
    also_staff: Annotated[
        str, typer.Option("--also-staff", help="Name oder ID derselben Person dort", metavar="PERSON")
    ],
    form: FormOption = Form.TEXT,
) -> None:
    """Lässt einen Zugang auch in einem weiteren Landkreis gelten; gewechselt wird ausdrücklich."""
    account = Desk(district).place(staff).account
    there = Desk(also_district)
    staff_id = there.town.staff(also_staff)
    there.accounts.add_place(account, there.town.district, staff_id)
    emit_made(there.town, {"account": account, "staff_id": staff_id}, form)


@user_app.command("lock")
def lock_user(district: DistrictOption, staff: StaffOption, form: FormOption = Form.TEXT) -> None:
    """Sperrt einen Zugang überall und beendet seine Sitzungen."""
    desk = Desk(district)
    account = desk.place(staff).account
    desk.accounts.lock(account, locked=True)
    desk.sessions.end_all(account)
    emit_made(desk.town, {"account": account, "state": "locked"}, form)


@user_app.command("unlock")
def unlock_user(district: DistrictOption, staff: StaffOption, form: FormOption = Form.TEXT) -> None:
    """Hebt die Sperre eines Zugangs auf."""
    desk = Desk(district)
    account = desk.place(staff).account
    desk.accounts.lock(account, locked=False)
    emit_made(desk.town, {"account": account, "state": "open"}, form)


@user_app.command("list")
def list_users(district: DistrictOption, form: FormOption = Form.TEXT) -> None:
    """Zeigt, wer in einem Landkreis einen Zugang hat."""
    desk = Desk(district)
    names = {row.staff_id: row.name for row in desk.town.roster()}
    rows = [_row(desk, place, names.get(place.staff)) for place in desk.accounts.places_in(desk.town.district)]
    columns = {
        "name": "Name",
        "login": "Anmeldename",
        "ways": "Wege",
        "second_factor": "Zweiter Faktor",
        "state": "Zustand",
        "staff_id": "ID",
    }
    emit_rows("Zugänge", rows, form, columns)


def _row(desk: Desk, place: Place, name: str | None) -> dict[str, Any]:
    account = desk.accounts.by_id(place.account)
    assert account is not None, "a place refers to its account"
    ways = [*(["password"] if account.password_hash else []), *desk.accounts.providers_of(account.account)]
    return {
        "staff_id": str(place.staff),
        "account": str(account.account),
        "name": name,
        "login": desk.accounts.login_of(account),
        "ways": ways,
        "second_factor": account.totp_sealed is not None,
        "state": _state(account, ways),
    }


def _state(account: Account, ways: Sequence[str]) -> str:
    if account.locked is not None:
        return "locked"
    return "open" if ways else "invited"
