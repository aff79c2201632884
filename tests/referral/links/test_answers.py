"""A partner answers by its link: once, from a page of ours, and nothing of it is kept where others could read it."""

import json
from io import StringIO
from uuid import UUID

import pytest

from services.contracts.referral import (
    CapacityStated,
    OfferAssured,
    OutcomeReported,
    PartnerAssured,
    PersonArrived,
    ReferralAccepted,
    ReferralDeclined,
)
from services.kernel import logging
from services.kernel.ids import uuid7
from services.kernel.times import today
from services.referral.links_desk import Issued
from services.referral.pages.partner_answer_kinds import ANSWERS, PartnerAnswer
from services.referral.referrals_desk import NOTE
from tests.referral.links.partnership import Guest, Partnership, Somebody, asked

pytestmark = pytest.mark.server
SHOWN = "/antwort/vermittlung"
THANKS = "/antwort/danke"


@pytest.fixture
def somebody(at: Partnership) -> Somebody:
    return Somebody(at).hand_over()


@pytest.fixture
def issued(somebody: Somebody, guest: Guest) -> Issued:
    """The link of somebody, opened by the guest."""
    made = somebody.link()
    guest.open(token=made.token)
    return made


def answers(somebody: Somebody, kind: type) -> list[object]:
    return [fact for fact in somebody.at.facts(somebody.book_id) if type(fact) is kind]


@pytest.mark.usefixtures("issued")
def test_from_accepting_to_the_outcome(somebody: Somebody, guest: Guest) -> None:
    day = today().isoformat()
    sent = [
        guest.post(f"{SHOWN}/zusage", {"appointment_on": day, "note": "Bitte Bescheide mitbringen"}),
        guest.post(f"{SHOWN}/angekommen", {"on": day}),
        guest.post(f"{SHOWN}/ergebnis", {"outcome": "solved"}),
    ]

    assert [(each.status_code, each.headers["location"]) for each in sent] == [(303, THANKS)] * 3
    (accepted,) = answers(somebody, ReferralAccepted)
    assert isinstance(accepted, ReferralAccepted)
    assert (accepted.provenance, accepted.appointment_on) == ("partner_link", today())
    assert accepted.note_id is not None
    address = (somebody.person_id, NOTE, accepted.note_id)
    assert somebody.at.service.vault.get(somebody.at.district, [address]) == {address: "Bitte Bescheide mitbringen"}
    assert somebody.state.reached == "solved"
    rows = somebody.at.service.store.log.streams(somebody.at.district, [somebody.book_id])[somebody.book_id]
    assert rows[-1].actor == f"partner:{somebody.at.partner_id}"
    assert guest.get(THANKS).status_code == 200


def test_after_the_final_answer_the_link_is_used_up(somebody: Somebody, issued: Issued, guest: Guest) -> None:
    last = guest.post(f"{SHOWN}/absage", {"grounds": "no_capacity"})

    assert 'lotse_antwort=""' in last.headers["set-cookie"]
    again = guest.post(f"{SHOWN}/ergebnis", {"outcome": "solved"})
    assert (again.status_code, guest.open(token=issued.token).status_code) == (410, 410)
    assert "liegt eine abschließende Antwort vor" in again.text
    assert len(answers(somebody, ReferralDeclined)) == 1
    assert answers(somebody, OutcomeReported) == []


@pytest.mark.usefixtures("issued")
def test_an_answer_that_comes_again_is_the_first_one(somebody: Somebody, guest: Guest) -> None:
    key, form = str(uuid7()), {"on": today().isoformat(), "note": "War da"}

    sent = [guest.post(f"{SHOWN}/angekommen", form, key=key) for _ in range(3)]
    same_content = guest.post(f"{SHOWN}/angekommen", form)
    other_under_the_key = guest.post(f"{SHOWN}/angekommen", {**form, "note": "Doch nicht"}, key=key)

    assert [each.status_code for each in (*sent, same_content)] == [303] * 4
    assert other_under_the_key.status_code == 422
    assert len(answers(somebody, PersonArrived)) == 1


@pytest.mark.usefixtures("issued")
def test_nothing_is_stored_that_the_rules_refuse(somebody: Somebody, guest: Guest) -> None:
    late = guest.post(f"{SHOWN}/angekommen", {"on": "2999-01-01"})
    wrong = guest.post(f"{SHOWN}/absage", {"grounds": "not_wanted"})

    assert (late.status_code, wrong.status_code) == (409, 422)
    assert "Das Datum liegt nach dem heutigen Tag" in late.text
    assert somebody.state.reached == "handed_over"


