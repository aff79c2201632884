"""Facts of partners' links and of mail: a partner answers without an account.

A link's secret is in no fact and no address: it is derived from the district's key, ``link_id`` and ``expires``.
A fact asks for a mail, a sender sends it at least once under a stable Message-ID, a fact records it.
"""

import datetime as dt
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.contracts.referral.words import Channel, LinkRefusal, MailPurpose
from services.kernel.facts import Contract, fact


class OfLink(Contract, frozen=True, kw_only=True):
    """What every fact of a link names; the stream is ``link_id``. Exactly one of what it answers is given."""

    link_id: UUID
    partner_id: UUID


@fact("referral.link_issued")
class LinkIssued(OfLink, frozen=True, kw_only=True):
    """A partner may answer by a link: a referral, whether its entries are right, or a survey."""

    expires: Annotated[dt.datetime, Meta(title="Gilt bis", tz=True)]
    channel: Annotated[Channel, Meta(title="Weg")]
    referral_id: Annotated[UUID | None, Meta(title="Vermittlung (Verweis)")] = None
    book_id: Annotated[UUID | None, Meta(title="Vermittlungen des Falls (Verweis)")] = None
    person_id: Annotated[UUID | None, Meta(title="Person (Verweis)")] = None
    survey_id: Annotated[UUID | None, Meta(title="Befragung (Verweis)")] = None


@fact("referral.link_opened")
class LinkOpened(OfLink, frozen=True, kw_only=True):
    """Somebody with the link looked at what it shows; once a day."""

    on: Annotated[dt.date, Meta(title="Am")]


@fact("referral.link_refused")
class LinkRefused(OfLink, frozen=True, kw_only=True):
    """Somebody came with a genuine link that no longer opens anything; once a day and ground."""

    on: Annotated[dt.date, Meta(title="Am")]
    grounds: Annotated[LinkRefusal, Meta(title="Grund")]


@fact("referral.link_revoked")
class LinkRevoked(OfLink, frozen=True, kw_only=True):
    """The link opens nothing any more."""

    on: Annotated[dt.date, Meta(title="Am")]


class OfMail(Contract, frozen=True, kw_only=True):
    """What every fact of a mail names; the stream is ``mail_id``."""

    mail_id: UUID
    partner_id: UUID


@fact("referral.mail_asked")
class MailAsked(OfMail, frozen=True, kw_only=True):
    """A mail is to go to the partner's address in the vault; it holds a link and never a word about a person."""

    purpose: Annotated[MailPurpose, Meta(title="Zweck")]
    link_id: Annotated[UUID | None, Meta(title="Link (Verweis)")] = None
    referral_id: Annotated[UUID | None, Meta(title="Vermittlung (Verweis)")] = None


@fact("referral.mail_sent")
class MailSent(OfMail, frozen=True, kw_only=True):
    """The mail server took it over."""

    message_id: Annotated[str, Meta(title="Message-ID (RFC 5322)")]
    at: Annotated[dt.datetime, Meta(title="Zeitpunkt", tz=True)]


@fact("referral.mail_dropped")
class MailDropped(OfMail, frozen=True, kw_only=True):
    """It will not be sent: no address, refused for good, or what it was about is over."""

    grounds: Annotated[str, Meta(title="Grund (Schlüssel)")]
    at: Annotated[dt.datetime, Meta(title="Zeitpunkt", tz=True)]
