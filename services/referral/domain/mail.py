"""A mail to a partner: asked for, then sent, or dropped for a reason. It is sent at least once, and recorded once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal, TypeAlias, assert_never

from services.contracts.referral import MailAsked, MailDropped, MailSent
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

# Why a mail is not sent: keys of facts.
DropGrounds = Literal["no_address", "refused", "is_over"]


class MailUnknown(RuleViolation):
    title = "Diese E-Mail hat niemand in Auftrag gegeben."


@dataclass(frozen=True, slots=True)
class AskMail:
    mail: MailAsked


@dataclass(frozen=True, slots=True)
class RecordMailSent:
    message_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DropMail:
    grounds: DropGrounds
    at: datetime


Command: TypeAlias = AskMail | RecordMailSent | DropMail


@dataclass(frozen=True, slots=True)
class Mail:
    """``is_settled``: sent or dropped; nothing happens to it after that."""

    asked: MailAsked | None = None
    is_settled: bool = False


def decide(command: Command, mail: Mail) -> Sequence[Contract]:
    """Raises MailUnknown. What comes a second time, or after the end, adds nothing."""
    if isinstance(command, AskMail):
        return () if mail.asked is not None else (command.mail,)
    if mail.asked is None:
        raise MailUnknown
    if mail.is_settled:
        return ()
    about = {"mail_id": mail.asked.mail_id, "partner_id": mail.asked.partner_id}
    match command:
        case RecordMailSent(message_id, at):
            return (MailSent(**about, message_id=message_id, at=at),)
        case DropMail(grounds, at):
            return (MailDropped(**about, grounds=grounds, at=at),)
        case _:
            assert_never(command)


def evolve(mail: Mail, fact: Contract) -> Mail:
    match fact:
        case MailAsked():
            return replace(mail, asked=fact)
        case MailSent() | MailDropped():
            return replace(mail, is_settled=True)
        case _:
            return mail


MAIL: Final[Decider[Command, Mail]] = Decider(Mail(), decide, evolve)
