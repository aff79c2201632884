"""*Arbeitsliste*: the same work as the API tells, to whom it is told, narrowed down, settled, and set anew."""

from typing import Any

import pytest

from services.intake.pages import worklist
from services.kernel.roles import Role
from tests.api.conftest import OPERATION, Town
from tests.api.office import Office
from tests.api.test_casework import ago, case_of, done, work
from tests.api.test_worklist import busy_case
from tests.pages.browser import Browser, fields_of
from tests.pages.conftest import SignedInAs

pytestmark = pytest.mark.server

NASTY = '<script>alert("x")</script>'
NEW_TASK = "/arbeitsliste/aufgaben/neu"


def task(text: str, due: str | None = None) -> dict[str, str]:
    return {"text": text, "due": due or ago(0), "operation": OPERATION, "staff": ""}


def shown(page: Any) -> list[str]:
    """What each entry of the list says, in order."""
    assert page.status_code == 200, page.text
    return [part.split("</li>")[0] for part in page.text.partition('aria-label="Zu erledigen"')[2].split("<li>")[1:]]


def step_of(entry: str, title: str) -> str:
    link = next(each for each in entry.split("<a ")[1:] if f">{title}</a>" in each)
    return link.split('href="')[1].split('"')[0]


def test_a_fachkraft_finds_every_source_of_work_with_its_next_step(place: Office, signed_in_as: SignedInAs) -> None:
    case = busy_case(place.anna, "E-1")
    items = work(place.anna)
    entries = shown(signed_in_as(place.town, "fachkraft", place.anna).get("/arbeitsliste"))
    assert len(entries) == len(items) >= 6
    for entry, item in zip(entries, items, strict=True):
        assert item["what"] in entry
        assert item["why"] in entry
        if item["kind"] == "record_incomplete":
            assert step_of(entry, "Angaben ergänzen") == f"/teilnahmen/{OPERATION}/{item['subject']}"
            assert "Nr. E-1" in entry
        else:
            assert step_of(entry, "Erledigt").endswith(f"/{item['id']}/erledigt")
        if item["case_id"]:
            assert step_of(entry, "Zum Fall") == f"/faelle/{case}"


def test_the_koordination_sees_that_there_is_work_and_not_whose_case_it_is(
    place: Office, signed_in_as: SignedInAs
) -> None:
    busy_case(place.anna, "E-1")
    words = {item["code_word"] for item in work(place.anna) if item["code_word"]}
    page = signed_in_as(place.town, "koordination").get("/arbeitsliste")
    assert len(shown(page)) == len(work(place.leader))
    assert words
    assert not [word for word in words if word in page.text]
    assert "/faelle/" not in page.text
    assert "Rückruf" not in page.text


def test_the_list_is_narrowed_down_by_kind_and_by_hands(place: Office, signed_in_as: SignedInAs) -> None:
    busy_case(place.anna, "E-1")
    browser = signed_in_as(place.town, "fachkraft", place.anna)
    browser.does(NEW_TASK, task("Aushang erneuern"))
    assert {entry.count("Aufgabe") > 0 for entry in shown(browser.get("/arbeitsliste?kind=task"))} == {True}
    mine = shown(browser.get("/arbeitsliste?mine=true&operation="))
    assert len(mine) == len(work(place.anna, "?mine=true"))
    assert not [entry for entry in mine if "Aushang" in entry]
    page = browser.get("/arbeitsliste?kind=task&mine=true")
    assert fields_of(page)["kind"] == ["task"]
    assert fields_of(page)["mine"] == ["true"]


def test_an_empty_list_says_why(place: Office, signed_in_as: SignedInAs) -> None:
    browser = signed_in_as(place.town, "fachkraft", place.anna)
    assert "Es ist nichts zu erledigen." in browser.get("/arbeitsliste").text
    assert "Mit dieser Auswahl ist nichts zu erledigen." in browser.get("/arbeitsliste?kind=task").text
    assert browser.get("/arbeitsliste?kind=nonsense").status_code == 422
    assert browser.get("/arbeitsliste?after=nowhere").status_code == 422


