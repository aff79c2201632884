"""Log-ins for people of the demo, with passwords of this run's own."""

import secrets
from collections.abc import Mapping
from typing import Final

from demo.ilm_kreis import ILM_KREIS
from demo.staffing import Staffing
from demo.workplaces import Person
from services.districts.application import districts
from services.districts.sign_in.desk import sign_in_desk
from services.kernel.roles import Role
from services.kernel.settings import Settings

DISTRICT: Final = ILM_KREIS.key
# Who the README's tour follows, and who leads and plans.
PEOPLE: Final[Mapping[Role, str]] = {
    Role.FACHKRAFT: "anna.krueger",
    Role.KOORDINATION: "beate.schilling",
    Role.PLANUNG: "lukas.hornig",
}


def person(role: Role) -> Person:
    """Who works in that role in the tests."""
    return next(one for one in ILM_KREIS.directory.people if one.login == PEOPLE[role])


def with_password(settings: Settings, role: Role) -> tuple[str, str]:
    """Log-in name and a new password of somebody in that role."""
    desk, who, password = sign_in_desk(settings), person(role), secrets.token_urlsafe(24)
    _, placed = Staffing(districts(settings), DISTRICT).set_up(ILM_KREIS.directory)
    account = desk.accounts.by_login(who.login) or desk.accounts.make(DISTRICT, placed.people[who.name], who.login)
    desk.accounts.set_password(account.account, desk.passwords.hash(password))
    return who.login, password
