"""The case file and the lists of cases: everything on one page, for who may read it, and nothing in an address."""

import re
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from services.intake.pages.case_timeline import KINDS
from services.kernel.settings import Settings
from services.kernel.times import today
from tests.api.conftest import OPERATION
from tests.api.office import Office
from tests.api.test_casework import ago, case_of, done, erase
from tests.pages.casework import ESCAPED, NASTY, STEPS, WorkedOn, new_case, new_office
from tests.pages.conftest import SignedInAs

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def place(client: TestClient, settings: Settings) -> Office:
    """One office for all tests here: each has cases of its own."""
    return new_office(client, settings, "kreis-der-akten")


@pytest.fixture(scope="module")
def worked_on(place: Office) -> WorkedOn:
    """A case in which everything is under way."""
    case = new_case(place, "E-1")
    case.by_api(STEPS)
    met = {"operation": OPERATION, "date": ago(1), "case": case.case, "minutes": 120, "note": NASTY, "next_step": NASTY}
    done(place.anna.post("/intake/contacts", {**met, "sozialraum": "rieth", "site": NASTY}))
    done(place.anna.post("/intake/tasks", {"text": NASTY, "due": ago(1), "case": case.case}))
    place.town.settle()
    return case


def test_the_file_shows_every_subject_of_the_case(worked_on: WorkedOn, signed_in_as: SignedInAs) -> None:
    page = signed_in_as(worked_on.place.town, "fachkraft", worked_on.place.anna).get(f"/faelle/{worked_on.case}")

    assert page.status_code == 200
    for words in (
        "135 von 480 Minuten",
        "Kontakt, 120 Minuten",
        "Problemlage festgestellt: Ver-/Überschuldung, Schulden",
        "Ziel überprüft: 40 Prozent",
        "Schritt erledigt",
        "wahrgenommen",
        "Einwilligung widerrufen: Weitervermittlung",
        "Eintritt in ThINKA",
        "Person benannt",
        "Der Empfang des Merkblatts ist erfasst.",
        "Teilnehmernummer E-1",
        "Anna Berg",
        "überfällig",
    ):
        assert words in page.text, words
    assert page.text.count(ESCAPED) > 8
    assert NASTY not in page.text


def test_the_line_of_days_can_be_filtered_and_is_paged(worked_on: WorkedOn, signed_in_as: SignedInAs) -> None:
    anna = signed_in_as(worked_on.place.town, "fachkraft", worked_on.place.anna)
    verlauf = {
        kind: anna.get(f"/faelle/{worked_on.case}?art={kind}").text.partition('id="verlauf"')[2] for kind in KINDS
    }

    assert "Ziel vereinbart" in verlauf["ziel"]
    assert "Kontakt, 120 Minuten" not in verlauf["ziel"]
    assert all(
        "Hierzu ist noch nichts erfasst." not in shown
        for kind, shown in verlauf.items()
        if kind not in {"staerke", "weitervermittlung"}
    )
    assert anna.get(f"/faelle/{worked_on.case}?art=alles").status_code == 422
    beyond = anna.get(f"/faelle/{worked_on.case}?seite=9").text.partition('id="verlauf"')[2]
    assert "Hierzu ist noch nichts erfasst." in beyond


def test_days_stand_newest_first(worked_on: WorkedOn, signed_in_as: SignedInAs) -> None:
    page = signed_in_as(worked_on.place.town, "fachkraft", worked_on.place.anna).get(f"/faelle/{worked_on.case}")
    listed = page.text.partition('id="verlauf"')[2].partition("<ol")[2].partition("</ol>")[0]
    days = re.findall(r'kern-body--bold">(\d\d)\.(\d\d)\.(\d{4})<', listed)

    assert len(days) > 15
    assert days == sorted(days, key=lambda day: day[::-1], reverse=True)


def test_nothing_of_a_person_stands_in_an_address(worked_on: WorkedOn, signed_in_as: SignedInAs) -> None:
    anna = signed_in_as(worked_on.place.town, "fachkraft", worked_on.place.anna)
    head = worked_on.place.anna.get(f"/intake/cases/{worked_on.case}").json()["sections"]["head"]
    for path in ("/faelle", "/faelle?von=team", f"/faelle/{worked_on.case}", f"/faelle/{worked_on.case}/codewort"):
        page = anna.get(path).text
        linked = re.findall(r'(?:href|action|hx-post)="([^"]*)"', page)
        assert linked
        for address in linked:
            assert not {word for word in (head["code_word"], "Jürgen", "E-1", "script") if word in address}, address


def test_reading_is_recorded_once_as_with_programs(place: Office, signed_in_as: SignedInAs) -> None:
    case = case_of(place.anna).rpartition("/")[2]
    place.town.settle()
    anna = signed_in_as(place.town, "fachkraft", place.anna)
    for path in ("", "/ziele/neu", "/codewort"):
        assert anna.get(f"/faelle/{case}{path}").status_code == 200

    log = place.leader.get(f"/intake/cases/{case}/access-log").json()
    assert [(each["what"], each["by"]) for each in log] == [("read", place.anna.subject)]


