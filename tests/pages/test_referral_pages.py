"""A Fachkraft's pages of referrals: from the need to the closed loop, and what others do not get to see."""

from collections.abc import Iterator
from datetime import timedelta
from html import escape
from urllib.parse import urlencode
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from services.districts.application import operator
from services.kernel.pages.seen import COOKIE as STAND
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.kernel.signed_in import COOKIE
from services.kernel.times import today
from services.referral.application import referral
from services.referral.domain.partner_listing import PartnerDetails
from services.referral.folding import fold as fold_referral
from services.referral.letters_desk import LettersDesk
from services.referral.link_door import LinkDoor
from services.referral.link_rows import links_of
from services.referral.partners_desk import PartnersDesk
from services.referral.proposals import Proposal
from services.referral.referral_inputs import HandOver
from services.referral.referrals_desk import ReferralsDesk
from services.referral.shared_texts import shared_texts
from tests.api.conftest import OPENING, Town
from tests.api.office import Office, office
from tests.api.test_casework import ago, done
from tests.pages.browser import Browser, fields_of
from tests.pages.casework import ESCAPED, NASTY
from tests.pages.conftest import SignedInAs
from tests.pages.referral_work import Partners, consent, new_case, partners, rows

pytestmark = pytest.mark.server

LIST = "/weitervermittlungen"
TODAY = ago(0)


@pytest.fixture(scope="module")
def place(client: TestClient, settings: Settings) -> Office:
    """One office for all tests here: each has cases of its own."""
    open_district(settings, "kreis-der-wege", "Kreis der Wege")
    town = Town(client, settings, "kreis-der-wege")
    assert town.post("/districts/operations", OPENING, "betrieb").status_code == 201
    town.settle()
    return office(town)


@pytest.fixture(scope="module")
def known(place: Office) -> Partners:
    return partners(place)


@pytest.fixture
def anna(place: Office, signed_in_as: SignedInAs) -> Browser:
    return signed_in_as(place.town, "fachkraft", place.anna)


def proposed(place: Office, anna: Browser, known: Partners, case_id: UUID | None = None) -> str:
    """The address of a referral of Anna's to the Schuldnerberatung."""
    case_id = case_id or new_case(place, place.anna, place.north)
    form = {"case": str(case_id), "topics": ["schulden"], "offer": str(known.debts_offer)}
    answer = anna.post(f"{LIST}/vorschlag", form)
    assert answer.status_code == 303, answer.text
    place.town.settle()
    return answer.headers["location"].partition("?")[0]


def handed_over(place: Office, known: Partners, days: int) -> str:
    """The address of a referral without a case that the Schuldnerberatung has had for so many days."""
    desk, on = ReferralsDesk(referral(place.town.settings), place.town.district), today() - timedelta(days=days)
    proposal = Proposal(partner_id=known.debts, operation="thinka-2022", sozialraum="rieth", on=on)
    made = desk.propose(proposal, operator("cli:test"))
    desk.hand_over(made.id, HandOver(channel="phone", on=on), {}, operator("cli:test"))
    place.town.settle()
    return f"{LIST}/{made.id}"


def test_from_a_case_offers_are_shown_with_their_grounds_and_one_is_proposed(
    place: Office, anna: Browser, known: Partners
) -> None:
    case_id = new_case(place, place.anna, place.north)

    form = anna.get(f"{LIST}/neu?fall={case_id}")
    shown = anna.post(f"{LIST}/neu", {"case": str(case_id), "topics": ["schulden"]})
    page = anna.does(
        f"{LIST}/vorschlag",
        {"case": str(case_id), "topics": ["schulden"], "offer": str(known.debts_offer), "note": NASTY},
    )

    assert f'hx-get="/faelle/{case_id}/weitervermittlung/themen"' in form.text
    assert "Schuldenberatung" in shown.text
    assert "passt zu:" in shown.text
    assert "Hilfe bei Mietschulden" not in shown.text
    assert "Weitervermittlung an Schuldnerberatung Nord" in page.text
    assert "Einwilligung erfassen" in page.text
    assert ESCAPED in page.text
    assert rows(place)[0].state == "proposed"


