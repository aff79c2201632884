"""From a tally contact to a named participant over HTTP: consents, names, search, joins, links, forms."""

import io
import json
from datetime import date
from typing import Any, Final, LiteralString
from uuid import UUID

import pytest
from psycopg.sql import SQL
from pypdf import PdfReader
from starlette.testclient import TestClient

from services.intake.application import intake
from services.intake.persons_desk import forget
from services.kernel import points
from services.kernel.database import pool
from services.kernel.district import district as enter
from services.kernel.feed import LogFeed
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.kernel.vault import Entry
from tests.api.conftest import ENTRY, OPENING, OPERATION, Town
from tests.api.office import Office, Person, office
from tests.api.test_cases import CONTACT, opened

pytestmark = pytest.mark.server

DAY: Final = "2026-03-02"
PAPER: Final = {"text": "consent-named-file", "text_version": 1, "form": "paper", "on": DAY}
NAMING: Final = {**PAPER, "purpose": "named_file"}
WORDS: Final = {
    "family_name": "Kanarienvogel",
    "given_name": "Jürgen",
    "street": "Heidestraße 17",
    "postcode": "99091",
    "email": "kanarienvogel@example.org",
}


@pytest.fixture(scope="module")
def place(client: TestClient, settings: Settings) -> Office:
    """One office for all tests here: each has cases and names of its own."""
    open_district(settings, "kreis-der-namen", "Kreis der Namen")
    town = Town(client, settings, "kreis-der-namen")
    assert town.post("/districts/operations", OPENING, "betrieb").status_code == 201
    town.settle()
    return office(town)


def consent(who: Person, case: str, purpose: str = "named_file", **more: Any) -> str:
    text = f"consent-{purpose.replace('_', '-')}"
    answer = who.post(f"/intake/cases/{case}/consents", {**PAPER, "text": text, "purpose": purpose, **more})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["consent_id"])


def named(who: Person, case: str, **words: str) -> Any:
    body = {**WORDS, **words, "consent_id": consent(who, case), "on": DAY}
    answer = who.post(f"/intake/cases/{case}/person", body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def found(who: Person, text: str) -> list[tuple[str, str, str | None]]:
    answer = who.post("/intake/search", {"text": text})
    assert answer.status_code == 200, answer.text
    return [(each["title"], each["match"], each["case_id"]) for each in answer.json()["found"]]


def tally(who: Person, **more: Any) -> str:
    answer = who.post("/intake/contacts", {**CONTACT, "sozialraum": "rieth", "topics": ["schulden"], **more})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["contact_id"])


def activity(place: Office) -> dict[str, Any]:
    place.town.settle()
    answer = place.leader.get("/reporting/reports/activity?from=2022-01-01&to=2026-12-31")
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


def case_of(place: Office, who: Person | None = None) -> tuple[str, str]:
    """A new case and its code word, visible in the projections."""
    answer = opened(who or place.anna)
    place.town.settle()
    return answer["case_id"], answer["code_word"]


def rows_of(place: Office, statement: LiteralString) -> list[Any]:
    """What stands in intake's tables of the town."""
    connections = pool(place.town.settings.service_database_url("intake"))
    with connections.transaction() as connection, enter(connection, place.town.district) as schema:
        return connection.execute(SQL(statement).format(schema)).fetchall()


# --- consents ----------------------------------------------------------------------


def test_a_withdrawn_consent_hides_the_names_and_says_what_is_left_to_do(place: Office) -> None:
    case, code_word = case_of(place)
    given = named(place.anna, case)
    shown = place.anna.get(f"/intake/cases/{case}/person").json()
    assert (shown["identity"], shown["restricted"], shown["words"]) == ("named", False, WORDS)
    assert given["same_name"] == []

    withdrawal = f"/intake/cases/{case}/consents/{shown['consent_id']}/withdrawal"
    first = place.anna.post(withdrawal, {"on": "2026-04-01"})
    again = place.anna.post(withdrawal, {"on": "2026-04-02"})
    hidden = place.anna.get(f"/intake/cases/{case}/person").json()
    ledger = place.anna.get(f"/intake/cases/{case}/consents").json()

    assert (first.status_code, again.status_code, again.json()["position"]) == (201, 201, None)
    assert (hidden["identity"], hidden["restricted"], hidden["words"]) == ("pseudonymous", True, {})
    assert hidden["code_word"] == code_word
    assert [each["withdrawn_on"] for each in ledger["consents"]] == ["2026-04-01"]
    assert [(each["purpose"], each["since"]) for each in ledger["effects"]] == [("named_file", "2026-04-01")]
    assert found(place.anna, "Kanarienvogel") == []
    assert found(place.anna, code_word) == [(code_word, "code_word", case)]


