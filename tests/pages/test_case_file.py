"""The case file: everything of a case on one page, for who may read it."""

import pytest

from tests.api.office import Office
from tests.api.test_casework import case_of
from tests.pages.conftest import SignedInAs

pytestmark = pytest.mark.server


def test_the_file_shows(place: Office, signed_in_as: SignedInAs) -> None:
    anna = signed_in_as(place.town, "fachkraft", place.anna)
    case = case_of(place.anna).rpartition("/")[2]
    place.town.settle()

    for path in ["", "/zuweisung","/pause","/fortsetzen","/abschluss","/wieder-oeffnen","/notizen/neu","/ziele/neu","/termine/neu","/aufgaben/neu","/einwilligungen/neu","/merkblatt","/name","/name/berichtigung","/fruehere-kontakte","/teilnahmen/zuordnen","/problemlagen/neu","/staerken/neu","/codewort"]:
        page = anna.get(f"/faelle/{case}{path}")
        assert page.status_code == 200, (path, page.text)
    for path in ["/faelle", "/faelle/neu", "/faelle?von=team&stand=open"]:
        page = anna.get(path)
        assert page.status_code == 200, (path, page.text)
    print(anna.get(f"/faelle/{case}").text)
