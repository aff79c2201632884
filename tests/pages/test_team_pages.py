"""Team, Standorte, Vorhaben: what a form sends is what the API would have stored; who may; what a mistake keeps."""

import json
import secrets
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from services.contracts.vocabularies import contact_kinds, topics
from services.districts.pages import definitions, operation_forms, site_forms, team_forms, traeger
from services.districts.pages.asking import OPERATORS
from services.kernel.pages.described_forms import DescribedForm
from services.kernel.pages.wording import day
from services.kernel.provision import open_district
from services.kernel.roles import Role
from services.kernel.settings import Settings
from services.kernel.times import today
from tests.api.conftest import OPENING, OPERATION, Town
from tests.api.office import FIRST_DAY, Office, office
from tests.pages.browser import Browser, fields_of
from tests.pages.conftest import SignedInAs
from tests.pages.tables import tables_of

pytestmark = pytest.mark.server

NASTY = '<script>alert("x")</script>'
SURGERY = contact_kinds()["sprechstunde"]
ESCAPED = "&lt;script&gt;"
TOMORROW = str(today() + timedelta(days=1))
FORMS: tuple[DescribedForm[Any], ...] = (
    *team_forms.FORMS,
    *traeger.FORMS,
    *site_forms.FORMS,
    *operation_forms.FORMS,
    *definitions.FORMS,
)
PAGES = ("/team", "/traeger", "/standorte", "/vorhaben", "/festlegungen", f"/vorhaben/{OPERATION}")


@pytest.fixture(scope="module")
def seat(client: TestClient, settings: Settings) -> Office:
    """One office for all tests that add something of their own and count nothing of others."""
    key = f"kreis-{secrets.token_hex(4)}"
    open_district(settings, key, f"Landkreis {key}")
    town = Town(client, settings, key)
    assert town.post("/districts/operations", OPENING, "betrieb").status_code == 201
    town.settle()
    return office(town)


@pytest.fixture
def lead(seat: Office, signed_in_as: SignedInAs) -> Browser:
    """The browser of the Koordination there."""
    return signed_in_as(seat.town, "koordination", seat.leader)