def test_a_withdrawal_is_work_until_somebody_settles_it(place: Office) -> None:
    case, _ = case_of(place)
    named(place.anna, case, family_name="Rotkehlchen")
    consented = place.anna.get(f"/intake/cases/{case}/person").json()["consent_id"]
    withdrawal = f"/intake/cases/{case}/consents/{consented}/withdrawal"
    assert place.anna.post(withdrawal, {"on": "2026-04-01"}).status_code == 201
    place.town.settle()

    (item,) = withdrawals(place.anna, case)
    sections = place.anna.get(f"/intake/cases/{case}").json()["sections"]
    assert item["why"].startswith("Widerrufen am 01.04.2026. Namen und Kontaktdaten werden nicht mehr angezeigt.")
    assert withdrawals(place.berta, case) == []
    assert sections["head"]["identity"] == "pseudonymous"
    assert (sections["person"]["restricted"], sections["consents"]["tasks"][0]["purpose"]) == (True, "named_file")
    assert place.berta.post(f"/intake/reminders/{item['id']}/done", {}).status_code == 404
    assert place.anna.post(f"/intake/reminders/{item['id']}/done", {}).status_code == 201
    place.town.settle()
    assert withdrawals(place.anna, case) == []


def withdrawals(who: Person, case: str) -> list[dict[str, Any]]:
    listed = who.get("/intake/worklist?kind=consent_withdrawn")
    assert listed.status_code == 200, listed.text
    return [item for item in listed.json()["items"] if item["case_id"] == case]


def test_the_ledger_refuses_in_german_and_names_the_field(place: Office) -> None:
    case, _ = case_of(place)
    where = f"/intake/cases/{case}/consents"
    wrong = place.anna.post(where, {**NAMING, "text_version": 2})
    unknown = place.anna.post(where, {**NAMING, "purpose": "referral", "text": "consent-referral"})
    receipt = {**PAPER, "text": "merkblatt"}

    assert wrong.json()["errors"] == [{"field": "text", "rule": "Diesen Text gibt es in dieser Version nicht."}]
    assert [each["field"] for each in unknown.json()["errors"]] == ["partner_id", "fields"]
    assert place.anna.post(f"/intake/cases/{case}/notices", receipt).status_code == 201
    assert place.anna.post(f"/intake/cases/{case}/notices", PAPER).status_code == 409
    assert len(place.anna.get(where).json()["notices"]) == 1


def test_the_same_consent_twice_under_one_key_is_one(place: Office) -> None:
    case, _ = case_of(place)
    key = {"Idempotency-Key": f"einwilligung-{case}"}
    answers = [place.anna.post(f"/intake/cases/{case}/consents", NAMING, **key).json() for _ in range(2)]
    assert answers[0] == answers[1]
    place.town.settle()
    rows = rows_of(place, "SELECT consent, given_on FROM {}.consents")
    assert rows.count((UUID(answers[0]["consent_id"]), date(2026, 3, 2))) == 1


# --- need to know ------------------------------------------------------------------


def test_another_team_meets_nothing_of_a_case(place: Office) -> None:
    case, _ = case_of(place)
    body = {**WORDS, "consent_id": case, "on": DAY}
    asked = [
        place.berta.get(f"/intake/cases/{case}/person"),
        place.berta.get(f"/intake/cases/{case}/consents"),
        place.berta.get(f"/intake/cases/{case}/forms/merkblatt.pdf"),
        place.berta.post(f"/intake/cases/{case}/person", body),
        place.berta.post(f"/intake/cases/{case}/person/correction", WORDS),
        place.berta.post(f"/intake/cases/{case}/consents", NAMING),
        place.berta.post(f"/intake/cases/{case}/consents/{case}/withdrawal", {"on": DAY}),
        place.berta.post(f"/intake/cases/{case}/notices", {**PAPER, "text": "merkblatt"}),
        place.berta.post(f"/intake/cases/{case}/joins", {"contact_ids": [case], "consent_id": case, "on": DAY}),
        place.berta.post(f"/intake/cases/{case}/participations", {"operation": OPERATION, "participant_no": "E-1"}),
        place.berta.post(f"/intake/cases/{case}/participations/{case}/unlink", {}),
    ]
    assert [answer.status_code for answer in asked] == [404] * len(asked)
    assert len({answer.content for answer in asked}) == 1


# --- search ------------------------------------------------------------------------


