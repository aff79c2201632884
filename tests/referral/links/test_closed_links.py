"""A genuine link that opens nothing any more: whoever holds it learns why and whom to ring; that they came is noted."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from services.contracts.referral import LinkRefused, LinkRevoked
from services.kernel.times import now, today
from services.referral.domain.book_commands import AcceptReferral, CloseReferral, ReopenReferral
from tests.referral.links.partnership import Guest, Partnership, Somebody, asked

pytestmark = pytest.mark.server
SHOWN = "/antwort/vermittlung"


def grounds(at: Partnership, link_id: UUID) -> list[str]:
    return [fact.grounds for fact in at.facts(link_id) if isinstance(fact, LinkRefused)]


def test_after_the_consent_is_withdrawn_nothing_is_shown_not_even_to_who_is_inside(
    at: Partnership, guest: Guest
) -> None:
    somebody = Somebody(at).hand_over()
    issued = somebody.link()
    guest.open(token=issued.token)

    somebody.withdraw_consent()

    for answer in (guest.get(SHOWN), guest.post(f"{SHOWN}/zusage", {}), guest.open(token=issued.token)):
        assert answer.status_code == 410
        assert "0361 112233" in answer.text
        assert "Yildiz" not in answer.text
    assert grounds(at, issued.link_id) == ["revoked"]
    assert somebody.state.reached == "handed_over"


def test_a_consent_that_runs_out_ends_the_link_with_its_last_day(at: Partnership, guest: Guest) -> None:
    somebody = Somebody(at, until=today() + timedelta(days=2)).hand_over()
    issued = somebody.link()

    assert issued.last_day == today() + timedelta(days=2)
    with time_machine.travel(now() + timedelta(days=3)):
        assert guest.open(token=issued.token).status_code == 410


def test_an_expired_link_is_refused_once_a_day_and_ground_in_the_log(at: Partnership, guest: Guest) -> None:
    issued = Somebody(at, with_case=False, texts={}).hand_over().link()

    with time_machine.travel(now() + timedelta(days=31)):
        answers = [guest.open(token=issued.token), guest.open(code=issued.code)]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert "abgelaufen" in answers[0].text
    assert grounds(at, issued.link_id) == ["expired"]


def test_a_newer_link_ends_the_older_one_of_the_same_referral_only(at: Partnership, guest: Guest) -> None:
    somebody, other = Somebody(at).hand_over(), Somebody(at).hand_over()
    of_other, older = other.link(), somebody.link()
    newer = somebody.link("link_on_paper")

    assert guest.open(token=older.token).status_code == 410
    assert guest.open(token=newer.token).status_code == 303
    assert guest.open(token=of_other.token).status_code == 303
    assert [fact for fact in at.facts(older.link_id) if isinstance(fact, LinkRevoked)]


CLOSINGS: dict[str, Callable[[Partnership, Somebody, UUID], object]] = {
    "revoked": lambda at, _somebody, link: at.links.revoke(link, asked()),
    "delisted": lambda at, _somebody, _link: at.delist(),
    "withdrawn": lambda _at, somebody, _link: somebody.withdraw_referral(),
}


@pytest.mark.parametrize("how", CLOSINGS)
def test_what_is_taken_back_opens_nothing(elsewhere: Partnership, guest: Guest, how: str) -> None:
    somebody = Somebody(elsewhere).hand_over()
    issued = somebody.link()
    guest.open(token=issued.token)

    CLOSINGS[how](elsewhere, somebody, issued.link_id)

    for answer in (guest.get(SHOWN), guest.post(f"{SHOWN}/zusage", {}), guest.open(token=issued.token)):
        assert answer.status_code == 410
        assert "Yildiz" not in answer.text


def test_a_reopened_referral_shows_nothing_until_it_is_handed_over_again(at: Partnership, guest: Guest) -> None:
    somebody = Somebody(at).hand_over()
    issued = somebody.link()
    somebody.withdraw_referral()
    somebody.tell(CloseReferral(**somebody.about))
    somebody.tell(ReopenReferral(**somebody.about))

    assert guest.open(token=issued.token).status_code == 410


def test_half_an_hour_later_the_link_has_to_be_opened_again(at: Partnership, guest: Guest) -> None:
    issued = Somebody(at).hand_over().link()
    guest.open(token=issued.token)

    with time_machine.travel(now() + timedelta(minutes=29)):
        assert guest.get(SHOWN).status_code == 200
    with time_machine.travel(now() + timedelta(minutes=31)):
        assert guest.get(SHOWN).status_code == 403
        assert guest.post(f"{SHOWN}/zusage", {}).status_code == 403


def test_an_answer_by_telephone_leaves_the_link_open(at: Partnership, guest: Guest) -> None:
    somebody = Somebody(at).hand_over()
    issued = somebody.link()
    somebody.tell(AcceptReferral(**somebody.about, provenance="partner_phone"))

    assert guest.open(token=issued.token).status_code == 303