def test_a_recommendation_without_anything_of_the_person_takes_one_page_of_answers(
    place: Office, anna: Browser, known: Partners
) -> None:
    form = anna.get(f"{LIST}/neu")
    preset = fields_of(form)
    need = {"topics": ["schulden"], "operation": preset["operation"][0], "sozialraum": preset["sozialraum"][0]}

    page = anna.does(f"{LIST}/vorschlag", {**need, "offer": str(known.debts_offer), "escorted": "true"})

    made = rows(place)[0]
    assert "Die Empfehlung ist gespeichert." in page.text
    assert (made.case_id, made.state, made.escorted, made.fields) == (None, "handed_over", True, ())
    assert (made.team, made.staff) == (place.north, UUID(place.anna.subject))


def test_sent_again_the_same_recommendation_is_made_once(place: Office, anna: Browser, known: Partners) -> None:
    form = {
        "topics": ["schulden"],
        "operation": "thinka-2022",
        "sozialraum": "rieth",
        "offer": str(known.debts_offer),
    }
    before = len(rows(place))

    first = anna.post(f"{LIST}/vorschlag", form, key="einmal")
    again = anna.post(f"{LIST}/vorschlag", form, key="einmal")

    assert first.headers["location"] == again.headers["location"]
    assert len(rows(place)) == before + 1


def test_a_consent_that_a_referral_asked_for_leads_back_to_it_and_is_known_there(
    place: Office, anna: Browser, known: Partners
) -> None:
    case_id = new_case(place, place.anna, place.north)
    address = proposed(place, anna, known, case_id)
    asked = f"/faelle/{case_id}/einwilligungen/neu?partner={known.debts}&weitervermittlung={address.rpartition('/')[2]}"
    paper = {"text": "consent-referral.1", "form": "paper", "on": TODAY, "partner": str(known.debts)}

    referral_page, form = anna.get(address), anna.get(asked)
    sent = anna.post(asked, {**paper, "fields": ["phone"]})
    stand = sent.cookies[STAND]
    anna.get(address, Cookie=f"{COOKIE}={anna.cookie}; {STAND}={stand}")
    fold_referral(place.town.settings, place.town.district)  # as its worker does meanwhile
    page = anna.get(address)

    assert f'href="{escape(asked)}"' in referral_page.text
    assert f'href="{address}"' in form.text
    assert (sent.status_code, sent.headers["location"]) == (303, address)
    assert stand.startswith("intake.")
    assert "Jetzt kann übergeben werden." in page.text


@pytest.mark.parametrize("named", ["", "https://boese.example", "//boese.example", "../abmelden", "1234"])
def test_anything_but_an_id_of_a_referral_leads_to_the_case_file(
    place: Office, anna: Browser, known: Partners, named: str
) -> None:
    case_id = new_case(place, place.anna, place.north)
    asked = f"/faelle/{case_id}/einwilligungen/neu?{urlencode({'weitervermittlung': named})}"
    paper = {"text": "consent-referral.1", "form": "paper", "on": TODAY, "partner": str(known.debts)}

    form = anna.get(asked)
    sent = anna.post(asked, {**paper, "fields": ["phone"]})

    assert f'href="/faelle/{case_id}#einwilligungen"' in form.text
    assert "boese" not in form.text
    assert sent.headers["location"] == f"/faelle/{case_id}#einwilligungen"