def test_somebody_is_found_by_code_word_by_name_and_by_sound(place: Office) -> None:
    case, code_word = case_of(place)
    named(place.anna, case, family_name="Müller-Thieme", given_name="Jürgen")
    for text, match in (
        (code_word.lower().replace("-", " "), "code_word"),
        ("mueller", "name"),
        ("Jürgen MÜLLER", "name"),
        ("Thieme", "name"),
        ("Jürgen Miller", "sound"),
    ):
        assert found(place.anna, text) == [("Jürgen Müller-Thieme", match, case)], text
    assert found(place.anna, "Jürgen Schulze") == []


def test_another_teams_case_is_only_said_to_be_there(place: Office) -> None:
    case, code_word = case_of(place)
    named(place.anna, case, family_name="Wiedehopf")
    other, _ = case_of(place, place.berta)

    again = named(place.berta, other, family_name="Wiedehopf")

    assert [(each["title"], each["case_id"], each["code_word"]) for each in again["same_name"]] == [
        ("ein Fall eines anderen Teams", None, None)
    ]
    assert found(place.berta, code_word) == [("ein Fall eines anderen Teams", "code_word", None)]
    assert [each[2] for each in found(place.anna, "Wiedehopf")].count(case) == 1


def test_a_corrected_name_is_found_and_the_wrong_one_is_not(place: Office) -> None:
    case, _ = case_of(place)
    named(place.anna, case, family_name="Mauersegler")
    corrected = place.anna.post(f"/intake/cases/{case}/person/correction", {**WORDS, "family_name": "Zaunkönig"})
    assert corrected.status_code == 201
    assert found(place.anna, "Mauersegler") == []
    assert [each[2] for each in found(place.anna, "zaunkoenig")] == [case]
    assert words_in_index(place, "Mauersegler") == 0


def test_a_word_that_a_crash_left_behind_leads_to_nobody(place: Office) -> None:
    case, _ = case_of(place)
    named(place.anna, case, family_name="Bussard")
    service = intake(place.town.settings)
    person = service.ids(place.town.district).derive("case-person", opened_word(place, case))
    service.vault.put(place.town.district, [Entry(person, "family_name", UUID(int=7), "Grünspecht")])
    assert found(place.anna, "Grünspecht") == []
    assert [each[2] for each in found(place.anna, "Bussard")] == [case]


def test_a_forgotten_person_leaves_no_word_behind_and_the_index_is_unreadable(place: Office) -> None:
    case, _ = case_of(place)
    named(place.anna, case, family_name="Stieglitz")
    told = repr(rows_of(place, "SELECT token, person, kind, entry FROM {}.blind_index")).casefold()
    assert told != "[]"
    assert not [word for word in ("stieglitz", "jürgen", "juergen") if word in told]

    service = intake(place.town.settings)
    person = service.ids(place.town.district).derive("case-person", opened_word(place, case))
    forget(service, place.town.district, person)

    assert found(place.anna, "Stieglitz") == []
    assert not [row for row in rows_of(place, "SELECT person FROM {}.blind_index") if row == (person,)]


def opened_word(place: Office, case: str) -> str:
    return str(place.anna.get(f"/intake/cases/{case}/person").json()["code_word"])


def words_in_index(place: Office, name: str) -> int:
    """Rows of the index that come from this family name."""
    rows = rows_of(place, "SELECT person, entry FROM {}.blind_index")
    ids = intake(place.town.settings).ids(place.town.district)
    return sum(entry == ids.derive("family_name", str(person), name) for person, entry in rows)


# --- joining -----------------------------------------------------------------------


def test_contacts_join_and_only_the_anonymous_ones_become_fewer(place: Office) -> None:
    contacts = [tally(place.anna) for _ in range(3)]
    case, _ = case_of(place)
    before = activity(place)
    agreed = consent(place.anna, case, "pseudonymous_file")
    body = {"contact_ids": contacts[:2], "consent_id": agreed, "on": DAY}

    answer = place.anna.post(f"/intake/cases/{case}/joins", body)
    after = activity(place)

    assert answer.json()["contact_ids"] == contacts[:2]
    changed = {key: (before[key], after[key]) for key in before if before[key] != after[key]}
    gone = {key: after - before for key, (before, after) in changed.items() if key != "clients_by_topic"}
    assert gone == {"anonymous_contacts": -2, "clients_reached": 1}
    schulden = [figures["clients_by_topic"].get("schulden", 0) for figures in (before, after)]
    assert schulden[1] == schulden[0] + 1
    other, _ = case_of(place)
    taken = place.anna.post(
        f"/intake/cases/{other}/joins", {**body, "consent_id": consent(place.anna, other, "pseudonymous_file")}
    )
    assert taken.json()["errors"][0]["field"] == "contact_ids"


class Died(Exception):
    """The process is gone."""


