"""A partner comes with a link, a code, or something that nobody here made."""

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from services.contracts.referral import LinkOpened
from services.kernel.times import now, today
from services.referral.link_door import WRONG_CODES
from services.referral.links import Claim, LinkTokens
from tests.referral.links.partnership import Guest, Partnership, Somebody

pytestmark = pytest.mark.server
SHOWN = "/antwort/vermittlung"


def test_a_link_opens_what_was_handed_over_and_nothing_else(at: Partnership, guest: Guest) -> None:
    issued = Somebody(at, message="Bitte vormittags anrufen").hand_over().link()

    answer = guest.open(token=issued.token)
    page = guest.get(SHOWN)

    assert (answer.status_code, answer.headers["location"]) == (303, SHOWN)
    assert page.status_code == 200
    for shown in ("Yildiz-Öztürk", "0170 9988776", "Bitte vormittags anrufen", "Erstgespräch", "0361 112233"):
        assert shown in page.text
    assert "Straße" not in page.text  # the consent names it, nobody passed it on


def test_the_code_on_paper_opens_the_same(at: Partnership, guest: Guest) -> None:
    issued = Somebody(at).hand_over("link_on_paper").link("link_on_paper")

    assert re.fullmatch(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", issued.code)
    assert guest.open(code=f"  {issued.code.upper().replace('-', ' ')} ").headers["location"] == SHOWN
    assert "Yildiz-Öztürk" in guest.get(SHOWN).text


def test_without_data_the_page_says_nothing_of_anybody(at: Partnership, guest: Guest) -> None:
    issued = Somebody(at, with_case=False, texts={}).hand_over().link()

    guest.open(token=issued.token)

    assert "Es werden keine Angaben zur Person weitergegeben" in guest.get(SHOWN).text


def test_looking_is_noted_once_a_day(at: Partnership, guest: Guest) -> None:
    issued = Somebody(at).hand_over().link()

    for _ in range(3):
        guest.open(token=issued.token)

    opened = [fact for fact in at.facts(issued.link_id) if isinstance(fact, LinkOpened)]
    assert [fact.on for fact in opened] == [today()]


# --- What nobody here made ------------------------------------------------------------


def forgeries(at: Partnership, token: str) -> dict[str, str]:
    district, link, ends, mac = token.split(".")
    tokens = LinkTokens(at.service.secrets)
    flipped = ("A" if mac[0] != "A" else "B") + mac[1:]
    header = urlsafe_b64encode(json.dumps({"alg": "none"}).encode()).decode().rstrip("=")
    unknown = tokens.token(Claim(at.district, uuid4(), now().replace(microsecond=0) + timedelta(days=3)))
    return {
        "nothing": ".",
        "words": "Hallo, ich bin der Partner.",
        "one bit of the signature": f"{district}.{link}.{ends}.{flipped}",
        "no signature": f"{district}.{link}.{ends}.",
        "another end": f"{district}.{link}.{int(ends, 16) + 86400:x}.{mac}",
        "another link": f"{district}.{uuid4().hex}.{ends}.{mac}",
        "another district": f"anderswo.{link}.{ends}.{mac}",
        "a path as district": f"../{district}.{link}.{ends}.{mac}",
        "another spelling": f"{district}.{link}.0{ends}.{mac}",
        "capitals": token.upper(),
        "the pass of a visit": tokens.token(tokens.read(token), "visit"),
        "a genuine name of nothing": unknown,
        "no algorithm": f"{header}.{link}.{ends}.",
        "very long": token + "A" * 9000,
        "no text": "\x00\ud7ff",
    }


def test_whatever_is_wrong_the_answer_is_the_same(at: Partnership, guest: Guest) -> None:
    issued = Somebody(at).hand_over().link()

    answers = {name: guest.open(token=token) for name, token in forgeries(at, issued.token).items()}
    answers["a wrong code"] = guest.open(code="abcd-efgh-jkmn")
    answers["half a code"] = guest.open(code=issued.code[:6])
    answers["no code"] = guest.open()

    assert {answer.status_code for answer in answers.values()} == {403}
    assert len({answer.text for answer in answers.values()}) == 1
    assert len({tuple(sorted(_lasting(answer.headers.items()))) for answer in answers.values()}) == 1


def _lasting(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name != "date"]


def test_a_key_of_another_district_signs_nothing(at: Partnership, elsewhere: Partnership, guest: Guest) -> None:
    issued = Somebody(at).hand_over().link()
    tokens = LinkTokens(at.service.secrets)
    theirs = tokens.token(Claim(elsewhere.district, issued.link_id, issued.expires))
    renamed = theirs.replace(elsewhere.district, at.district)

    assert guest.open(token=theirs).status_code == 403
    assert guest.open(token=renamed).status_code == 403


def test_guessing_codes_is_slowed_down_by_address_and_closed_over_all(at: Partnership, guest: Guest) -> None:
    issued = Somebody(at).hand_over().link()
    with time_machine.travel(now(), tick=False):
        statuses = [guest.open(code="abcd-efgh-jkmn").status_code for _ in range(30)]
        held_back = guest.open(code=issued.code)

    assert statuses == [403] * 20 + [429] * 10
    assert (held_back.status_code, held_back.headers["retry-after"]) == (429, "2")
    assert guest.open(token=issued.token).status_code == 303, "a genuine link is never held back"


def test_from_many_addresses_codes_are_closed_at_the_limit(at: Partnership, guest: Guest) -> None:
    with time_machine.travel(now(), tick=False), at.service.pool.connection() as connection:
        subject = LinkTokens(at.service.secrets).kept_of_subject("code")
        connection.execute(
            "INSERT INTO platform.attempts (attempt, subject, at)"
            " SELECT gen_random_uuid(), %s, %s FROM generate_series(1, %s)",
            [subject, now() - timedelta(seconds=1), WRONG_CODES - 1],
        )
        statuses = [guest.open(code="abcd-efgh-jkmn").status_code for _ in range(2)]

    assert statuses == [403, 429]
