"""Handing a mail to the mail server: encrypted, with the answer sorted into taken, not this one, not now."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final
from urllib.parse import unquote, urlsplit

PORTS: Final = {"smtp": 587, "smtps": 465}
LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
TIMEOUT_S: Final = 20
PERMANENT: Final = 500


class MailRefused(Exception):
    """This mail will never be taken."""


class MailPutOff(Exception):
    """This mail is not taken now; others may be."""


class MailServerAway(Exception):
    """No mail is taken now."""


class MailServerMisnamed(ValueError):
    """LOTSE_SMTP_URL is no address of a mail server."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that LOTSE_SMTP_URL names. Without TLS it is talked to on this machine only."""

    host: str
    port: int
    is_tls: bool
    user: str | None
    password: str | None

    @classmethod
    def at(cls, url: str) -> "MailServer":
        """``smtps://user:password@host:465`` or ``smtp://host:587``. Raises MailServerMisnamed."""
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise MailServerMisnamed("LOTSE_SMTP_URL")
        user = None if parts.username is None else unquote(parts.username)
        password = None if parts.password is None else unquote(parts.password)
        return cls(parts.hostname, parts.port or PORTS[parts.scheme], parts.scheme == "smtps", user, password)

    def deliver(self, message: EmailMessage) -> None:
        """Raises MailRefused, MailPutOff, MailServerAway."""
        try:
            with self._connected() as server:
                _send(server, message)
        except (OSError, smtplib.SMTPException) as error:
            raise MailServerAway(type(error).__name__) from None

    def _connected(self) -> smtplib.SMTP:
        trust = ssl.create_default_context()
        if self.is_tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_S, context=trust)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_S)
        try:
            self._greet(server, trust)
        except BaseException:
            server.close()
            raise
        return server

    def _greet(self, server: smtplib.SMTP, trust: ssl.SSLContext) -> None:
        server.ehlo_or_helo_if_needed()
        if not self.is_tls and (self.host not in LOOPBACK or server.has_extn("starttls")):
            server.starttls(context=trust)
            server.ehlo()
        if self.user is not None:
            server.login(self.user, self.password or "")


def _send(server: smtplib.SMTP, message: EmailMessage) -> None:
    try:
        server.send_message(message)
    except smtplib.SMTPRecipientsRefused as refused:
        (code, _), *_ = refused.recipients.values()
        raise _sorted(code) from None
    except smtplib.SMTPSenderRefused:
        raise  # it is our own address that is at fault: no mail will get through
    except smtplib.SMTPResponseException as answer:
        raise _sorted(answer.smtp_code) from None


def _sorted(code: int) -> Exception:
    return MailRefused(str(code)) if code >= PERMANENT else MailPutOff(str(code))
