"""Mails to partners go out at least once, under one Message-ID, and never say a word about anybody."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from secrets import token_hex
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from services.contracts.referral import MailDropped, MailPurpose, MailSent
from services.kernel import points
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.kernel.times import now
from services.referral.links_desk import Issued
from services.referral.mail.mailer import Mailer
from services.referral.mail.message import AddressUnusable, address_of, message
from services.referral.mail.patience import Patience
from services.referral.mail.smtp import MailRefused, MailServer
from services.referral.mail.wording import SUBJECTS, Letter
from services.referral.mail_desk import MailDesk
from services.referral.mail_rows import count_waiting, mails_of, waiting
from tests.referral.links.mail_server import Inbox, free_port, serving
from tests.referral.links.partnership import TEXTS, Partnership, Somebody, asked

SENDER = "Lotse Musterkreis <lotse@musterkreis.example>"


class PowerCut(BaseException):
    """Nobody catches it by accident."""


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def inbox(port: int) -> Iterator[Inbox]:
    kept = Inbox()
    with serving(kept, port):
        yield kept


@pytest.fixture(scope="module")
def shared(settings: Settings) -> Partnership:
    """One district for the mails of this module."""
    key = f"post-{token_hex(4)}"
    open_district(settings, key, "Postkreis")
    return Partnership(settings, key)


@pytest.fixture
def town(shared: Partnership) -> Partnership:
    """No mail of another test waits in it."""
    desk = Mailer(shared.service, NobodyTakesIt(), SENDER)
    desk.step(shared.district)
    shared.fold()
    return shared


class NobodyTakesIt:
    def deliver(self, message: EmailMessage) -> None:
        raise MailRefused(str(message["Message-ID"]))


def mailer(at: Partnership, port: int, clock: list[float] | None = None) -> Mailer:
    patience = Patience() if clock is None else Patience(lambda: clock[0])
    return Mailer(at.service, MailServer.at(f"smtp://127.0.0.1:{port}"), SENDER, patience)


def ask(at: Partnership, purpose: MailPurpose, issued: Issued | None = None, about: UUID | None = None) -> UUID:
    desk = MailDesk(at.service, at.district)
    link = None if issued is None else issued.link_id
    made = desk.ask(at.partner_id, purpose, asked(), link_id=link, referral_id=about)
    at.fold()
    return made


def ends(at: Partnership, mail_id: UUID) -> list[MailSent | MailDropped]:
    return [fact for fact in at.facts(mail_id) if isinstance(fact, MailSent | MailDropped)]


@pytest.mark.server
def test_a_mail_brings_the_link_and_no_word_about_the_person(town: Partnership, inbox: Inbox, port: int) -> None:
    somebody = Somebody(town, message="Frau Yildiz hat Schulden").hand_over()
    issued = somebody.link()
    mail_id = ask(town, "hand_over", issued, somebody.referral_id)

    assert count_waiting(town.service.pool) >= 1
    mailer(town, port).step(town.district)

    (mail,) = inbox.mails
    body = mail.get_content()
    assert mail["To"] == "aufnahme@partner.example"
    assert mail["From"] == SENDER
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == f"<{mail_id.hex}@musterkreis.example>"
    assert f"/antwort#{issued.token}" in body
    assert issued.code in body
    assert "0361 112233" in body
    for word in (*TEXTS.values(), "Yildiz", "Schulden", str(somebody.person_id), str(somebody.referral_id)):
        assert word not in mail.as_string()
        assert word not in body
    assert [type(end) for end in ends(town, mail_id)] == [MailSent]


@pytest.mark.server
def test_killed_between_sending_and_recording_it_is_sent_again_under_the_same_id(
    town: Partnership, inbox: Inbox, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail_id = ask(town, "assurance", town.links.for_entries(town.partner_id, "link_by_mail", asked()))

    def die(point: str) -> None:
        if point == "mail.handed":
            raise PowerCut

    monkeypatch.setattr(points, "_hooks", [die])
    with pytest.raises(PowerCut):
        mailer(town, port).step(town.district)
    assert ends(town, mail_id) == []
    monkeypatch.undo()
    for _ in range(3):
        mailer(town, port).step(town.district)
        town.fold()

    first, second = inbox.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert [type(end) for end in ends(town, mail_id)] == [MailSent]


@pytest.mark.server
def test_what_the_log_says_is_sent_is_not_sent_again_while_the_list_lags(
    town: Partnership, inbox: Inbox, port: int
) -> None:
    mail_id = ask(town, "sharing_ended")

    for _ in range(3):
        mailer(town, port).step(town.district)

    assert len(waiting(town.service.pool, town.district, 10)) == 1
    assert len(inbox.mails) == len(ends(town, mail_id)) == 1


@pytest.mark.server
def test_while_the_server_is_away_mails_wait(town: Partnership, port: int) -> None:
    first, second = ask(town, "sharing_ended"), ask(town, "sharing_ended")
    clock, inbox = [0.0], Inbox()
    sender = mailer(town, port, clock)

    sender.step(town.district)
    assert len(waiting(town.service.pool, town.district, 10)) == 2
    with serving(inbox, port):
        sender.step(town.district)
        assert inbox.mails == [], "it is too early for another try"
        clock[0] += 5
        sender.step(town.district)

    assert len(inbox.mails) == 2
    assert all(isinstance(ends(town, each)[0], MailSent) for each in (first, second))


@pytest.mark.server
def test_what_is_refused_for_good_is_dropped_and_what_is_put_off_is_tried_again(
    town: Partnership, inbox: Inbox, port: int
) -> None:
    clock = [0.0]
    sender = mailer(town, port, clock)
    mail_id = ask(town, "sharing_ended")

    inbox.answer = "451 Später"
    sender.step(town.district)
    assert ends(town, mail_id) == []
    inbox.answer = "550 Unbekannt"
    sender.step(town.district)
    assert ends(town, mail_id) == [], "not before its time"
    clock[0] += 5
    sender.step(town.district)

    (end,) = ends(town, mail_id)
    assert isinstance(end, MailDropped)
    assert end.grounds == "refused"


@pytest.mark.server
@pytest.mark.parametrize("over", ["revoked", "withdrawn", "consent"])
def test_what_is_over_is_never_sent(town: Partnership, inbox: Inbox, port: int, over: str) -> None:
    somebody = Somebody(town).hand_over()
    issued = somebody.link()
    mail_id = ask(town, "hand_over", issued, somebody.referral_id)
    {
        "revoked": lambda: town.links.revoke(issued.link_id, asked()),
        "withdrawn": somebody.withdraw_referral,
        "consent": somebody.withdraw_consent,
    }[over]()

    mailer(town, port).step(town.district)
    town.fold()

    (end,) = ends(town, mail_id)
    assert isinstance(end, MailDropped)
    assert end.grounds == "is_over"
    assert inbox.mails == []
    assert [row.dropped for row in mails_of(town.service.pool, town.district, somebody.referral_id)] == ["is_over"]


@pytest.mark.server
def test_without_an_address_nothing_is_sent(settings: Settings, district: str, port: int) -> None:
    at = Partnership(settings, district, mail="")
    mail_id = ask(at, "sharing_ended")

    mailer(at, port).step(at.district)

    (end,) = ends(at, mail_id)
    assert isinstance(end, MailDropped)
    assert end.grounds == "no_address"


@pytest.mark.server
def test_a_partner_that_left_the_directory_is_asked_nothing_more(
    elsewhere: Partnership, inbox: Inbox, port: int
) -> None:
    somebody = Somebody(elsewhere).hand_over()
    mail_id = ask(elsewhere, "hand_over", somebody.link(), somebody.referral_id)
    elsewhere.delist()

    mailer(elsewhere, port).step(elsewhere.district)

    assert [type(end) for end in ends(elsewhere, mail_id)] == [MailDropped]
    assert inbox.mails == []


@pytest.mark.server
def test_health_tells_how_many_wait_and_is_well_all_the_same(town: Partnership, client: TestClient, port: int) -> None:
    ask(town, "sharing_ended")
    before = count_waiting(town.service.pool)

    told = client.get("/health").json()["mails"]
    with serving(Inbox(), port):
        mailer(town, port).step(town.district)
    town.fold()

    assert told >= 1
    assert count_waiting(town.service.pool) == before - 1


# --- The message itself -------------------------------------------------------------------


def letter(purpose: MailPurpose, partner: str = "Beratung") -> Letter:
    return Letter(purpose=purpose, partner=partner, district="Musterkreis", sender="Träger e. V.")


@pytest.mark.parametrize("purpose", SUBJECTS)
def test_every_purpose_has_its_words(purpose: MailPurpose) -> None:
    made = message(UUID(int=1), SENDER, "a@b.example", letter(purpose), now())

    assert made["Subject"].startswith(SUBJECTS[purpose])
    assert "Guten Tag" in made.get_content()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "kein Ort",
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "Name <a@b.example>",
        "a@",
        "@b.example",
        "ä@b.example",
        f"{'a' * 250}@b.example",
    ],
)
def test_what_is_no_plain_address_is_refused(address: str) -> None:
    with pytest.raises(AddressUnusable):
        address_of(address)


def test_no_name_of_an_institution_slips_into_a_header() -> None:
    made = message(UUID(int=1), SENDER, "a@b.example", letter("hand_over", "X\r\nBcc: c@d.example"), now())
    head, _, _ = made.as_bytes().partition(b"\r\n\r\n")

    assert b"Bcc" not in head


def test_waiting_grows_to_a_quarter_of_an_hour() -> None:
    clock = [0.0]
    patience = Patience(lambda: clock[0])
    pauses = []
    for _ in range(10):
        patience.failed("x")
        before = clock[0]
        while not patience.is_due("x"):
            clock[0] += 5
        pauses.append(clock[0] - before)

    assert pauses == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]
    assert timedelta(seconds=pauses[-1]) == timedelta(minutes=15)
