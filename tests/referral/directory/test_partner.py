"""What a partner decides: its entry, places, contact persons and agreements."""

from dataclasses import replace

import pytest
from msgspec.structs import replace as but

from services.contracts.names import NameMissing, NameTooLong
from services.contracts.referral import (
    AgreementEnded,
    ContactDelisted,
    LocationDelisted,
    PartnerAssured,
    PartnerDelisted,
)
from services.kernel.deciders import RuleViolation
from services.referral.domain.agreement import (
    AgreementDetails,
    CorrectAgreement,
    EndAgreement,
    EndsLaterThanAgreed,
    MakeAgreement,
    UnknownOperation,
)
from services.referral.domain.contact_person import CorrectContact, DelistContact, ListContact
from services.referral.domain.days import EndsBeforeItBegins, InTheFuture
from services.referral.domain.location import (
    CorrectLocation,
    DelistLocation,
    HalfACoordinate,
    ListLocation,
    LocationDetails,
    LocationListedOtherwise,
    NotOnEarth,
    PostcodeTooLong,
)
from services.referral.domain.partner import PARTNER
from services.referral.domain.partner_listing import (
    AssurePartner,
    CorrectPartner,
    DelistPartner,
    ListedOtherwise,
    ListPartner,
    MailAddressMissing,
    UnknownPartnerKind,
)
from tests.kit.spec import specify
from tests.referral.directory.stories import (
    AGREED,
    AGREEMENT_ID,
    DAY,
    DELISTED,
    DETAILS,
    DETAILS_ID,
    ERIKA,
    LISTED,
    LOCATION_ID,
    OTHER_ID,
    PARTNER_ID,
    PERSON_ID,
    PLACE,
    TODAY,
)

given = specify(PARTNER)

LIST = ListPartner(partner_id=PARTNER_ID, details=DETAILS)
ASSURE = AssurePartner(on=TODAY, today=TODAY, provenance="visit")
AT_MARKET = LocationDetails(name="Am Markt")
MAKE = MakeAgreement(
    agreement_id=AGREEMENT_ID,
    details=AgreementDetails(kind="cooperation", on=AGREED.on, until=AGREED.until),
    today=TODAY,
    operations=frozenset({"thinka"}),
)


# --- The entry --------------------------------------------------------------------


def test_a_partner_is_taken_up_once() -> None:
    given().when(LIST).then(LISTED)
    given(LISTED).when(replace(LIST, details=replace(DETAILS, kind="verein"))).then_refused(
        ListedOtherwise, field="name"
    )


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"name": " "}, NameMissing),
        ({"name": "x" * 201}, NameTooLong),
        ({"kind": "raumfahrt"}, UnknownPartnerKind),
        ({"takes_mail": True}, MailAddressMissing),
    ],
)
def test_an_entry_has_a_name_a_kind_and_an_address_if_it_takes_mail(
    change: dict[str, object], rule: type[RuleViolation]
) -> None:
    given().when(replace(LIST, details=replace(DETAILS, **change))).then_refused(rule)
    given(LISTED).when(CorrectPartner(details=replace(DETAILS, **change))).then_refused(rule)


def test_with_an_address_a_partner_takes_mail() -> None:
    reachable = replace(DETAILS, takes_mail=True, has_mail=True, details_id=DETAILS_ID)

    given().when(replace(LIST, details=reachable)).then(but(LISTED, takes_mail=True, details_id=DETAILS_ID))


def test_a_correction_carries_the_whole_entry() -> None:
    corrected = replace(DETAILS, name=" Beratung ", public=True)

    given(LISTED).when(CorrectPartner(details=corrected)).then(but(LISTED, name="Beratung", public=True))


def test_who_was_taken_out_is_back_with_other_details_too() -> None:
    given(LISTED, DELISTED).when(LIST).then(LISTED)
    given(LISTED, DELISTED).when(replace(LIST, details=replace(DETAILS, kind="verein"))).then(
        but(LISTED, kind="verein")
    )


def test_a_partner_is_taken_out_and_the_day_is_corrected() -> None:
    given(LISTED).when(DelistPartner(on=TODAY)).then(DELISTED)
    given(LISTED, DELISTED).when(DelistPartner(on=TODAY + DAY)).then(
        PartnerDelisted(partner_id=PARTNER_ID, on=TODAY + DAY)
    )


def test_assuring_is_said_of_a_day_and_by_a_way_and_not_of_tomorrow() -> None:
    assured = PartnerAssured(partner_id=PARTNER_ID, on=TODAY, provenance="visit")

    given(LISTED).when(ASSURE).then(assured)
    given(LISTED, assured).when(replace(ASSURE, provenance="website")).then(but(assured, provenance="website"))
    given(LISTED, assured).when(replace(ASSURE, on=TODAY - DAY)).then(but(assured, on=TODAY - DAY))
    given(LISTED).when(replace(ASSURE, on=TODAY + DAY)).then_refused(InTheFuture, field="on")


# --- Places -----------------------------------------------------------------------


def test_a_place_is_taken_up_once_for_a_partner() -> None:
    place = ListLocation(location_id=LOCATION_ID, details=AT_MARKET)

    given(LISTED).when(place).then(PLACE)
    given(LISTED, PLACE).when(replace(place, details=replace(AT_MARKET, city="Arnstadt"))).then_refused(
        LocationListedOtherwise, field="name"
    )


