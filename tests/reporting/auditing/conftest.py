"""A town that is examined: three participations of one operation, and somebody with the role of Pruefung."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from services.districts.application import districts, operator
from services.districts.staff_desk import StaffDesk
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.kernel.times import today
from tests.api.conftest import ENTRY, OPENING, OPERATION, Town, client
from tests.api.office import FIRST_DAY, Office, Person, office
from tests.pages.conftest import app, sessions, signed_in_as

__all__ = ["app", "client", "sessions", "signed_in_as"]

OTHER = "chancen-2023"


@dataclass(frozen=True, slots=True)
class Examined:
    """The office that is examined, and who examines."""

    office: Office
    examiner: Person

    @property
    def town(self) -> Town:
        return self.office.town

    def mandate(self, **more: Any) -> dict[str, Any]:
        """A mandate for the first operation, whose period ends with last year."""
        year = today().year - 1
        return {
            "staff_id": self.examiner.subject,
            "operations": [OPERATION],
            "audited_from": f"{year}-01-01",
            "audited_to": f"{year}-12-31",
            "expires": str(today() + timedelta(days=30)),
            **more,
        }


@pytest.fixture(scope="module")
def examined(client: TestClient, settings: Settings) -> Examined:
    key = f"kreis-{secrets.token_hex(4)}"
    open_district(settings, key, f"Landkreis {key}")
    town = Town(client, settings, key)
    for operation in (OPERATION, OTHER):
        assert town.post("/districts/operations", {**OPENING, "operation": operation}, "betrieb").status_code == 201
    town.settle()
    place = office(town)
    staff, who = StaffDesk(districts(settings), key), operator("cli:test")
    ruth = staff.join(place.traeger, "Ruth Brenner", FIRST_DAY, who).id
    staff.grant(ruth, "pruefung", (FIRST_DAY, None), operator("cli:test"))
    for operation, numbers in ((OPERATION, ("E-1", "E-2", "E-3")), (OTHER, ("C-1",))):
        for number in numbers:
            entry = ENTRY | {"participant_no": number}
            assert town.post(f"/intake/operations/{operation}/participations", entry).status_code == 201
    town.settle()
    return Examined(place, Person(town, str(ruth), "pruefung"))
