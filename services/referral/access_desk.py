"""Asking who may see a referral: one way for programs and pages. Teams and hands are those of today, as known here."""

from dataclasses import dataclass
from uuid import UUID

from services.kernel.requests import Session
from services.kernel.times import today
from services.referral import known
from services.referral.application import Referral
from services.referral.case_reading import case_now
from services.referral.domain.access import KOORDINATION, Action, Asker, Belongs, Purpose, may, may_do
from services.referral.known import KnownCase
from services.referral.referral_rows import Listing, ReferralRow
from services.referral.referrals_queries import one


class AccessRefused(Exception):
    """The asker may not, or there is no such thing; to the asker both are the same."""


@dataclass(frozen=True, slots=True)
class AccessDesk:
    """What one asker may do with referrals of a district."""

    service: Referral
    district: str
    asker: Asker

    def granted(self, referral_id: UUID, purpose: Purpose) -> ReferralRow:
        """As it stands today, without its content for whoever may know the state only. Raises AccessRefused."""
        row = one(self.service.pool, self.district, referral_id, today())
        if row is None or not self.may(row, purpose):
            raise AccessRefused
        return row if self.may(row, "read") else row.without_content()

    def may(self, row: ReferralRow, purpose: Purpose) -> bool:
        return may(self.asker, purpose, Belongs(row.team, row.proposed_by))

    def case(self, case_id: UUID) -> KnownCase:
        """A case from which the asker may refer somebody. Raises AccessRefused."""
        found = case_now(self.service, self.district, case_id)
        if found is None or not may(self.asker, "write", Belongs(found.team)):
            raise AccessRefused
        return found

    def expect(self, action: Action) -> None:
        """Raises AccessRefused."""
        if not may_do(self.asker, action):
            raise AccessRefused

    def own(self) -> Listing:
        """All that the asker may have in a list: the Koordination every referral, a Fachkraft what is hers to see."""
        self.expect("list")
        if self.asker.role == KOORDINATION:
            return Listing()
        return Listing(teams=self.asker.teams, proposed_by=self.asker.actor)


def access_desk(service: Referral, asking: Session) -> AccessDesk:
    """Of whoever is signed in or holds the token, with the teams of today; programs belong to none."""
    actor, district = asking.caller.actor, asking.district
    staff_id = known.staff_id_of(actor)
    teams = frozenset[UUID]() if staff_id is None else known.teams_of(service.pool, district, staff_id, today())
    return AccessDesk(service, district, Asker(actor, asking.caller.role, teams))
