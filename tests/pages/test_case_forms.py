"""Forms of a case: they store what a program's command stores, keep what was typed, and show every text escaped."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from services.intake.pages import (
    case_appointments,
    case_consents,
    case_course,
    case_goals,
    case_links,
    case_person,
    case_situations,
    case_strengths,
    case_tasks,
)
from services.kernel.ids import uuid7
from services.kernel.settings import Settings
from tests.api.office import Office
from tests.api.test_casework import ago, done
from tests.pages.browser import fields_of
from tests.pages.casework import ENDING, ESCAPED, NASTY, STEPS, WorkedOn, new_case, new_office
from tests.pages.conftest import SignedInAs

pytestmark = pytest.mark.server

MODULES = (
    case_course,
    case_links,
    case_person,
    case_situations,
    case_strengths,
    case_consents,
    case_goals,
    case_appointments,
    case_tasks,
)
FORMS = [form for module in MODULES for form in module.FORMS]


@pytest.fixture(scope="module")
def place(client: TestClient, settings: Settings) -> Office:
    """One office for all tests here: each has cases of its own."""
    return new_office(client, settings, "kreis-der-formulare")


@pytest.fixture(scope="module")
def worked_on(place: Office) -> WorkedOn:
    """A case in which everything is under way."""
    case = new_case(place, "E-3")
    case.by_api(STEPS)
    return case


def test_every_form_stores_the_facts_that_a_program_would_store(place: Office, signed_in_as: SignedInAs) -> None:
    by_program, by_person = new_case(place, "E-1"), new_case(place, "E-2")
    by_program.by_api((*STEPS, *ENDING))

    by_person.by_form((*STEPS, *ENDING), signed_in_as(place.town, "fachkraft", place.anna))

    assert by_person.told() == by_program.told()
    covered = {step.page.replace("_id}", "}") for step in (*STEPS, *ENDING)}
    assert {form.path for form in FORMS if form not in case_tasks.FORMS} <= covered


def test_tasks_and_reminders_of_a_case_are_set_and_settled(place: Office, signed_in_as: SignedInAs) -> None:
    case, anna = new_case(place, "E-4"), signed_in_as(place.town, "fachkraft", place.anna)
    address = f"/faelle/{case.case}"
    page = anna.does(f"{address}/aufgaben/neu", {"text": NASTY, "due": ago(1), "staff": place.anna.subject})
    assert ESCAPED in page.text
    assert NASTY not in page.text
    begins = {"starts": f"{ago(3)}T09:00", "minutes": 30, "staff": None}
    done(place.anna.post(f"/intake/cases/{case.case}/appointments", begins))
    place.town.settle()
    work = place.anna.get(f"/intake/cases/{case.case}").json()["sections"]["work"]
    assert {each["kind"] for each in work} == {"task", "appointment_end"}

    for each in work:
        path = "aufgaben" if each["kind"] == "task" else "erinnerungen"
        assert anna.get(f"{address}/{path}/{each['id']}/erledigt").status_code == 200
        page = anna.does(f"{address}/{path}/{each['id']}/erledigt", {"on": ago(0)})

    assert "Hier ist nichts zu erledigen." in page.text
    assert anna.get(f"{address}/aufgaben/{work[0]['id']}/erledigt").status_code == 404


def addresses(case: WorkedOn) -> Iterator[tuple[Any, str]]:
    """Every form with its address in this case."""
    sections = case.place.anna.get(f"/intake/cases/{case.case}").json()["sections"]
    appointment = next(each["appointment"] for each in sections["appointments"] if each["end"] is None)
    sheet = {"instrument": "staerken", "stage": "end", "answers": [{"item": "resilienz", "value": 2}]}
    strengths = done(case.place.anna.post(f"/intake/cases/{case.case}/strengths", sheet))["assessment"]
    look = {"situations": [{"topic": "schulden"}]}
    situations = done(case.place.anna.post(f"/intake/cases/{case.case}/situations", look))["assessment"]
    task = done(case.place.anna.post("/intake/tasks", {"text": "Anruf", "due": ago(0), "case": case.case}))["task"]
    case.place.town.settle()
    known = {name: case.named(f"{{{name}_id}}") for name in ("goal", "step", "consent", "participation")}
    known |= {"appointment": appointment, "work": task}
    for form in FORMS:
        of_this = {"assessment": strengths if form.path.startswith("staerken") else situations}
        yield form, f"/faelle/{case.case}/{form.path.format(**known, **of_this)}"


def test_a_refused_form_keeps_what_was_typed_and_shows_it_escaped(
    worked_on: WorkedOn, signed_in_as: SignedInAs
) -> None:
    anna, tried = signed_in_as(worked_on.place.town, "fachkraft", worked_on.place.anna), 0
    for form, address in addresses(worked_on):
        shown = anna.get(address)
        assert shown.status_code == 200, (address, shown.text)
        assert NASTY not in shown.text, address
        texts = {
            name: NASTY
            for name, values in fields_of(shown).items()
            if name not in ("befehl", "weiter")
            and f'<select class="kern-form-input__select" id="feld-{name}"' not in shown.text
        }

        refused = anna.post(address, {**texts, "gibt-es-nicht": "x"})

        assert refused.status_code == 422, (address, refused.text)
        assert NASTY not in refused.text, address
        assert 'id="fehler"' in refused.text, address
        again = fields_of(refused)
        typed = {name for name, values in again.items() if NASTY in values}
        radios = {name for name in texts if f'type="radio" id="feld-{name}-' in refused.text}
        boxes = {name for name in texts if f'type="checkbox" id="feld-{name}' in refused.text}
        assert typed == texts.keys() - radios - boxes, address
        tried += len(typed)
        assert form.title in refused.text
    assert tried > 40


def test_a_broken_rule_stands_at_its_field_and_nothing_is_stored(worked_on: WorkedOn, signed_in_as: SignedInAs) -> None:
    anna, before = signed_in_as(worked_on.place.town, "fachkraft", worked_on.place.anna), worked_on.told()

    answer = anna.post(f"/faelle/{worked_on.case}/notizen/neu", {"text": "Morgen", "on": "2199-01-01"})

    assert answer.status_code == 409
    assert 'aria-describedby="fehler-on"' in answer.text
    assert "Das Datum liegt nach dem heutigen Tag." in answer.text
    assert "Morgen" in fields_of(answer)["text"]
    assert worked_on.told() == before


def test_errors_speak_the_words_of_the_form(worked_on: WorkedOn, signed_in_as: SignedInAs) -> None:
    anna = signed_in_as(worked_on.place.town, "fachkraft", worked_on.place.anna)

    name = anna.post(f"/faelle/{worked_on.case}/name/berichtigung", {"family_name": "A", "postcode": "ABC"})
    nothing = anna.post(f"/faelle/{worked_on.case}/problemlagen/neu", {"on": ago(0)})
    consent = anna.post(f"/faelle/{worked_on.case}/einwilligungen/neu", {"on": ago(0), "form": "paper"})

    assert "Bitte so angeben: fünf Ziffern." in name.text
    assert 'href="#feld-given_name">Vorname</a>: Diese Angabe fehlt.' in name.text
    assert "Bitte mindestens 1 Einträge angeben." in nothing.text
    assert "#feld-situations" not in nothing.text
    assert consent.text.count("Diese Angabe fehlt.") == 2  # on top, and at its field
    assert 'href="#feld-text">Text</a>' in consent.text


def test_a_form_that_is_sent_twice_counts_once(worked_on: WorkedOn, signed_in_as: SignedInAs) -> None:
    anna, key = signed_in_as(worked_on.place.town, "fachkraft", worked_on.place.anna), str(uuid7())
    goal = {"text": "Nur einmal", "on": ago(0)}

    first = anna.post(f"/faelle/{worked_on.case}/ziele/neu", goal, key=key)
    count = len(worked_on.facts())
    again = anna.post(f"/faelle/{worked_on.case}/ziele/neu", goal, key=key)

    assert (first.status_code, again.status_code) == (303, 303)
    assert len(worked_on.facts()) == count


def test_the_effects_of_a_withdrawal_are_told_before_it(worked_on: WorkedOn, signed_in_as: SignedInAs) -> None:
    anna = signed_in_as(worked_on.place.town, "fachkraft", worked_on.place.anna)
    case = f"/intake/cases/{worked_on.case}"
    consents = worked_on.place.anna.get(f"{case}/consents").json()["consents"]
    named = next(each["consent_id"] for each in consents if each["purpose"] == "named_file")

    page = anna.get(f"/faelle/{worked_on.case}/einwilligungen/{named}/widerruf")

    assert "Namen und Kontaktdaten werden nicht mehr angezeigt." in page.text
    assert "Was bis zum Widerruf geschehen ist, bleibt rechtmäßig." in page.text
    left = worked_on.place.anna.get(f"{case}/consents").json()["effects"]
    assert named not in {each["consent_id"] for each in left}


def test_what_a_command_warns_of_is_told_on_the_next_page(worked_on: WorkedOn, signed_in_as: SignedInAs) -> None:
    anna = signed_in_as(worked_on.place.town, "fachkraft", worked_on.place.anna)
    time = {"starts": f"{ago(-90)}T14:00", "minutes": "45", "staff": worked_on.place.anna.subject}

    fine = anna.does(f"/faelle/{worked_on.case}/termine/neu", time)
    twice = anna.does(f"/faelle/{worked_on.case}/termine/neu", time)

    assert "schon einen anderen Termin" not in fine.text
    assert "schon einen anderen Termin" in twice.text


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_a_form_of_another_teams_case_is_not_there_and_other_roles_have_none(
    form: Any, worked_on: WorkedOn, signed_in_as: SignedInAs
) -> None:
    place, ids = (
        worked_on.place,
        dict.fromkeys(("goal", "step", "appointment", "consent", "assessment", "work"), uuid7()),
    )
    address = f"/faelle/{worked_on.case}/{form.path.format(**ids, participation=uuid7())}"
    berta = signed_in_as(place.town, "fachkraft", place.berta)
    planner = signed_in_as(place.town, "planung")
    leader = signed_in_as(place.town, "koordination")

    assert [berta.get(address).status_code, berta.post(address, {"on": ago(0)}).status_code] == [404, 404]
    assert [planner.get(address).status_code, planner.post(address, {"on": ago(0)}).status_code] == [403, 403]
    expected = 200 if form.organises else 403
    assert leader.get(address).status_code == expected


def test_the_koordination_puts_a_case_into_hands_and_sees_nothing_of_it(
    worked_on: WorkedOn, signed_in_as: SignedInAs
) -> None:
    place = worked_on.place
    leader, word = (
        signed_in_as(place.town, "koordination"),
        worked_on.place.anna.get(f"/intake/cases/{worked_on.case}").json()["sections"]["head"]["code_word"],
    )

    shown = leader.get(f"/faelle/{worked_on.case}/zuweisung")
    after = leader.does(
        f"/faelle/{worked_on.case}/zuweisung",
        {"on": ago(0), "team": str(place.north), "staff": place.anna.subject},
    )

    assert word not in shown.text
    assert "Anna Berg" in shown.text
    assert after.url.path == "/faelle"
    assert word not in after.text
