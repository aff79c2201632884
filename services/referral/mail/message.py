"""A mail as it goes out (RFC 5322): plain text, headers that nobody can slip anything into, one id for ever."""

from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Final
from uuid import UUID

from services.referral.mail.wording import Letter, body, subject

LONGEST_ADDRESS: Final = 254  # RFC 5321


class AddressUnusable(ValueError):
    """No mail can go there: not one plain address of the form ``name@host``."""


def expect_sender(sender: str) -> None:
    """Raises AddressUnusable for a LOTSE_MAIL_FROM that no mail can come from."""
    address_of(parseaddr(sender)[1])


def message_id(mail_id: UUID, sender: str) -> str:
    """The same for every try of the same mail, so that a partner's server may drop what comes twice."""
    return f"<{mail_id.hex}@{address_of(parseaddr(sender)[1]).domain}>"


def address_of(text: str) -> Address:
    """One plain ASCII address. Raises AddressUnusable; a line break never reaches a header."""
    try:
        address = Address(addr_spec=text.strip())
    except (MessageError, ValueError, IndexError):  # what the standard library makes of text that is no address
        raise AddressUnusable from None
    usable = address.domain and address.username and address.addr_spec.isascii() and address.addr_spec.isprintable()
    if not usable or len(address.addr_spec) > LONGEST_ADDRESS or " " in address.addr_spec:
        raise AddressUnusable
    return address


def message(mail_id: UUID, sender: str, recipient: str, letter: Letter, at: datetime) -> EmailMessage:
    """``sender`` as in LOTSE_MAIL_FROM, with or without a name. Raises AddressUnusable."""
    name, plain = parseaddr(sender)
    own = address_of(plain)
    made = EmailMessage(SMTP)
    made["From"] = Address(display_name=name, username=own.username, domain=own.domain)
    made["To"] = address_of(recipient)
    made["Subject"] = subject(letter)
    made["Date"] = format_datetime(at)
    made["Message-ID"] = message_id(mail_id, sender)
    made["Auto-Submitted"] = "auto-generated"
    made["Content-Language"] = "de"
    made.set_content(body(letter), cte="quoted-printable")
    return made
