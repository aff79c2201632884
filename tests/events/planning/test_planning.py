"""A strategy from its draft to the public page: by programs, by forms, for the council and for everybody."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from demo.strategy import tell_strategy
from services.contracts.vocabularies import handlungsfelder_of_2020
from services.districts.application import districts
from services.districts.domain.district import DISTRICT, OpenSozialraum
from tests.events.house import House, asked
from tests.pages.browser import Browser

PLANNER = "planung"


@pytest.fixture(scope="module")
def strategy(house: House) -> dict[str, Any]:
    """A strategy with a goal, a measure, a milestone, a yardstick and a value."""
    frame = {
        "title": "Armutspräventionsstrategie",
        "first_day": "2016-01-01",
        "last_day": "2021-12-31",
        "handlungsfelder": ["arbeit", "bildung"],
        "wordings": {"arbeit": "Arbeitsmarkt/Wirtschaft"},
        "operation": house.operation,
        "description": "Für alle, die wenig haben.",
    }
    key = house.post("/strategies", frame, PLANNER)["id"]
    goal = house.post(f"/strategies/{key}/goals", {"handlungsfeld": "arbeit", "title": "Arbeit finden"}, PLANNER)["id"]
    plan = {
        "strategy_id": key,
        "goal_id": goal,
        "title": "=Jugendberufsagentur",
        "first_day": "2018-01-01",
        "sozialraeume": ["nord"],
        "owner_id": str(house.partners["Nachbarschaftshilfe"]),
        "cents": 125050,
        "resources": "Ein Raum im Rathaus",
    }
    measure = house.post("/measures", plan, PLANNER)["id"]
    due = {"title": "Kooperationsvertrag", "due": "2018-12-31"}
    milestone = house.post(f"/measures/{measure}/milestones", due, PLANNER)["id"]
    judged = {"title": "Betriebe", "unit": "Betriebe", "baseline": "0", "target": "10"}
    yardstick = house.post(f"/measures/{measure}/yardsticks", judged, PLANNER)["id"]
    value = {"on": "2019-01-01", "value": "2,5"}
    house.post(f"/measures/{measure}/yardsticks/{yardstick}/values", value, PLANNER)
    return {"strategy": key, "goal": goal, "measure": measure, "milestone": milestone, "yardstick": yardstick}


@pytest.fixture
def planner(house: House, signed_in_as: Callable[..., Browser]) -> Browser:
    return signed_in_as(house.town, PLANNER)


def sent(house: House, browser: Browser, path: str, form: dict[str, Any]) -> str:
    """Where the form led; its facts are folded."""
    answer = browser.post(path, form, key=str(uuid4()))
    assert answer.status_code == 303, answer.text
    house.fold()
    return str(answer.headers["location"])


def test_a_program_reads_how_far_a_strategy_was_on_a_day(house: House, strategy: dict[str, Any]) -> None:
    found = house.get(f"/strategies/{strategy['strategy']}?on=2019-06-30", "fachkraft")

    assert [(each["handlungsfeld"], each["label"]) for each in found["fields"]] == [
        ("arbeit", "Arbeitsmarkt/Wirtschaft"),
        ("bildung", "Bildung und Schule"),
    ]
    assert found["description"] == "Für alle, die wenig haben."
    assert found["sum"]["measures"] == 1
    assert found["sum"]["overdue"] == 1
    measure = house.get(f"/measures/{strategy['measure']}", "fachkraft")
    assert (measure["resources"], measure["cents"]) == ("Ein Raum im Rathaus", 125050)
    assert measure["yardsticks"][0]["share"] == 0.25
    assert measure["yardsticks"][0]["values"] == [{"on": "2019-01-01", "value": "2.5"}]


def test_who_reads_only_plans_nothing(house: House, strategy: dict[str, Any]) -> None:
    body = {"title": "Konzept", "due": "2020-01-01"}
    assert house.town.post(f"/events/measures/{strategy['measure']}/milestones", body).status_code == 403


def test_only_what_is_there_is_named(house: House, strategy: dict[str, Any]) -> None:
    plan = {"strategy_id": strategy["strategy"], "goal_id": strategy["goal"], "title": "Fest"}
    nobody = str(UUID(int=9))
    for wrong, status in (
        ({"goal_id": nobody}, 404),
        ({"strategy_id": nobody}, 404),
        ({"owner_id": nobody}, 409),
        ({"staff_id": nobody}, 409),
        ({"sozialraeume": ["atlantis"]}, 409),
        ({"cents": -1}, 422),
    ):
        answer = house.town.post("/events/measures", {**plan, **wrong}, PLANNER)
        assert answer.status_code == status, wrong
    evidence = {"of": "meeting", "of_id": nobody}
    path = f"/events/measures/{strategy['measure']}/evidence"
    assert house.town.post(path, evidence, PLANNER).status_code == 409


def test_every_page_and_form_of_planning_opens(strategy: dict[str, Any], planner: Browser) -> None:
    one = f"/planung/{strategy['strategy']}"
    goal = f"{one}/leitziele/{strategy['goal']}"
    measure = f"/planung/massnahmen/{strategy['measure']}"
    milestone = f"{measure}/meilensteine/{strategy['milestone']}"
    yardstick = f"{measure}/messgroessen/{strategy['yardstick']}"
    pages = [
        *("/planung", "/planung/neu", one, f"{one}?stand=planned&ueberfaellig=true&sozialraum=nord"),
        *(f"{one}/{path}" for path in ("angaben", "beschluss", "leitziele/neu", "stand", "stand?stichtag=2019-01-01")),
        *(f"{goal}/{path}" for path in ("angaben", "streichen", "massnahmen/neu")),
        *(f"{measure}{path}" for path in ("", "/angaben", "/beschluss", "/beginn", "/pause", "/ende")),
        *(f"{measure}/{path}" for path in ("meilensteine/neu", "messgroessen/neu", "belege/neu")),
        *(f"{milestone}/{path}" for path in ("angaben", "erreicht", "streichen")),
        *(f"{yardstick}/{path}" for path in ("angaben", "wert", "streichen")),
    ]
    assert {path: planner.get(path).status_code for path in pages} == dict.fromkeys(pages, 200)
    assert planner.get(f"{measure}/belege/meeting/{UUID(int=9)}/loesen").status_code == 404
    shown = planner.get(measure).text
    assert "2,5 Betriebe am 01.01.2019 (25 % des Weges)" in shown
    assert "1.250,50 Euro" in shown


def test_planning_by_forms(house: House, planner: Browser) -> None:
    frame = {
        "title": "Sozialstrategie",
        "first_day": "2026-01-01",
        "last_day": "2030-12-31",
        "handlungsfelder": "Bildung/Schule\nGesundheit = Gesund aufwachsen\nMigration",
    }
    one = sent(house, planner, "/planung/neu", frame)
    assert "Gesund aufwachsen" in planner.get(f"{one}/angaben").text
    wrong = planner.post(f"{one}/angaben", {**frame, "handlungsfelder": "Sport"}, key=str(uuid4()))
    assert wrong.status_code == 422
    assert "Dieses Handlungsfeld gibt es nicht: Sport." in wrong.text

    sent(house, planner, f"{one}/leitziele/neu", {"handlungsfeld": "bildung", "title": "Alle lernen mit"})
    goal = house.get(f"/strategies/{one.rpartition('/')[2]}", "planung")["fields"][0]["goals"][0]["goal_id"]
    plan = {"title": "Lernpaten", "goal_id": goal, "cents": "1.250,50", "post_hundredths": "0,5"}
    measure = sent(house, planner, f"{one}/leitziele/{goal}/massnahmen/neu", plan)
    sent(house, planner, f"{measure}/beginn", {"on": "2026-01-15"})
    early = planner.post(f"{measure}/pause", {"on": "2026-01-01"}, key=str(uuid4()))
    assert early.status_code == 409
    assert "Dieser Tag liegt vor dem Schritt davor." in early.text
    sent(house, planner, f"{measure}/meilensteine/neu", {"title": "Zehn Paten", "due": "2026-12-31"})
    sent(house, planner, f"{measure}/ende", {"on": "2026-02-01", "end": "stopped"})

    found = house.get(f"/measures/{measure.rpartition('/')[2]}")
    assert (found["cents"], found["post_hundredths"]) == (125050, 50)
    assert (found["progress"]["state"], found["progress"]["end"]) == ("ended", "stopped")


def test_a_measure_shows_its_evidence_and_lets_go_of_it(
    house: House, strategy: dict[str, Any], planner: Browser
) -> None:
    decided = {"body": "Kreistag", "number": "KT 12/2018", "on": "2018-09-05", "majority": "majority"}
    resolution = house.post("/resolutions", decided, PLANNER)["id"]
    measure = f"/planung/massnahmen/{strategy['measure']}"
    sent(house, planner, f"{measure}/beschluss", {"resolution_id": resolution})
    sent(house, planner, f"{measure}/belege/neu", {"evidence": f"resolution {resolution}"})
    assert "Beschluss: Kreistag, KT 12/2018, 05.09.2018" in planner.get(measure).text

    sent(house, planner, f"{measure}/belege/resolution/{resolution}/loesen", {})
    assert house.get(f"/measures/{strategy['measure']}")["evidence"] == []


def test_the_report_is_a_table_and_a_document(strategy: dict[str, Any], planner: Browser) -> None:
    one = f"/planung/{strategy['strategy']}"
    table = planner.get(f"{one}/massnahmen.csv").content.decode("utf-8-sig").splitlines()
    assert table[1].startswith("Arbeitsmarkt/Wirtschaft;Arbeit finden;'=Jugendberufsagentur;")
    assert "Nachbarschaftshilfe" in table[1]
    document = planner.get(f"{one}/stand.pdf?stichtag=2019-06-30")
    assert document.headers["content-type"] == "application/pdf"
    assert document.content.startswith(b"%PDF-")
    assert document.content == planner.get(f"{one}/stand.pdf?stichtag=2019-06-30").content


def test_strangers_see_what_a_council_decided_and_nothing_else(
    house: House, strategy: dict[str, Any], planner: Browser
) -> None:
    public = f"/strategie/{house.district}"
    client = house.town.client
    before = client.get(f"{public}/{strategy['strategy']}")
    nowhere = client.get(f"/strategie/atlantis/{strategy['strategy']}")
    assert (before.status_code, nowhere.status_code) == (404, 404)

    sent(house, planner, f"/planung/{strategy['strategy']}/beschluss", {"on": "2018-09-05"})
    page = client.get(f"{public}/{strategy['strategy']}")
    assert page.status_code == 200
    assert "Jugendberufsagentur" in page.text
    assert "beschlossen am 05.09.2018" in client.get(public).text
    hidden = ("Nachbarschaftshilfe", "1.250,50", "Ein Raum im Rathaus")
    assert not [words for words in hidden if words in page.text]
    assert client.get(f"{public}/{UUID(int=9)}").status_code == 404
    assert client.get(f"{public}/kein-verweis").status_code == 404


def test_a_command_sent_twice_plans_once(house: House, strategy: dict[str, Any]) -> None:
    body = {"handlungsfeld": "bildung", "title": "Alle lernen"}
    key = {"Idempotency-Key": "leitziel-1"}
    once, again = (house.post(f"/strategies/{strategy['strategy']}/goals", body, PLANNER, **key) for _ in range(2))
    assert once == again


def test_the_strategy_of_schmalkalden_meiningen_is_told_once_and_left_to_people(house: House) -> None:
    opening, stream = OpenSozialraum(sozialraum="brotterode-trusetal"), house.service.ids(house.district)
    store = districts(house.settings).store
    store.execute(house.district, DISTRICT, stream.derive("district"), opening, asked())
    house.settle()
    told = tell_strategy(house.service, house.district, "cli:demo")
    house.fold()
    head = house.service.store.load(house.district, [told.strategy_id, *told.measures.values()])
    assert tell_strategy(house.service, house.district, "cli:demo") == told
    assert house.service.store.load(house.district, list(head)) == head

    found = house.get(f"/strategies/{told.strategy_id}?on=2019-12-31", "planung")
    assert [each["label"] for each in found["fields"]] == list(handlungsfelder_of_2020().values())
    assert (found["adopted_on"], found["sum"]["completed"]) == ("2018-09-05", 5)
    assert found["sum"]["overdue"] == 0

    house.post(f"/measures/{told.measures['Netzwerkmanagement']}/pause", {"on": "2026-01-01"}, "planung")
    goal = next(each["goal_id"] for each in found["fields"][0]["goals"])
    house.post(f"/strategies/{told.strategy_id}/goals/{goal}/dropping", {}, "planung")
    assert tell_strategy(house.service, house.district, "cli:demo").strategy_id == told.strategy_id


def test_a_measure_has_tasks_and_proofs_of_its_own(house: House, planner: Browser, strategy: dict[str, Any]) -> None:
    measure = strategy["measure"]
    page = f"/planung/massnahmen/{measure}"

    after_task = sent(house, planner, f"/aufgaben/massnahmen/{measure}/neu", {"what": "Vertrag entwerfen"})

    assert after_task.partition("?")[0] == page
    assert "Vertrag entwerfen" in planner.get(page).text
    assert f"/nachweise/massnahmen/{measure}/neu" in planner.get(page).text


def test_a_program_attaches_a_file_reads_it_back_and_removes_it(house: House, strategy: dict[str, Any]) -> None:
    of, content = f"/events/proofs/of/measure/{strategy['measure']}?kind=decision&on=2018-09-05", b"%PDF-1.7 Beschluss"
    about = house.town.headers(PLANNER, **{"Content-Type": "application/pdf", "Idempotency-Key": "beschluss"})

    answers = [house.town.client.post(of, content=content, headers=about) for _ in range(2)]
    house.fold()

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    (listed,) = house.get(f"/proofs/of/{strategy['measure']}")
    assert (listed["kind"], listed["media_type"], listed["size"]) == ("decision", "application/pdf", len(content))
    assert house.town.get(f"/events/proofs/{listed['proof_id']}/file", "fachkraft").content == content
    house.post(f"/proofs/{listed['proof_id']}/removal", {}, PLANNER)
    assert house.get(f"/proofs/of/{strategy['measure']}") == []
    assert house.town.get(f"/events/proofs/{listed['proof_id']}/file", "fachkraft").status_code == 404


@pytest.mark.parametrize(
    ("kind", "content", "rule"),
    [
        ("application/pdf", b"MZ no picture", "PDF, PNG, JPEG oder WebP"),
        ("application/pdf", b"", "Datei auswählen"),
    ],
)
def test_a_file_of_another_kind_is_refused(
    house: House, strategy: dict[str, Any], kind: str, content: bytes, rule: str
) -> None:
    of = f"/events/proofs/of/measure/{strategy['measure']}?kind=decision&on=2018-09-05"
    answer = house.town.client.post(of, content=content, headers=house.town.headers(PLANNER, **{"Content-Type": kind}))

    assert answer.status_code == 409
    assert rule in answer.text
    assert house.get(f"/proofs/of/{strategy['measure']}") == []