def test_what_is_blank_is_not_known_and_choices_are_in_order() -> None:
    details = LocationDetails(
        name=" Am Markt ", street=" ", postcode="", sozialraum=" nord ", accessibility=("lift", "guide_dog", "lift")
    )

    given(LISTED, PLACE).when(CorrectLocation(location_id=LOCATION_ID, details=details)).then(
        but(PLACE, sozialraum="nord", accessibility=("guide_dog", "lift"))
    )


@pytest.mark.parametrize(
    ("change", "rule", "field"),
    [
        ({"latitude": 50.8}, HalfACoordinate, "longitude"),
        ({"longitude": 10.9}, HalfACoordinate, "latitude"),
        ({"latitude": 90.1, "longitude": 10.9}, NotOnEarth, "latitude"),
        ({"latitude": 50.8, "longitude": -180.1}, NotOnEarth, "longitude"),
        ({"latitude": float("nan"), "longitude": 10.9}, NotOnEarth, "latitude"),
        ({"postcode": "0" * 11}, PostcodeTooLong, "postcode"),
        ({"name": ""}, NameMissing, "name"),
    ],
)
def test_a_place_that_cannot_be_is_refused(change: dict[str, object], rule: type[RuleViolation], field: str) -> None:
    details = replace(AT_MARKET, **change)

    given(LISTED).when(ListLocation(location_id=LOCATION_ID, details=details)).then_refused(rule, field=field)
    given(LISTED, PLACE).when(CorrectLocation(location_id=LOCATION_ID, details=details)).then_refused(rule, field=field)


def test_the_ends_of_the_world_are_on_it() -> None:
    details = replace(AT_MARKET, latitude=-90.0, longitude=180.0)

    given(LISTED).when(ListLocation(location_id=LOCATION_ID, details=details)).then(
        but(PLACE, latitude=-90.0, longitude=180.0)
    )


def test_a_place_is_given_up_and_back() -> None:
    over = LocationDelisted(partner_id=PARTNER_ID, location_id=LOCATION_ID, on=TODAY)

    given(LISTED, PLACE).when(DelistLocation(location_id=LOCATION_ID, on=TODAY)).then(over)
    given(LISTED, PLACE, over).when(DelistLocation(location_id=LOCATION_ID, on=TODAY + DAY)).then(
        but(over, on=TODAY + DAY)
    )
    given(LISTED, PLACE, over).when(ListLocation(location_id=LOCATION_ID, details=AT_MARKET)).then(PLACE)


# --- Contact persons --------------------------------------------------------------


def test_a_contact_person_is_an_id_and_words_elsewhere() -> None:
    given(LISTED).when(ListContact(contact_person_id=PERSON_ID, details_id=DETAILS_ID)).then(ERIKA)
    given(LISTED, ERIKA).when(CorrectContact(contact_person_id=PERSON_ID, details_id=OTHER_ID)).then(
        but(ERIKA, details_id=OTHER_ID)
    )


def test_a_contact_person_is_over_and_the_day_is_corrected() -> None:
    over = ContactDelisted(partner_id=PARTNER_ID, contact_person_id=PERSON_ID, on=TODAY)

    given(LISTED, ERIKA).when(DelistContact(contact_person_id=PERSON_ID, on=TODAY)).then(over)
    given(LISTED, ERIKA, over).when(DelistContact(contact_person_id=PERSON_ID, on=TODAY - DAY)).then(
        but(over, on=TODAY - DAY)
    )


# --- Agreements -------------------------------------------------------------------


def test_an_agreement_is_made_and_prolonged() -> None:
    longer = replace(MAKE.details, until=None, operation="thinka")

    given(LISTED).when(MAKE).then(AGREED)
    given(LISTED, AGREED).when(
        CorrectAgreement(agreement_id=AGREEMENT_ID, details=longer, today=TODAY, operations=frozenset({"thinka"}))
    ).then(but(AGREED, until=None, operation="thinka"))


@pytest.mark.parametrize(
    ("change", "rule", "field"),
    [
        ({"on": TODAY + DAY, "until": None}, InTheFuture, "on"),
        ({"until": AGREED.on - DAY}, EndsBeforeItBegins, "until"),
        ({"operation": "erfunden"}, UnknownOperation, "operation"),
    ],
)
def test_an_agreement_that_cannot_be_is_refused(
    change: dict[str, object], rule: type[RuleViolation], field: str
) -> None:
    given(LISTED).when(replace(MAKE, details=replace(MAKE.details, **change))).then_refused(rule, field=field)


def test_an_agreement_of_a_day_is_one() -> None:
    details = replace(MAKE.details, until=AGREED.on)

    given(LISTED).when(replace(MAKE, details=details)).then(but(AGREED, until=AGREED.on))


def test_an_agreement_ends_between_its_days_and_counts_again_once_it_is_made_anew() -> None:
    ended = AgreementEnded(partner_id=PARTNER_ID, agreement_id=AGREEMENT_ID, on=TODAY)
    end = EndAgreement(agreement_id=AGREEMENT_ID, on=TODAY)

    given(LISTED, AGREED).when(end).then(ended)
    given(LISTED, AGREED).when(replace(end, on=AGREED.on - DAY)).then_refused(EndsBeforeItBegins, field="on")
    given(LISTED, AGREED).when(replace(end, on=TODAY + 101 * DAY)).then_refused(EndsLaterThanAgreed, field="on")
    given(LISTED, but(AGREED, until=None)).when(replace(end, on=TODAY + 101 * DAY)).then(
        but(ended, on=TODAY + 101 * DAY)
    )
    given(LISTED, AGREED, ended).when(MAKE).then(AGREED)