@pytest.mark.parametrize("again", ["the same command", "the worker"])
def test_a_join_that_died_between_case_and_contact_is_completed(place: Office, again: str) -> None:
    from services.intake.folding import follower  # noqa: PLC0415 - beside the one test that drives it

    contacts = [tally(place.anna) for _ in range(2)]
    case, _ = case_of(place)
    body = {"contact_ids": contacts, "consent_id": consent(place.anna, case), "on": DAY}
    waiting = activity(place)["anonymous_contacts"]
    where, key = f"/intake/cases/{case}/joins", {"Idempotency-Key": f"zuordnen-{case}"}

    sealed: list[str] = []

    def die(point: str) -> None:
        """The case's fact is stored; that of the contacts is decided and never appended."""
        if point == "store.sealed":
            sealed.append(point)
            if len(sealed) > 1:
                raise Died

    stop = points.watch(die)
    try:
        assert place.anna.post(where, body, **key).status_code == 500
    finally:
        stop()
    assert activity(place)["anonymous_contacts"] == waiting

    if again == "the worker":
        follower(place.town.settings).catch_up()
    else:
        assert place.anna.post(where, body, **key).json()["contact_ids"] == contacts
    assert activity(place)["anonymous_contacts"] == waiting - 2
    head = place.town.head("intake")
    follower(place.town.settings).catch_up()
    assert place.anna.post(where, body, **key).json()["contact_ids"] == contacts
    assert place.town.head("intake") == head


# --- participations ----------------------------------------------------------------


def test_a_participation_is_linked_with_consent_to_one_case(place: Office) -> None:
    assert place.anna.post(f"/intake/operations/{OPERATION}/participations", ENTRY).status_code == 201
    case, _ = case_of(place)
    other, _ = case_of(place)
    body = {"operation": OPERATION, "participant_no": ENTRY["participant_no"]}

    without = place.anna.post(f"/intake/cases/{case}/participations", body)
    for each in (case, other):
        consent(place.anna, each, "esf_data")
    linked = place.anna.post(f"/intake/cases/{case}/participations", body)
    place.town.settle()
    elsewhere = place.anna.post(f"/intake/cases/{other}/participations", body)
    unlink = f"/intake/cases/{case}/participations/{linked.json()['participation_id']}/unlink"

    assert without.json()["title"] == "Für ESF-Angaben braucht es eine gültige Einwilligung der Person."
    assert linked.json()["warnings"] == ["Der Empfang des Merkblatts ist noch nicht erfasst."]
    assert elsewhere.json()["title"] == "Diese Teilnahme gehört schon zu einem anderen Fall."
    assert place.anna.post(unlink, {}).status_code == 201
    place.town.settle()
    assert place.anna.post(f"/intake/cases/{other}/participations", body).status_code == 201


# --- no path from outside to a person ------------------------------------------------


def test_nothing_that_intake_sends_holds_a_name(place: Office) -> None:
    case, code_word = case_of(place)
    named(place.anna, case)
    place.town.settle()
    start = place.town.head("intake") - 20
    bodies = b"".join(LogFeed(place.town.settings).after("intake", place.town.district, start, 100))
    assert case.encode() in bodies
    told = json.dumps([bodies.decode("utf-8", "replace")], ensure_ascii=False)
    words = {field: word for field, word in WORDS.items() if field != "postcode"}  # digits may stand in any signature
    assert not [word for word in (*words.values(), code_word) if word in told]


# --- forms -------------------------------------------------------------------------


def test_a_form_is_printed_blank_or_with_the_code_word_of_a_case(place: Office) -> None:
    case, code_word = case_of(place)
    blank = place.leader.get(f"/intake/operations/{OPERATION}/forms/merkblatt.pdf")
    of_case = place.anna.get(f"/intake/cases/{case}/forms/consent-named-file.pdf?version=1")
    listed = place.leader.get("/intake/forms").json()["forms"]

    assert blank.headers["content-type"] == "application/pdf"
    text = PdfReader(io.BytesIO(blank.content)).pages[0].extract_text()
    assert f"ThINKA ({OPERATION})" in text
    assert "Codewort" not in text
    assert code_word in PdfReader(io.BytesIO(of_case.content)).pages[0].extract_text()
    assert {"merkblatt", "questionnaire"} <= {form["key"] for form in listed}
    for unknown in (f"operations/{OPERATION}/forms/speisekarte.pdf", "operations/niemandes/forms/merkblatt.pdf"):
        assert place.leader.get(f"/intake/{unknown}").status_code == 404
    assert place.leader.get(f"/intake/operations/{OPERATION}/forms/merkblatt.pdf?version=2").status_code == 404