@pytest.mark.usefixtures("issued")
@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.path)
def test_no_form_of_another_site_is_taken(somebody: Somebody, guest: Guest, answer: PartnerAnswer) -> None:
    form = {"on": today().isoformat(), "grounds": "other", "outcome": "solved"}

    for forged in ({"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "none", "Origin": "https://boese.example"}):
        assert guest.post(answer.address, form, **forged).status_code == 403
    assert guest.get(answer.address).status_code == 200
    assert somebody.state.reached == "handed_over"


@pytest.mark.usefixtures("issued")
def test_no_page_of_a_link_is_kept_by_a_browser_or_proxy(guest: Guest) -> None:
    for path in ("/antwort", SHOWN, THANKS, *(answer.address for answer in ANSWERS)):
        headers = guest.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]


def test_words_to_the_partner_stay_words(at: Partnership, guest: Guest) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    made = Somebody(at, texts={"family_name": evil}, message=evil).hand_over().link(callback='"><script>x</script>')
    guest.open(token=made.token)

    page = guest.get(SHOWN).text

    assert "<script>alert" not in page
    assert "<img" not in page.replace('<img src="/static', "")
    assert '"><script>' not in page
    assert page.count("&lt;script&gt;alert(1)") == 2


def test_the_pass_is_for_one_link_and_always_a_new_one(at: Partnership, guest: Guest) -> None:
    mine, theirs = Somebody(at), Somebody(at, texts={"family_name": "Andere"})
    planted = guest.open(token=theirs.hand_over().link().token)
    kept = planted.cookies["lotse_antwort"]

    answer = guest.open(token=mine.hand_over().link().token)

    assert answer.cookies["lotse_antwort"] != kept, "whatever pass a browser brought along is replaced"
    assert "Yildiz" in guest.get(SHOWN).text
    cookie = answer.headers["set-cookie"].lower()
    for part in ("httponly", "samesite=lax", "path=/antwort", "max-age=1800"):
        assert part in cookie


def test_a_pass_that_somebody_made_up_opens_nothing(issued: Issued, guest: Guest) -> None:
    assert guest.kept is not None
    for forged in (issued.token, guest.kept[:-1], "x", f"{guest.kept}x", guest.kept.replace(".", "")):
        assert Guest(guest.client, forged).get(SHOWN).status_code == 403


@pytest.mark.usefixtures("issued")
def test_a_pass_of_one_kind_opens_no_page_of_another(guest: Guest) -> None:
    assert guest.get("/antwort/eintrag").status_code == 403


def test_no_line_of_the_log_has_a_secret(at: Partnership, guest: Guest) -> None:
    lines = StringIO()
    logging.configure("platform", "web", stream=lines)
    try:
        made = Somebody(at).hand_over().link()
        guest.open(token=made.token)
        guest.open(code=made.code)
        guest.open(token=made.token[:-3] + "abc")
        guest.post(f"{SHOWN}/absage", {"grounds": "other", "note": "Geheim"})
        guest.open(token=made.token)
    finally:
        logging._use(None, logging.logging.WARNING)
    written = lines.getvalue()
    events = [json.loads(line) for line in written.splitlines()]

    plain = made.code.replace("-", "")
    secret = (made.token, made.token.rpartition(".")[2], made.code, plain, str(guest.kept), "Geheim", "Yildiz")
    assert [word for word in secret if word in written] == []
    assert [each["purpose"] for each in events if each["event"] == "link_refused"] == ["forged", "used_up"]
    assert {"/antwort", f"{SHOWN}/absage"} <= {each.get("route") for each in events}


# --- The partner's own entries ------------------------------------------------------------


@pytest.fixture
def entries(elsewhere: Partnership, guest: Guest) -> Partnership:
    made = elsewhere.links.for_entries(elsewhere.partner_id, "link_by_mail", asked(), "0361 5")
    elsewhere.fold()
    assert guest.open(token=made.token).headers["location"] == "/antwort/eintrag"
    return elsewhere


def facts(at: Partnership, stream: UUID, kind: type) -> list[object]:
    return [fact for fact in at.facts(stream) if type(fact) is kind]


def test_a_partner_says_that_its_entry_is_right_and_whether_it_takes_anybody(
    entries: Partnership, guest: Guest
) -> None:
    page = guest.get("/antwort/eintrag")
    form = {f"angebot-{entries.offer_id}": "waiting_list"}
    key = str(uuid7())
    sent = [guest.post("/antwort/eintrag", form, key=key) for _ in range(2)]

    for shown in ("Schuldnerberatung am Anger", "0361 445566", "Offen für alle", "0361 5"):
        assert shown in page.text
    assert [each.headers["location"] for each in sent] == [THANKS] * 2
    (stated,) = facts(entries, entries.offer_id, CapacityStated)
    assert isinstance(stated, CapacityStated)
    assert (stated.capacity, stated.provenance) == ("waiting_list", "partner_link")
    assert len(facts(entries, entries.offer_id, OfferAssured)) == 1
    assert len(facts(entries, entries.partner_id, PartnerAssured)) == 1


def test_a_partner_says_nothing_of_offers_of_others(entries: Partnership, guest: Guest) -> None:
    answer = guest.post("/antwort/eintrag", {f"angebot-{uuid7()}": "closed"})
    wrong = guest.post("/antwort/eintrag", {f"angebot-{entries.offer_id}": "full", "mehr": "x"})

    assert (answer.status_code, wrong.status_code) == (409, 422)
    assert facts(entries, entries.offer_id, CapacityStated) == []
