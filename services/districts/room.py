"""What ``districts`` brings to the one address: routes for programs, pages for people, and what they need to run."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, cast

from services.districts.api import all_routes
from services.districts.application import SERVICE, Districts
from services.districts.application import districts as open_service
from services.districts.domain.funding_state import UnknownEntry
from services.districts.domain.posts import UnknownPost
from services.districts.domain.site import UnknownSite
from services.districts.domain.staff_roles import UnknownGrant
from services.districts.domain.staff_state import UnknownStaff
from services.districts.domain.staff_teams import NotInTeam
from services.districts.domain.team import UnknownTeam
from services.districts.domain.traeger import UnknownOperation, UnknownTraeger
from services.districts.pages import MENU, OPEN_TO_STRANGERS, all_pages
from services.districts.staff_names import RosterNames
from services.districts.told_persons import PartsOfDistricts
from services.kernel.deciders import RuleViolation
from services.kernel.problems import Problem, not_found
from services.kernel.settings import Settings
from services.kernel.web import Room

UNKNOWN: Final = (
    UnknownTraeger,
    UnknownTeam,
    UnknownStaff,
    UnknownGrant,
    UnknownSite,
    UnknownOperation,
    NotInTeam,
    UnknownEntry,
    UnknownPost,
)


@contextmanager
def open_districts(settings: Settings) -> Iterator[Districts]:
    yield open_service(settings)


def _not_there(refused: RuleViolation) -> Problem:
    return not_found(refused.title)


ROOM: Final = Room(
    SERVICE,
    "Vorhaben, Träger, Personal, Standorte und was der Landkreis festlegt",
    all_routes(),
    open_districts,
    cast("Mapping[type[Exception], Any]", dict.fromkeys(UNKNOWN, _not_there)),
    pages=all_pages(),
    menu=MENU,
    open_to_strangers=OPEN_TO_STRANGERS,
    staff_names=RosterNames.of,
    tells_of_persons=PartsOfDistricts.of,
)
