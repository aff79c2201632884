"""Log-ins for people of the demo, as `make up` prints them."""

from collections.abc import Mapping
from typing import Final

from demo.accounts import password_of
from services.kernel.roles import Role
from services.kernel.settings import Settings

# Who the README's tour follows, who leads and who plans (demo.directory), who came later (demo.newcomers).
PEOPLE: Final[Mapping[Role, str]] = {
    Role.FACHKRAFT: "anna.krueger",
    Role.KOORDINATION: "beate.schilling",
    Role.PLANUNG: "lukas.hornig",
    Role.PRUEFUNG: "ruth.brenner",
    Role.LAND: "eva.lorenz",
}


def credentials(settings: Settings, role: Role) -> tuple[str, str]:
    """Log-in name and password of somebody in that role."""
    login = PEOPLE[role]
    password = password_of(settings.secrets, login)
    assert password is not None, f"the demo gave {login} no account"
    return login, password
