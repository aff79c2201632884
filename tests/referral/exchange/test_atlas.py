"""The atlas without a server: what is public, what is drawn, and how often one may ask."""

from hypothesis import given, settings
from hypothesis import strategies as st

from services.contracts.vocabularies import languages
from services.kernel.public_answers import Bucket
from services.referral.exchange.register import Partner
from services.referral.hsds.terms import Terms
from services.referral.hsds.writing import Writer
from services.referral.public.drawing import HEIGHT, MARGIN, WIDTH, drawn
from services.referral.public.geojson import feature_collection
from services.referral.public.places import places
from services.referral.public.view import PublicView
from tests.referral.exchange.registers import TODAY, registers

points = st.tuples(st.floats(-180, 180), st.floats(-89, 89))


def view(register: tuple[Partner, ...]) -> PublicView:
    writer = Writer(Terms({}), languages(), internal=False)
    return PublicView("kreis", "Kreis", TODAY, "x", register, (), writer)


@given(registers)
@settings(max_examples=30, deadline=None)
def test_every_place_and_every_offer_is_in_the_atlas(register: tuple[Partner, ...]) -> None:
    found = places(view(register))

    assert {each.offer.offer_id for place in found for each in place.offers} == {
        offer.offer_id for partner in register for offer in partner.offers
    }
    keys = {each.key for each in found}
    assert {str(place.location_id) for partner in register for place in partner.places} <= keys


@given(registers)
@settings(max_examples=30, deadline=None)
def test_a_map_names_no_contact_person(register: tuple[Partner, ...]) -> None:
    written = repr(feature_collection(view(register)))

    assert not [one for each in register for one in each.contacts if str(one.contact_person_id) in written]


@given(st.lists(points, min_size=1, max_size=30))
def test_every_point_lies_on_the_sheet(found: list[tuple[float, float]]) -> None:
    sheet = drawn(found)

    assert sheet is not None
    assert len(sheet.at) == len(found)
    assert all(MARGIN - 1 <= x <= WIDTH - MARGIN + 1 for x, _ in sheet.at)
    assert all(MARGIN - 1 <= y <= HEIGHT - MARGIN + 1 for _, y in sheet.at)


def test_north_is_up_and_east_is_right() -> None:
    sheet = drawn([(10.9, 50.8), (11.1, 50.8), (11.0, 50.9)])

    assert sheet is not None
    west, east, north = sheet.at
    assert west[0] < north[0] < east[0]
    assert north[1] < west[1]
    assert drawn([]) is None


def test_who_asks_too_fast_waits_and_nobody_else_does() -> None:
    bucket = Bucket(burst=3, a_second=1)
    heard = [bucket.wait_s("one", 0.0) for _ in range(4)]

    assert heard == [0, 0, 0, 1]
    assert bucket.wait_s("another", 0.0) == 0
    assert bucket.wait_s("one", 1.5) == 0
