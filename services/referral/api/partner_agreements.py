"""Cooperation agreements over HTTP: made, corrected or prolonged, ended; and those that run out."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.referral import AgreementKind
from services.kernel.inputs import KEY_PATTERN, Day
from services.kernel.requests import only_known
from services.kernel.times import today
from services.kernel.waiting import awaited
from services.kernel.web import Recorded
from services.referral.api.asking import COMMAND, Asked, Reader, Service
from services.referral.api.directory_desks import Ties
from services.referral.api.directory_fields import AgreementInPath, LastDayIn, Made, PartnerInPath, Words
from services.referral.directory_queries import agreements
from services.referral.directory_texts import AGREEMENT_FIELDS, Sheet, directory_texts
from services.referral.directory_texts import Words as KeptWords
from services.referral.domain.agreement import AgreementDetails

router: Final = APIRouter()
MOST_DAYS: Final = 3660


class AgreementIn(BaseModel):
    """What was agreed with a partner; both days included."""

    model_config = ConfigDict(extra="forbid", title="Vereinbarung")

    kind: AgreementKind = Field(title="Art", examples=["cooperation"])
    on: Day = Field(title="Unterschrieben am")
    until: Day | None = Field(default=None, title="Gilt bis; leer: bis auf Weiteres")
    operation: Annotated[str, Field(pattern=KEY_PATTERN)] | None = Field(
        default=None, title="Vorhaben; leer: für alle", examples=["thinka"]
    )
    wording: Words | None = Field(default=None, title="Was vereinbart ist")

    @property
    def details(self) -> AgreementDetails:
        return AgreementDetails(kind=self.kind, on=self.on, until=self.until, operation=self.operation)


class AgreementOut(BaseModel):
    """An agreement with a partner."""

    model_config = ConfigDict(title="Vereinbarung mit einem Partner")

    agreement_id: UUID = Field(title="Vereinbarung")
    partner_id: UUID = Field(title="Partner")
    kind: AgreementKind = Field(title="Art")
    on: date = Field(title="Unterschrieben am")
    until: date | None = Field(title="Gilt bis; null: bis auf Weiteres")
    operation: str | None = Field(title="Vorhaben; null: für alle")
    ended_on: date | None = Field(title="Vorzeitig beendet am")
    wording: str | None = Field(title="Was vereinbart ist; „gelöscht“, wenn es gelöscht wurde")


Within = Annotated[
    int | None, Query(ge=0, le=MOST_DAYS, title="Nur Vereinbarungen, die in so vielen Tagen auslaufen", examples=[60])
]


@router.post("/partners/{partner}/agreements", summary="Vereinbarung mit einem Partner erfassen", **COMMAND)
def make_agreement(partner: PartnerInPath, body: AgreementIn, context: Asked, desk: Ties) -> Made:
    made = desk.make_agreement(partner, body.details, body.wording or "", context)
    return Made(id=made.id, position=made.outcome.position)


@router.post(
    "/partners/{partner}/agreements/{agreement}/details",
    summary="Vereinbarung berichtigen oder verlängern",
    **COMMAND,
)
def correct_agreement(
    partner: PartnerInPath,
    agreement: AgreementInPath,
    body: AgreementIn,
    context: Asked,
    desk: Ties,
) -> Recorded:
    outcome = desk.correct_agreement(partner, agreement, body.details, body.wording or "", context)
    return Recorded(position=outcome.position)


@router.post("/partners/{partner}/agreements/{agreement}/ending", summary="Vereinbarung beenden", **COMMAND)
def end_agreement(
    partner: PartnerInPath,
    agreement: AgreementInPath,
    body: LastDayIn,
    context: Asked,
    desk: Ties,
) -> Recorded:
    return Recorded(position=desk.end_agreement(partner, agreement, body.day, context).position)


@router.get(
    "/agreements",
    summary="Vereinbarungen des Landkreises",
    dependencies=[Depends(only_known("within")), Depends(awaited)],
)
def all_agreements(asking: Reader, service: Service, within: Within = None) -> list[AgreementOut]:
    """Neueste zuerst; mit ``within`` nur die, die noch gelten und in so vielen Tagen auslaufen."""
    known = agreements(service.pool, asking.district)
    found = [each for each in known if within is None or each.runs_out(today(), within)]
    sheets = [Sheet(each.partner_id, each.details_id, AGREEMENT_FIELDS) for each in found]
    words = directory_texts(service, asking.district, sheets)
    return [AgreementOut.model_validate(asdict(each) | {"wording": _wording(words, each.details_id)}) for each in found]


def _wording(words: Mapping[UUID, KeptWords], details_id: UUID | None) -> str | None:
    return None if details_id is None else words[details_id].get("wording")
