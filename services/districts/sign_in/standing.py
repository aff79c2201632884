"""What an account may be today: asked of the log, not of a projection, so that a role that was taken away is gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.districts.application import Districts
from services.districts.domain.staff import STAFF
from services.districts.domain.staff_state import Staff
from services.districts.roster import ERASED_NAME
from services.districts.sign_in.accounts import Place
from services.districts.staff_desk import NAME
from services.kernel.registry import registered_districts


@dataclass(frozen=True, slots=True)
class Choice:
    """A district and a role to work in; ``name`` is the person's there."""

    place: Place
    role: str
    name: str
    district_name: str


@dataclass(frozen=True, slots=True)
class Standing:
    """People at work as the log-in sees them."""

    districts: Districts

    def staff(self, district: str, staff_id: UUID) -> Staff:
        """Somebody as the log has it now."""
        return self.districts.state(district, STAFF, staff_id)

    def choices(self, places: Sequence[Place], day: date) -> list[Choice]:
        """Every role of that day, in every district."""
        names = self.district_names()
        return [
            Choice(place, role, self.name(place.district, staff), names.get(place.district, place.district))
            for place in places
            for staff in [self.staff(place.district, place.staff)]
            for role in sorted(staff.roles_on(day))
        ]

    def name(self, district: str, staff: Staff) -> str:
        """From the vault; nobody has a name before joining or after erasure."""
        if staff.joined is None or staff.name_id is None:
            return ERASED_NAME
        address = (staff.joined.staff_id, NAME, staff.name_id)
        return self.districts.vault.get(district, [address]).get(address) or ERASED_NAME

    def district_names(self) -> dict[str, str]:
        with self.districts.pool.connection() as connection:
            return {each.key: each.name for each in registered_districts(connection)}
