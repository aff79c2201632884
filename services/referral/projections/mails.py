"""Which mails wait to be sent, and what became of the others? Read by the sender, and where a referral shows them."""

from collections.abc import Iterable
from typing import TypeAlias, assert_never

from services.contracts.referral import MailAsked, MailDropped, MailSent
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Put, Table
from services.kernel.projection import Projection

MAILS = Table(
    "mails", "mail", ("partner", "purpose", "link", "referral", "asked", "asked_at", "asked_by"), versioned=False
)
ENDS = Table("mail_ends", "mail", ("at", "dropped"), versioned=False)
Fact: TypeAlias = MailAsked | MailSent | MailDropped


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """``dropped``: why it was not sent; empty where it was."""
    fact = recorded.fact
    match fact:
        case MailAsked():
            about = (fact.partner_id, fact.purpose, fact.link_id, fact.referral_id)
            return [Put(MAILS, fact.mail_id, (*about, recorded.sequence, recorded.time, recorded.actor))]
        case MailSent():
            return [Put(ENDS, fact.mail_id, (fact.at, None))]
        case MailDropped():
            return [Put(ENDS, fact.mail_id, (fact.at, fact.grounds))]
        case _:
            assert_never(fact)


mails = Projection("mails", version=1, tables=(MAILS, ENDS), reads=(MailAsked, MailSent, MailDropped), fold=keep)
