"""*Unterwegs*, without a browser: what a device sends is taken once, from whom it belongs to, and nothing is lost."""

from typing import Any
from uuid import uuid4

import pytest

from tests.api.conftest import OPERATION
from tests.api.office import Office
from tests.api.test_cases import opened
from tests.pages.browser import Browser
from tests.pages.conftest import SignedInAs

pytestmark = pytest.mark.server

FORM = {"operation": [OPERATION], "date": ["2026-05-04"], "sozialraum": ["rieth"], "minutes": ["15"]}
ADDRESS = "/unterwegs/kontakte"


@pytest.fixture
def place(shared_place: Office) -> Office:
    return shared_place


@pytest.fixture
def anna(place: Office, signed_in_as: SignedInAs) -> Browser:
    return signed_in_as(place.town, "fachkraft", place.anna)


def waiting(place: Office, **form: list[str]) -> dict[str, Any]:
    return {"person": f"{place.town.district}/{place.anna.subject}", "form": {**FORM, **form}}


def test_the_page_says_whose_contacts_wait_and_what_a_device_keeps_does_not(place: Office, anna: Browser) -> None:
    page, shell = anna.get("/unterwegs"), anna.get("/unterwegs/huelle")

    assert f'data-person="{place.town.district}/{place.anna.subject}"' in page.text
    assert (page.status_code, shell.status_code) == (200, 200)
    assert "schulden" in shell.text
    for told in ("Anna Berg", place.anna.subject, "data-person", "/abmeldung"):
        assert told not in shell.text


def test_a_waiting_contact_is_stored_once_however_often_it_is_sent(place: Office, anna: Browser) -> None:
    key = str(uuid4())

    first, again = (anna.send(ADDRESS, waiting(place, topics=["schulden"]), key) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert first.json()["state"] == "recorded"
    stored = place.anna.get(f"/intake/contacts/{first.json()['contact_id']}").json()["contact"]
    assert (stored["minutes"], stored["topics"], stored["staff_id"]) == (15, ["schulden"], place.anna.subject)


def test_a_contact_of_a_case_is_named_by_its_code_word(place: Office, anna: Browser) -> None:
    case = opened(place.anna)

    sent = anna.send(ADDRESS, waiting(place, code_word=[case["code_word"]]), str(uuid4())).json()

    assert place.anna.get(f"/intake/contacts/{sent['contact_id']}").json()["contact"]["case_id"] == case["case_id"]


def test_what_was_corrected_elsewhere_meanwhile_stays_so_and_is_told(place: Office, anna: Browser) -> None:
    key = str(uuid4())
    contact = anna.send(ADDRESS, waiting(place), key).json()["contact_id"]
    place.berta.post(f"/intake/contacts/{contact}/corrections", {"minutes": 55})

    again = anna.send(ADDRESS, waiting(place), key)

    assert again.json() == {"contact_id": contact, "state": "corrected", "hints": []}
    assert place.anna.get(f"/intake/contacts/{contact}").json()["contact"]["minutes"] == 55


def test_what_was_stored_and_then_changed_on_the_device_is_shown_as_two(place: Office, anna: Browser) -> None:
    key = str(uuid4())
    contact = anna.send(ADDRESS, waiting(place), key).json()["contact_id"]
    before = place.town.head("intake")

    changed = anna.send(ADDRESS, waiting(place, minutes=["60"]), key)

    assert changed.status_code == 409
    assert changed.json() == {
        "title": "Dieser Kontakt ist schon gespeichert, mit anderen Angaben.",
        "contact_id": contact,
    }
    assert place.town.head("intake") == before


def test_nobody_sends_what_waits_of_another_person(place: Office, signed_in_as: SignedInAs) -> None:
    berta = signed_in_as(place.town, "fachkraft", place.berta)
    before = place.town.head("intake")

    refused = berta.send(ADDRESS, waiting(place), str(uuid4()))

    assert refused.status_code == 403
    assert "hat jemand anderes auf diesem Gerät erfasst" in refused.json()["detail"]
    assert place.town.head("intake") == before


@pytest.mark.parametrize(
    ("form", "field", "status"),
    [
        ({"other_minutes": ["viele"]}, "minutes", 422),
        ({"code_word": ["Nachtigall"]}, "code_word", 422),
        ({"topics": ["gibt-es-nicht"]}, "topics", 409),
        ({"gibt_es_nicht": ["x"]}, "gibt_es_nicht", 422),
    ],
)
def test_a_refusal_names_the_field_and_the_rule_in_german(
    place: Office, anna: Browser, form: dict[str, list[str]], field: str, status: int
) -> None:
    refused = anna.send(ADDRESS, waiting(place, **form), str(uuid4()))

    assert refused.status_code == status
    (error,) = refused.json()["errors"]
    assert error["field"] == field
    assert error["rule"].endswith(".")


def test_without_a_session_or_from_another_site_nothing_is_taken(place: Office, anna: Browser) -> None:
    nobody = Browser(anna.client, place.town, "nobody")

    assert nobody.send(ADDRESS, waiting(place), "k").status_code == 401
    assert anna.send(ADDRESS, waiting(place), "k", Sec_Fetch_Site="cross-site").status_code == 403
    assert anna.post(ADDRESS, {"person": "x"}).status_code in {415, 422}


@pytest.mark.parametrize("role", ["koordination", "planung", "pruefung", "auswertung", "betrieb"])
def test_outreach_is_for_fachkraefte(place: Office, signed_in_as: SignedInAs, role: str) -> None:
    other = signed_in_as(place.town, role, place.anna)

    assert [other.get(path).status_code for path in ("/unterwegs", "/unterwegs/huelle")] == [403, 403]
    assert other.send(ADDRESS, waiting(place), "k").status_code == 403
