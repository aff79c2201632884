"""The desk for mail to partners: it is asked for here, and sent by a process of its own (``mail/process``)."""

from dataclasses import dataclass
from uuid import UUID

from services.contracts.referral import MailAsked, MailPurpose
from services.kernel.deciders import Context
from services.referral.application import Referral
from services.referral.domain.mail import MAIL, AskMail
from services.referral.following import following


@dataclass(frozen=True, slots=True)
class MailDesk:
    """One district's mails."""

    referral: Referral
    district: str

    def ask(
        self,
        partner_id: UUID,
        purpose: MailPurpose,
        context: Context,
        *,
        link_id: UUID | None = None,
        referral_id: UUID | None = None,
    ) -> UUID:
        """The mail's id; the same command asks for the same mail. Whether the partner has an address shows later."""
        ids = self.referral.ids(self.district)
        mail_id = ids.derive("mail", str(context.command_id))
        asked = MailAsked(
            mail_id=mail_id, partner_id=partner_id, purpose=purpose, link_id=link_id, referral_id=referral_id
        )
        request = following(ids, context, "ask mail")
        self.referral.store.execute(self.district, MAIL, mail_id, AskMail(asked), request)
        return mail_id

    @property
    def is_set_up(self) -> bool:
        """Whether this installation sends mail at all; until then what is asked for waits."""
        settings = self.referral.settings
        return settings.smtp_url is not None and settings.mail_from is not None
