"""Facts about what burdens a person and what carries it: the same scales at the start, at any time and at the end."""

import datetime as dt
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from services.contracts.intake.cases import OfCase
from services.contracts.intake.words import Severity, Stage, YesNo
from services.kernel.facts import Block, Erased, SealedBlock, fact


class Situation(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One problem situation at one time: the topic, whether it is still true, and how heavy it weighs."""

    topic: Annotated[str, Meta(title="Problemlage")]
    still: Annotated[YesNo, Meta(title="Besteht weiter")] = "yes"
    severity: Annotated[Severity | None, Meta(title="Schwere")] = None


class SituationDetails(Block, frozen=True, kw_only=True, tag="situations"):
    """What was assessed."""

    situations: Annotated[tuple[Situation, ...], Meta(title="Problemlagen")]


class AnswerGiven(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One item of an instrument; None is not answered."""

    item: Annotated[str, Meta(title="Aussage")]
    value: Annotated[int | None, Meta(title="Wert auf der Skala")] = None


class StrengthDetails(Block, frozen=True, kw_only=True, tag="strengths"):
    """All answers of one assessment."""

    answers: Annotated[tuple[AnswerGiven, ...], Meta(title="Antworten")]


@fact("intake.situations_assessed", sealed=SealedBlock("details", person="person_id", content=SituationDetails))
class SituationsAssessed(OfCase, frozen=True, kw_only=True):
    """Problem situations were looked at outside a contact; within one they travel with the contact."""

    assessment_id: UUID
    on: Annotated[dt.date, Meta(title="Am")]
    vocabulary_version: Annotated[int, Meta(title="Version der Themenliste")]
    details: Annotated[SituationDetails | Erased, Meta(title="Problemlagen (versiegelt)")]


@fact("intake.strengths_assessed", sealed=SealedBlock("details", person="person_id", content=StrengthDetails))
class StrengthsAssessed(OfCase, frozen=True, kw_only=True):
    """Strengths were rated with an instrument of the district, in one of its versions."""

    assessment_id: UUID
    instrument: Annotated[str, Meta(title="Instrument")]
    instrument_version: Annotated[int, Meta(title="Version des Instruments")]
    stage: Annotated[Stage, Meta(title="Zeitpunkt")]
    on: Annotated[dt.date, Meta(title="Am")]
    details: Annotated[StrengthDetails | Erased, Meta(title="Antworten (versiegelt)")]


@fact("intake.assessment_retracted")
class AssessmentRetracted(OfCase, frozen=True, kw_only=True):
    """An assessment was recorded by mistake and counts no more."""

    assessment_id: UUID
