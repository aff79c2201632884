"""*Suche*: cases by code word or name, and the door of another team's case in an emergency."""

import pytest

from tests.api.office import Office
from tests.api.test_cases import opened
from tests.pages.browser import Browser, fields_of
from tests.pages.conftest import SignedInAs

pytestmark = pytest.mark.server

HOSTILE = "\"'><script>alert(1)</script>"
REASON = "Vertretung: Räumung droht heute"


@pytest.fixture
def place(shared_place: Office) -> Office:
    return shared_place


@pytest.fixture
def anna(place: Office, signed_in_as: SignedInAs) -> Browser:
    return signed_in_as(place.town, "fachkraft", place.anna)


@pytest.fixture
def berta(place: Office, signed_in_as: SignedInAs) -> Browser:
    return signed_in_as(place.town, "fachkraft", place.berta)


def new_case(place: Office) -> dict[str, str]:
    case: dict[str, str] = opened(place.anna)
    place.town.settle()
    return case


def test_a_code_word_leads_to_its_case(place: Office, anna: Browser) -> None:
    case = new_case(place)

    page = anna.post("/suche", {"text": case["code_word"].replace("-", " ").upper()})

    assert page.status_code == 200
    assert f'href="/faelle/{case["case_id"]}">{case["code_word"]}</a>' in page.text
    assert f'href="/kontakt?fall={case["case_id"]}"' in page.text


def test_the_words_stay_out_of_every_address(place: Office, anna: Browser) -> None:
    case = new_case(place)

    assert anna.get(f"/suche?text={case['code_word']}").text.count(case["case_id"]) == 0
    assert 'method="post" action="/suche"' in anna.get("/suche").text


def test_while_one_types_a_part_of_the_page_is_sent_from_the_second_letter_on(place: Office, anna: Browser) -> None:
    case = new_case(place)

    first = anna.post("/suche/treffer", {"text": case["code_word"][0]}, Hx_Request="true")
    whole = anna.post("/suche/treffer", {"text": case["code_word"]}, Hx_Request="true")

    assert (first.status_code, first.text.strip()) == (200, "")
    assert case["case_id"] in whole.text
    assert "<html" not in whole.text


def test_when_nothing_is_found_a_new_case_can_be_opened(anna: Browser) -> None:
    page = anna.post("/suche", {"text": HOSTILE})

    assert 'href="/faelle/neu"' in page.text
    assert "<script>alert" not in page.text
    assert fields_of(page)["text"] == [HOSTILE]


def test_an_empty_question_is_told_at_its_field(anna: Browser) -> None:
    page = anna.post("/suche", {"text": " - "})

    assert page.status_code == 422
    assert "Bitte ein Codewort oder einen Namen angeben." in page.text


def test_of_another_teams_case_only_that_there_is_one(place: Office, berta: Browser) -> None:
    case = new_case(place)

    page = berta.post("/suche", {"text": case["code_word"]})

    assert "ein Fall eines anderen Teams" in page.text
    assert case["case_id"] not in page.text
    assert fields_of(page)["code_word"] == [case["code_word"]]


def test_in_an_emergency_a_reason_opens_it_for_three_hours(place: Office, berta: Browser) -> None:
    case = new_case(place)

    answer = berta.post("/suche/notfall", {"code_word": case["code_word"], "reason": REASON})

    assert (answer.status_code, answer.headers["location"]) == (303, f"/faelle/{case['case_id']}")
    assert place.berta.get(f"/intake/cases/{case['case_id']}").status_code == 200
    log = place.leader.get(f"/intake/cases/{case['case_id']}/access-log").json()
    assert [each["reason"] for each in log if each["what"] == "glass_broken"] == [REASON]


@pytest.mark.parametrize(
    ("form", "field", "status"),
    [
        ({"code_word": "Nachtigall", "reason": ""}, "reason", 422),
        ({"code_word": "", "reason": HOSTILE}, "code_word", 422),
        ({"code_word": "Gibt-Es-Nicht", "reason": HOSTILE}, "code_word", 409),
    ],
)
def test_what_is_wrong_in_an_emergency_is_told_and_kept(
    place: Office, berta: Browser, form: dict[str, str], field: str, status: int
) -> None:
    before = place.town.head("intake")

    refused = berta.post("/suche/notfall", form)

    assert refused.status_code == status
    assert f'id="fehler-{field}"' in refused.text
    assert "<script>alert" not in refused.text
    assert fields_of(refused)["reason"] == [form["reason"]]
    assert place.town.head("intake") == before


@pytest.mark.parametrize("role", ["koordination", "planung", "pruefung", "auswertung", "betrieb"])
def test_search_is_for_fachkraefte(place: Office, signed_in_as: SignedInAs, role: str) -> None:
    other = signed_in_as(place.town, role, place.anna)

    assert [other.post(path, {"text": "Apfel"}).status_code for path in ("/suche", "/suche/treffer")] == [403, 403]
    assert other.post("/suche/notfall", {"code_word": "Apfel", "reason": "nur so"}).status_code == 403
