"""From a mail that was asked for to what it says: names of institutions, the link, where to ring."""

from typing import Final

from services.referral.application import Referral
from services.referral.asking_party import asking_party
from services.referral.directory import PartnerEntry, directory
from services.referral.directory_texts import NO_WORDS, directory_texts
from services.referral.link_door import LinkDoor
from services.referral.links_desk import PATH, LinksDesk
from services.referral.mail.wording import Letter
from services.referral.mail_rows import MailRow
from services.referral.references import reference_of

MAIL_ADDRESS: Final = "email"


class NoAddress(Exception):
    """The partner has no mail address in the directory, or it was erased."""


class NothingToSay(Exception):
    """What the mail was about is over: link revoked or expired, referral answered or withdrawn."""


def letter_and_recipient(referral: Referral, district: str, mail: MailRow) -> tuple[Letter, str]:
    """Raises NoAddress, NothingToSay."""
    if mail.link_id is not None and LinkDoor(referral).refusal_of(district, mail.link_id) is not None:
        raise NothingToSay
    partner = directory(referral.pool, district).partners.get(mail.partner_id)
    recipient = None if partner is None else _address(referral, district, partner)
    if partner is None or recipient is None:
        raise NoAddress
    link = None if mail.link_id is None else (mail.partner_id, mail.link_id)
    asking = asking_party(referral, district, mail.asked_by, link)
    about = mail.referral_id
    issued = None if mail.link_id is None else LinksDesk(referral, district).again(mail.link_id)
    public = referral.settings.public_address
    letter = Letter(
        purpose=mail.purpose,
        partner=partner.name,
        district=asking.district_name,
        sender=asking.name,
        callback=asking.callback,
        reference=None if about is None else reference_of(referral.ids(district), about),
        link=None if issued is None else issued.address(public),
        code=None if issued is None else issued.code,
        code_page=None if issued is None else f"{public}{PATH}",
        last_day=None if issued is None else issued.last_day,
    )
    return letter, recipient


def _address(referral: Referral, district: str, partner: PartnerEntry) -> str | None:
    if partner.details_id is None:
        return None
    words = directory_texts(referral, district, [partner]).get(partner.details_id, NO_WORDS)
    return words.known.get(MAIL_ADDRESS)