@pytest.mark.usefixtures("known")
def test_to_another_district_the_main_button_leads_to_the_letter_once_there_is_a_consent(
    place: Office, anna: Browser, settings: Settings
) -> None:
    open_district(settings, "kreis-der-nachbarn", "Kreis der Nachbarn")
    service, district = referral(settings), place.town.district
    details = PartnerDetails(name="Landratsamt nebenan", kind="landkreis")
    neighbour = PartnersDesk(service, district).list_partner(details, {}, operator("cli:test")).id
    LettersDesk(service, district).assign_district(neighbour, "kreis-der-nachbarn", operator("cli:test"))
    place.town.settle()
    case_id = new_case(place, place.anna, place.north)
    form = {"case": str(case_id), "topics": ["schulden"]}
    address = anna.does(f"{LIST}/vorschlag", {**form, "partner": str(neighbour)}).url.path
    before = anna.get(address)
    consent(place, place.anna, case_id, neighbour)

    page, way = anna.get(address), fields_of(anna.get(f"{address}/uebergabe"))["channel"]

    assert "Als Brief übergeben" not in before.text
    assert f'href="{address}/uebergabe"><span class="kern-label">Als Brief übergeben</span>' in page.text
    assert way == ["district_letter"]


def test_with_a_consent_its_fields_are_handed_over_and_a_link_is_issued(
    place: Office, anna: Browser, known: Partners
) -> None:
    case_id = new_case(place, place.anna, place.north)
    address = proposed(place, anna, known, case_id)
    given = consent(place, place.anna, case_id, known.debts)

    form = anna.get(f"{address}/uebergabe")
    sent = {
        "channel": "link_on_paper",
        "on": TODAY,
        "consent_id": str(given),
        "angabe_family_name": "Berger",
        "angabe_phone": "",
        "message": NASTY,
    }
    page = anna.does(f"{address}/uebergabe", sent)

    assert f'hx-get="/faelle/{case_id}/weitervermittlung/angaben?einwilligung={given}"' in form.text
    assert set(fields_of(form)) >= {"angabe_family_name", "angabe_phone"}
    assert "Weitergegeben: Familienname." in page.text
    assert "Berger" not in page.text
    assert "Antwort eintragen" in page.text
    row = next(each for each in rows(place) if each.case_id == case_id)
    service = referral(place.town.settings)
    handed = ReferralsDesk(service, place.town.district).book(row.book_id).referrals[row.referral_id].handed[-1]
    assert shared_texts(service, place.town.district, handed) == {"family_name": "Berger", "message": NASTY}
    assert len(links_of(service.pool, place.town.district, row.referral_id)) == 1


def test_without_a_consent_the_form_asks_for_nothing_of_the_person_and_nothing_goes_along(
    place: Office, anna: Browser, known: Partners
) -> None:
    address = proposed(place, anna, known)

    form = anna.get(f"{address}/uebergabe")
    refused = anna.post(f"{address}/uebergabe", {"channel": "phone", "on": TODAY, "angabe_phone": "0361 1234"})
    taken = anna.does(f"{address}/uebergabe", {"channel": "in_person", "on": TODAY, "escorted": "true"})

    assert not [name for name in fields_of(form) if name.startswith("angabe_")]
    assert "erfassen Sie zuerst die Einwilligung" in form.text
    assert refused.status_code == 409
    assert "gibt es keine Einwilligung" in refused.text
    assert "Ohne Angaben zur Person." in taken.text


def test_a_withdrawn_consent_is_known_at_the_form_before_the_broker_brings_it(
    place: Office, anna: Browser, known: Partners
) -> None:
    case_id = new_case(place, place.anna, place.north)
    address = proposed(place, anna, known, case_id)
    given = consent(place, place.anna, case_id, known.debts)
    done(place.anna.post(f"/intake/cases/{case_id}/consents/{given}/withdrawal", {"on": TODAY}))

    form = anna.get(f"{address}/uebergabe")
    sent = {"channel": "phone", "on": TODAY, "consent_id": str(given), "angabe_phone": "0361 1234"}
    refused = anna.post(f"{address}/uebergabe", sent)

    assert "angabe_phone" not in fields_of(form)
    assert refused.status_code == 409


