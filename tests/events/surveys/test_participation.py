"""Surveys on a platform: answered without an account, typed from paper, counted after the closing, and talked about."""

import re
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.events.surveys_tickets import Tickets
from services.kernel.times import today
from tests.events.house import House
from tests.pages.browser import Browser
from tests.pages.conftest import SignedInAs

NUMBERS = count(1)
QUESTIONS: list[dict[str, Any]] = [
    {
        "key": "care",
        "kind": "single",
        "text": {"de": "Reicht die Betreuung?", "ar": "هل تكفي؟"},
        "choices": [
            {"key": "yes", "text": {"de": "ja", "ar": "نعم"}},
            {"key": "no", "text": {"de": "nein", "ar": "لا"}},
        ],
        "needed": True,
    },
    {"key": "wish", "kind": "text", "text": {"de": "Ihr Wunsch?", "ar": "ماذا تتمنى؟"}},
]


@pytest.fixture
def anna(signed_in_as: SignedInAs, house: House) -> Browser:
    return signed_in_as(house.town, "koordination")


def a_running_survey(house: House, **other: Any) -> str:
    body = {
        "title": {"de": f"Eltern {next(NUMBERS)}", "ar": "الوالدان"},
        "questions": QUESTIONS,
        "languages": ["de", "ar"],
        "sozialraeume": ["nord", "sued"],
        "smallest_cell": 3,
        **other,
    }
    survey = str(house.post("/surveys", body)["id"])
    days = {"first_day": str(today()), "last_day": str(today() + timedelta(days=7))}
    house.post(f"/surveys/{survey}/opening", days)
    return survey


def sheet(care: str, **other: Any) -> dict[str, Any]:
    return {"language": "de", "sozialraum": "nord", "answers": {"care": [care]}, **other}


def answering(house: House, survey: str, **other: str) -> dict[str, str]:
    """What a stranger's browser sends."""
    form = {"district": house.district, "survey": survey, "language": "ar", "befehl": str(uuid4()), "frage-care": "yes"}
    return {**form, **other}


def from_our_page(house: House, path: str, form: dict[str, str]) -> Any:
    """Sent by nobody who is signed in."""
    return house.town.client.post(path, data=form, headers={"Sec-Fetch-Site": "same-origin"}, follow_redirects=False)


def test_a_stranger_answers_in_arabic_and_leaves_no_trace(house: House) -> None:
    survey = a_running_survey(house)
    address = f"/umfrage/{house.district}/{survey}"
    page = house.town.client.get(f"{address}?sprache=ar")

    assert 'lang="ar" dir="rtl"' in page.text
    assert "هل تكفي؟" in page.text
    form = answering(house, survey, **{"frage-wish": "ضوء"})
    answer = from_our_page(house, "/umfrage", form)
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"] == f"{address}/danke?sprache=ar"
    assert "set-cookie" not in answer.headers
    assert from_our_page(house, "/umfrage", form).status_code == 303, "sent again, it is no second response"
    assert "شكر" in house.town.client.get(answer.headers["location"]).text
    house.fold()
    assert house.get(f"/surveys/{survey}")["responses"] == 1
    row = next(row for row in house.service.store.log.after(house.district, 0, 1000) if "response_given" in row.topic)
    assert row.actor == "guest:web"


def test_what_is_missing_is_said_in_the_language_of_the_sheet(house: House) -> None:
    survey = a_running_survey(house)
    answer = from_our_page(house, "/umfrage", answering(house, survey, **{"frage-care": ""}))

    assert answer.status_code == 422
    assert "يرجى الإجابة عن هذا السؤال." in answer.text


def test_a_one_time_ticket_counts_once_and_its_table_names_no_response(house: House) -> None:
    survey = a_running_survey(house, access="one_time")
    key = str(uuid4())
    codes = house.post(f"/surveys/{survey}/tickets", {"tickets": 2}, **{"Idempotency-Key": key})["codes"]
    kept = Tickets(house.service, house.district, UUID(survey))

    assert from_our_page(house, "/umfrage", answering(house, survey, code="abcd-efgh-jkmn")).status_code == 409
    shown = from_our_page(house, "/umfrage/code", answering(house, survey, code=f".{codes[0]}"))
    assert codes[0] in shown.text
    assert kept.left() == 2, "to look is not to use"
    refused = from_our_page(house, "/umfrage", answering(house, survey, code=codes[0], **{"frage-care": "maybe"}))
    assert refused.status_code == 422
    assert kept.left() == 2, "what is refused uses nothing up"
    form = answering(house, survey, code=codes[0])
    assert from_our_page(house, "/umfrage", form).status_code == 303
    assert from_our_page(house, "/umfrage", form).status_code == 303, "the same answer again is no second one"
    assert from_our_page(house, "/umfrage", answering(house, survey, code=codes[0])).status_code == 409
    again = house.post(f"/surveys/{survey}/tickets", {"tickets": 2}, **{"Idempotency-Key": key})["codes"]
    assert again == codes
    assert kept.left() == 1, "no used ticket comes back"


