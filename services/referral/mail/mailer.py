"""Sends what waits: handed to the mail server first, recorded then.

Killed between the two, it is sent once more under the same Message-ID; two senders at once would do the same.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from typing import Final, Protocol

from services.kernel.deciders import Context
from services.kernel.logging import get_logger
from services.kernel.points import reached
from services.kernel.times import now
from services.referral.application import Referral
from services.referral.domain.mail import MAIL, DropGrounds, DropMail, RecordMailSent
from services.referral.mail.message import AddressUnusable, message
from services.referral.mail.patience import Patience
from services.referral.mail.smtp import MailPutOff, MailRefused, MailServerAway
from services.referral.mail.writing import NoAddress, NothingToSay, letter_and_recipient
from services.referral.mail_rows import MailRow, waiting

ACTOR: Final = "service:referral"
TURN: Final = 50  # mails of one district before the next one's turn
GIVE_UP: Final = timedelta(days=5)  # RFC 5321, section 4.5.4.1: four to five days
SERVER: Final = "server"

log = get_logger()


class Postbox(Protocol):
    """What takes mails (smtp.MailServer)."""

    def deliver(self, message: EmailMessage) -> None:
        """Raises MailRefused, MailPutOff, MailServerAway."""
        ...


@dataclass(frozen=True, slots=True)
class Mailer:
    """``sender`` as in LOTSE_MAIL_FROM; what failed is tried again later, by ``patience``."""

    referral: Referral
    postbox: Postbox
    sender: str
    patience: Patience = field(default_factory=Patience)

    def step(self, district: str) -> None:
        """Send what waits in a district, as far as the server takes it now."""
        if not self.patience.is_due(SERVER):
            return
        for mail in waiting(self.referral.pool, district, TURN):
            if not self.patience.is_due(mail.mail_id) or self._is_settled(district, mail):
                continue
            try:
                self._settle(district, mail)
            except MailServerAway as away:
                if not self.patience.is_failing(SERVER):
                    log.warning("mail_server_unreachable", exc_info=away)
                self.patience.failed(SERVER)
                return
        self._server_is_there()

    def _is_settled(self, district: str, mail: MailRow) -> bool:
        """What the log says: the list of those that wait may be a moment behind, or stand still."""
        return self.referral.state(district, MAIL, mail.mail_id).is_settled

    def _settle(self, district: str, mail: MailRow) -> None:
        """Sent, dropped for a reason, or left for later. Raises MailServerAway."""
        try:
            letter, recipient = letter_and_recipient(self.referral, district, mail)
            made = message(mail.mail_id, self.sender, recipient, letter, now())
            self.postbox.deliver(made)
        except (NoAddress, AddressUnusable):
            self._drop(district, mail, "no_address")
        except NothingToSay:
            self._drop(district, mail, "is_over")
        except MailRefused:
            self._drop(district, mail, "refused")
        except MailPutOff:
            self._put_off(district, mail)
        else:
            reached("mail.handed")
            self._server_is_there()
            self._record(district, mail, RecordMailSent(str(made["Message-ID"]), now()))
            log.info("mail_sent", district=district, id=mail.mail_id, purpose=mail.purpose)

    def _put_off(self, district: str, mail: MailRow) -> None:
        if now() - mail.asked_at > GIVE_UP:
            self._drop(district, mail, "refused")
        else:
            self.patience.failed(mail.mail_id)

    def _drop(self, district: str, mail: MailRow, grounds: DropGrounds) -> None:
        self._record(district, mail, DropMail(grounds, now()))
        log.info("mail_dropped", district=district, id=mail.mail_id, purpose=grounds)

    def _record(self, district: str, mail: MailRow, command: RecordMailSent | DropMail) -> None:
        """Under one command id: whoever records the end of a mail a second time adds nothing."""
        end = self.referral.ids(district).derive("mail-end", str(mail.mail_id))
        context = Context(actor=ACTOR, command_id=end, correlation_id=mail.mail_id)
        self.referral.store.execute(district, MAIL, mail.mail_id, command, context)
        self.patience.ended(mail.mail_id)

    def _server_is_there(self) -> None:
        if self.patience.is_failing(SERVER):
            log.info("mail_server_reachable")
        self.patience.ended(SERVER)
