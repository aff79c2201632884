"""A name alone is no proof: with it goes a number or an address."""

import pytest

from services.kernel.same_person import NOBODY, Identity

ERIKA = Identity.of(
    family_names=["Muster-Mann", "Beispiel"], given_names=["Erika"], phones=["0361 5550100"], emails=["e@example.org"]
)


@pytest.mark.parametrize("name", ["Erika Muster-Mann", "muster-mann, ERIKA", "Frau Erika Anna Beispiel"])
@pytest.mark.parametrize("phone", ["0361/5550100", "+49 361 5550100", "0049 361 55 50 100"])
def test_the_full_name_and_the_number_however_written_are_she(name: str, phone: str) -> None:
    assert ERIKA.is_same(name, phone=phone)


def test_the_full_name_and_the_address_are_she() -> None:
    assert ERIKA.is_same("Erika Beispiel", email=" E@Example.org ")


@pytest.mark.parametrize(
    ("name", "phone", "email"),
    [
        ("Erika Muster-Mann", None, None),  # the name of many
        ("Erika Muster-Mann", "0361 5550101", "f@example.org"),
        ("Jonas Beispiel", "0361 5550100", "e@example.org"),  # the same household
        ("Erika", "0361 5550100", None),
        ("", "0361 5550100", "e@example.org"),
        (None, None, None),
    ],
)
def test_less_is_somebody_else(name: str | None, phone: str | None, email: str | None) -> None:
    assert not ERIKA.is_same(name, phone=phone, email=email)


def test_nothing_in_common_is_nothing_in_common() -> None:
    """What was never recorded, blanks and extensions are equal to nothing."""
    empty = Identity.of(family_names=[" "], given_names=["Erika"], phones=["", "12"], emails=[" "])

    assert not empty.is_same("Erika", phone="", email="")
    assert not ERIKA.is_same("Erika Beispiel", phone="12", email="")
    assert not NOBODY.is_same("", phone="", email="")
