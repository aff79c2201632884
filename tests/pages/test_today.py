"""*Heute*: the day of whoever is signed in."""

import pytest

from tests.api.office import Office
from tests.pages.conftest import SignedInAs

pytestmark = pytest.mark.server


def test_the_day_is_shown_to_the_fachkraft_who_is_signed_in(place: Office, signed_in_as: SignedInAs) -> None:
    page = signed_in_as(place.town, "fachkraft", place.anna).get("/heute")

    assert page.status_code == 200, page.text
    assert "Heute," in page.text
