"""What a link and a mail decide, without any database."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.contracts.referral import (
    LinkIssued,
    LinkOpened,
    LinkRefused,
    LinkRevoked,
    MailAsked,
    MailDropped,
    MailSent,
)
from services.kernel.facts import Contract
from services.referral.domain.link import (
    LINK,
    IssueLink,
    Link,
    LinkTermPast,
    LinkUnknown,
    NoteLinkOpened,
    NoteLinkRefused,
    RevokeLink,
    Surroundings,
    end_of_link,
    last_day_of,
    refusal,
)
from services.referral.domain.mail import MAIL, AskMail, DropMail, MailUnknown, RecordMailSent

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
ISSUED = LinkIssued(
    link_id=UUID(int=1), partner_id=UUID(int=2), expires=NOW + timedelta(days=30), channel="link_by_mail"
)
ASKED = MailAsked(mail_id=UUID(int=3), partner_id=UUID(int=2), purpose="assurance")
ABOUT: dict[str, Any] = {"link_id": ISSUED.link_id, "partner_id": ISSUED.partner_id}


def decided(decider: Any, given: list[Contract], when: Any) -> list[Contract]:
    return list(decider.decide(when, decider.fold(given)))


def test_a_link_is_issued_once() -> None:
    issue = IssueLink(link=ISSUED, at=NOW)

    assert decided(LINK, [], issue) == [ISSUED]
    assert decided(LINK, [ISSUED], issue) == []


def test_no_link_ends_before_it_begins() -> None:
    with pytest.raises(LinkTermPast):
        decided(LINK, [], IssueLink(link=ISSUED, at=ISSUED.expires))


@pytest.mark.parametrize(
    ("command", "fact"),
    [
        (RevokeLink(TODAY), LinkRevoked(**ABOUT, on=TODAY)),
        (NoteLinkOpened(TODAY), LinkOpened(**ABOUT, on=TODAY)),
        (NoteLinkRefused(TODAY, "expired"), LinkRefused(**ABOUT, on=TODAY, grounds="expired")),
    ],
)
def test_what_happens_to_a_link_is_noted_once_a_day(command: Any, fact: Contract) -> None:
    assert decided(LINK, [ISSUED], command) == [fact]
    assert decided(LINK, [ISSUED, fact], command) == []
    with pytest.raises(LinkUnknown):
        decided(LINK, [], command)


def test_another_day_and_another_ground_are_noted_again() -> None:
    given = [ISSUED, LinkRefused(**ABOUT, on=TODAY, grounds="expired"), LinkOpened(**ABOUT, on=TODAY)]
    tomorrow = TODAY + timedelta(days=1)

    assert len(decided(LINK, given, NoteLinkRefused(TODAY, "revoked"))) == 1
    assert len(decided(LINK, given, NoteLinkRefused(tomorrow, "expired"))) == 1
    assert len(decided(LINK, given, NoteLinkOpened(tomorrow))) == 1


OPEN = Surroundings(at=NOW, partner_listed=True, is_latest=True, standing="open")
HELD = Link(issued=ISSUED)


@pytest.mark.parametrize(
    ("link", "more", "grounds"),
    [
        (HELD, {}, None),
        (HELD, {"at": ISSUED.expires - timedelta(microseconds=1)}, None),
        (HELD, {"at": ISSUED.expires}, "expired"),
        (HELD, {"standing": "over"}, "used_up"),
        (HELD, {"standing": "not_shown"}, "revoked"),
        (HELD, {"partner_listed": False}, "revoked"),
        (HELD, {"is_latest": False}, "revoked"),
        (Link(issued=ISSUED, is_revoked=True), {}, "revoked"),
        (Link(issued=ISSUED, is_revoked=True), {"standing": "over", "at": ISSUED.expires}, "revoked"),
        (HELD, {"standing": "not_shown", "at": ISSUED.expires}, "revoked"),
    ],
)
def test_why_a_link_opens_nothing(link: Link, more: dict[str, Any], grounds: str | None) -> None:
    around = {"at": OPEN.at, "partner_listed": True, "is_latest": True, "standing": "open"} | more

    assert refusal(link, Surroundings(**around)) == grounds


def test_a_link_never_outlives_its_consent() -> None:
    last = TODAY + timedelta(days=3)

    assert end_of_link(NOW, 30, None) == NOW + timedelta(days=30)
    assert end_of_link(NOW, 30, last) == datetime(2026, 3, 5, 23, 0, tzinfo=UTC)
    assert last_day_of(end_of_link(NOW, 30, last)) == last
    assert end_of_link(NOW, 2, last) == NOW + timedelta(days=2)
    assert end_of_link(NOW, 400, None) == NOW + timedelta(days=90)


def test_a_mail_has_one_end() -> None:
    sent = MailSent(mail_id=ASKED.mail_id, partner_id=ASKED.partner_id, message_id="<x@y>", at=NOW)
    dropped = MailDropped(mail_id=ASKED.mail_id, partner_id=ASKED.partner_id, grounds="is_over", at=NOW)
    commands: list[Any] = [RecordMailSent("<x@y>", NOW), DropMail("is_over", NOW)]

    assert [decided(MAIL, [ASKED], command) for command in commands] == [[sent], [dropped]]
    for end in (sent, dropped):
        assert [decided(MAIL, [ASKED, end], command) for command in commands] == [[], []]


def test_only_what_was_asked_for_ends() -> None:
    assert decided(MAIL, [], AskMail(ASKED)) == [ASKED]
    assert decided(MAIL, [ASKED], AskMail(ASKED)) == []
    for command in (RecordMailSent("<x@y>", NOW), DropMail("refused", NOW)):
        with pytest.raises(MailUnknown):
            decided(MAIL, [], command)
