"""The directory over HTTP: what is taken up, corrected and confirmed is found again, and by whom."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from psycopg.sql import SQL

from services.kernel.database import Pool, pool
from services.kernel.district import district as enter
from services.kernel.times import today
from services.referral.directory import directory
from tests.api.conftest import OPERATION, Town

DAY = timedelta(days=1)
ADVICE = {
    "name": "Schuldnerberatung Arnstadt",
    "kind": "beratungsstelle",
    "takes_mail": True,
    "email": "kontakt@beratung.example",
    "phone": "03628 111",
    "description": "Wir helfen bei Schulden.",
}
OFFER = {"name": "Offene Sprechstunde", "topics": ["schulden"], "target_groups": ["familien"]}
EVERYTHING = "SELECT t::text FROM {0}.log t UNION ALL SELECT t::text FROM {0}.vault t"
DESTROY = "UPDATE {}.referral_identity_keys SET wrapped = NULL WHERE person = %s"


def referrals(town: Town) -> Pool:
    return pool(town.settings.service_database_url("referral"))


def post(town: Town, path: str, body: Any, role: str = "fachkraft") -> Any:
    answer = town.post(f"/referral{path}", body, role)
    assert answer.status_code == 201, answer.text
    town.settle()
    return answer.json()


def get(town: Town, path: str, role: str = "planung") -> Any:
    answer = town.get(f"/referral{path}", role)
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(town: Town, path: str, body: Any) -> tuple[int, list[str]]:
    answer = town.post(f"/referral{path}", body)
    return answer.status_code, [error["field"] for error in answer.json().get("errors", [])]


# --- Partners ---------------------------------------------------------------------


def test_a_partner_is_found_with_its_words_and_without_them_in_the_log(town: Town) -> None:
    partner = post(town, "/partners", ADVICE)["id"]

    (listed,) = get(town, "/partners")
    file = get(town, f"/partners/{partner}")
    with referrals(town).transaction() as connection, enter(connection, town.district) as schema:
        stored = " ".join(text for (text,) in connection.execute(SQL(EVERYTHING).format(schema)))

    assert (listed["partner_id"], listed["assured_on"], listed["updated_on"]) == (partner, None, str(today()))
    assert {name: file[name] for name in ADVICE} == ADVICE
    assert file["public"] is False
    assert "Schuldnerberatung" in stored
    assert not any(word in stored for word in ("03628", "kontakt@", "Wir helfen"))


def test_a_name_is_given_once_and_a_correction_replaces_all_words(town: Town) -> None:
    partner = post(town, "/partners", ADVICE)["id"]

    again = refused(town, "/partners", {**ADVICE, "name": " schuldnerberatung  ARNSTADT ", "phone": "0"})
    post(town, f"/partners/{partner}/details", {"name": "Schuldnerberatung", "kind": "verein", "public": True})
    file = get(town, f"/partners/{partner}")

    assert again == (422, ["phone"])
    assert refused(town, "/partners", {**ADVICE, "kind": "verein"}) == (409, ["name"])
    assert (file["name"], file["kind"], file["public"], file["phone"], file["email"]) == (
        "Schuldnerberatung",
        "verein",
        True,
        None,
        None,
    )


def test_mail_needs_an_address(town: Town) -> None:
    body = {name: value for name, value in ADVICE.items() if name != "email"}

    assert refused(town, "/partners", body) == (409, ["email"])


def test_who_was_taken_out_takes_no_new_offer_and_comes_back_with_what_it_had(town: Town) -> None:
    partner = post(town, "/partners", ADVICE)["id"]
    offer = post(town, f"/partners/{partner}/offers", OFFER)["id"]
    post(town, f"/partners/{partner}/delisting", {"on": str(today() - DAY)})

    gone = get(town, "/offers")
    refusal = refused(town, f"/partners/{partner}/offers", {**OFFER, "name": "Noch eines"})
    post(town, "/partners", ADVICE)

    assert gone == []
    assert refusal == (409, ["partner_id"])
    assert [each["offer_id"] for each in get(town, "/offers")] == [offer]


def test_assured_and_updated_are_two_things(town: Town) -> None:
    partner = post(town, "/partners", ADVICE)["id"]
    day = today() - 400 * DAY
    post(town, f"/partners/{partner}/assurances", {"on": str(day), "provenance": "partner_phone"})

    file = get(town, f"/partners/{partner}")
    (stale,) = get(town, "/freshness")
    post(town, f"/partners/{partner}/assurances", {"provenance": "visit"})

    assert (file["assured_on"], file["updated_on"]) == (str(day), str(today()))
    assert (stale["partner_id"], stale["offer_id"], stale["days_over"]) == (partner, None, 400 - 180)
    assert get(town, "/freshness") == []
    assert [each["provenance"] for each in get(town, f"/partners/{partner}")["assurances"]] == [
        "visit",
        "partner_phone",
    ]


def test_nobody_confirms_tomorrow(town: Town) -> None:
    partner = post(town, "/partners", ADVICE)["id"]

    body = {"on": str(today() + DAY), "provenance": "visit"}

    assert refused(town, f"/partners/{partner}/assurances", body) == (409, ["on"])


# --- Places, people, agreements ---------------------------------------------------


def test_a_place_is_corrected_given_up_and_back(town: Town) -> None:
    partner = post(town, "/partners", ADVICE)["id"]
    place = {"name": "Am Markt", "street": "Markt 1", "sozialraum": "arnstadt", "latitude": 50.8, "longitude": 10.9}
    location = post(town, f"/partners/{partner}/locations", place)["id"]
    post(town, f"/partners/{partner}/locations/{location}/details", {**place, "accessibility": ["step_free"]})
    post(town, f"/partners/{partner}/locations/{location}/delisting", {"on": "2026-01-31"})

    (over,) = get(town, f"/partners/{partner}/locations")
    post(town, f"/partners/{partner}/locations", place)
    (back,) = get(town, f"/partners/{partner}/locations")

    assert (over["accessibility"], over["last_day"]) == (["step_free"], "2026-01-31")
    assert (back["accessibility"], back["last_day"], back["location_id"]) == ([], None, location)


def test_a_contact_person_is_nobodys_fact_and_erased_alone(town: Town) -> None:
    partner = post(town, "/partners", ADVICE)["id"]
    people = f"/partners/{partner}/contact-persons"
    erika = post(town, people, {"name": "Erika Beispiel", "task": "Leitung", "phone": "03628 222"})["id"]
    post(town, people, {"name": "Otto Muster"})
    keys = pool(town.settings.keys_database_url("referral"))
    with keys.transaction() as connection, enter(connection, town.district) as schema:
        connection.execute(SQL(DESTROY).format(schema), (UUID(erika),))

    found = {each["contact_person_id"]: each for each in get(town, people, "fachkraft")}
    with referrals(town).transaction() as connection, enter(connection, town.district) as schema:
        log = " ".join(text for (text,) in connection.execute(SQL(EVERYTHING).format(schema)))

    assert (found[erika]["name"], found[erika]["phone"], found[erika]["email"]) == ("gelöscht", "gelöscht", None)
    assert "Otto Muster" in {each["name"] for each in found.values()}
    assert get(town, f"/partners/{partner}")["phone"] == ADVICE["phone"]
    assert not any(word in log for word in ("Erika", "Otto", "03628"))
    assert town.get(f"/referral{people}", "planung").status_code == 403


def test_agreements_that_run_out_are_found(town: Town) -> None:
    partner = post(town, "/partners", ADVICE)["id"]
    path = f"/partners/{partner}/agreements"
    soon, later = str(today() + 30 * DAY), str(today() + 300 * DAY)
    body = {"kind": "cooperation", "on": "2024-01-01", "operation": OPERATION, "wording": "Wir arbeiten zusammen."}
    short = post(town, path, {**body, "until": soon})["id"]
    post(town, path, {**body, "until": later})

    assert [each["agreement_id"] for each in get(town, "/agreements?within=60")] == [short]
    post(town, f"{path}/{short}/details", {**body, "until": later})
    assert get(town, "/agreements?within=60") == []
    post(town, f"{path}/{short}/ending", {"on": str(today())})
    assert [each["agreement_id"] for each in get(town, "/agreements?within=60")] == [short]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"until": "2023-12-31"}, "until"),
        ({"on": str(today() + DAY)}, "on"),
        ({"operation": "gibt-es-nicht"}, "operation"),
    ],
    ids=["over before it begins", "signed tomorrow", "unknown operation"],
)
def test_an_agreement_that_cannot_be_is_refused(quiet_town: Town, change: dict[str, str], field: str) -> None:
    answer = quiet_town.post("/referral/partners", {**ADVICE, "name": "Vereinbarungen"})
    partner = answer.json()["id"]

    body = {"kind": "cooperation", "on": "2024-01-01", **change}

    assert refused(quiet_town, f"/partners/{partner}/agreements", body) == (409, [field])


# --- Offers -----------------------------------------------------------------------


def test_an_offer_is_found_by_what_it_is_for(town: Town) -> None:
    partner = post(town, "/partners", ADVICE)["id"]
    place = post(town, f"/partners/{partner}/locations", {"name": "Am Markt"})["id"]
    body = {**OFFER, "sozialraeume": ["arnstadt"], "languages": ["de", "uk"], "location_ids": [place]}
    offer = post(town, f"/partners/{partner}/offers", {**body, "requirements": "Bescheid mitbringen"})["id"]
    post(town, f"/partners/{partner}/offers", {"name": "Kleiderkammer"})

    def found(query: str) -> set[str]:
        return {each["name"] for each in get(town, f"/offers?{query}")}

    assert found("topic=schulden&sozialraum=arnstadt&language=uk&target_group=familien") == {OFFER["name"]}
    assert found("sozialraum=ilmenau") == {"Kleiderkammer"}
    assert found("target_group=familien") == {OFFER["name"], "Kleiderkammer"}
    assert get(town, f"/offers/{offer}")["requirements"] == "Bescheid mitbringen"
    assert get(town, f"/offers/{offer}")["location_ids"] == [place]


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"topics": ["erfunden"]}, 409, "topics"),
        ({"languages": ["xx"]}, 422, "languages.0"),
        ({"location_ids": [str(UUID(int=1))]}, 409, "location_ids"),
        ({"target_groups": ["marsmenschen"]}, 422, "target_groups.0"),
    ],
)
def test_an_offer_speaks_of_what_is_known(quiet_town: Town, change: Any, status: int, field: str) -> None:
    partner = quiet_town.post("/referral/partners", {**ADVICE, "name": "Bekanntes"}).json()["id"]

    assert refused(quiet_town, f"/partners/{partner}/offers", {**OFFER, **change}) == (status, [field])


def test_similar_offers_are_shown_before_one_is_added_all_the_same(town: Town) -> None:
    one, other = (post(town, "/partners", {**ADVICE, "name": name})["id"] for name in ("Eins", "Zwei"))
    first = post(town, f"/partners/{one}/offers", OFFER)["id"]

    refusal = refused(town, f"/partners/{other}/offers", OFFER)
    shown = town.post(f"/referral/partners/{other}/offers/similar", OFFER).json()
    added = post(town, f"/partners/{other}/offers", {**OFFER, "similar": [first]})["id"]

    assert refusal == (409, ["similar"])
    assert [each["offer_id"] for each in shown] == [first]
    assert shown[0]["grounds"]
    assert UUID(added) in directory(referrals(town), town.district).offers


def test_capacity_is_the_newest_word_of_whoever_said_it(town: Town) -> None:
    partner = post(town, "/partners", ADVICE)["id"]
    offer = post(town, f"/partners/{partner}/offers", OFFER)["id"]
    path = f"/offers/{offer}/capacity"
    word = {"capacity": "waiting_list", "until": str(today() + 30 * DAY), "provenance": "partner_phone"}
    post(town, path, word)

    stated = get(town, f"/offers/{offer}")

    assert (stated["capacity"], stated["capacity_on"], stated["capacity_until"]) == (
        "waiting_list",
        str(today()),
        word["until"],
    )
    assert refused(town, path, {**word, "capacity": "open"}) == (409, ["until"])
    assert refused(town, path, {"capacity": "open", "on": "2026-01-01", "provenance": "visit"}) == (409, ["on"])


def test_opening_hours_count_day_by_day(town: Town) -> None:
    partner = post(town, "/partners", ADVICE)["id"]
    offer = post(town, f"/partners/{partner}/offers", OFFER)["id"]
    hours = [{"weekday": 2, "opens": "09:00", "closes": "12:00"}]
    post(town, f"/offers/{offer}/hours", {"start": "2026-01-01", "hours": hours})
    post(town, f"/offers/{offer}/exceptions", {"on": "2026-04-14", "hours": []})

    days = get(town, f"/offers/{offer}/hours?from=2026-04-06&to=2026-04-14")

    assert [(day["on"], len(day["hours"])) for day in days if day["hours"] or day["holiday"]] == [
        ("2026-04-06", 0),
        ("2026-04-07", 1),
    ]
    overlapping = [*hours, {"weekday": 2, "opens": "11:00", "closes": "13:00"}]
    body = {"start": "2026-02-01", "hours": overlapping}
    assert refused(town, f"/offers/{offer}/hours", body) == (409, ["hours"])


@pytest.mark.parametrize("path", ["/partners/{}", "/partners/{}/locations", "/offers/{}"])
def test_what_is_not_there_is_not_found(quiet_town: Town, path: str) -> None:
    assert quiet_town.get(f"/referral{path.format(UUID(int=1))}", "planung").status_code == 404
