"""*Kontakt*: recorded, corrected, taken back and cancelled with plain forms."""

from collections.abc import Callable
from typing import Any

import pytest

from services.kernel.times import today
from tests.api.conftest import OPERATION, Town
from tests.api.office import Office
from tests.api.test_cases import opened
from tests.pages.browser import Browser, fields_of
from tests.pages.conftest import SignedInAs

pytestmark = pytest.mark.server

ANONYMOUS = {"operation": OPERATION, "date": "2026-03-02", "sozialraum": "rieth", "kind": "telefon", "minutes": "30"}
HOSTILE = "\"'><script>alert(1)</script>"
EVERYTHING = {
    **ANONYMOUS,
    "sozialraum": "",
    "minutes": "15",
    "other_minutes": "25",
    "starts_at": "14:30",
    "topics": ["schulden", "alter"],
    "present": ["client", "interpreter"],
    "migration_background": "yes",
    "track": "social",
    "site": "Jobcenter, Zimmer 12",
    "note": "Unterlagen fehlen noch",
    "next_step": "Bescheid mitbringen",
    "next_on": "2026-03-09",
    "new_topic": "mietschulden",
    "new_severity": "severe",
}


@pytest.fixture
def place(shared_place: Office) -> Office:
    """Berta records nothing here."""
    return shared_place


@pytest.fixture
def anna(place: Office, signed_in_as: SignedInAs) -> Browser:
    return signed_in_as(place.town, "fachkraft", place.anna)


@pytest.fixture
def berta(place: Office, signed_in_as: SignedInAs) -> Browser:
    return signed_in_as(place.town, "fachkraft", place.berta)


def stored(place: Office, page: Any) -> dict[str, Any]:
    """The contact that a page is about, as a program reads it."""
    contact = page.url.path.split("/")[2]
    document: dict[str, Any] = place.anna.get(f"/intake/contacts/{contact}").json()["contact"]
    return document


# --- Recording ---------------------------------------------------------------------


def test_the_form_begins_with_today_and_needs_no_case(anna: Browser) -> None:
    shown = fields_of(anna.get("/kontakt"))

    assert shown["date"] == [today().isoformat()]
    assert shown["code_word"] == [""]
    assert shown["operation"] == [OPERATION]


def test_an_anonymous_contact_is_stored_as_it_was_typed(place: Office, anna: Browser) -> None:
    page = anna.does("/kontakt", {**ANONYMOUS, "other_minutes": "25", "topics": ["schulden"], "present": ["family"]})

    contact = stored(place, page)
    assert (contact["case_id"], contact["staff_id"]) == (None, place.anna.subject)
    assert (contact["date"], contact["minutes"], contact["kind"]) == ("2026-03-02", 25, "telefon")
    assert (contact["topics"], contact["present"]) == (["schulden"], ["family"])


def test_a_contact_of_a_case_holds_everything_the_form_asks(place: Office, anna: Browser) -> None:
    case = opened(place.anna)["case_id"]
    assert fields_of(anna.get(f"/kontakt?fall={case}"))["case"] == [case]

    contact = stored(place, anna.does("/kontakt", {**EVERYTHING, "case": case}))

    assert (contact["case_id"], contact["sozialraum"], contact["minutes"]) == (case, "rieth", 25)
    assert (contact["note"], contact["next_step"]) == ("Unterlagen fehlen noch", "Bescheid mitbringen")
    assert (contact["next_on"], contact["site"]) == ("2026-03-09", "Jobcenter, Zimmer 12")
    assert contact["situations"] == [{"topic": "mietschulden", "still": "yes", "severity": "severe"}]


def test_what_is_open_in_the_case_is_asked_again_and_can_be_settled(place: Office, anna: Browser) -> None:
    case = opened(place.anna)["case_id"]
    anna.does("/kontakt", {**EVERYTHING, "case": case})
    form = anna.get(f"/kontakt?fall={case}")
    assert "Mietschulden" in form.text
    assert 'name="still.mietschulden"' in form.text

    anna.does("/kontakt", {**ANONYMOUS, "date": "2026-03-09", "case": case, "still.mietschulden": "no"})

    assert 'name="still.mietschulden"' not in anna.get(f"/kontakt?fall={case}").text