def test_a_case_of_another_team_is_not_there_until_the_glass_is_broken(
    worked_on: WorkedOn, signed_in_as: SignedInAs
) -> None:
    place = worked_on.place
    other = new_case(place, "E-9").case
    berta = signed_in_as(place.town, "fachkraft", place.berta)
    assert berta.get(f"/faelle/{other}").status_code == 404
    assert signed_in_as(place.town, "koordination").get(f"/faelle/{other}").status_code == 403
    assert signed_in_as(place.town, "planung").get("/faelle").status_code == 403

    done(place.berta.post("/intake/break-glass", {"case": other, "reason": "Vertretung: Räumung droht heute"}))
    page = berta.get(f"/faelle/{other}")

    assert page.status_code == 200
    assert "Notfallzugriff" in page.text


def test_of_an_erased_person_only_that_there_was_a_case_is_shown(place: Office, signed_in_as: SignedInAs) -> None:
    case = new_case(place, "E-7")
    case.by_api(STEPS[:1])
    erase(place, f"/intake/cases/{case.case}")
    anna = signed_in_as(place.town, "fachkraft", place.anna)

    page = anna.get(f"/faelle/{case.case}")

    assert page.status_code == 200
    assert "Diese Person wurde gelöscht" in page.text
    assert ESCAPED not in page.text
    assert "/ziele/neu" not in page.text
    assert anna.get(f"/faelle/{case.case}/ziele/neu").status_code == 409


def test_the_list_shows_ones_own_cases_and_those_of_ones_teams(place: Office, signed_in_as: SignedInAs) -> None:
    opening = {"operation": OPERATION, "sozialraum": "rieth", "on": ago(1)}
    mine = done(place.berta.post("/intake/cases", opening))
    teams = done(place.berta.post("/intake/cases", {**opening, "staff": None}))
    place.town.settle()
    berta = signed_in_as(place.town, "fachkraft", place.berta)

    own, of_team = berta.get("/faelle").text, berta.get("/faelle?von=team").text
    closed = berta.get("/faelle?von=team&stand=closed").text

    assert [mine["code_word"] in own, teams["code_word"] in own] == [True, False]
    assert [mine["code_word"] in of_team, teams["code_word"] in of_team] == [True, True]
    assert mine["code_word"] not in closed
    assert "Es gibt keinen solchen Fall." in closed
    leader = signed_in_as(place.town, "koordination").get("/faelle").text
    assert mine["code_word"] not in leader
    assert f"/faelle/{mine['case_id']}/zuweisung" in leader


def test_the_list_goes_on_where_the_page_ends(
    place: Office, signed_in_as: SignedInAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.intake.pages.cases.A_PAGE", 1)
    opening = {"operation": OPERATION, "sozialraum": "rieth", "staff": place.berta.subject, "team": str(place.south)}
    words = [
        done(place.berta.post("/intake/cases", {**opening, "on": str(today() - timedelta(days=day))}))["code_word"]
        for day in (3, 2)
    ]
    place.town.settle()
    berta, seen, address = signed_in_as(place.town, "fachkraft", place.berta), [], "/faelle"
    for _ in range(20):
        page = berta.get(address).text
        seen += [word for word in words if word in page]
        further = re.search(r'href="(/faelle\?[^"]*after=[^"]*)"', page)
        if further is None:
            break
        address = further[1].replace("&amp;", "&")

    assert seen == [words[1], words[0]]


def test_a_new_case_leads_to_its_code_word_to_write_down(place: Office, signed_in_as: SignedInAs) -> None:
    anna = signed_in_as(place.town, "fachkraft", place.anna)
    form = {"operation": OPERATION, "sozialraum": "rieth", "team": str(place.north), "on": ago(0)}

    made = anna.does("/faelle/neu", form)
    chosen = anna.does("/faelle/neu", {**form, "code_word": "Mein Zauberwort <b>"})
    taken = anna.post("/faelle/neu", {**form, "code_word": "Mein Zauberwort <b>"})

    assert re.search(r'lotse-code">[A-Z][a-z]+-[A-Z][a-z]+-\d<', made.text)
    assert 'lotse-code">Mein Zauberwort &lt;b&gt;<' in chosen.text
    assert taken.status_code == 409
    assert 'aria-describedby="hinweis-code_word fehler-code_word"' in taken.text
    facts = place.anna.get(f"/intake/cases/{chosen.url.path.split('/')[2]}").json()["sections"]["head"]
    assert (facts["team"], facts["staff"]) == (str(place.north), place.anna.subject)


def test_forms_to_sign_are_printed_for_who_is_signed_in(worked_on: WorkedOn, signed_in_as: SignedInAs) -> None:
    anna = signed_in_as(worked_on.place.town, "fachkraft", worked_on.place.anna)
    page = anna.get(f"/faelle/{worked_on.case}").text
    linked = re.findall(r'href="(/intake/cases/[^"]*\.pdf[^"]*)"', page)

    answer = anna.get(linked[0])

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