def told(place: Office, path: str) -> Any:
    """What the API answers to the Koordination."""
    answer = place.leader.get(f"/districts/{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def person(place: Office) -> dict[str, Any]:
    """Anna, as the API tells of her."""
    return dict(next(each for each in told(place, "staff") if each["staff_id"] == place.anna.subject))


# --- Team --------------------------------------------------------------------------


def test_somebody_joins_and_is_renamed(seat: Office, lead: Browser) -> None:
    page = lead.does("/team/neu", {"name": NASTY, "traeger_id": str(seat.traeger), "start": str(today())})
    assert ESCAPED in page.text
    assert NASTY not in page.text
    (joined,) = [each for each in told(seat, "staff") if each["name"] == NASTY]
    assert (joined["traeger_id"], joined["start"]) == (str(seat.traeger), str(today()))
    page = lead.does(f"/team/{joined['staff_id']}/name", {"name": "Carla Neu"})
    assert "Carla Neu" in page.text
    assert "Carla Neu" in [row[0] for row in tables_of(lead.get("/team"))["Wer hier arbeitet"].rows]


def test_who_leaves_has_a_successor_until_the_leaving_is_taken_back(place: Office, signed_in_as: SignedInAs) -> None:
    lead = signed_in_as(place.town, "koordination", place.leader)
    here = f"/team/{place.anna.subject}"
    assert place.berta.subject in lead.get(f"{here}/ausscheiden").text
    page = lead.does(f"{here}/ausscheiden", {"on": TOMORROW, "successor_id": place.berta.subject})
    assert (person(place)["last_day"], person(place)["successor_id"]) == (TOMORROW, place.berta.subject)
    assert "Berta Tal" in page.text
    lead.does(f"{here}/bleibt")
    assert person(place)["last_day"] is None


def test_a_role_and_a_team_have_their_days(place: Office, signed_in_as: SignedInAs) -> None:
    lead = signed_in_as(place.town, "koordination", place.leader)
    here, yesterday = f"/team/{place.anna.subject}", str(today() - timedelta(days=1))
    page = lead.does(f"{here}/rolle", {"role": "fachkraft", "operation": OPERATION, "start": str(FIRST_DAY)})
    assert tables_of(page)["Rollen"].rows == [["Fachkraft", "ThINKA", day(FIRST_DAY), "–", "beenden"]]
    lead.does(f"{here}/zugehoerigkeit", {"team_id": str(place.south), "start": str(today()), "end": TOMORROW})
    (grant,), (_, south) = person(place)["grants"], person(place)["memberships"]
    assert (south["team_id"], south["end"]) == (str(place.south), TOMORROW)
    lead.does(f"{here}/rolle/{grant['grant_id']}/ende", {"on": yesterday})
    page = lead.does(f"{here}/zugehoerigkeit/{south['membership_id']}/ende", {"on": str(today())})
    assert person(place)["grants"][0]["end"] == yesterday
    assert person(place)["memberships"][1]["end"] == str(today())
    assert tables_of(page)["Rollen"].rows[0][-1] == "beendet"


def test_only_betrieb_gives_the_role_betrieb(place: Office, signed_in_as: SignedInAs) -> None:
    lead = signed_in_as(place.town, "koordination", place.leader)
    path, form = f"/team/{place.anna.subject}/rolle", {"role": "betrieb", "start": str(today())}
    assert 'value="betrieb"' not in lead.get(path).text
    assert lead.post(path, form).status_code == 403
    signed_in_as(place.town, "betrieb").does(path, form)
    assert [each["role"] for each in person(place)["grants"]] == ["betrieb"]


def test_the_list_shows_who_is_here_and_on_request_who_left(place: Office, signed_in_as: SignedInAs) -> None:
    lead = signed_in_as(place.town, "koordination", place.leader)
    place.leave(place.anna, today() - timedelta(days=2), None)
    assert [row[0] for row in tables_of(lead.get("/team"))["Wer hier arbeitet"].rows] == ["Berta Tal"]
    assert [row[0] for row in tables_of(lead.get("/team?alle=ja"))["Wer hier arbeitet"].rows] == [
        "Anna Berg",
        "Berta Tal",
    ]


def test_traeger_and_teams_are_named_engaged_and_formed(seat: Office, lead: Browser) -> None:
    page = lead.does("/traeger/neu", {"name": NASTY})
    assert ESCAPED in page.text
    assert NASTY not in page.text
    (new,) = [each["traeger_id"] for each in told(seat, "traeger") if each["name"] == NASTY]
    lead.does(f"/traeger/{new}/name", {"name": "Bildungswerk"})
    lead.does(f"/traeger/{new}/vorhaben", {"operation": OPERATION, "start": str(FIRST_DAY), "end": ""})
    lead.does("/teams/neu", {"name": "West", "traeger_id": new, "operation": OPERATION})
    (team,) = [each["team_id"] for each in told(seat, "teams") if each["name"] == "West"]
    page = lead.does(f"/teams/{team}/name", {"name": "Weststadt"})
    assert tables_of(page)["Vorhaben von Bildungswerk"].rows == [["ThINKA", day(FIRST_DAY), "–"]]
    assert tables_of(page)["Teams von Bildungswerk"].rows == [["Weststadt", "ThINKA", "umbenennen"]]


# --- Sites -------------------------------------------------------------------------


def test_a_site_is_opened_corrected_and_closed(seat: Office, lead: Browser) -> None:
    details = {"name": NASTY, "sozialraum": "rieth", "kind": "street", "address": NASTY}
    page = lead.does("/standorte/neu", details | {"traeger_id": str(seat.traeger)})
    assert ESCAPED in page.text
    assert NASTY not in page.text
    (site,) = [each for each in told(seat, "sites") if each["name"] == NASTY]
    here = f"/standorte/{site['site_id']}"
    page = lead.does(f"{here}/angaben", details | {"name": "Treff Süd", "address": ""})
    assert NASTY not in page.text
    lead.does(f"{here}/schliessen", {"on": str(today() - timedelta(days=1))})
    (closed,) = [each for each in told(seat, "sites") if each["site_id"] == site["site_id"]]
    assert (closed["name"], closed["address"]) == ("Treff Süd", None)
    assert tables_of(lead.get("/standorte")).popitem()[1].rows[-1][:2] == ["Treff Süd", "aufgegeben"]


def test_hours_of_a_week_are_written_a_line_a_weekday(seat: Office, lead: Browser) -> None:
    here = f"/standorte/{seat.site}"
    week = {
        "start": "2026-01-01",
        "Mo": "09:00-12:00, 14:00–18:00 telefon",
        "Do": "22:00-24:00",
        "on_holidays": "false",
    }
    page = lead.does(f"{here}/sprechzeiten", week)
    (monday, *_, thursday) = told(seat, f"sites/{seat.site}/hours?from=2026-06-01&to=2026-06-04")
    assert [(each["opens"], each["closes"], each["kind"]) for each in monday["hours"]] == [
        ("09:00", "12:00", "sprechstunde"),
        ("14:00", "18:00", "telefon"),
    ]
    assert thursday["hours"][0]["closes"] == "24:00"
    assert f"09:00–12:00 Uhr, {SURGERY}; 14:00–18:00 Uhr, Telefon" in page.text
    again = fields_of(lead.get(f"{here}/sprechzeiten"))
    assert (again["Mo"], again["Do"]) == (["09:00-12:00, 14:00-18:00 telefon"], ["22:00-24:00"])


def test_a_day_of_its_own_a_holiday_and_what_is_open_now(seat: Office, lead: Browser) -> None:
    here = f"/standorte/{seat.site}"
    every_day = dict.fromkeys(("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"), "00:00-24:00")
    lead.does(f"{here}/sprechzeiten", {"start": "2026-01-01", "on_holidays": "true", **every_day})
    assert "jetzt geöffnet" in lead.get("/standorte").text
    page = lead.does(f"{here}/ausnahme", {"on": str(today()), "hours": ""})
    assert "jetzt geschlossen" in page.text
    assert tables_of(page)["Sprechzeiten, Tag für Tag"].rows[0][1:] == ["geschlossen", "Ausnahme"]
    christmas = date(today().year + 1, 12, 25)
    page = lead.does(f"{here}/ausnahme", {"on": str(christmas), "hours": "10:00-11:00"})
    assert f"10:00–11:00 Uhr, {SURGERY}" in tables_of(page)["Tage mit anderen Sprechzeiten"].rows[-1][1]


def test_a_line_that_is_no_office_hours_says_so_at_its_field(seat: Office, lead: Browser) -> None:
    wrong = {"neun bis zwölf": "keine Sprechzeit", "09:00-12:00 tanz": "keine Kontaktart", "12:00-09:00": "bevor sie"}
    for line, says in wrong.items():
        page = lead.post(f"/standorte/{seat.site}/sprechzeiten", {"start": "2026-01-01", "Mo": line})
        assert page.status_code in (409, 422)
        assert 'href="#feld-Mo"' in page.text
        assert says in page.text
        assert fields_of(page)["Mo"] == [line]


# --- Operations and definitions ----------------------------------------------------


def test_an_operation_is_opened_and_set(seat: Office, lead: Browser) -> None:
    opening = {"name": NASTY, "operation": "neues", "start": "2027-01-01", "end": "2028-12-31"}
    page = lead.does("/neues-vorhaben", opening | {"specific_objective": "ESO4.12"})
    assert ESCAPED in page.text
    assert NASTY not in page.text
    settings = {"mode": "participant_based", "bagatelle_minutes": "60", "silent_weeks": "4"}
    settings |= {"consent_warning_days": "0", "fixed_employment": "inactive", "fixed_rural": ""}
    page = lead.does("/vorhaben/neues/einstellungen", settings)
    stored = told(seat, "operations/neues/settings")
    assert stored["fixed_traits"] == [{"field": "employment", "value": "inactive"}]
    assert (stored["bagatelle_minutes"], stored["consent_warning_days"]) == (60, 0)
    assert "Erwerbsstatus: nicht erwerbstätig" in page.text
    assert fields_of(lead.get("/vorhaben/neues/einstellungen"))["fixed_employment"] == ["inactive"]
    lead.does("/vorhaben/neues/einstellungen", settings | {"fixed_employment": ""})
    assert told(seat, "operations/neues/settings")["fixed_traits"] == []


def test_rural_municipalities_are_marked(lead: Browser) -> None:
    page = lead.does("/laendliche-gemeinden", {"ags": "16070004\n16070005, 16070006"})
    assert "16070004, 16070005, 16070006" in page.text
    wrong = lead.post("/laendliche-gemeinden", {"ags": f"1607000{NASTY}"})
    assert wrong.status_code == 422
    assert NASTY not in wrong.text


def test_a_list_of_topics_is_released_from_the_text_of_a_file(seat: Office, lead: Browser) -> None:
    path = "/festlegungen/themen"
    (now,) = fields_of(lead.get(path))["content"]
    assert [term["key"] for term in json.loads(now)["terms"]] == list(topics())
    terms = [{"key": "kreditschulden", "label": NASTY, "core": "schulden"}]
    page = lead.does(path, {"content": json.dumps({"terms": terms})})
    assert "Es gilt Fassung 1, mit 1 Themen." in page.text
    assert NASTY not in page.text
    assert told(seat, "topics")["terms"][0]["label"] == NASTY
    assert "<script>alert" not in lead.get(path).text


def test_an_instrument_is_released_and_its_next_version_begins_with_the_one_that_counts(
    seat: Office, lead: Browser
) -> None:
    path = "/festlegungen/instrument"
    item = {"key": "anliegen", "text": "Geht Anliegen an"}
    content = {
        "instrument": "staerken",
        "label": "Stärken",
        "scale": {"lowest": 1, "labels": ["nein", "ja"]},
        "dimensions": [{"key": "motivation", "label": NASTY, "items": [item]}],
        "missing": "leave_out",
    }
    page = lead.does(path, {"content": json.dumps(content)})
    assert tables_of(page)["Instrumente und ihre geltende Fassung"].rows[0][:3] == ["Stärken", "staerken", "1"]
    assert "<script>alert" not in page.text
    (text,) = fields_of(lead.get(f"{path}?instrument=staerken"))["content"]
    lead.does(path, {"content": text.replace(json.dumps(NASTY)[1:-1], "Motivation")})
    assert told(seat, "instruments/staerken")["version"] == 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "kein gültiges JSON"),
        ("[]", "JSON-Objekt"),
        ('{"terms": [{"key": "a", "label": "A"}]}', "terms.0.core"),
        ('{"terms": [{"key": "a", "label": "A", "core": "nirgends"}]}', "gehört zu keinem Eintrag"),
    ],
)
def test_a_list_that_cannot_be_released_says_where(
    quiet_town: Town, signed_in_as: SignedInAs, content: str, says: str
) -> None:
    page = signed_in_as(quiet_town, "betrieb").post("/festlegungen/themen", {"content": content})
    assert page.status_code in (409, 422)
    assert says in page.text
    assert fields_of(page)["content"] == [content]


