"""What a district decides."""

import pytest

from services.contracts.districts import DistrictOpened, MunicipalitiesMarked, SozialraumOpened
from services.districts.domain.district import (
    DISTRICT,
    MarkRural,
    NotAnAgs,
    OpenDistrict,
    OpenedUnderAnotherName,
    OpenSozialraum,
)
from services.districts.domain.keys import KeyMalformed
from tests.kit.spec import specify

given = specify(DISTRICT)

OPENED = DistrictOpened(district="erfurt", name="Erfurt")
OPEN = OpenDistrict(district="erfurt", name="Erfurt")


def test_a_district_is_opened_once() -> None:
    given().when(OPEN).then(OPENED)


def test_it_keeps_its_name() -> None:
    given(OPENED).when(OpenDistrict(district="erfurt", name="Gera")).then_refused(OpenedUnderAnotherName, field="name")


@pytest.mark.parametrize("key", ["E", "Erfurt", "1erfurt", "er furt", "e" * 32, "erfurt\n", "érfurt", ""])
def test_a_key_is_short_and_plain(key: str) -> None:
    given().when(OpenDistrict(district=key, name="Erfurt")).then_refused(KeyMalformed)


def test_only_new_municipalities_are_marked() -> None:
    marked = MunicipalitiesMarked(ags=("16066001",))
    command = MarkRural(ags=("16066001", "16066002", "16066002"))
    given(OPENED, marked).when(command).then(MunicipalitiesMarked(ags=("16066002",)))


@pytest.mark.parametrize("ags", ["1606600", "160660011", "1606600x", "١٦٠٦٦٠٠١"])
def test_a_municipality_has_eight_digits(ags: str) -> None:
    given(OPENED).when(MarkRural(ags=(ags,))).then_refused(NotAnAgs, field="ags")


def test_a_sozialraum_is_opened_on_first_use_only() -> None:
    given(OPENED).when(OpenSozialraum(sozialraum="rieth")).then(SozialraumOpened(sozialraum="rieth"))
