"""Facts of a referral (Weitervermittlung), from the proposal to the closed loop.

All referrals of one case and the consents they rest on are one stream, the *book* of the case (id derived from
``case_id``), so that "nobody is sent twice" and "no data without consent" are decisions of one state. A referral of
somebody without a case is a stream of its own; nothing that tells of a person can be handed over with it.

What the referral is about is sealed under the person's record key; words (note to the partner, what is passed on) lie
in referral's vault under the person's identity key. Dates ``on`` are local days and never in the future.
"""

import datetime as dt
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.contracts.referral.words import (
    Channel,
    Declined,
    DeclinedBy,
    Outcome,
    Provenance,
    Withdrawn,
)
from services.kernel.facts import Block, Contract, Erased, SealedBlock, fact


class OfBook(Contract, frozen=True, kw_only=True):
    """What every fact of a book names; ``book_id`` is its stream, ``person_id`` a derived id where nobody is known."""

    book_id: UUID
    person_id: UUID


class OfReferral(OfBook, frozen=True, kw_only=True):
    """What every fact of one referral names, and the local day on which it happened."""

    referral_id: UUID
    on: Annotated[dt.date, Meta(title="Am")]


class Need(Block, frozen=True, kw_only=True, tag="need"):
    """What help is sought for: keys of the district's topics; the language somebody needs, where it is not German."""

    topics: Annotated[tuple[str, ...], Meta(title="Problemlagen")] = ()
    language: Annotated[str | None, Meta(title="Sprache (ISO 639-1)")] = None


@fact("referral.referral_proposed", sealed=SealedBlock("need", person="person_id", content=Need))
class ReferralProposed(OfReferral, frozen=True, kw_only=True):
    """Person and Fachkraft chose a partner. ``despite``: open referrals that were shown as the same need."""

    case_id: Annotated[UUID | None, Meta(title="Fall (Verweis)")] = None
    operation: Annotated[str, Meta(title="Vorhaben")]
    sozialraum: Annotated[str, Meta(title="Sozialraum")]
    partner_id: Annotated[UUID, Meta(title="Partner (Verweis)")]
    partner_kind: Annotated[str, Meta(title="Partnerart")]
    offer_id: Annotated[UUID | None, Meta(title="Angebot (Verweis)")] = None
    team_id: Annotated[UUID | None, Meta(title="Team (Verweis)")] = None
    staff_id: Annotated[UUID | None, Meta(title="Zuständig (Verweis)")] = None
    need: Annotated[Need | Erased, Meta(title="Anliegen (versiegelt)")]
    note_id: Annotated[UUID | None, Meta(title="Notiz (Verweis)")] = None
    despite: Annotated[tuple[UUID, ...], Meta(title="Trotz offener Vermittlungen (Verweise)")] = ()
    instead_of: Annotated[UUID | None, Meta(title="Anstelle der Vermittlung (Verweis)")] = None


@fact("referral.consent_received")
class ConsentReceived(OfBook, frozen=True, kw_only=True):
    """The book knows a consent of intake: these fields may go to this partner, on these days."""

    consent_id: Annotated[UUID, Meta(title="Einwilligung (Verweis)")]
    partner_id: Annotated[UUID, Meta(title="Partner (Verweis)")]
    fields: Annotated[tuple[str, ...], Meta(title="Felder, die weitergegeben werden dürfen")]
    on: Annotated[dt.date, Meta(title="Datum auf dem Papier")]
    until: Annotated[dt.date | None, Meta(title="Gilt bis")] = None


@fact("referral.consent_ended")
class ConsentEnded(OfBook, frozen=True, kw_only=True):
    """The person took a consent back: nothing more goes out under it. ``shared``: the fields that had gone already."""

    consent_id: Annotated[UUID, Meta(title="Einwilligung (Verweis)")]
    on: Annotated[dt.date, Meta(title="Am")]
    referral_ids: Annotated[tuple[UUID, ...], Meta(title="Betroffene Vermittlungen (Verweise)")] = ()
    shared: Annotated[tuple[str, ...], Meta(title="Schon weitergegebene Felder")] = ()