def test_results_stand_after_the_closing_without_small_counts(house: House) -> None:
    survey = a_running_survey(house)
    for care, place in [*[("yes", "nord")] * 4, *[("yes", "sued")] * 3, *[("no", "sued")] * 3]:
        house.post(f"/surveys/{survey}/responses", sheet(care, sozialraum=place, texts={"wish": "Licht"}))
    twice = house.post(f"/surveys/{survey}/responses", sheet("no"))["id"]
    house.post(f"/surveys/{survey}/responses/{twice}/discarding", {})

    assert house.get(f"/surveys/{survey}/results")["responses"] is None
    assert house.get(f"/surveys/{survey}/free-answers") == {}
    house.post(f"/surveys/{survey}/closing", {})
    found = house.get(f"/surveys/{survey}/results?by=sozialraum")
    assert found["responses"] == 10
    assert found["groups"] == ["nord", "sued"]
    lines = {line["answer"]: (line["count"], line["groups"]) for line in found["questions"][0]["lines"]}
    assert lines == {"ja": (7, [4, 3]), "nein": (3, [0, 3]), "keine Angabe": (0, [0, 0])}
    assert house.get(f"/surveys/{survey}/free-answers") == {"wish": ["Licht"] * 10}
    table = house.town.get(f"/events/surveys/{survey}/results.csv?by=sozialraum", "planung")
    assert "care,Reicht die Betreuung?,ja,nord,4,4" in table.text
    late = house.town.post(f"/events/surveys/{survey}/responses", sheet("no"), "fachkraft")
    assert late.status_code == 409


def test_a_survey_is_drafted_from_a_template_changed_and_printed(house: House, anna: Browser) -> None:
    new = {"template": "elternbefragung", "languages": "de", "access": "open", "smallest_cell": "5"}
    answer = anna.post("/umfragen/neu", new)
    assert answer.status_code == 303, answer.text
    here = str(answer.headers["location"])
    house.fold()
    for path, form in [
        (f"{here}/fragen/neu", {"kind": "single", "frage-de": "Neu?", "antworten-de": "ja\nnein"}),
        (f"{here}/fragen/wunsch/streichen", {}),
        (f"{here}/fragen/f1/angaben", {"kind": "scale", "frage-de": "Anders gefragt"}),
    ]:
        assert anna.post(path, form).status_code == 303
        house.fold()

    page = anna.get(here).text
    assert "Anders gefragt" in page
    assert "Was wünschen Sie sich" not in page
    assert anna.get(f"{here}/fragebogen/de.pdf").content.startswith(b"%PDF")
    days = {"first_day": str(today()), "last_day": str(today())}
    assert anna.post(f"{here}/eroeffnen", days).status_code == 303
    house.fold()
    assert f"/umfrage/{house.district}/" in anna.get(here).text


def test_sheets_are_typed_one_after_the_other_and_slips_are_printed(house: House, anna: Browser) -> None:
    survey = a_running_survey(house, access="one_time")
    here = f"/umfragen/{survey}"
    typed = {"language": "ar", "sozialraum": "sued", "frage-care": "no"}
    answer = anna.post(f"{here}/bogen", typed)
    assert answer.status_code == 303, answer.text
    house.fold()
    next_one = anna.get(answer.headers["location"]).text
    assert '<option value="ar" selected>' in next_one
    assert '<option value="sued" selected>' in next_one
    taken_back = re.findall(rf'href="({here}/bogen/[^"]+/verwerfen)"', next_one)[0]
    assert anna.post(taken_back, {}).status_code == 303
    assert anna.post(f"{here}/bogen", {"language": "de"}).status_code == 422
    assert anna.post(f"{here}/einmal-links", {"tickets": "3"}).content.startswith(b"%PDF")
    house.fold()
    assert "3 ausgegeben, 3 noch nicht benutzt" in anna.get(here).text
    assert "Ergebnisse gibt es, wenn die Umfrage abgeschlossen ist" in anna.get(f"{here}/ergebnisse").text


def test_a_finding_is_public_and_feedback_is_shown_only_once_it_was_read(house: House, anna: Browser) -> None:
    survey = a_running_survey(house)
    for _ in range(3):
        house.post(f"/surveys/{survey}/responses", sheet("no"))
    house.post(f"/surveys/{survey}/closing", {})
    here, title = f"/umfragen/{survey}", f"Es fehlt Betreuung {next(NUMBERS)}"
    assert "100 %" in anna.get(f"{here}/ergebnisse?aufgeteilt=sprache").text
    assert anna.post(f"{here}/befunde/neu", {"title": title, "text": "Nachmittags."}).status_code == 303
    house.fold()
    finding = house.get(f"/surveys/{survey}/findings")[0]["finding_id"]
    public = f"/beteiligung/{house.district}"
    assert title in house.town.client.get(public).text

    sent = {"district": house.district, "finding": finding, "befehl": str(uuid4())}
    assert from_our_page(house, "/beteiligung", sent).status_code == 409, "nothing is said"
    said = from_our_page(house, "/beteiligung", {**sent, "befehl": str(uuid4()), "agrees": "no", "text": "Hier nicht."})
    assert said.status_code == 303
    house.fold()
    assert "Hier nicht." not in house.town.client.get(f"{public}/{finding}").text
    assert "Hier nicht." in anna.get(here).text
    feedback = house.get(f"/surveys/{survey}/findings")[0]["feedback"][0]["feedback_id"]
    assert anna.post(f"{here}/rueckmeldungen/{feedback}", {"shown": "true"}).status_code == 303
    house.fold()
    assert "Hier nicht." in house.town.client.get(f"{public}/{finding}").text
    assert anna.post(f"{here}/befunde/{finding}/zurueckziehen", {}).status_code == 303
    house.fold()
    assert house.town.client.get(f"{public}/{finding}").status_code == 404
