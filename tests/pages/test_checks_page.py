"""*Vor der Abgabe*: findings, rules and targets on one page; thresholds set in a form; what the Land may open."""

import pytest

from tests.api.conftest import ENTRY, OPERATION, Town
from tests.pages.browser import fields_of
from tests.pages.conftest import SignedInAs
from tests.pages.tables import tables_of

pytestmark = pytest.mark.server

CHECKS = f"/berichte/vor-der-abgabe?operation={OPERATION}&as_of=2026-06-30"
RULES = "/berichte/vor-der-abgabe/regeln"
DOCTOR = {"birth_date": "2016-01-01", "isced": 8}


@pytest.fixture
def odd(town: Town) -> Town:
    """An eight-year-old with a doctorate among the participations."""
    entries = f"/intake/operations/{OPERATION}/participations"
    town.post(entries, ENTRY | {"participant_no": "E-1"})
    town.post(entries, ENTRY | {"participant_no": "E-2"} | DOCTOR)
    town.settle()
    return town


def test_the_koordination_sees_what_is_odd_and_gets_to_the_record(odd: Town, signed_in_as: SignedInAs) -> None:
    page = signed_in_as(odd, "koordination").get(CHECKS)

    assert page.status_code == 200
    assert ["Promotion (ISCED 8) bei einer Person unter 24 Jahren", "einzelne Teilnahmen", "1"] in [
        row[:3] for row in tables_of(page)["Auffälligkeiten"].rows
    ]
    assert f'href="/teilnahmen/{OPERATION}/' in page.text
    assert {row[2] for row in tables_of(page)["Stimmigkeit"].rows} == {"stimmt"}
    assert len(tables_of(page)["Regeln der Kommission (SFC2021)"].rows) == 7


def test_others_see_figures_and_no_record(odd: Town, signed_in_as: SignedInAs) -> None:
    page = signed_in_as(odd, "auswertung").get(CHECKS)
    answer = odd.get(f"/reporting/operations/{OPERATION}/reports/checks?as_of=2026-06-30", "auswertung")

    assert "Promotion (ISCED 8)" in page.text
    assert "/teilnahmen/" not in page.text
    findings = answer.json()["findings"]
    assert "doctorate_too_young" in {one["id"] for one in findings}
    assert not any("participations" in one for one in findings)


def test_a_rule_that_is_switched_off_warns_no_more(odd: Town, signed_in_as: SignedInAs) -> None:
    browser = signed_in_as(odd, "koordination")
    form = browser.get(f"{RULES}/doctorate_too_young")
    assert fields_of(form)["threshold"] == ["24"]

    too_much = browser.post(f"{RULES}/doctorate_too_young", {"threshold": "500", "active": "true"})
    assert too_much.status_code == 409
    assert browser.does(f"{RULES}/doctorate_too_young", {"threshold": "24"}).status_code == 200

    assert "Promotion (ISCED 8)" not in browser.get(CHECKS).text
    assert "nein" in next(row for row in tables_of(browser.get(RULES))["Prüfregeln"].rows if "Promotion" in row[0])
    assert browser.get(f"{RULES}/gibt_es_nicht").status_code == 404


def test_the_land_reads_the_roll_up_and_nothing_of_a_district(odd: Town) -> None:
    assert odd.get("/reporting/land/rollup?period=202606", "land").status_code == 200
    for path in (
        "/districts/operations",
        f"/reporting/operations/{OPERATION}/reports/esf?as_of=2026-06-30",
        "/intake/feed",
    ):
        assert odd.get(path, "land").status_code == 403
    assert odd.get("/reporting/land/rollup?period=202606", "koordination").status_code == 403
    assert odd.get("/reporting/land/rollup?period=202601", "land").status_code == 422


def test_the_page_of_the_land_shows_released_figures_and_leads_nowhere_else(
    odd: Town, signed_in_as: SignedInAs
) -> None:
    browser = signed_in_as(odd, "land")

    page = browser.get("/land?period=202512")

    assert page.status_code == 200
    missing = [row[:2] for row in tables_of(page)["Noch nicht abgegeben"].rows]
    assert [OPERATION, f"Landkreis {odd.district}"] in missing
    assert "Angaben zu Personen sehen Sie nirgends" in page.text
    for path in ("/berichte", "/pruefung", "/teilnahmen", "/vorhaben", "/heute", CHECKS):
        assert browser.get(path).status_code == 403, path
        assert f'href="{path}"' not in page.text
    assert browser.get("/land?period=202501").status_code == 422
    assert signed_in_as(odd, "koordination").get("/land").status_code == 403


def test_no_district_gives_the_role_of_the_land(odd: Town) -> None:
    role = {"role": "land", "start": "2026-01-01"}
    nobody = "00000000-0000-8000-8000-000000000001"

    for who in ("betrieb", "koordination"):
        assert odd.post(f"/districts/staff/{nobody}/roles", role, who).status_code == 403