def test_what_is_done_is_gone_and_a_reload_of_the_page_changes_nothing(place: Office, signed_in_as: SignedInAs) -> None:
    case = busy_case(place.anna, "E-1")
    browser = signed_in_as(place.town, "fachkraft", place.anna)
    place.town.settle()
    for kind in ("task", "silent_case"):
        (entry,) = shown(browser.get(f"/arbeitsliste?kind={kind}"))
        path = step_of(entry, "Erledigt")
        assert browser.get(path).status_code == 200
        late = browser.post(path, {"on": "2999-01-01"})
        assert late.status_code in (409, 422), late.text
        assert fields_of(late)["on"] == ["2999-01-01"]
        browser.does(path, {"on": ago(0)})
        assert shown(browser.get(f"/arbeitsliste?kind={kind}")) == []
        assert browser.get(path).status_code == 404
    assert case not in browser.get("/arbeitsliste?kind=task").text


def test_work_of_a_case_is_settled_by_its_team_only(place: Office, signed_in_as: SignedInAs) -> None:
    case = case_of(place.anna).rpartition("/")[2]
    given = done(place.anna.post("/intake/tasks", {"text": "Rückruf", "due": ago(1), "case": case}))["task"]
    place.town.settle()
    path = f"/arbeitsliste/aufgaben/{given}/erledigt"
    for role, who in (("fachkraft", place.berta), ("koordination", place.leader)):
        assert signed_in_as(place.town, role, who).post(path, {"on": ago(0)}).status_code == 404
    assert [item["id"] for item in work(place.anna, "?kind=task")] == [given]


def test_a_new_task_is_what_the_api_would_have_stored(place: Office, signed_in_as: SignedInAs) -> None:
    browser = signed_in_as(place.town, "koordination", place.leader)
    options = browser.get(NEW_TASK).text
    assert "Anna Berg" in options
    page = browser.does(NEW_TASK, task(NASTY) | {"staff": place.anna.subject})
    assert NASTY not in page.text
    assert "&lt;script&gt;" in page.text
    (item,) = work(place.anna, "?mine=true")
    assert (item["text"], item["due"], item["operation"]) == (NASTY, ago(0), OPERATION)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": ""}, "text"),
        ({"due": "morgen"}, "due"),
        ({"operation": ""}, "operation"),
        ({"staff": "00000000-0000-8000-8000-000000000001"}, "staff"),
    ],
)
def test_a_refused_task_keeps_what_was_typed(
    quiet_town: Town, signed_in_as: SignedInAs, wrong: dict[str, str], field: str
) -> None:
    page = signed_in_as(quiet_town, "koordination").post(NEW_TASK, task(NASTY) | wrong)
    assert page.status_code in (409, 422)
    assert f'href="#feld-{field}"' in page.text
    assert fields_of(page)["text"] == [wrong.get("text", NASTY)]
    assert "<script>alert" not in page.text


def test_a_task_of_a_case_is_not_set_here(quiet_town: Town, signed_in_as: SignedInAs) -> None:
    smuggled = {"case": "00000000-0000-8000-8000-000000000001"}

    page = signed_in_as(quiet_town, "koordination").post(NEW_TASK, task("Rückruf") | smuggled)

    assert page.status_code == 422
    assert 'id="fehler"' in page.text
    assert "#feld-case" not in page.text  # the form has no such field to lead to


def test_a_long_list_is_paged_without_gap_or_repetition(
    place: Office, signed_in_as: SignedInAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worklist, "PAGE_LENGTH", 2)
    browser = signed_in_as(place.town, "koordination", place.leader)
    texts = [f"Aufgabe Nummer {number}" for number in range(5)]
    for number, text in enumerate(texts):
        browser.post(NEW_TASK, task(text, ago(9 - number)))
    place.town.settle()
    assert _walk(browser, "/arbeitsliste?kind=task") == texts


def _walk(browser: Browser, path: str | None) -> list[str]:
    found: list[str] = []
    while path:
        page = browser.get(path)
        found += [entry.split("Aufgabe Nummer ")[1][0] for entry in shown(page)]
        link = page.text.partition("Weitere zeigen")
        path = link[0].rpartition('href="')[2].split('"')[0].replace("&amp;", "&") if link[1] else None
    return [f"Aufgabe Nummer {number}" for number in found]


@pytest.mark.parametrize("path", ["/arbeitsliste", NEW_TASK])
@pytest.mark.parametrize("role", list(Role))
def test_the_worklist_is_for_those_who_work_on_it(
    quiet_town: Town, signed_in_as: SignedInAs, role: str, path: str
) -> None:
    assert signed_in_as(quiet_town, role).get(path).status_code == (
        200 if role in (Role.FACHKRAFT, Role.KOORDINATION) else 403
    )
