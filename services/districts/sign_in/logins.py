"""Log-in names: short, without blanks, so that they can be told on the phone."""

import re
from typing import Final

from services.districts.sign_in.keys import same_login
from services.kernel.deciders import RuleViolation

FORM: Final = re.compile(r"[a-zà-ÿ0-9][a-zà-ÿ0-9._@-]{2,63}")


class LoginMalformed(RuleViolation):
    title = "Ein Anmeldename hat 3 bis 64 Zeichen: Buchstaben, Ziffern, Punkt, Bindestrich, Unterstrich und @."
    field = "login"


class LoginTaken(RuleViolation):
    title = "Diesen Anmeldenamen gibt es schon. Bitte wählen Sie einen anderen."
    field = "login"


def expect_login(name: str) -> str:
    """The name as it is compared; raises LoginMalformed."""
    login = same_login(name)
    if FORM.fullmatch(login) is None:
        raise LoginMalformed
    return login