def test_the_loop_is_closed_step_by_step_with_one_main_button_each(
    place: Office, anna: Browser, known: Partners
) -> None:
    address = proposed(place, anna, known)
    told = {"on": TODAY, "provenance": "partner_phone"}
    steps = (
        ("uebergabe", {"channel": "in_person", "on": TODAY}, "Antwort eintragen"),
        ("antwort", {**told, "answer": "accepted", "appointment_on": TODAY}, "Ankunft eintragen"),
        ("ankunft", {**told, "arrival": "arrived"}, "Ergebnis eintragen"),
        ("ergebnis", {**told, "outcome": "partly_solved", "note": NASTY}, "Abschließen"),
        ("abschluss", {"on": TODAY}, None),
    )

    for path, form, button in steps:
        page = anna.does(f"{address}/{path}", form)
        primary = page.text.count("kern-btn--primary")
        assert (primary, button is None or f">{button}<" in page.text) == (0 if button is None else 1, True), path

    assert "Auskunft: Partner, am Telefon." in page.text
    assert ESCAPED in page.text
    assert "Wieder öffnen" in page.text
    reopened = anna.does(f"{address}/wieder-oeffnen", {"on": TODAY})
    assert "Einwilligung erfassen" in reopened.text


def test_after_a_refusal_another_place_is_sought_for_the_same_need(
    place: Office, anna: Browser, known: Partners
) -> None:
    address = proposed(place, anna, known)
    anna.does(f"{address}/uebergabe", {"channel": "in_person", "on": TODAY})
    no_grounds = anna.post(f"{address}/antwort", {"answer": "declined", "on": TODAY, "provenance": "partner_phone"})
    declined = anna.does(
        f"{address}/antwort",
        {"answer": "declined", "grounds": "no_capacity", "on": TODAY, "provenance": "partner_phone"},
    )
    case_id = next(each.case_id for each in rows(place) if str(each.referral_id) in address)

    form = anna.get(f"{LIST}/neu?fall={case_id}&anstelle={address.rpartition('/')[2]}")

    assert no_grounds.status_code == 409
    assert "Bitte sagen Sie, warum es nicht geht." in no_grounds.text
    assert "Andere Stelle suchen" in declined.text
    assert fields_of(form)["topics"] == ["schulden"]
    assert fields_of(form)["instead_of"] == [address.rpartition("/")[2]]


def test_nobody_is_sent_twice_without_being_told(place: Office, anna: Browser, known: Partners) -> None:
    case_id = new_case(place, place.anna, place.north)
    address = proposed(place, anna, known, case_id)
    need = {"case": str(case_id), "topics": ["schulden"]}

    shown = anna.post(f"{LIST}/neu", need)
    refused = anna.post(f"{LIST}/vorschlag", {**need, "offer": str(known.debts_offer)})
    confirmed = anna.post(
        f"{LIST}/vorschlag",
        {
            **need,
            "offer": str(known.debts_offer),
            f"trotz-{known.debts_offer}": fields_of(shown)[f"trotz-{known.debts_offer}"],
        },
    )

    assert "Für dieses Anliegen läuft schon etwas" in shown.text
    assert f'href="{address}"' in shown.text
    assert "Trotzdem vorschlagen" in shown.text
    assert refused.status_code == 409
    assert confirmed.status_code == 303


def test_a_partner_is_proposed_by_name_where_no_offer_of_it_fits(place: Office, anna: Browser, known: Partners) -> None:
    case_id = new_case(place, place.anna, place.north)
    need = {"case": str(case_id), "topics": ["schulden"]}

    shown = anna.post(f"{LIST}/neu", need)
    page = anna.does(f"{LIST}/vorschlag", {**need, "partner": str(known.housing), "note": NASTY})

    assert "Hilfe bei Mietschulden" not in shown.text
    assert f'<option value="{known.housing}">Wohnhilfe</option>' in shown.text
    assert "Weitervermittlung an Wohnhilfe" in page.text
    assert ESCAPED in page.text
    made = next(each for each in rows(place) if each.case_id == case_id)
    assert (made.partner_id, made.offer_id, made.topics) == (known.housing, None, ("schulden",))


