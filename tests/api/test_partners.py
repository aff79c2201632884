"""The directory over HTTP: what is taken up, corrected and confirmed is found again, and by whom."""

from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from psycopg.sql import SQL
from starlette.testclient import TestClient

from services.kernel.database import Pool, pool
from services.kernel.district import district as enter
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.kernel.times import today
from services.referral.directory import directory
from services.referral.domain.terms import Days
from services.referral.folding import fold
from tests.api.conftest import OPENING, OPERATION, Town

DAY = timedelta(days=1)
NUMBERS = count(1)
ADVICE = {
    "name": "Schuldnerberatung Arnstadt",
    "kind": "beratungsstelle",
    "takes_mail": True,
    "email": "kontakt@beratung.example",
    "phone": "03628 111",
    "description": "Wir helfen bei Schulden.",
}
NOBODY = UUID(int=1)
OFFER = {"name": "Offene Sprechstunde", "topics": ["schulden"], "target_groups": ["familien"]}
EVERYTHING = "SELECT data FROM {0}.log UNION ALL SELECT sealed FROM {0}.vault"
DESTROY = "UPDATE {}.referral_identity_keys SET wrapped = NULL WHERE person = %s"


@pytest.fixture(scope="module")
def town(client: TestClient, settings: Settings) -> Town:
    """One district for all tests here: each has partners and a Sozialraum of its own."""
    open_district(settings, "verzeichnis-kreis", "Kreis mit Verzeichnis")
    made = Town(client, settings, "verzeichnis-kreis")
    assert made.post("/districts/operations", OPENING, "betrieb").status_code == 201
    made.settle()
    return made


@pytest.fixture
def place() -> str:
    """A Sozialraum in which nobody else offers anything."""
    return f"ort-{next(NUMBERS)}"


def named(**more: Any) -> dict[str, Any]:
    """A partner that is not there yet."""
    return {**ADVICE, "name": f"Schuldnerberatung {next(NUMBERS)}", **more}


def referrals(town: Town) -> Pool:
    return pool(town.settings.service_database_url("referral"))


def post(town: Town, path: str, body: Any, role: str = "fachkraft") -> Any:
    answer = town.post(f"/referral{path}", body, role)
    assert answer.status_code == 201, answer.text
    fold(town.settings, town.district)
    return answer.json()


def stored(town: Town) -> bytes:
    """All facts and all of the vault, as they lie in the database."""
    with referrals(town).transaction() as connection, enter(connection, town.district) as schema:
        return b" ".join(found for (found,) in connection.execute(SQL(EVERYTHING).format(schema)))


def get(town: Town, path: str, role: str = "planung") -> Any:
    answer = town.get(f"/referral{path}", role)
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(town: Town, path: str, body: Any) -> tuple[int, list[str]]:
    answer = town.post(f"/referral{path}", body)
    return answer.status_code, [error["field"] for error in answer.json().get("errors", [])]


# --- Partners ---------------------------------------------------------------------


def test_a_partner_is_found_with_its_words_and_without_them_in_the_log(town: Town) -> None:
    body = named()
    partner = post(town, "/partners", body)["id"]

    listed = {each["partner_id"]: each for each in get(town, "/partners")}[partner]
    file = get(town, f"/partners/{partner}")

    assert (listed["assured_on"], listed["updated_on"]) == (None, str(today()))
    assert {name: file[name] for name in body} == body
    assert file["public"] is False
    assert body["name"].encode() in stored(town)
    assert not any(word in stored(town) for word in (b"03628", b"kontakt@", b"Wir helfen"))


def test_a_name_is_given_once_and_a_correction_replaces_all_words(town: Town) -> None:
    body = named()
    partner = post(town, "/partners", body)["id"]
    spelled = {**body, "name": f"  {body['name'].upper()} ", "kind": "verein"}

    again = refused(town, "/partners", spelled)
    post(town, f"/partners/{partner}/details", {"name": "Beim Verein", "kind": "verein", "public": True})
    file = get(town, f"/partners/{partner}")

    assert again == (409, ["name"])
    assert (file["name"], file["kind"], file["public"]) == ("Beim Verein", "verein", True)
    assert (file["phone"], file["email"], file["takes_mail"]) == (None, None, False)


def test_mail_needs_an_address(town: Town) -> None:
    body = named()
    del body["email"]

    assert refused(town, "/partners", body) == (409, ["email"])


def test_who_was_taken_out_takes_no_new_offer_and_comes_back_with_what_it_had(town: Town, place: str) -> None:
    body = named()
    partner = post(town, "/partners", body)["id"]
    offer = post(town, f"/partners/{partner}/offers", {**OFFER, "sozialraeume": [place]})["id"]
    post(town, f"/partners/{partner}/delisting", {"on": str(today() - DAY)})

    gone = get(town, f"/offers?sozialraum={place}")
    refusal = refused(town, f"/partners/{partner}/offers", {**OFFER, "name": "Noch eines"})
    post(town, "/partners", body)

    assert offer not in {each["offer_id"] for each in gone}
    assert refusal == (409, ["partner_id"])
    assert offer in {each["offer_id"] for each in get(town, f"/offers?sozialraum={place}")}


