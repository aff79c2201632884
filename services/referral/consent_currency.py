"""No data leave on yesterday's news: before a hand-over with data the book catches up with intake's log.

What a person withdrew a second ago may not have come by broker yet, or not at all while the broker is down.
"""

from typing import Final
from uuid import UUID

from services.kernel.deciders import RuleViolation
from services.kernel.district import district as enter
from services.kernel.feed import FeedUnreachable, LogFeed
from services.kernel.parking import parked_rows
from services.kernel.reader import Stopped
from services.kernel.watch import GONE
from services.referral.application import Referral
from services.referral.policies import parked_under
from services.referral.reacting import READER
from services.referral.reading import policy_reader, projections_reader

INTAKE: Final = "intake"


class ConsentsUnknown(Exception):
    """Intake cannot be asked now; try again later."""

    detail: Final = (
        "Ob die Einwilligung noch gilt, lässt sich gerade nicht prüfen. Bitte in einer Minute noch einmal versuchen."
    )


class ConsentWaits(RuleViolation):
    title = (
        "Zu den Einwilligungen dieser Person wartet ein Vorgang auf den Betrieb. Bis er geklärt ist, gehen keine"
        " Angaben hinaus; ohne Angaben geht es."
    )
    field = "fields"


def expect_current(referral: Referral, district: str, case_id: UUID, person_id: UUID) -> None:
    """Let the book learn all that intake has recorded by now. Raises ConsentsUnknown, ConsentWaits."""
    feed = LogFeed(referral.settings)
    try:
        for reader in (policy_reader, projections_reader):
            reader(referral.settings, feed).catch_up_with(INTAKE, district)
    except (FeedUnreachable, Stopped, *GONE) as error:
        raise ConsentsUnknown from error
    with referral.pool.transaction() as connection, enter(connection, district):
        parked = parked_rows(connection, district, READER).keys(INTAKE)
    if parked & parked_under(case_id, person_id):
        raise ConsentWaits
