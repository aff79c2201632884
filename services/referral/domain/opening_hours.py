"""When an offer is open: every week from a day on, and other hours on one day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from services.contracts.districts import Hours
from services.contracts.office_hours import checked, checked_on
from services.contracts.referral import OpeningHoursExcepted, OpeningHoursSet
from services.kernel.facts import Contract
from services.referral.domain.offer_state import Offer, expect_listed


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOpeningHours:
    """The weekly hours from ``start`` on, all of them."""

    start: date
    hours: tuple[Hours, ...]
    on_holidays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptOpeningHours:
    """Other hours on one day, or none."""

    on: date
    hours: tuple[Hours, ...] = ()


Command: TypeAlias = SetOpeningHours | ExceptOpeningHours


def set_hours(command: SetOpeningHours, offer: Offer) -> Sequence[Contract]:
    """Raises also the refusals of ``office_hours.checked``."""
    known = expect_listed(offer)
    weekly = OpeningHoursSet(
        offer_id=known.offer_id,
        partner_id=known.partner_id,
        start=command.start,
        hours=checked(command.hours),
        on_holidays=command.on_holidays,
    )
    return [] if offer.weekly.get(command.start) == weekly else [weekly]


def except_hours(command: ExceptOpeningHours, offer: Offer) -> Sequence[Contract]:
    """Raises also the refusals of ``office_hours.checked_on``."""
    known = expect_listed(offer)
    excepted = OpeningHoursExcepted(
        offer_id=known.offer_id,
        partner_id=known.partner_id,
        on=command.on,
        hours=checked_on(command.on, command.hours),
    )
    return [] if offer.exceptions.get(command.on) == excepted else [excepted]