def test_assured_and_updated_are_two_things(town: Town) -> None:
    partner = post(town, "/partners", named())["id"]
    day = today() - 400 * DAY
    post(town, f"/partners/{partner}/assurances", {"on": str(day), "provenance": "partner_phone"})

    file = get(town, f"/partners/{partner}")
    before = {each["partner_id"]: each["days_over"] for each in get(town, "/freshness")}
    post(town, f"/partners/{partner}/assurances", {"provenance": "visit"})
    after = {each["partner_id"] for each in get(town, "/freshness")}

    assert (file["assured_on"], file["updated_on"]) == (str(day), str(today()))
    assert before[partner] == 400 - Days().assure_days
    assert partner not in after
    provenances = [each["provenance"] for each in get(town, f"/partners/{partner}")["assurances"]]
    assert provenances == ["visit", "partner_phone"]


def test_nobody_confirms_tomorrow(town: Town) -> None:
    partner = post(town, "/partners", named())["id"]

    body = {"on": str(today() + DAY), "provenance": "visit"}

    assert refused(town, f"/partners/{partner}/assurances", body) == (409, ["on"])


# --- Places, people, agreements ---------------------------------------------------


def test_a_place_is_corrected_given_up_and_back(town: Town, place: str) -> None:
    partner = post(town, "/partners", named())["id"]
    path = f"/partners/{partner}/locations"
    body = {"name": "Am Markt", "street": "Markt 1", "sozialraum": place, "latitude": 50.8, "longitude": 10.9}
    location = post(town, path, body)["id"]
    post(town, f"{path}/{location}/details", {**body, "accessibility": ["step_free"]})
    post(town, f"{path}/{location}/delisting", {"on": "2026-01-31"})

    (over,) = get(town, path)
    post(town, path, body)
    (back,) = get(town, path)

    assert (over["accessibility"], over["last_day"]) == (["step_free"], "2026-01-31")
    assert (back["accessibility"], back["last_day"], back["location_id"]) == ([], None, location)


def test_a_contact_person_is_nobodys_fact_and_erased_alone(town: Town) -> None:
    partner = post(town, "/partners", named())["id"]
    people = f"/partners/{partner}/contact-persons"
    erika = post(town, people, {"name": "Erika Beispiel", "task": "Leitung", "phone": "03628 222"})["id"]
    post(town, people, {"name": "Otto Muster"})
    keys = pool(town.settings.keys_database_url("referral"))
    with keys.transaction() as connection, enter(connection, town.district) as schema:
        connection.execute(SQL(DESTROY).format(schema), (UUID(erika),))

    found = {each["contact_person_id"]: each for each in get(town, people, "fachkraft")}

    assert (found[erika]["name"], found[erika]["phone"], found[erika]["email"]) == ("gelöscht", "gelöscht", None)
    assert "Otto Muster" in {each["name"] for each in found.values()}
    assert get(town, f"/partners/{partner}")["phone"] == ADVICE["phone"]
    assert not any(word in stored(town) for word in (b"Erika", b"Otto", b"03628"))
    assert town.get(f"/referral{people}", "planung").status_code == 403


def test_agreements_that_run_out_are_found(town: Town) -> None:
    partner = post(town, "/partners", named())["id"]
    path = f"/partners/{partner}/agreements"
    soon, later = str(today() + 30 * DAY), str(today() + 300 * DAY)
    body = {"kind": "cooperation", "on": "2024-01-01", "operation": OPERATION, "wording": "Wir arbeiten zusammen."}
    short = post(town, path, {**body, "until": soon})["id"]
    post(town, path, {**body, "until": later})

    def running_out() -> list[str]:
        return [each["agreement_id"] for each in get(town, "/agreements?within=60")]

    assert running_out() == [short]
    assert get(town, "/agreements?within=60")[0]["wording"] == body["wording"]
    post(town, f"{path}/{short}/details", {**body, "until": later})
    assert running_out() == []
    post(town, f"{path}/{short}/ending", {"on": str(today())})
    assert running_out() == [short]


def test_an_agreement_that_cannot_be_is_refused(town: Town) -> None:
    path = f"/partners/{post(town, '/partners', named())['id']}/agreements"
    body = {"kind": "cooperation", "on": "2024-01-01"}

    assert refused(town, path, {**body, "until": "2023-12-31"}) == (409, ["until"])
    assert refused(town, path, {**body, "on": str(today() + DAY)}) == (409, ["on"])
    assert refused(town, path, {**body, "operation": "gibt-es-nicht"}) == (409, ["operation"])


# --- Offers -----------------------------------------------------------------------