# --- All of them -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "form", "field"),
    [
        ("/team/neu", {"name": NASTY, "start": "2026-02-30"}, "start"),
        ("/team/neu", {"name": NASTY, "start": "2026-01-01"}, "traeger_id"),
        ("/traeger/neu", {"name": " "}, "name"),
        ("/standorte/neu", {"name": NASTY, "sozialraum": NASTY, "kind": "castle"}, "kind"),
        ("/neues-vorhaben", {"name": NASTY, "operation": "X", "start": "2026-01-01", "end": "2027-01-01"}, "operation"),
        ("/neues-vorhaben", {"name": NASTY, "operation": "xy", "start": "2027-01-01", "end": "2026-01-01"}, "end"),
        (f"/vorhaben/{OPERATION}/einstellungen", {"mode": "participant_based", "silent_weeks": "0"}, "silent_weeks"),
    ],
)
def test_a_refused_form_keeps_what_was_typed_and_leads_to_the_field(
    quiet_town: Town, signed_in_as: SignedInAs, path: str, form: dict[str, str], field: str
) -> None:
    page = signed_in_as(quiet_town, "koordination").post(path, form)
    assert page.status_code in (409, 422)
    assert f'href="#feld-{field}"' in page.text
    assert f'id="fehler-{field}"' in page.text
    for name in form.keys() - {"kind", "mode"}:
        assert fields_of(page)[name] == [form[name]]
    assert "<script>alert" not in page.text


