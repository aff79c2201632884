"""Facts of the directory's partners: who they are, where they are met, whom one calls, what was agreed.

Names of organisations and addresses of institutions are facts. Contact persons, telephone numbers, mail addresses and
free text lie in referral's vault: those of a partner under ``partner_id``, those of a contact person under its own id,
so that one person's erasure takes nothing else along. ``details_id`` is the vault's entry, None where nothing is kept.
"""

import datetime as dt
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.contracts.referral.words import Accessibility, AgreementKind, Provenance
from services.kernel.facts import Contract, fact


class OfPartner(Contract, frozen=True, kw_only=True):
    """What every fact of a partner names; all of them are one stream, ``partner_id``."""

    partner_id: UUID


@fact("referral.partner_listed")
class PartnerListed(OfPartner, frozen=True, kw_only=True):
    """A partner stands in the directory; listed again under the same id, it was corrected, or is back.

    ``public``: everybody may read of it; small partners and volunteers need not stand there.
    """

    name: Annotated[str, Meta(title="Name der Einrichtung")]
    kind: Annotated[str, Meta(title="Partnerart")]
    takes_mail: Annotated[bool, Meta(title="Nimmt Vermittlungen per E-Mail entgegen")] = False
    public: Annotated[bool, Meta(title="Im öffentlichen Verzeichnis")] = False
    details_id: Annotated[UUID | None, Meta(title="Kontaktangaben und Beschreibung (Verweis)")] = None


@fact("referral.partner_delisted")
class PartnerDelisted(OfPartner, frozen=True, kw_only=True):
    """Nobody is sent there after ``on``; what was, stays."""

    on: Annotated[dt.date, Meta(title="Letzter Tag")]


@fact("referral.partner_assured")
class PartnerAssured(OfPartner, frozen=True, kw_only=True):
    """Somebody who must know said that the entry is right; not the same as a change of it (HSDS 3, assured_date)."""

    on: Annotated[dt.date, Meta(title="Bestätigt am")]
    provenance: Annotated[Provenance, Meta(title="Von wem")]


@fact("referral.location_listed")
class LocationListed(OfPartner, frozen=True, kw_only=True):
    """A place where a partner is met; listed again, it was corrected."""

    location_id: UUID
    name: Annotated[str, Meta(title="Name des Ortes")]
    street: Annotated[str | None, Meta(title="Straße und Hausnummer der Einrichtung")] = None
    postcode: Annotated[str | None, Meta(title="Postleitzahl")] = None
    city: Annotated[str | None, Meta(title="Ort")] = None
    sozialraum: Annotated[str | None, Meta(title="Sozialraum")] = None
    latitude: Annotated[Annotated[float, Meta(ge=-90, le=90)] | None, Meta(title="Breite (WGS 84)")] = None
    longitude: Annotated[Annotated[float, Meta(ge=-180, le=180)] | None, Meta(title="Länge (WGS 84)")] = None
    accessibility: Annotated[tuple[Accessibility, ...], Meta(title="Barrierefreiheit")] = ()


@fact("referral.location_delisted")
class LocationDelisted(OfPartner, frozen=True, kw_only=True):
    """Nobody is met there after ``on``."""

    location_id: UUID
    on: Annotated[dt.date, Meta(title="Letzter Tag")]


@fact("referral.contact_listed")
class ContactListed(OfPartner, frozen=True, kw_only=True):
    """Somebody to talk to at a partner; name, task, telephone and mail lie in the vault."""

    contact_person_id: UUID
    details_id: Annotated[UUID, Meta(title="Name und Erreichbarkeit (Verweis)")]


@fact("referral.contact_delisted")
class ContactDelisted(OfPartner, frozen=True, kw_only=True):
    """That person is no longer the one to talk to."""

    contact_person_id: UUID
    on: Annotated[dt.date, Meta(title="Letzter Tag")]


@fact("referral.agreement_made")
class AgreementMade(OfPartner, frozen=True, kw_only=True):
    """A cooperation agreement; made again under the same id, it was corrected or prolonged."""

    agreement_id: UUID
    kind: Annotated[AgreementKind, Meta(title="Art")]
    on: Annotated[dt.date, Meta(title="Unterschrieben am")]
    until: Annotated[dt.date | None, Meta(title="Gilt bis")] = None
    operation: Annotated[str | None, Meta(title="Vorhaben")] = None
    details_id: Annotated[UUID | None, Meta(title="Wortlaut (Verweis)")] = None


@fact("referral.agreement_ended")
class AgreementEnded(OfPartner, frozen=True, kw_only=True):
    """An agreement was ended before its day."""

    agreement_id: UUID
    on: Annotated[dt.date, Meta(title="Letzter Tag")]
