"""What all pages of ``districts`` for those who run a district ask for."""

from collections.abc import Callable, Mapping
from typing import Annotated, Final

from fastapi import Depends

from services.districts.application import SERVICE, Districts
from services.kernel.pages.asking import signed_in
from services.kernel.pages.described_forms import Here as HereOf
from services.kernel.requests import Session
from services.kernel.roles import Role

OPERATORS: Final = (Role.BETRIEB, Role.KOORDINATION)
# What rules speak of, as the fields of forms are called.
FIELD_OF: Final[Mapping[str, str]] = {"successor": "successor_id", "team": "team_id", "traeger": "traeger_id"}

Here = HereOf[Districts]
OperatorHere = Annotated[Session, Depends(signed_in(SERVICE, *OPERATORS))]


def at_home(path: str) -> Callable[[Here], str]:
    """Back to the same page, whatever the form was about."""
    return lambda _here: path