def test_a_refusal_names_the_rule_at_the_field_that_broke_it(seat: Office, lead: Browser) -> None:
    page = lead.post(f"/team/{seat.anna.subject}/ausscheiden", {"on": TOMORROW, "successor_id": seat.anna.subject})
    assert page.status_code == 409
    assert 'href="#feld-successor_id"' in page.text
    assert "Niemand folgt sich selbst nach." in page.text


def test_sending_the_same_form_twice_changes_nothing_twice(seat: Office, lead: Browser) -> None:
    form, key = {"name": "Doppelt", "traeger_id": str(seat.traeger), "start": str(today())}, str(uuid4())
    first, second = (lead.post("/team/neu", form, key=key) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    seat.town.settle()
    assert len([each for each in told(seat, "staff") if each["name"] == "Doppelt"]) == 1


@pytest.mark.parametrize("role", list(Role))
def test_pages_and_forms_are_for_those_who_run_the_district(
    quiet_town: Town, signed_in_as: SignedInAs, role: str
) -> None:
    browser, someone = signed_in_as(quiet_town, role), str(uuid4())
    names = dict.fromkeys(("staff", "grant", "membership", "traeger", "team", "site"), someone)
    paths = {form.path.format(**names, operation=OPERATION) for form in FORMS}
    assert {browser.get(path).status_code for path in PAGES} == ({200} if role in OPERATORS else {403})
    shown = {browser.get(path).status_code for path in paths}
    sent = {browser.post(path).status_code for path in paths}
    assert shown == ({200, 404} if role in OPERATORS else {403})
    assert sent == ({404, 422} if role in OPERATORS else {403})


def test_somebody_of_another_district_is_nobody_here(seat: Office, new_town: Any, signed_in_as: SignedInAs) -> None:
    stranger = signed_in_as(new_town(), "koordination")
    for path in (f"/team/{seat.anna.subject}", f"/standorte/{seat.site}", f"/teams/{seat.north}/name"):
        assert stranger.get(path).status_code == 404
    assert stranger.post(f"/team/{seat.anna.subject}/name", {"name": "Fremd"}).status_code == 404
    assert person(seat)["name"] == "Anna Berg"