def test_an_offer_is_found_by_what_it_is_for(town: Town, place: str) -> None:
    partner = post(town, "/partners", named())["id"]
    location = post(town, f"/partners/{partner}/locations", {"name": "Am Markt"})["id"]
    body = {**OFFER, "sozialraeume": [place], "languages": ["de", "uk"], "location_ids": [location]}
    offer = post(town, f"/partners/{partner}/offers", {**body, "requirements": "Bescheid mitbringen"})["id"]
    anywhere = post(town, f"/partners/{partner}/offers", {"name": "Kleiderkammer"})["id"]

    def found(query: str) -> set[str]:
        here = (each for each in get(town, f"/offers?{query}") if each["partner_id"] == partner)
        return {each["offer_id"] for each in here}

    assert found(f"topic=schulden&sozialraum={place}&language=uk&target_group=familien") == {offer}
    assert found("sozialraum=ilmenau") == {anywhere}
    assert found("target_group=familien") == {offer, anywhere}
    assert found("target_group=frauen") == {anywhere}
    assert get(town, f"/offers/{offer}")["requirements"] == "Bescheid mitbringen"
    assert get(town, f"/offers/{offer}")["location_ids"] == [location]


def test_an_offer_speaks_of_what_is_known(town: Town) -> None:
    path = f"/partners/{post(town, '/partners', named())['id']}/offers"

    assert refused(town, path, {**OFFER, "topics": ["erfunden"]}) == (409, ["topics"])
    assert refused(town, path, {**OFFER, "location_ids": [str(UUID(int=1))]}) == (409, ["location_ids"])
    assert refused(town, path, {**OFFER, "languages": ["xx"]}) == (422, ["languages.0"])
    assert refused(town, path, {**OFFER, "target_groups": ["marsmenschen"]}) == (422, ["target_groups.0"])


def test_similar_offers_are_shown_before_one_is_added_all_the_same(town: Town) -> None:
    one, other = (post(town, "/partners", named())["id"] for _ in range(2))
    body = {**OFFER, "topics": ["gewalt"]}
    first = post(town, f"/partners/{one}/offers", body)["id"]

    refusal = refused(town, f"/partners/{other}/offers", body)
    shown = town.post(f"/referral/partners/{other}/offers/similar", body).json()
    added = post(town, f"/partners/{other}/offers", {**body, "similar": [first]})["id"]

    assert refusal == (409, ["similar"])
    assert [each["offer_id"] for each in shown] == [first]
    assert shown[0]["grounds"]
    assert UUID(added) in directory(referrals(town), town.district).offers


def test_capacity_is_the_newest_word_of_whoever_said_it(town: Town, place: str) -> None:
    partner = post(town, "/partners", named())["id"]
    offer = post(town, f"/partners/{partner}/offers", {**OFFER, "sozialraeume": [place]})["id"]
    path = f"/offers/{offer}/capacity"
    word = {"capacity": "waiting_list", "until": str(today() + 30 * DAY), "provenance": "partner_phone"}
    post(town, path, word)

    found = get(town, f"/offers/{offer}")

    assert (found["capacity"], found["capacity_on"]) == ("waiting_list", str(today()))
    assert found["capacity_until"] == word["until"]
    assert refused(town, path, {**word, "capacity": "open"}) == (409, ["until"])
    assert refused(town, path, {"capacity": "open", "on": "2026-01-01", "provenance": "visit"}) == (409, ["on"])


def test_opening_hours_count_day_by_day(town: Town, place: str) -> None:
    partner = post(town, "/partners", named())["id"]
    offer = post(town, f"/partners/{partner}/offers", {**OFFER, "sozialraeume": [place]})["id"]
    hours = [{"weekday": 2, "opens": "09:00", "closes": "12:00"}]
    post(town, f"/offers/{offer}/hours", {"start": "2026-01-01", "hours": hours})
    post(town, f"/offers/{offer}/exceptions", {"on": "2026-04-14", "hours": []})

    days = get(town, f"/offers/{offer}/hours?from=2026-04-06&to=2026-04-14")

    told = [(day["on"], len(day["hours"])) for day in days if day["hours"] or day["holiday"]]
    assert told == [("2026-04-06", 0), ("2026-04-07", 1)]
    overlapping = [*hours, {"weekday": 2, "opens": "11:00", "closes": "13:00"}]
    body = {"start": "2026-02-01", "hours": overlapping}
    assert refused(town, f"/offers/{offer}/hours", body) == (409, ["hours"])


def test_what_is_not_there_is_not_found(town: Town) -> None:
    for path in (f"/partners/{NOBODY}", f"/partners/{NOBODY}/locations", f"/offers/{NOBODY}"):
        assert town.get(f"/referral{path}", "planung").status_code == 404
    for path in (f"/partners/{NOBODY}/delisting", f"/offers/{NOBODY}/delisting"):
        assert town.post(f"/referral{path}", {}).status_code == 404
