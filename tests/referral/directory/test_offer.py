"""What an offer decides: its entry, whether it takes anybody, its hours."""

from dataclasses import replace
from datetime import time

import pytest
from msgspec.structs import replace as but

from services.contracts.districts import Hours
from services.contracts.names import NameMissing
from services.contracts.office_hours import HoursOverlap, WrongWeekday
from services.contracts.referral import (
    LocationDelisted,
    OfferAssured,
    OfferDelisted,
    OpeningHoursExcepted,
    OpeningHoursSet,
)
from services.kernel.deciders import RuleViolation
from services.referral.domain.capacity import NewerIsKnown, NothingToWaitFor, StateCapacity
from services.referral.domain.days import EndsBeforeItBegins, InTheFuture
from services.referral.domain.offer import OFFER
from services.referral.domain.offer_listing import (
    AssureOffer,
    CorrectOffer,
    DelistOffer,
    ListOffer,
    NotAPlaceOfThePartner,
    OfferListedOtherwise,
    SimilarOffersExist,
    SozialraumTooLong,
    UnknownHandlungsfeld,
    UnknownLanguage,
    UnknownTargetGroup,
    UnknownTopic,
)
from services.referral.domain.opening_hours import ExceptOpeningHours, SetOpeningHours
from services.referral.domain.partner_state import PartnerIsDelisted, UnknownPartner
from tests.kit.spec import specify
from tests.referral.directory.stories import (
    DAY,
    DELISTED,
    DETAILS_ID,
    LISTED,
    LOCATION_ID,
    OFFER_ID,
    OFFER_LISTED,
    OFFERED,
    OTHER_ID,
    PARTNER_ID,
    PLACE,
    TODAY,
    WAITING,
    partner_of,
)

given = specify(OFFER)

HOUSE = partner_of(LISTED, PLACE)
TOPICS = frozenset({"schulden", "arbeit"})
LIST = ListOffer(offer_id=OFFER_ID, partner=HOUSE, details=OFFERED, topics=TOPICS)
CORRECT = CorrectOffer(partner=HOUSE, details=OFFERED, topics=TOPICS)
GONE = OfferDelisted(offer_id=OFFER_ID, partner_id=PARTNER_ID, on=TODAY)
STATE = StateCapacity(capacity="waiting_list", on=TODAY, today=TODAY, provenance="partner_phone")
MORNING = Hours(weekday=TODAY.isoweekday(), opens=time(9), closes=time(12))


def test_an_offer_of_a_listed_partner_is_taken_up_once() -> None:
    given().when(LIST).then(OFFER_LISTED)
    given(OFFER_LISTED).when(replace(LIST, details=replace(OFFERED, cost="charged"))).then_refused(
        OfferListedOtherwise, field="name"
    )


def test_a_partner_that_is_not_there_offers_nothing() -> None:
    given().when(replace(LIST, partner=partner_of())).then_refused(UnknownPartner)
    given().when(replace(LIST, partner=partner_of(LISTED, PLACE, DELISTED))).then_refused(PartnerIsDelisted)
    given(OFFER_LISTED).when(replace(CORRECT, partner=partner_of(LISTED, PLACE, DELISTED))).then_refused(
        PartnerIsDelisted
    )


@pytest.mark.parametrize(
    ("change", "rule", "field"),
    [
        ({"name": ""}, NameMissing, "name"),
        ({"topics": ("erfunden",)}, UnknownTopic, "topics"),
        ({"handlungsfelder": ("erfunden",)}, UnknownHandlungsfeld, "handlungsfelder"),
        ({"target_groups": ("erfunden",)}, UnknownTargetGroup, "target_groups"),
        ({"languages": ("deutsch",)}, UnknownLanguage, "languages"),
        ({"sozialraeume": ("x" * 61,)}, SozialraumTooLong, "sozialraeume"),
        ({"location_ids": (OTHER_ID,)}, NotAPlaceOfThePartner, "location_ids"),
    ],
)
def test_an_offer_speaks_of_what_is_known(change: dict[str, object], rule: type[RuleViolation], field: str) -> None:
    details = replace(OFFERED, **change)

    given().when(replace(LIST, details=details)).then_refused(rule, field=field)
    given(OFFER_LISTED).when(replace(CORRECT, details=details)).then_refused(rule, field=field)


def test_a_place_that_was_given_up_is_none_for_an_offer() -> None:
    over = LocationDelisted(partner_id=PARTNER_ID, location_id=LOCATION_ID, on=TODAY)

    given().when(replace(LIST, partner=partner_of(LISTED, PLACE, over))).then_refused(NotAPlaceOfThePartner)


