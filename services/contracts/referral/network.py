"""Facts of the network: what partners say of working together, and letters to other districts.

A letter about a person is in no fact: it is sealed for the receiving district, and the log knows it by its digest. Its
sender cannot read it again, and whoever carries it never can. Neither side learns the other's ids: ``thread`` is a
random number made for the two.
"""

import datetime as dt
import hashlib
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.contracts.referral.words import LetterAnswer, Provenance
from services.kernel.facts import Contract, Json, fact, upcast


class Question(Contract, frozen=True, kw_only=True):
    """One statement that partners agree with from 1 (not at all) to 5 (fully)."""

    key: Annotated[str, Meta(title="Schlüssel")]
    text: Annotated[str, Meta(title="Aussage")]
    dimension: Annotated[str, Meta(title="Dimension")]


@fact("referral.survey_opened")
class SurveyOpened(Contract, frozen=True, kw_only=True):
    """A survey of the partners, such as in ThINKA's monitoring (2017 to 2019, part B); its questions never change."""

    survey_id: UUID
    title: Annotated[str, Meta(title="Titel")]
    questions: Annotated[tuple[Question, ...], Meta(title="Aussagen")]
    first_day: Annotated[dt.date, Meta(title="Erster Tag")]
    last_day: Annotated[dt.date, Meta(title="Letzter Tag")]
    definition: Annotated[int, Meta(title="Version des Gesamtindex")] = 1


@fact("referral.survey_closed")
class SurveyClosed(Contract, frozen=True, kw_only=True):
    """No more answers after ``on``."""

    survey_id: UUID
    on: Annotated[dt.date, Meta(title="Letzter Tag")]


class Answer(Contract, frozen=True, kw_only=True):
    """How far a partner agrees; None where it gives no answer."""

    key: Annotated[str, Meta(title="Schlüssel")]
    value: Annotated[Annotated[int, Meta(ge=1, le=5)] | None, Meta(title="Zustimmung von 1 bis 5")] = None


@fact("referral.survey_answered")
class SurveyAnswered(Contract, frozen=True, kw_only=True):
    """A partner's answers; answered again, these count. A comment lies in the vault."""

    survey_id: UUID
    partner_id: UUID
    answers: Annotated[tuple[Answer, ...], Meta(title="Antworten")]
    on: Annotated[dt.date, Meta(title="Am")]
    provenance: Annotated[Provenance, Meta(title="Von wem")]
    comment_id: Annotated[UUID | None, Meta(title="Kommentar (Verweis)")] = None


@fact("referral.partners_linked")
class PartnersLinked(Contract, frozen=True, kw_only=True):
    """Two partners of the district work together: an edge of the cooperation map, in both directions."""

    one_id: UUID
    other_id: UUID
    strength: Annotated[int, Meta(title="Stärke von 1 (kennt sich) bis 4 (gemeinsame Vorhaben)", ge=1, le=4)]
    on: Annotated[dt.date, Meta(title="Stand vom")]


@fact("referral.partners_unlinked")
class PartnersUnlinked(Contract, frozen=True, kw_only=True):
    """Two partners no longer work together."""

    one_id: UUID
    other_id: UUID
    on: Annotated[dt.date, Meta(title="Am")]


class OfLetter(Contract, frozen=True, kw_only=True):
    """What every fact of a letter names; the stream is ``letter_id``, one's own id on each side."""

    letter_id: UUID


@fact("referral.letter_sealed", version=2)
class LetterSealed(OfLetter, frozen=True, kw_only=True):
    """A letter waits for the carrier, for one district only. ``referral_id``: the referral it hands over, if it does.

    ``sealed`` None: it lies in the vault under a key of its own. Answers stand here, for they say no more than the fact
    beside them does, and letters of version 1.
    """

    to_district: Annotated[str, Meta(title="An Landkreis")]
    thread: Annotated[str, Meta(title="Faden (Zufallszahl)")]
    digest: Annotated[str, Meta(title="Prüfsumme des versiegelten Briefs (SHA-256)")]
    sealed: Annotated[str | None, Meta(title="Versiegelt für den Empfänger (JWE)")] = None
    referral_id: Annotated[UUID | None, Meta(title="Vermittlung (Verweis)")] = None
    book_id: Annotated[UUID | None, Meta(title="Vermittlungen des Falls (Verweis)")] = None


@upcast(LetterSealed, from_version=1)
def version_1_has_the_letter_itself(payload: Json) -> Json:
    """Its digest is that of what stands there."""
    match payload:
        case {"sealed": str(sealed)}:
            return {**payload, "digest": hashlib.sha256(sealed.encode("utf-8", "replace")).hexdigest()}
        case _:
            return payload


@fact("referral.letter_carried")
class LetterCarried(OfLetter, frozen=True, kw_only=True):
    """The letter lies in the receiver's inbox; ``digest`` says which of the thread it was."""

    digest: Annotated[str, Meta(title="Prüfsumme des versiegelten Briefs (SHA-256)")]
    at: Annotated[dt.datetime, Meta(title="Zeitpunkt", tz=True)]


@fact("referral.letter_destroyed")
class LetterDestroyed(OfLetter, frozen=True, kw_only=True):
    """The letter never went: it was recalled or its person erased, and its key is destroyed. Nobody can read it."""

    digest: Annotated[str, Meta(title="Prüfsumme des versiegelten Briefs (SHA-256)")]


@fact("referral.letter_received")
class LetterReceived(OfLetter, frozen=True, kw_only=True):
    """A letter of another district arrived; its words lie in the vault under ``person_id``, a new person of ours."""

    person_id: UUID
    from_district: Annotated[str, Meta(title="Von Landkreis")]
    thread: Annotated[str, Meta(title="Faden (Zufallszahl)")]
    fields: Annotated[tuple[str, ...], Meta(title="Erhaltene Felder")] = ()


@fact("referral.letter_answered")
class LetterAnswered(OfLetter, frozen=True, kw_only=True):
    """What the receiving side answered: recorded on both sides, by each under its own id."""

    answer: Annotated[LetterAnswer, Meta(title="Antwort")]
    on: Annotated[dt.date, Meta(title="Am")]
    ours: Annotated[bool, Meta(title="Von uns gegeben")]


@fact("referral.district_assigned")
class DistrictAssigned(Contract, frozen=True, kw_only=True):
    """An entry of the directory is another district: who is handed over there goes by letter. None: no longer."""

    partner_id: UUID
    to_district: Annotated[str | None, Meta(title="Landkreis der Plattform")] = None