def test_a_partner_is_recommended_by_name_without_a_case(place: Office, anna: Browser, known: Partners) -> None:
    need = {"topics": ["schulden"], "operation": "thinka-2022", "sozialraum": "rieth"}

    page = anna.does(f"{LIST}/vorschlag", {**need, "partner": str(known.housing)})

    made = rows(place)[0]
    assert "Die Empfehlung ist gespeichert." in page.text
    assert (made.case_id, made.partner_id, made.offer_id, made.state) == (None, known.housing, None, "handed_over")


def test_the_offer_whose_button_was_pressed_counts_before_a_partner_left_chosen(
    place: Office, anna: Browser, known: Partners
) -> None:
    case_id = new_case(place, place.anna, place.north)
    form = {"case": str(case_id), "offer": str(known.debts_offer), "partner": str(known.housing)}

    anna.does(f"{LIST}/vorschlag", form)

    made = next(each for each in rows(place) if each.case_id == case_id)
    assert (made.partner_id, made.offer_id) == (known.debts, known.debts_offer)


def test_without_a_choice_or_with_an_unknown_partner_the_offers_are_shown_again(
    place: Office, anna: Browser, known: Partners
) -> None:
    need = {"case": str(new_case(place, place.anna, place.north)), "topics": ["schulden"]}

    nobody = anna.post(f"{LIST}/vorschlag", need)
    unknown = anna.post(f"{LIST}/vorschlag", {**need, "partner": need["case"]})

    assert (nobody.status_code, unknown.status_code) == (422, 409)
    for page in (nobody, unknown):
        assert 'href="#feld-partner"' in page.text
        assert str(known.debts_offer) in page.text
    assert "Bitte einen Partner wählen." in nobody.text
    assert "Dieser Partner steht nicht oder nicht mehr im Verzeichnis." in unknown.text


def test_what_is_open_at_a_partner_chosen_by_name_is_told_before_it_is_confirmed(
    place: Office, anna: Browser, known: Partners
) -> None:
    case_id = new_case(place, place.anna, place.north)
    address = proposed(place, anna, known, case_id)
    need = {"case": str(case_id), "topics": ["mietschulden"], "partner": str(known.debts)}
    confirms = f"trotz-{known.debts}"

    shown = anna.post(f"{LIST}/neu", {"case": need["case"], "topics": need["topics"]})
    refused = anna.post(f"{LIST}/vorschlag", need)
    confirmed = anna.post(f"{LIST}/vorschlag", {**need, confirms: fields_of(refused)[confirms]})

    assert address not in shown.text
    assert confirms not in fields_of(shown)
    assert refused.status_code == 409
    assert f'href="{address}"' in refused.text
    assert "Trotzdem vorschlagen: gewählter Partner" in refused.text
    assert confirmed.status_code == 303


def test_after_a_withdrawal_telling_the_partner_comes_first(place: Office, anna: Browser, known: Partners) -> None:
    case_id = new_case(place, place.anna, place.north)
    address = proposed(place, anna, known, case_id)
    given = consent(place, place.anna, case_id, known.debts)
    sent = {"channel": "phone", "on": TODAY, "consent_id": str(given), "angabe_phone": "0361 1234"}
    anna.does(f"{address}/uebergabe", sent)
    done(place.anna.post(f"/intake/cases/{case_id}/consents/{given}/withdrawal", {"on": TODAY}))
    place.town.settle()

    page, listed = anna.get(address), anna.get(f"{LIST}?zeigen=unterrichten&von=team")
    asked = anna.does(f"{address}/loeschbitte", {})
    told = anna.does(f"{address}/partner-unterrichtet", {"consent": str(given), "on": TODAY})

    assert "dass er die Angaben löschen soll" in page.text
    assert f'href="{address}"' in listed.text
    assert "Die Bitte um Löschung ist auf dem Weg." in asked.text
    assert "Partner über das Ende der Einwilligung unterrichtet" in told.text
    assert "Antwort eintragen" in told.text


