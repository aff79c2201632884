"""What is stored of a contact and yet worth a second look."""

from typing import Final

from services.contracts.intake import Contact
from services.intake.domain.rules.rule import Rule
from services.intake.domain.rules.sources import OWN

MINUTES_OF_A_DAY: Final = 24 * 60


def _longer_than_a_day(contact: Contact) -> bool:
    return contact.minutes is not None and contact.minutes > MINUTES_OF_A_DAY


WARNINGS: Final[tuple[Rule[Contact], ...]] = (
    Rule(
        id="K-MINUTES-01",
        level="field",
        severity="warning",
        columns=("minutes",),
        text="Ein Kontakt von mehr als einem Tag ist unwahrscheinlich.",
        source=OWN,
        broken=_longer_than_a_day,
    ),
)