def test_the_case_is_named_by_its_code_word(place: Office, anna: Browser) -> None:
    case = opened(place.anna)

    page = anna.does("/kontakt", {**EVERYTHING, "code_word": case["code_word"].lower().replace("-", " ")})

    assert stored(place, page)["case_id"] == case["case_id"]


def test_a_code_word_of_another_team_is_refused_like_one_that_nobody_has(place: Office, berta: Browser) -> None:
    word = opened(place.anna)["code_word"]
    before = place.town.head("intake")

    refused = berta.post("/kontakt", {**ANONYMOUS, "code_word": word})
    unknown = berta.post("/kontakt", {**ANONYMOUS, "code_word": "Nachtigall"})

    assert (refused.status_code, unknown.status_code) == (409, 409)
    assert "Unter diesem Codewort führt Ihr Team keinen Fall" in refused.text
    assert "Unter diesem Codewort führt Ihr Team keinen Fall" in unknown.text
    assert place.town.head("intake") == before


def test_a_wrong_check_digit_is_told_at_its_field(place: Office, anna: Browser) -> None:
    word = opened(place.anna)["code_word"]
    wrong = f"{word[:-1]}{(int(word[-1]) + 1) % 10}"

    refused = anna.post("/kontakt", {**ANONYMOUS, "code_word": wrong})

    assert refused.status_code == 409
    assert 'id="fehler-code_word"' in refused.text
    assert fields_of(refused)["code_word"] == [wrong]


def test_the_same_form_sent_twice_is_one_contact(place: Office, anna: Browser) -> None:
    first = anna.post("/kontakt", ANONYMOUS, key="eine-eingabe")
    after_one = place.town.head("intake")

    second = anna.post("/kontakt", ANONYMOUS, key="eine-eingabe")

    assert first.headers["location"] == second.headers["location"]
    assert place.town.head("intake") == after_one