@fact("referral.referral_handed_over")
class ReferralHandedOver(OfReferral, frozen=True, kw_only=True):
    """The partner has it. With data only under ``consent_id``, whose fields are all that ``fields`` may name.

    ``share_id`` is the vault's entry of what was passed on, one text a field.
    """

    channel: Annotated[Channel, Meta(title="Weg")]
    escorted: Annotated[bool, Meta(title="Mit Begleitung")] = False
    fields: Annotated[tuple[str, ...], Meta(title="Weitergegebene Felder")] = ()
    consent_id: Annotated[UUID | None, Meta(title="Einwilligung (Verweis)")] = None
    share_id: Annotated[UUID | None, Meta(title="Weitergegebenes (Verweis)")] = None


class Answered(OfReferral, frozen=True, kw_only=True):
    """What every answer says: the day, and from whom we have it."""

    provenance: Annotated[Provenance, Meta(title="Von wem")]
    note_id: Annotated[UUID | None, Meta(title="Notiz (Verweis)")] = None


@fact("referral.referral_accepted")
class ReferralAccepted(Answered, frozen=True, kw_only=True):
    """The partner takes the person; ``appointment_on`` where a day was named."""

    appointment_on: Annotated[dt.date | None, Meta(title="Termin am")] = None


@fact("referral.referral_declined")
class ReferralDeclined(Answered, frozen=True, kw_only=True):
    """Partner or person said no."""

    by: Annotated[DeclinedBy, Meta(title="Durch")]
    grounds: Annotated[Declined, Meta(title="Grund")]


@fact("referral.referral_rerouted")
class ReferralRerouted(Answered, frozen=True, kw_only=True):
    """Somebody else is right for it: another referral goes there, proposed anew, under its own consent."""

    to_partner_id: Annotated[UUID | None, Meta(title="Zu Partner (Verweis)")] = None


@fact("referral.referral_withdrawn")
class ReferralWithdrawn(OfReferral, frozen=True, kw_only=True):
    """We take it back; the partner need do nothing more."""

    grounds: Annotated[Withdrawn, Meta(title="Grund")]
    note_id: Annotated[UUID | None, Meta(title="Notiz (Verweis)")] = None


@fact("referral.person_arrived")
class PersonArrived(Answered, frozen=True, kw_only=True):
    """The first meeting with the partner took place."""


@fact("referral.person_missed")
class PersonMissed(Answered, frozen=True, kw_only=True):
    """The person was expected and did not come."""


@fact("referral.outcome_reported")
class OutcomeReported(Answered, frozen=True, kw_only=True):
    """What came of it; reported again, it was corrected."""

    outcome: Annotated[Outcome, Meta(title="Ergebnis")]


@fact("referral.referral_closed")
class ReferralClosed(OfReferral, frozen=True, kw_only=True):
    """The loop is closed: nobody waits for anything more."""


@fact("referral.referral_reopened")
class ReferralReopened(OfReferral, frozen=True, kw_only=True):
    """A closed referral goes on where it was proposed; its history stays."""

    note_id: Annotated[UUID | None, Meta(title="Notiz (Verweis)")] = None


@fact("referral.partner_told")
class PartnerTold(OfReferral, frozen=True, kw_only=True):
    """The partner knows that a consent ended and was asked to erase what it got (GDPR Article 19)."""

    consent_id: Annotated[UUID, Meta(title="Einwilligung (Verweis)")]


@fact("referral.terms_set")
class TermsSet(Contract, frozen=True, kw_only=True):
    """How long the district waits for a kind of partner, in days; ``partner_kind`` None: all others. Latest wins."""

    partner_kind: Annotated[str | None, Meta(title="Partnerart")] = None
    answer_days: Annotated[int, Meta(title="Tage bis zur Antwort", ge=1, le=365)]
    arrival_days: Annotated[int, Meta(title="Tage bis zum ersten Treffen", ge=1, le=365)]
    outcome_days: Annotated[int, Meta(title="Tage bis zum Ergebnis", ge=1, le=730)]
    assure_days: Annotated[int, Meta(title="Tage, nach denen Einträge zu bestätigen sind", ge=1, le=1095)]
