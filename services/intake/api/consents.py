"""The consent ledger of a case over HTTP: read, give, withdraw, receipt of the Merkblatt."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.intake import ConsentForm, ConsentPurpose
from services.contracts.vocabularies import referable_fields
from services.intake.api.access import CaseOfRights, CaseReader, CaseWriter, Fachkraft
from services.intake.api.asking import COMMAND, READING, Asked, Service
from services.intake.consents_desk import ConsentsDesk, Paper, Scope
from services.intake.consents_queries import LedgerShown, find_ledger
from services.kernel.inputs import KEY_PATTERN, Day
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/cases/{case}")

CONSENT_EXAMPLE: Final = "00000000-0000-8000-8000-000000004190"
PARTNER_EXAMPLE: Final = "00000000-0000-8000-8000-000000006219"
TextKey = Annotated[str, Field(pattern=KEY_PATTERN, examples=["consent-named-file"])]
ConsentInPath = Annotated[UUID, Path(title="Einwilligung", examples=[CONSENT_EXAMPLE])]
ReferableField = Annotated[str, Field(pattern=f"^({'|'.join(referable_fields())})$", examples=["family_name"])]


class PaperIn(BaseModel):
    """What stands on the signed paper, or in its electronic twin."""

    model_config = ConfigDict(extra="forbid", title="Papier")

    text: TextKey = Field(title="Schlüssel des Textes")
    text_version: int = Field(title="Version des Textes", ge=1, le=9999, examples=[1])
    form: ConsentForm = Field(title="Form: paper (Papier) oder electronic (elektronisch)")
    on: Day = Field(title="Datum auf dem Papier", examples=["2026-03-02"])

    def paper(self) -> Paper:
        return Paper(text=self.text, text_version=self.text_version, form=self.form, on=self.on)


class ConsentIn(PaperIn):
    """A consent in one purpose; a referral also names partner and fields."""

    model_config = ConfigDict(extra="forbid", title="Einwilligung")

    purpose: ConsentPurpose = Field(title="Zweck", examples=["named_file"])
    until: Day | None = Field(default=None, title="Gilt bis; ohne Angabe bis zum Widerruf", examples=["2027-03-02"])
    partner: UUID | None = Field(default=None, title="Partner; nur bei Weitervermittlung", examples=[PARTNER_EXAMPLE])
    fields: list[ReferableField] = Field(
        default_factory=list, title="Angaben, die weitergegeben werden dürfen", max_length=len(referable_fields())
    )

    def scope(self) -> Scope:
        return Scope(purpose=self.purpose, until=self.until, partner_id=self.partner, fields=tuple(self.fields))


class WithdrawalIn(BaseModel):
    """The person takes the consent back."""

    model_config = ConfigDict(extra="forbid", title="Widerruf")

    on: Day = Field(title="Am", examples=["2026-06-01"])


class ConsentRecorded(Recorded):
    """The consent, by which it is withdrawn or named later."""

    model_config = ConfigDict(title="Einwilligung erfasst")

    consent_id: UUID = Field(title="Einwilligung", examples=[CONSENT_EXAMPLE])


class ConsentOut(BaseModel):
    """One entry of the ledger."""

    model_config = ConfigDict(title="Eintrag", from_attributes=True)

    consent_id: UUID = Field(title="Einwilligung", examples=[CONSENT_EXAMPLE])
    purpose: ConsentPurpose = Field(title="Zweck")
    text: str = Field(title="Schlüssel des Textes")
    text_version: int = Field(title="Version des Textes")
    form: ConsentForm = Field(title="Form")
    on: date = Field(title="Datum auf dem Papier")
    until: date | None = Field(title="Gilt bis")
    partner_id: UUID | None = Field(title="Partner")
    fields: list[str] = Field(title="Angaben, die weitergegeben werden dürfen")
    withdrawn_on: date | None = Field(title="Widerrufen am")


class NoticeOut(BaseModel):
    """A receipt of the Merkblatt."""

    model_config = ConfigDict(title="Empfang des Merkblatts", from_attributes=True)

    text: str = Field(title="Schlüssel des Textes")
    text_version: int = Field(title="Version des Textes")
    form: ConsentForm = Field(title="Form")
    on: date = Field(title="Datum auf dem Papier")


class EffectOut(BaseModel):
    """What is left to do because a consent is over."""

    model_config = ConfigDict(title="Folge", from_attributes=True)

    consent_id: UUID = Field(title="Einwilligung")
    purpose: ConsentPurpose = Field(title="Zweck")
    since: date = Field(title="Seit")
    withdrawn: bool = Field(title="Widerrufen; sonst abgelaufen")
    task: str = Field(title="Was zu tun ist")


class LedgerOut(BaseModel):
    """The consents of a case in the order of entry, the receipts, and what is left to do."""

    model_config = ConfigDict(title="Einwilligungen")

    consents: list[ConsentOut] = Field(title="Einwilligungen")
    notices: list[NoticeOut] = Field(title="Empfang des Merkblatts")
    effects: list[EffectOut] = Field(title="Folgen")


@router.get("/consents", summary="Einwilligungen eines Falls", **READING)
def list_consents(case: CaseReader, asking: Fachkraft, service: Service) -> LedgerOut:
    return ledger_out(find_ledger(service, asking.district, case))


@router.post("/consents", summary="Einwilligung erfassen", **COMMAND)
def give_consent(
    case: CaseWriter, body: ConsentIn, asking: Fachkraft, context: Asked, service: Service
) -> ConsentRecorded:
    given = ConsentsDesk(service, asking.district, case).give(body.paper(), body.scope(), context)
    return ConsentRecorded(position=given.outcome.position, consent_id=given.id)


@router.post("/consents/{consent}/withdrawal", summary="Einwilligung widerrufen", **COMMAND)
def withdraw_consent(
    *,
    case: CaseOfRights,
    consent: ConsentInPath,
    body: WithdrawalIn,
    asking: Fachkraft,
    context: Asked,
    service: Service,
) -> Recorded:
    outcome = ConsentsDesk(service, asking.district, case).withdraw(consent, body.on, context)
    return Recorded(position=outcome.position)


@router.post("/notices", summary="Empfang des Merkblatts erfassen", **COMMAND)
def receive_notice(case: CaseWriter, body: PaperIn, asking: Fachkraft, context: Asked, service: Service) -> Recorded:
    outcome = ConsentsDesk(service, asking.district, case).receive(body.paper(), context)
    return Recorded(position=outcome.position)


def ledger_out(found: LedgerShown) -> LedgerOut:
    return LedgerOut(
        consents=[ConsentOut.model_validate(each) for each in found.ledger.consents.values()],
        notices=[NoticeOut.model_validate(each) for each in found.ledger.notices],
        effects=[EffectOut.model_validate(each) for each in found.effects],
    )
