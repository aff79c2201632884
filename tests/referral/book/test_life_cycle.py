"""A referral from the proposal to the closed loop over HTTP, on the real database; who sees what of it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.kernel.deciders import Context
from services.kernel.times import today
from services.referral.referral_inputs import HandOver, Said
from services.referral.shared_texts import shared_texts
from tests.referral.book.conftest import FIELDS, Network, ago, done

pytestmark = pytest.mark.server
PHONE: dict[str, Any] = {"provenance": "partner_phone"}
TEXTS = {"family_name": "Kanarienvogel", "phone": "0361 4711"}


def asked() -> Context:
    return Context(actor="cli:tester", command_id=uuid4(), correlation_id=uuid4(), request_hash=uuid4().bytes)


def state(network: Network, referral: str) -> tuple[str, bool]:
    shown = network.read(f"/referrals/{referral}")
    return shown["state"], shown["closed"]


def test_a_referral_goes_round_the_whole_loop_and_once_more(network: Network) -> None:
    case = network.case()
    referral = network.propose(case, note="Ruft lieber an.")
    assert state(network, referral) == ("proposed", False)
    network.consent(case)
    network.town.settle()
    assert state(network, referral) == ("consented", False)

    steps: list[tuple[str, dict[str, Any], str]] = [
        ("hand-over", {"channel": "phone", "on": ago(40), "texts": TEXTS, "escorted": True}, "handed_over"),
        ("acceptance", {**PHONE, "on": ago(39), "appointment_on": ago(30)}, "accepted"),
        ("absence", {**PHONE, "on": ago(30)}, "missed"),
        ("arrival", {"provenance": "person", "on": ago(28)}, "arrived"),
        ("outcome", {**PHONE, "on": ago(5), "outcome": "not_solved", "note": "War nur einmal da."}, "not_solved"),
        ("outcome", {**PHONE, "on": ago(5), "outcome": "partly_solved"}, "partly_solved"),
    ]
    for what, body, expected in steps:
        done(network.move(referral, what, **body))
        assert state(network, referral) == (expected, False)
    done(network.move(referral, "closing", on=ago(4)))
    assert state(network, referral) == ("partly_solved", True)
    done(network.move(referral, "reopening", on=ago(3), note="Kam wieder."))
    assert state(network, referral) == ("consented", False)

    told = network.read(f"/referrals/{referral}")
    assert [step["kind"] for step in told["steps"]] == [
        "referral_proposed",
        "referral_handed_over",
        "referral_accepted",
        "person_missed",
        "person_arrived",
        "outcome_reported",
        "outcome_reported",
        "referral_closed",
        "referral_reopened",
    ]
    assert [step["note"] for step in told["steps"] if step["note"]] == [
        "Ruft lieber an.",
        "War nur einmal da.",
        "Kam wieder.",
    ]
    assert (told["steps"][1]["fields"], told["handed_on"]) == (list(FIELDS), None), "the new round has no hand-over yet"


def test_what_was_passed_on_is_kept_for_the_partner_and_nowhere_else(network: Network) -> None:
    case = network.case()
    network.consent(case)
    referral = network.propose(case)
    done(network.move(referral, "hand-over", channel="link_by_mail", texts=TEXTS, message="Bitte am Vormittag."))

    book = network.desk.book(network.book(case))
    (of_case,) = book.referrals
    handed = book.shown_to_partner(of_case, today())
    assert handed is not None
    assert shared_texts(network.referral, network.town.district, handed) == {**TEXTS, "message": "Bitte am Vormittag."}
    rows = network.referral.store.log.after(network.town.district, 0, 10_000)
    assert not any(word.encode() in row.data for row in rows for word in ("Kanarienvogel", "4711", "Vormittag"))


def test_the_same_need_is_asked_about_first_and_one_of_two_at_once_is_told(network: Network) -> None:
    case = network.case()
    network.town.settle()
    body = {"case": case, "partner": network.other, "topics": ["schulden"], "on": ago(1)}
    with ThreadPoolExecutor(2) as two:
        answers = list(two.map(lambda _: network.anna.post("/referral/referrals", body), range(2)))
    network.town.settle()
    assert sorted(answer.status_code for answer in answers) == [201, 409]

    first = next(answer.json()["referral"] for answer in answers if answer.status_code == 201)
    need = {"case": case, "partner": network.partner, "topics": ["schulden", "arbeit"]}
    (same,) = network.anna.post("/referral/same-need", need).json()
    assert (same["referral"], same["like"], same["topics"]) == (first, ["topics"], ["schulden"])
    refused = network.anna.post("/referral/referrals", need)
    assert refused.status_code == 409
    assert refused.json()["errors"][0]["field"] == "despite"
    done(network.anna.post("/referral/referrals", {**need, "despite": [first]}))
    network.town.settle()
    assert len(network.read(f"/cases/{case}/referrals")) == 2


@pytest.mark.guarantee("G10")
def test_a_command_that_comes_twice_is_carried_out_once(network: Network) -> None:
    case = network.case()
    network.town.settle()
    key = {"Idempotency-Key": str(uuid4())}
    body = {"case": case, "partner": network.partner, "topics": ["schulden"]}
    answers = [network.anna.post("/referral/referrals", body, **key).json() for _ in range(2)]
    assert answers[0] == answers[1]
    network.town.settle()
    referral = answers[0]["referral"]
    key = {"Idempotency-Key": str(uuid4())}
    taken = [
        network.anna.post(f"/referral/referrals/{referral}/hand-over", {"channel": "in_person"}, **key).json()
        for _ in range(2)
    ]
    assert taken[0] == taken[1]
    assert network.facts(case) == ["ReferralProposed", "ReferralHandedOver"]


def test_without_a_case_somebody_is_sent_with_a_note_and_nothing_else(network: Network) -> None:
    where = {"operation": "thinka-2022", "sozialraum": "rieth"}
    referral = network.propose(None, **where, on=ago(2))
    assert network.move(referral, "hand-over", channel="phone", fields=["phone"]).status_code == 409
    done(network.move(referral, "hand-over", channel="in_person", on=ago(2)))
    assert network.move(referral, "arrival", **PHONE, note="Frau K. war da.").status_code == 409
    done(network.move(referral, "arrival", **PHONE))
    shown = network.read(f"/referrals/{referral}")
    assert (shown["case"], shown["state"], shown["team"]) == (None, "arrived", str(network.office.north))
    missing = {"case": None, "partner": network.partner, "topics": []}
    assert network.anna.post("/referral/referrals", missing).status_code == 409


def test_rerouted_the_next_referral_begins_with_its_own_need_of_consent(network: Network) -> None:
    case = network.case()
    network.consent(case)
    referral = network.propose(case)
    done(network.move(referral, "hand-over", channel="in_person", on=ago(10)))
    answer = network.move(referral, "rerouting", **PHONE, on=ago(9), to={"partner": network.other})
    following = done(answer)["referral"]

    assert state(network, referral) == ("rerouted", False)
    shown = network.read(f"/referrals/{following}")
    assert (shown["state"], shown["partner"], shown["topics"]) == ("proposed", network.other, ["schulden"])


def test_the_koordination_sees_where_a_referral_stands_and_not_what_it_is_about(network: Network) -> None:
    case = network.case()
    referral = network.propose(case, language="ar", note="Ruft lieber an.")

    seen = network.read(f"/referrals/{referral}", network.office.leader)
    listed = network.read("/referrals?limit=200", network.office.leader)
    assert (seen["state"], seen["topics"], seen["language"], seen["steps"][0]["note"]) == ("proposed", [], None, None)
    assert [(row["state"], row["topics"]) for row in listed if row["referral"] == referral] == [("proposed", [])]
    assert network.office.leader.get(f"/referral/cases/{case}/referrals").status_code == 403
    refused = network.office.leader.post(f"/referral/referrals/{referral}/closing", {})
    assert refused.status_code == 403


def test_to_another_team_there_is_no_such_referral(network: Network) -> None:
    case = network.case()
    referral = network.propose(case)
    berta = network.office.berta
    assert berta.get(f"/referral/referrals/{referral}").status_code == 404
    assert berta.post(f"/referral/referrals/{referral}/withdrawal", {"grounds": "other"}).status_code == 404
    assert berta.get(f"/referral/cases/{case}/referrals").status_code == 404
    body = {"case": case, "partner": network.partner, "topics": []}
    assert berta.post("/referral/referrals", body).status_code == 404
    assert berta.post("/referral/same-need", body).status_code == 404
    assert referral not in {row["referral"] for row in network.read("/referrals?limit=200", berta)}


def test_lists_are_asked_by_state_and_page_by_page(network: Network) -> None:
    cases = [network.case() for _ in range(3)]
    referrals = [network.propose(case, partner=network.other, offer=None) for case in cases]
    done(network.move(referrals[0], "withdrawal", grounds="solved_otherwise"))
    of_other = f"/referrals?partner={network.other}"
    newest = [row["referral"] for row in network.read(f"{of_other}&limit=2")]
    assert newest == [referrals[2], referrals[1]]
    before = network.read(f"{of_other}&limit=2")[-1]["recorded"]
    assert network.read(f"{of_other}&before={before}&limit=1")[0]["referral"] == referrals[0]
    withdrawn = network.read(f"{of_other}&state=withdrawn")
    assert referrals[0] in {row["referral"] for row in withdrawn}
    assert referrals[0] not in {row["referral"] for row in network.read(f"{of_other}&open=true&limit=200")}


def test_who_proposed_a_moment_ago_goes_on_although_nothing_is_projected_yet(network: Network) -> None:
    """The book is found by the log; the projection is behind."""
    case = network.case()
    network.town.settle()
    body = {"case": case, "partner": network.partner, "topics": ["schulden"]}
    referral = done(network.anna.post("/referral/referrals", body))["referral"]
    desk = network.desk
    desk.hand_over(UUID(referral), HandOver(channel="in_person"), {}, asked())
    desk.accept(UUID(referral), Said(provenance="partner_phone"), asked())
    assert network.facts(case) == ["ReferralProposed", "ReferralHandedOver", "ReferralAccepted"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"partner": str(uuid4())}, "partner_id"),
        ({"offer": str(uuid4())}, "offer_id"),
        ({"topics": ["gibt-es-nicht"]}, "topics"),
    ],
)
def test_what_nobody_knows_is_not_proposed(network: Network, wrong: dict[str, Any], field: str) -> None:
    case = network.case()
    network.town.settle()
    body = {"case": case, "partner": network.partner, "offer": network.offer, "topics": [], **wrong}
    refused = network.anna.post("/referral/referrals", body)
    assert refused.status_code == 409
    assert refused.json()["errors"][0]["field"] == field


def test_of_a_closed_case_nobody_is_sent_anywhere(network: Network) -> None:
    case = network.case()
    done(network.anna.post(f"/intake/cases/{case}/close", {"end_kind": "goals_reached"}))
    network.town.settle()
    refused = network.anna.post("/referral/referrals", {"case": case, "partner": network.partner, "topics": []})
    assert refused.status_code == 409


def test_the_overdue_list_follows_the_terms_of_the_district(network: Network) -> None:
    case = network.case()
    referral = network.propose(case)
    done(network.move(referral, "hand-over", channel="in_person", on=ago(15)))

    def late() -> list[tuple[str, str]]:
        rows = network.read("/referrals/overdue", network.office.leader)
        return [(row["waits_for"], row["due"]) for row in rows if row["referral"] == referral]

    assert late() == [("answer", ago(1))]
    days = {"answer_days": 15, "arrival_days": 1, "outcome_days": 90, "assure_days": 180}
    terms = {"partner_kind": "beratungsstelle", **days}
    leader = network.office.leader
    assert network.anna.post("/referral/terms", terms).status_code == 403
    done(leader.post("/referral/terms", terms))
    network.town.settle()
    assert late() == []
    done(network.move(referral, "acceptance", **PHONE, on=ago(10)))
    assert late() == [("arrival", ago(9))]
    kinds = [(row["partner_kind"], row["answer_days"]) for row in network.read("/terms")]
    assert kinds == [(None, 14), ("beratungsstelle", 15)]


def test_offers_are_found_for_a_need_and_what_became_of_earlier_ones_counts(network: Network) -> None:
    for outcome in ("solved", "solved", "not_solved"):
        referral = network.propose(network.case())
        done(network.move(referral, "hand-over", channel="in_person", on=ago(9)))
        done(network.move(referral, "outcome", **PHONE, on=ago(8), outcome=outcome))
    wish = {"topics": ["schulden"], "sozialraum": "rieth"}
    (found,) = network.anna.post("/referral/matches", wish).json()
    assert (found["offer"], found["partner_name"]) == (network.offer, "Beratung Eins")
    assert any("früheren Vermittlungen geholfen" in ground for ground in found["grounds"])
    assert network.anna.post("/referral/matches", {"topics": ["migration"]}).json() == []
