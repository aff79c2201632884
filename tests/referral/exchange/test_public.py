"""What everybody may read: public partners and the district's sites; never a name, never another district."""

import json
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.kernel.times import today
from tests.api.conftest import OPENING, Town
from tests.referral.exchange.house import House
from tests.referral.exchange.test_hsds import check
from tests.referral.exchange.things import CAFE, COUNSEL, DEBTS, MARKET

SECRETS = ("Karla Geheim", "karla@schuldnerhilfe.test", "03628 999", "Nachbarschaftscafé", "Offenes Frühstück")
STREET = "Bahnhofstraße 12, 99310 Arnstadt"


@pytest.fixture(scope="module")
def open_town(client: TestClient, settings: Settings) -> Town:
    """A district with one public partner, one that is not, and a site of its own."""
    key = f"oeffentlich-{uuid4().hex[:6]}"
    open_district(settings, key, "Musterkreis")
    town = Town(client, settings, key)
    assert town.post("/districts/operations", OPENING, "betrieb").status_code == 201
    traeger = town.post("/districts/traeger", {"name": "Caritas"}, "betrieb").json()["id"]
    opened = {
        "traeger_id": traeger,
        "name": "Treff Nord",
        "sozialraum": "arnstadt",
        "kind": "office",
        "address": STREET,
    }
    site = town.post("/districts/sites", opened, "betrieb")
    assert site.status_code == 201, site.text
    hours = {"start": "2026-01-01", "hours": [{"weekday": 1, "opens": "09:00", "closes": "12:00"}]}
    said = town.post(f"/districts/sites/{site.json()['id']}/hours", hours, "betrieb")
    assert said.status_code == 201, said.text
    town.settle()
    House(settings, key).list_all([COUNSEL, CAFE])
    return town


def ask(town: Town, path: str = "", status: int = 200, **headers: str) -> Any:
    answer = town.client.get(f"/verzeichnis/{town.district}{path}", headers={"Accept": "*/*", **headers})
    assert answer.status_code == status, answer.text
    return answer


@pytest.mark.parametrize(
    ("path", "schema"),
    [("/services", "service"), ("/organizations", "organization"), ("/service_at_locations", "service_at_location")],
)
@pytest.mark.parametrize("full", ["false", "true"])
def test_a_list_is_a_page_of_valid_records(open_town: Town, path: str, schema: str, full: str) -> None:
    page = ask(open_town, f"/hsds{path}?full={full}").json()

    assert (page["total_items"], page["size"], page["first_page"], page["last_page"]) == (1, 1, True, True)
    for each in page["contents"]:
        check(schema, each)
        one = ask(open_town, f"/hsds{path}/{each['id']}").json()
        check(schema, one)
        assert one["id"] == each["id"]


def test_nothing_that_is_not_public_is_ever_answered(open_town: Town) -> None:
    paths = ("/services?full=true", "/organizations?full=true", "/organizations?full_service=true")
    answers = [ask(open_town, f"/hsds{path}").text for path in (*paths, "/service_at_locations?full=true")]
    answers += [ask(open_town, path).text for path in ("", "?ansicht=druck", "/standorte.geojson")]

    assert all("Schuldner" in answer for answer in answers)
    assert not [secret for secret in SECRETS for answer in answers if secret in answer]


def test_an_unknown_district_is_answered_like_one_without_anything_public(
    open_town: Town, client: TestClient, settings: Settings
) -> None:
    empty = f"leer-{uuid4().hex[:6]}"
    open_district(settings, empty, "Leerer Kreis")
    for path in ("", "/hsds", "/hsds/services", f"/hsds/services/{uuid4()}", "/standorte.geojson"):
        there = [client.get(f"/verzeichnis/{key}{path}") for key in (empty, "gibt-es-nicht", "..%2f", "A B")]
        assert {(each.status_code, each.text) for each in there[:2]} == {(404, there[0].text)}
        assert {each.status_code for each in there} == {404}
    assert open_town.district not in empty


def test_another_districts_ids_are_not_there(open_town: Town, shared: House) -> None:
    shared.list_all([COUNSEL])
    ids = {str(each.partner_id) for each in shared.register()} | {
        str(offer.offer_id) for each in shared.register() for offer in each.offers
    }
    for key in ids:
        ask(open_town, f"/hsds/services/{key}", 404)
        ask(open_town, f"/hsds/organizations/{key}", 404)


def test_who_has_it_already_is_told_so(open_town: Town) -> None:
    first = ask(open_town, "/hsds/services")

    assert first.headers["Cache-Control"].startswith("public")
    again = ask(open_town, "/hsds/services", 304, **{"If-None-Match": first.headers["ETag"]})
    assert again.content == b""
    ask(open_town, "/hsds/services", 200, **{"If-None-Match": '"another"'})