@pytest.mark.parametrize(
    ("wrong", "field", "status"),
    [
        ({"other_minutes": "viele"}, "minutes", 422),
        ({"other_minutes": "100000"}, "minutes", 422),
        ({"date": "2999-01-01"}, "date", 422),
        ({"date": "2199-01-01"}, "date", 409),
        ({"sozialraum": ""}, "sozialraum", 409),
        ({"topics": ["gibt-es-nicht"]}, "topics", 409),
        ({"note": "ohne Fall"}, "note", 409),
        ({"kind": "brieftaube"}, "kind", 422),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(
    place: Office, anna: Browser, wrong: dict[str, Any], field: str, status: int
) -> None:
    before = place.town.head("intake")

    refused = anna.post("/kontakt", {**EVERYTHING, "sozialraum": "rieth", "new_topic": "", "note": "", **wrong})

    assert refused.status_code == status, refused.text
    assert "Bitte prüfen Sie Ihre Angaben" in refused.text
    assert f'href="#feld-{field}"' in refused.text
    assert f'id="feld-{field}"' in refused.text
    assert fields_of(refused)["next_step"] == ["Bescheid mitbringen"]
    assert fields_of(refused)["present"] == ["client", "interpreter"]
    assert place.town.head("intake") == before


@pytest.mark.parametrize("field", ["sozialraum", "code_word", "site", "note", "next_step", "other_minutes", "reason"])
def test_what_was_typed_is_shown_as_text_and_never_as_markup(place: Office, anna: Browser, field: str) -> None:
    case = "" if field == "code_word" else opened(place.anna)["case_id"]
    form = {**ANONYMOUS, "minutes": "", "date": "1800-01-01", "case": case, field: HOSTILE}

    refused = anna.post("/kontakt", form)

    assert refused.status_code == 422
    assert "<script>alert" not in refused.text
    if field != "reason":
        assert fields_of(refused)[field] == [HOSTILE]


def test_stored_words_are_shown_as_text_and_never_as_markup(place: Office, anna: Browser) -> None:
    case = opened(place.anna)["case_id"]
    words = {"note": HOSTILE, "next_step": HOSTILE, "site": HOSTILE}

    page = anna.does("/kontakt", {**ANONYMOUS, "case": case, **words})
    form = anna.get(f"{page.url.path}/berichtigung")

    assert stored(place, page)["note"] == HOSTILE
    assert "<script>alert" not in page.text + form.text
    assert "&lt;script&gt;alert" in page.text
    assert {name: fields_of(form)[name] for name in words} == {name: [HOSTILE] for name in words}


# --- Correcting, taking back, cancelling --------------------------------------------


def test_a_correction_shows_what_is_known_and_changes_what_was_changed(place: Office, anna: Browser) -> None:
    case = opened(place.anna)["case_id"]
    page = anna.does("/kontakt", {**EVERYTHING, "case": case})
    before = stored(place, page)
    form = fields_of(anna.get(f"{page.url.path}/berichtigung"))
    form.pop("befehl")

    corrected = anna.does(
        f"{page.url.path}/berichtigung", {**form, "other_minutes": "40", "next_step": "", "next_on": ""}
    )

    after = {**before, "minutes": 40, "next_step": None, "next_on": None}
    assert stored(place, corrected) == after
    assert "berichtigt, Sie. Geändert: Minuten, Nächster Schritt, Nächster Schritt am" in corrected.text


def test_a_correction_that_changes_nothing_stores_nothing(place: Office, anna: Browser) -> None:
    case = opened(place.anna)["case_id"]
    page = anna.does("/kontakt", {**EVERYTHING, "case": case})
    form = fields_of(anna.get(f"{page.url.path}/berichtigung"))
    before = place.town.head("intake")

    anna.does(f"{page.url.path}/berichtigung", {name: values for name, values in form.items() if name != "befehl"})

    assert place.town.head("intake") == before


def test_a_registered_site_and_an_empty_form_field_mean_what_they_say(place: Office, anna: Browser) -> None:
    page = anna.does("/kontakt", {**ANONYMOUS, "site_id": str(place.site)})
    assert stored(place, page)["site_id"] == str(place.site)
    assert "Treff Rieth" in page.text
    form = fields_of(anna.get(f"{page.url.path}/berichtigung"))
    assert form["site_id"] == [str(place.site)]

    corrected = anna.does(f"{page.url.path}/berichtigung", {**form, "site_id": "", "kind": ""})

    assert (stored(place, corrected)["site_id"], stored(place, corrected)["kind"]) == (None, None)


def test_a_correction_made_elsewhere_meanwhile_is_shown_before_anything_is_stored(place: Office, anna: Browser) -> None:
    page = anna.does("/kontakt", ANONYMOUS)
    where = f"{page.url.path}/berichtigung"
    form = fields_of(anna.get(where))
    contact = page.url.path.split("/")[2]
    assert place.berta.post(f"/intake/contacts/{contact}/corrections", {"minutes": 55}).status_code == 201
    place.town.settle()
    before = place.town.head("intake")

    conflict = anna.post(where, {**form, "other_minutes": "40"})

    assert conflict.status_code == 409
    assert "inzwischen anderswo berichtigt" in conflict.text
    assert ">55<" in conflict.text
    assert fields_of(conflict)["other_minutes"] == ["40"]
    assert place.town.head("intake") == before
    both = anna.does(where, fields_of(conflict))
    assert stored(place, both)["minutes"] == 40
    assert both.text.count(": berichtigt, ") == 2


def test_the_same_correction_sent_twice_is_one(place: Office, anna: Browser) -> None:
    page = anna.does("/kontakt", ANONYMOUS)
    where = f"{page.url.path}/berichtigung"
    form = {**{name: values for name, values in fields_of(anna.get(where)).items() if name != "befehl"}, "minutes": "5"}
    form["other_minutes"] = ""

    answers = [anna.post(where, form, key="zweimal") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    place.town.settle()
    assert anna.get(page.url.path).text.count(": berichtigt, ") == 1


def test_a_contact_is_cancelled_with_a_reason_and_not_without(anna: Browser) -> None:
    page = anna.does("/kontakt", ANONYMOUS)

    refused = anna.post(f"{page.url.path}/stornierung", {"reason": " "})
    cancelled = anna.does(f"{page.url.path}/stornierung", {"reason": HOSTILE})

    assert refused.status_code == 422
    assert 'href="#feld-reason"' in refused.text
    assert "Dieser Kontakt ist storniert" in cancelled.text
    assert "<script>alert" not in cancelled.text
    assert page.url.path not in anna.get("/kontakte").text


def test_only_who_recorded_a_contact_takes_it_back(anna: Browser, berta: Browser) -> None:
    page = anna.does("/kontakt", ANONYMOUS)

    refused = berta.post(f"{page.url.path}/rueckgaengig")

    assert refused.status_code == 409
    assert "Rückgängig macht einen Kontakt nur, wer ihn erfasst hat" in refused.text
    assert "/rueckgaengig" not in berta.get(page.url.path).text
    assert anna.post(f"{page.url.path}/rueckgaengig").status_code == 303


# --- Lists, and who may ---------------------------------------------------------------


def test_the_list_shows_ones_own_contacts_page_by_page(place: Office, anna: Browser, berta: Browser) -> None:
    word, day = opened(place.anna)["code_word"], {"date": "2026-04-07"}
    anna.does("/kontakt", {**ANONYMOUS, **day, "code_word": word})
    anna.does("/kontakt", {**ANONYMOUS, **day})

    assert anna.get("/kontakte").text.count("Di, 07.04.2026") == 2
    assert word in anna.get("/kontakte?nur=fall").text
    assert word not in anna.get("/kontakte?nur=anonym").text
    assert "Noch ist keiner da" in berta.get("/kontakte").text
    assert anna.get("/kontakte?nach=2026-01-01~00000000-0000-8000-8000-000000000006").status_code == 200
    assert anna.get("/kontakte?nach=gestern").status_code == 422


def test_a_contact_of_another_teams_case_is_not_there(place: Office, anna: Browser, berta: Browser) -> None:
    case = opened(place.anna)["case_id"]
    path = anna.does("/kontakt", {**EVERYTHING, "case": case}).url.path
    form = {"shown": "1", "date": "2026-03-02", "sozialraum": "rieth"}

    answers = [
        berta.get(f"/kontakt?fall={case}"),
        berta.get(path),
        berta.get(f"{path}/berichtigung"),
        berta.post(f"{path}/berichtigung", form),
        berta.post(f"{path}/stornierung", {"reason": "nur so"}),
        berta.post(f"{path}/rueckgaengig"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 6


def test_another_district_meets_a_contact_that_is_not_there(
    anna: Browser, new_town: Callable[[], Town], signed_in_as: SignedInAs
) -> None:
    path = anna.does("/kontakt", ANONYMOUS).url.path

    assert signed_in_as(new_town(), "fachkraft").get(path).status_code == 404


@pytest.mark.parametrize("role", ["koordination", "planung", "pruefung", "auswertung", "betrieb"])
def test_contacts_are_fachkraefte_pages(place: Office, signed_in_as: SignedInAs, role: str) -> None:
    other = signed_in_as(place.town, role, place.anna)

    assert {other.get("/kontakt").status_code, other.get("/kontakte").status_code} == {403}
    assert other.post("/kontakt", ANONYMOUS).status_code == 403


def test_a_form_of_another_site_is_refused(place: Office, anna: Browser) -> None:
    before = place.town.head("intake")

    assert anna.post("/kontakt", ANONYMOUS, Sec_Fetch_Site="cross-site").status_code == 403
    assert place.town.head("intake") == before