def test_links_are_issued_anew_reminded_of_and_revoked(place: Office, anna: Browser, known: Partners) -> None:
    case_id = new_case(place, place.anna, place.north)
    address = proposed(place, anna, known, case_id)
    given = consent(place, place.anna, case_id, known.debts)
    sent = {"channel": "link_on_paper", "on": TODAY, "consent_id": str(given), "angabe_phone": "0361 1234"}
    anna.does(f"{address}/uebergabe", sent)

    renewed = anna.does(f"{address}/link/neu", {"channel": "link_on_paper", "callback": "0361 99"})
    reminded = anna.does(f"{address}/erinnerung", {"callback": ""})
    revoked = anna.does(f"{address}/link/widerruf", {})

    assert "Der Link für den Partner ist ausgestellt." in renewed.text
    assert renewed.text.count("Widerrufen am") == 1
    assert "Die Erinnerung an den Partner ist auf dem Weg." in reminded.text
    assert revoked.text.count("Widerrufen am") == 3


def test_a_wrong_form_comes_back_with_what_was_typed(place: Office, anna: Browser, known: Partners) -> None:
    address = proposed(place, anna, known)
    anna.does(f"{address}/uebergabe", {"channel": "in_person", "on": TODAY})

    page = anna.post(f"{address}/antwort", {"on": "gestern", "provenance": "person", "note": "Rief an"})

    assert page.status_code == 422
    assert fields_of(page)["note"] == ["Rief an"]
    assert 'href="#feld-answer"' in page.text
    assert 'href="#feld-on"' in page.text


PAGES = ("", "/uebergabe", "/antwort", "/ankunft", "/ergebnis", "/rueckzug", "/abschluss", "/wieder-oeffnen",
         "/partner-unterrichtet", "/link/neu", "/link/widerruf", "/erinnerung", "/loeschbitte")  # fmt: skip


def test_to_another_team_a_referral_is_not_there(
    place: Office, anna: Browser, known: Partners, signed_in_as: SignedInAs
) -> None:
    case_id = new_case(place, place.anna, place.north)
    address = proposed(place, anna, known, case_id)
    berta = signed_in_as(place.town, "fachkraft", place.berta)

    answers = [berta.get(f"{address}{path}") for path in PAGES]
    answers += [berta.post(f"{address}{path}", {"on": TODAY}) for path in PAGES[1:]]
    answers.append(berta.get(f"{LIST}/neu?fall={case_id}"))
    answers.append(berta.post(f"{LIST}/neu", {"case": str(case_id)}))
    answers.append(berta.post(f"{LIST}/vorschlag", {"case": str(case_id), "offer": str(known.debts_offer)}))

    assert {answer.status_code for answer in answers} == {404}
    assert address not in berta.get(f"{LIST}?von=team&zeigen=alle").text


def test_with_the_case_a_referral_goes_to_the_other_team_and_stays_in_sight_of_who_proposed_it(
    place: Office, anna: Browser, known: Partners, signed_in_as: SignedInAs
) -> None:
    case_id = new_case(place, place.anna, place.north)
    address = proposed(place, anna, known, case_id)
    berta, stranger = signed_in_as(place.town, "fachkraft", place.berta), signed_in_as(place.town, "fachkraft")
    assignment = {"team": str(place.south), "staff": place.berta.subject}
    done(place.leader.post(f"/intake/cases/{case_id}/assignment", assignment))
    place.town.settle()

    seen = [who.get(address).status_code for who in (berta, anna, stranger)]

    assert seen == [200, 200, 404]
    assert f'href="{address}"' in berta.get(LIST).text