def test_lists_can_be_searched_and_paged(open_town: Town) -> None:
    for query, found in {
        "search=schulden": 1,
        "search=raumfahrt": 0,
        "modified_after=2999-01-01T00:00:00Z": 0,
        f"organization_id={uuid4()}": 0,
        f"taxonomy_term_id={_term(open_town)}": 1,
        f"taxonomy_term_id={uuid4()}": 0,
    }.items():
        assert ask(open_town, f"/hsds/services?{query}").json()["total_items"] == found, query
    past_the_end = ask(open_town, "/hsds/services?page=9&per_page=1").json()
    assert (past_the_end["empty"], past_the_end["total_pages"]) == (True, 1)
    for wrong in ("page=0", "per_page=100000", "sortierung=x", "organization_id=1"):
        ask(open_town, f"/hsds/services?{wrong}", 422)
    (brief,) = ask(open_town, "/hsds/services?minimal=true").json()["contents"]
    assert set(brief) == {"id", "modified_date"}


def _term(town: Town) -> str:
    terms = ask(town, "/hsds/taxonomy_terms?search=Mietschulden").json()["contents"]
    return str(next(each["id"] for each in terms if each["code"] == "mietschulden"))


def test_the_atlas_shows_places_hours_and_the_districts_own_sites(open_town: Town) -> None:
    page = ask(open_town).text

    for words in ("Standortatlas Musterkreis", "Schuldnerberatung", MARKET.name, "Treff Nord", STREET, "Caritas"):
        assert words in page, words
    assert "<svg" in page
    assert "Mo 09:00–12:00 Uhr" in page
    assert "Warteliste (Stand 02.03.2026" in page


@pytest.mark.parametrize(
    ("query", "offer", "site"),
    [
        ("thema=schulden", True, True),
        ("thema=sucht", False, True),
        ("sozialraum=arnstadt", True, True),
        ("sozialraum=ilmenau", False, False),
        ("zielgruppe=familien", True, True),
        ("zielgruppe=aeltere", False, True),
        ("sprache=en", True, False),
        ("barrierefrei=lift", True, False),
        ("barrierefrei=guide_dog", False, False),
    ],
)
def test_the_atlas_finds_what_is_looked_for(*, open_town: Town, query: str, offer: bool, site: bool) -> None:
    page = ask(open_town, f"?{query}", **{"HX-Request": "true"}).text

    assert (DEBTS.name in page, "Treff Nord" in page) == (offer, site)
    assert "<html" not in page, "htmx gets a part"


def test_the_atlas_knows_when_it_is_open(open_town: Town) -> None:
    day = today()
    monday = day.fromordinal(day.toordinal() + (7 - day.weekday()))
    tuesday = day.fromordinal(monday.toordinal() + 1)

    def found(on: str) -> tuple[bool, bool]:
        page = ask(open_town, f"?tag={on}", **{"HX-Request": "true"}).text
        return DEBTS.name in page, "Treff Nord" in page

    assert found(monday.isoformat())[0]
    assert found(tuesday.isoformat()) == (False, False)
    for wrong in ("gestern", "2020-01-01", "9999-01-01"):
        ask(open_town, f"?tag={wrong}", 422)


def test_strangers_may_keep_the_page_and_nobody_else_gets_it(open_town: Town) -> None:
    answer = ask(open_town)

    assert answer.headers["Cache-Control"].startswith("public")
    assert "Cookie" in answer.headers["Vary"]
    assert "set-cookie" not in answer.headers
    assert len(answer.content) < 150_000


def test_the_map_is_geojson(open_town: Town) -> None:
    answer = ask(open_town, "/standorte.geojson")
    found = json.loads(answer.content)

    assert answer.headers["Content-Type"].startswith("application/geo+json")
    assert found["type"] == "FeatureCollection"
    by_name = {each["properties"]["name"]: each for each in found["features"]}
    assert by_name[MARKET.name]["geometry"] == {"type": "Point", "coordinates": [MARKET.longitude, MARKET.latitude]}
    assert by_name["Treff Nord"]["geometry"] is None
    assert all(each["type"] == "Feature" for each in found["features"])


def test_programs_take_the_whole_directory_out_and_in(open_town: Town) -> None:
    path = "/referral/directory"
    whole = open_town.get(f"{path}/export", "fachkraft")

    assert "Karla Geheim" in whole.text, "who works here gets the contact persons"
    assert open_town.get(f"{path}/export", "planung").status_code == 403
    back = open_town.client.post(f"{path}/import", json=whole.json(), headers=open_town.headers("koordination"))
    assert back.status_code == 200, back.text
    assert (back.json()["unchanged"], back.json()["listed"], back.json()["refused"]) == (4, 0, 0)
    broken = open_town.client.post(
        f"{path}/import?form=partners",
        content=b"kind\nverein\n",
        headers={**open_town.headers("fachkraft"), "Content-Type": "text/csv"},
    )
    assert broken.status_code == 422
    assert "Pflichtspalten: name" in broken.text
