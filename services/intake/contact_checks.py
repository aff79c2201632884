"""What the directory says about a contact: which operation, topics, sites and people there are, and office hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from msgspec import UNSET, UnsetType

from services.contracts.intake import Contact
from services.intake.directory import colleague, topics
from services.intake.domain import contact_refusals as rules
from services.intake.domain.contact import ContactChange
from services.intake.domain.office_hours import Hint, outside_hours
from services.intake.imports.failures import OperationUnknown
from services.intake.queries import operation_rules
from services.intake.site_directory import office_hours_on, site
from services.kernel.database import Pool


@dataclass(frozen=True, slots=True)
class ContactChecks:
    """The directory of one district."""

    pool: Pool
    district: str

    def expect_operation(self, operation: str) -> None:
        """Raises OperationUnknown."""
        if operation_rules(self.pool, self.district, operation) is None:
            raise OperationUnknown(operation)

    def expect_known(self, given: ContactChange) -> None:
        """Raises TopicNotOffered, SiteUnknown, StaffUnknown; what is not given is not asked."""
        named = [] if given.topics is UNSET else list(given.topics)
        situations = [] if given.situations is UNSET else [each.topic for each in given.situations]
        self._expect_offered(named, "topics")
        self._expect_offered(situations, "situations")
        if isinstance(given.site_id, UUID) and site(self.pool, self.district, given.site_id) is None:
            raise rules.SiteUnknown
        if isinstance(given.staff_id, UUID) and colleague(self.pool, self.district, given.staff_id) is None:
            raise rules.StaffUnknown

    def sozialraum(self, site_id: UUID | UnsetType | None, of_case: str | None) -> str:
        """That of a registered site, else that of the case; raises SozialraumMissing."""
        known = site(self.pool, self.district, site_id) if isinstance(site_id, UUID) else None
        found = of_case if known is None else known.sozialraum
        if found is None:
            raise rules.SozialraumMissing
        return found

    def hints(self, contact: Contact) -> Iterator[Hint]:
        """Held against the whole contact: a correction may change the day, or only the site."""
        if contact.site_id is not None:
            hours = office_hours_on(self.pool, self.district, contact.site_id, contact.date)
            yield from outside_hours(contact.kind, contact.starts_at, hours)

    def _expect_offered(self, keys: list[str], field: str) -> None:
        if keys:
            vocabulary = topics(self.pool, self.district)
            if not all(vocabulary.offers(key) for key in keys):
                raise rules.TopicNotOffered(field=field)