def test_the_koordination_sees_where_it_stands_and_never_what_it_is_about(
    place: Office, anna: Browser, known: Partners, signed_in_as: SignedInAs
) -> None:
    case_id = new_case(place, place.anna, place.north)
    form = {"case": str(case_id), "topics": ["schulden"], "offer": str(known.debts_offer), "note": "Vertrauliches"}
    address = anna.does(f"{LIST}/vorschlag", form).url.path
    leader = signed_in_as(place.town, "koordination")

    listed, page = leader.get(f"{LIST}?zeigen=alle"), leader.get(address)

    assert f'href="{address}"' in listed.text
    assert page.status_code == 200
    assert "Weitervermittlung an Schuldnerberatung Nord" in page.text
    for secret in ("Ver-/Überschuldung", "Vertrauliches", str(case_id), "Anliegen"):
        assert secret not in page.text
        assert secret not in listed.text
    assert leader.get(f"{address}/antwort").status_code == 403
    assert leader.get(f"{LIST}/neu").status_code == 403


def test_the_koordination_sets_terms_and_what_is_late_shows(
    place: Office, anna: Browser, known: Partners, signed_in_as: SignedInAs
) -> None:
    leader = signed_in_as(place.town, "koordination")
    address = handed_over(place, known, days=5)
    days = {"arrival_days": "28", "outcome_days": "90", "assure_days": "180"}
    wrong = leader.post(f"{LIST}/fristen", {"partner_kind": "beratungsstelle", "answer_days": "0", **days})

    early = leader.get(f"{LIST}?zeigen=ueberfaellig")
    page = leader.does(f"{LIST}/fristen", {"partner_kind": "beratungsstelle", "answer_days": "3", **days})

    assert wrong.status_code == 409
    assert "Die Zahl der Tage liegt außerhalb des Möglichen." in wrong.text
    assert "Fachberatungsstelle" in page.text
    assert address not in early.text
    assert f'href="{address}"' in leader.get(f"{LIST}?zeigen=ueberfaellig").text
    assert "überfällig" in anna.get(address).text
    assert anna.get(f"{LIST}/fristen").status_code == 403


@pytest.fixture(autouse=True)
def settled(place: Office) -> Iterator[None]:
    """What a test stored is known everywhere before the next one."""
    yield
    place.town.settle()


def test_of_somebody_on_whose_data_nobody_works_a_referral_rests_and_a_link_shows_nothing(
    place: Office, anna: Browser, known: Partners
) -> None:
    case_id = new_case(place, place.anna, place.north)
    address = proposed(place, anna, known, case_id)
    handed = anna.does(f"{address}/uebergabe", {"channel": "link_on_paper", "on": TODAY})
    place.town.settle()
    service, district = referral(place.town.settings), place.town.district
    (link,) = links_of(service.pool, district, UUID(address.rpartition("/")[2]))
    door = LinkDoor(service)
    assert (handed.status_code, door.refusal_of(district, link.link_id)) == (200, None)

    done(place.anna.post(f"/intake/cases/{case_id}/restriction", {"grounds": "unlawful"}))
    place.town.settle()

    page = anna.get(address).text
    assert "Verarbeitung eingeschränkt" in page
    assert ("Antwort eintragen" in page, f'{address}/antwort"' in page, f'{address}/link/neu"' in page) == (False,) * 3
    assert f"{address}/rueckzug" in page
    assert "Verarbeitung eingeschränkt" in anna.get(LIST).text
    assert door.refusal_of(district, link.link_id) == "revoked"
    form = {"case": str(case_id), "topics": ["schulden"], "offer": str(known.debts_offer)}
    new = anna.post(f"{LIST}/vorschlag", form)
    assert (new.status_code, "Artikel 18" in new.text) == (409, True)
    for path, sent in (("abschluss", {"on": TODAY}), ("link/neu", {"channel": "link_on_paper"})):
        answer = anna.post(f"{address}/{path}", sent)
        assert (answer.status_code, "Artikel 18" in answer.text) == (409, True), path

    done(place.anna.post(f"/intake/cases/{case_id}/restriction/lifting", {}))
    place.town.settle()

    assert door.refusal_of(district, link.link_id) is None
    assert "Verarbeitung eingeschränkt" not in anna.get(address).text