def test_choices_are_kept_once_and_in_order() -> None:
    details = replace(
        OFFERED,
        topics=("schulden", "arbeit", "schulden"),
        languages=("uk", "de"),
        sozialraeume=(" nord ", "nord", "", "altstadt"),
        details_id=DETAILS_ID,
    )

    given(OFFER_LISTED).when(replace(CORRECT, details=details)).then(
        but(
            OFFER_LISTED,
            topics=("arbeit", "schulden"),
            languages=("de", "uk"),
            sozialraeume=("altstadt", "nord"),
            details_id=DETAILS_ID,
        )
    )


def test_a_topic_that_the_list_lost_stays_with_an_offer_that_has_it() -> None:
    shorter = replace(CORRECT, topics=frozenset({"arbeit"}), details=replace(OFFERED, cost="charged"))

    given(OFFER_LISTED).when(shorter).then(but(OFFER_LISTED, cost="charged"))


def test_similar_offers_are_seen_before_a_further_one_is_added_and_then_recorded() -> None:
    beside = replace(LIST, alike=frozenset({OTHER_ID}))

    given().when(beside).then_refused(SimilarOffersExist, field="similar")
    given().when(replace(beside, shown=frozenset({OTHER_ID, PARTNER_ID}))).then(but(OFFER_LISTED, similar=(OTHER_ID,)))
    given(but(OFFER_LISTED, similar=(OTHER_ID,))).when(LIST).then_nothing()
    given(but(OFFER_LISTED, similar=(OTHER_ID,))).when(replace(CORRECT, details=replace(OFFERED, cost="reduced"))).then(
        but(OFFER_LISTED, similar=(OTHER_ID,), cost="reduced")
    )


def test_an_offer_is_taken_out_and_back() -> None:
    given(OFFER_LISTED).when(DelistOffer(on=TODAY)).then(GONE)
    given(OFFER_LISTED, GONE).when(DelistOffer(on=TODAY + DAY)).then(but(GONE, on=TODAY + DAY))
    given(OFFER_LISTED, GONE).when(LIST).then(OFFER_LISTED)


def test_assuring_an_offer_is_said_of_a_day_and_not_of_tomorrow() -> None:
    assure = AssureOffer(on=TODAY, today=TODAY, provenance="website")
    assured = OfferAssured(offer_id=OFFER_ID, partner_id=PARTNER_ID, on=TODAY, provenance="website")

    given(OFFER_LISTED).when(assure).then(assured)
    given(OFFER_LISTED).when(replace(assure, on=TODAY + DAY)).then_refused(InTheFuture, field="on")


def test_the_newest_word_about_capacity_counts() -> None:
    given(OFFER_LISTED).when(STATE).then(WAITING)
    given(OFFER_LISTED, WAITING).when(replace(STATE, capacity="open")).then(but(WAITING, capacity="open"))
    given(OFFER_LISTED, WAITING).when(replace(STATE, on=TODAY - DAY)).then_refused(NewerIsKnown, field="on")
    given(OFFER_LISTED).when(replace(STATE, on=TODAY + DAY)).then_refused(InTheFuture, field="on")


def test_an_end_is_for_those_who_wait_and_not_before_the_beginning() -> None:
    soon = TODAY + 14 * DAY

    given(OFFER_LISTED).when(replace(STATE, until=soon)).then(but(WAITING, until=soon))
    given(OFFER_LISTED).when(replace(STATE, capacity="closed", until=soon)).then(
        but(WAITING, capacity="closed", until=soon)
    )
    given(OFFER_LISTED).when(replace(STATE, capacity="open", until=soon)).then_refused(NothingToWaitFor, field="until")
    given(OFFER_LISTED).when(replace(STATE, until=TODAY - DAY)).then_refused(EndsBeforeItBegins, field="until")


def test_hours_follow_the_rules_of_office_hours() -> None:
    weekly = OpeningHoursSet(offer_id=OFFER_ID, partner_id=PARTNER_ID, start=TODAY, hours=(MORNING,))
    excepted = OpeningHoursExcepted(offer_id=OFFER_ID, partner_id=PARTNER_ID, on=TODAY, hours=(MORNING,))
    twice = (MORNING, MORNING)

    given(OFFER_LISTED).when(SetOpeningHours(start=TODAY, hours=(MORNING,))).then(weekly)
    given(OFFER_LISTED).when(SetOpeningHours(start=TODAY, hours=twice)).then_refused(HoursOverlap, field="hours")
    given(OFFER_LISTED, excepted).when(ExceptOpeningHours(on=TODAY)).then(but(excepted, hours=()))
    given(OFFER_LISTED).when(ExceptOpeningHours(on=TODAY + DAY, hours=(MORNING,))).then_refused(WrongWeekday)
