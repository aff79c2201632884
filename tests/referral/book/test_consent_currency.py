"""No data leave on yesterday's news: the policy over the real readers, and what the desk asks before a hand-over."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest

from services.cli import run
from services.kernel.district import district as enter
from services.kernel.envelope import read_envelope
from services.kernel.feed import FeedUnreachable, LogFeed
from services.kernel.log import Head
from services.kernel.parking import parked_rows
from services.kernel.reader import SHORTER_LOG, Stopped
from services.referral.policies import CONSENT_POLICY
from services.referral.reacting import READER
from services.referral.reading import policy_reader
from tests.referral.book.conftest import FIELDS, Network, ago, done

pytestmark = pytest.mark.server
SHARING: dict[str, Any] = {"channel": "phone", "fields": list(FIELDS), "on": ago(0)}


def hand_over(network: Network, referral: str, **more: Any) -> Any:
    """Without any reader having run in between."""
    return network.anna.post(f"/referral/referrals/{referral}/hand-over", {**SHARING, **more})


def test_a_consent_that_nobody_has_brought_yet_is_fetched(network: Network) -> None:
    case = network.case()
    referral = network.propose(case)
    assert hand_over(network, referral).status_code == 409
    network.consent(case)
    done(hand_over(network, referral))


def test_a_withdrawal_that_nobody_has_brought_yet_stops_the_hand_over(network: Network) -> None:
    case = network.case()
    referral, consent = network.propose(case), network.consent(case)
    network.town.settle()
    network.withdraw_consent(case, consent)
    refused = hand_over(network, referral)
    assert refused.status_code == 409
    assert refused.json()["errors"][0]["field"] == "fields"
    assert network.facts(case) == ["ReferralProposed", "ConsentReceived", "ConsentEnded"]
    done(hand_over(network, referral, fields=[]))


def test_a_withdrawal_names_what_had_gone_and_the_partner_is_to_be_told(network: Network) -> None:
    case = network.case()
    referral, consent = network.propose(case), network.consent(case)
    done(hand_over(network, referral))
    network.withdraw_consent(case, consent)
    network.town.settle()

    book = network.desk.book(network.book(case))
    assert book.to_tell(UUID(referral)) == (UUID(consent),)
    (row,) = network.read("/referrals?to_tell=true", network.office.leader)
    assert (row["referral"], row["to_tell"]) == (referral, [consent])
    done(network.move(referral, "partner-told", consent=consent))
    assert network.read("/referrals?to_tell=true") == []


def test_other_consents_and_other_books_are_left_alone(network: Network) -> None:
    case, other = network.case(), network.case()
    paper = {"text": "consent-named-file", "text_version": 1, "form": "paper", "on": ago(50), "purpose": "named_file"}
    named = done(network.anna.post(f"/intake/cases/{case}/consents", paper))["consent_id"]
    network.consent(other)
    network.withdraw_consent(case, named)
    network.town.settle()
    assert (network.facts(case), network.facts(other)) == ([], ["ConsentReceived"])


def test_where_intake_cannot_be_asked_nothing_goes_out_and_later_it_does(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = network.case()
    referral, other = network.propose(case), network.propose(network.case())
    network.consent(case)

    def away(*_: object) -> Head:
        raise FeedUnreachable("no route")

    with monkeypatch.context() as patched:
        patched.setattr(LogFeed, "head", away)
        refused = hand_over(network, referral)
        without_data = hand_over(network, other, fields=[])
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert "Einwilligung" in refused.json()["detail"]
    assert without_data.status_code == 201
    done(hand_over(network, referral))


def test_a_source_that_lost_its_end_is_not_believed(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a restore intake may know of no withdrawal that this book has read."""
    network.case()
    network.town.settle()
    whole = LogFeed(network.town.settings).head("intake", network.town.district)
    monkeypatch.setattr(LogFeed, "head", lambda *_: Head(whole.position - 1, whole.recorded, whole.log_id))
    reader = policy_reader(network.town.settings, LogFeed(network.town.settings))
    with pytest.raises(Stopped, match=SHORTER_LOG):
        reader.catch_up_with("intake", network.town.district)


def test_while_a_fact_of_that_person_is_parked_no_data_go(network: Network, capsys: pytest.CaptureFixture[str]) -> None:
    case = network.case()
    referral = network.propose(case)
    network.consent(case)
    network.town.settle()
    person = network.desk.book(network.book(case)).referrals[UUID(referral)].proposed.person_id
    pool, district = network.referral.pool, network.town.district
    (body,) = LogFeed(network.town.settings).after("intake", district, 0, 1)
    envelope = read_envelope(body)
    with pool.transaction() as connection, enter(connection, district):
        parked_rows(connection, district, READER).put(envelope, f"{CONSENT_POLICY}:{person}", "Probe")

    refused = hand_over(network, referral)
    assert refused.status_code == 409
    assert refused.json()["errors"][0]["field"] == "fields"
    here = ("--district", district)
    assert run(["parked", "list", *here, "--format", "json"]) == 0
    (waiting,) = json.loads(capsys.readouterr().out)
    assert (waiting["reader"], waiting["source"], waiting["reason"]) == (READER, "intake", "Probe")
    which = ("--source", "intake", "--position", str(envelope.sequence))
    assert run(["parked", "discard", *here, *which, "--reader", "districts.policies"]) == 2
    assert run(["parked", "discard", *here, *which]) == 0
    done(hand_over(network, referral))


def test_many_readers_at_once_read_every_fact_once_and_in_order(network: Network) -> None:
    cases = [network.case() for _ in range(5)]
    consents = {case: network.consent(case) for case in cases}
    for case in cases[:3]:
        network.withdraw_consent(case, consents[case])

    def catch_up(_: int) -> None:
        settings = network.town.settings
        policy_reader(settings, LogFeed(settings)).catch_up_with("intake", network.town.district)

    with ThreadPoolExecutor(6) as several:
        list(several.map(catch_up, range(12)))
    both, one = ["ConsentReceived", "ConsentEnded"], ["ConsentReceived"]
    assert [network.facts(case) for case in cases] == [both, both, both, one, one]
