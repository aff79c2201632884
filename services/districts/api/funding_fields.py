"""What is asked for about the funding of an operation, as programs send it. Money in cents, posts in hundredths."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.contracts.districts import CostKind, DocumentKind, FundingSource, HoldEffect, HoldGrounds, TargetOf
from services.contracts.names import LONGEST_NAME
from services.districts.api.asking import ID, Id, Name
from services.kernel.inputs import Day, not_blank
from services.kernel.requests import Session, require
from services.kernel.roles import Role

MOST_CENTS: Final = 100_000_000_000  # a thousand million euros
LARGEST_TARGET: Final = 10_000_000
MOST_LINES: Final = 50

WRITERS: Final = (Role.KOORDINATION,)
READERS: Final = (Role.KOORDINATION, Role.PLANUNG, Role.PRUEFUNG)
Writer = Annotated[Session, Depends(require(*WRITERS))]
Reader = Annotated[Session, Depends(require(*READERS))]

Cents = Annotated[int, Field(ge=0, le=MOST_CENTS, examples=[1250000])]
Words = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), AfterValidator(not_blank)]
Hundredths = Annotated[int, Field(ge=0, le=100, examples=[75])]
Corrected = Annotated[UUID | None, Field(title="Eintrag, der berichtigt wird; leer: ein neuer", examples=[ID])]


class ShareIn(BaseModel):
    """Who pays how much."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, title="Anteil eines Mittelgebers")

    source: FundingSource = Field(title="Mittelgeber", examples=["esf"])
    cents: Cents = Field(title="Betrag in Cent")
    payer: Words | None = Field(default=None, title="Wer zahlt", examples=["KoWo mbH"])
    agreed_hundredths: Annotated[int, Field(ge=0, le=10_000)] | None = Field(
        default=None, title="Vereinbarter Anteil in Hundertstel Prozent", examples=[6000]
    )


class CostIn(BaseModel):
    """What may be spent on one kind of cost."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, title="Geplante Kosten")

    kind: CostKind = Field(title="Kostenart", examples=["staff"])
    cents: Cents = Field(title="Betrag in Cent")


class PlanIn(BaseModel):
    """The plan of a period, as granted."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, title="Finanzierungsplan")

    plan_id: Corrected = None
    title: Words | None = Field(default=None, title="Bezeichnung", examples=["Bewilligung 2026"])
    first_day: Day = Field(title="Von", examples=["2026-01-01"])
    last_day: Day = Field(title="Bis", examples=["2026-12-31"])
    shares: list[ShareIn] = Field(title="Finanzierung", min_length=1, max_length=MOST_LINES)
    costs: list[CostIn] = Field(title="Kosten", min_length=1, max_length=MOST_LINES)


class ExpenseIn(BaseModel):
    """Money was spent."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, title="Ausgabe")

    expense_id: Corrected = None
    kind: CostKind = Field(title="Kostenart", examples=["staff"])
    cents: Cents = Field(title="Betrag in Cent; 0: irrtümlich erfasst")
    on: Day = Field(title="Bezahlt am")


class RequestIn(BaseModel):
    """Money was called for."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, title="Mittelabruf")

    request_id: Corrected = None
    source: FundingSource = Field(title="Mittelgeber", examples=["esf"])
    cents: Cents = Field(title="Betrag in Cent; 0: irrtümlich erfasst")
    on: Day = Field(title="Abgerufen am")


class PaymentIn(BaseModel):
    """Money came in."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, title="Zahlungseingang")

    payment_id: Corrected = None
    source: FundingSource = Field(title="Mittelgeber", examples=["esf"])
    payer: Words | None = Field(default=None, title="Wer zahlt", examples=["KoWo mbH"])
    cents: Cents = Field(title="Betrag in Cent; 0: irrtümlich erfasst")
    on: Day = Field(title="Eingegangen am")
    last: bool = Field(default=False, title="Schlusszahlung")


class PostIn(BaseModel):
    """A post of the plan."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, title="Stelle")

    post_id: Corrected = None
    title: Name = Field(title="Stelle", examples=["Sozialarbeit Berliner Platz"])
    hundredths: Annotated[int, Field(ge=1, le=100, examples=[75])] = Field(title="Umfang in Hundertstel VZÄ")
    first_day: Day = Field(title="Von", examples=["2026-01-01"])
    last_day: Day = Field(title="Bis", examples=["2026-12-31"])


class FillingIn(BaseModel):
    """Somebody has a part of a post."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, title="Besetzung einer Stelle")

    post_id: Id = Field(title="Stelle")
    staff_id: Id = Field(title="Person im Team")
    hundredths: Hundredths = Field(title="Umfang in Hundertstel VZÄ; 0: irrtümlich erfasst")
    first_day: Day = Field(title="Von", examples=["2026-01-01"])
    last_day: Day | None = Field(default=None, title="Bis; leer: bis zum Ende der Stelle")


class TargetIn(BaseModel):
    """What is to be reached by a day; cumulative and absolute."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, title="Zielwert")

    target_id: Corrected = None
    of: TargetOf = Field(title="Woran gemessen", examples=["clients"])
    indicator: Annotated[str, Field(pattern=r"^[A-Z0-9]{1,20}$", examples=["EECO01"])] | None = Field(
        default=None, title="Indikator des Katalogs"
    )
    title: Words | None = Field(default=None, title="Bezeichnung")
    value: Annotated[int, Field(ge=0, le=LARGEST_TARGET, examples=[500])] = Field(title="Zielwert")
    by: Day = Field(title="Bis")


class MilestoneIn(BaseModel):
    """Something to be reached."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, title="Meilenstein")

    milestone_id: Corrected = None
    title: Name = Field(title="Meilenstein", examples=["Büro am Berliner Platz eröffnet"])
    due: Day = Field(title="Bis")
    reached: Day | None = Field(default=None, title="Erreicht am")


class DocumentIn(BaseModel):
    """A document and where it is kept."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, title="Dokument")

    document_id: Corrected = None
    kind: DocumentKind = Field(title="Art", examples=["grant"])
    title: Name = Field(title="Bezeichnung", examples=["Zuwendungsbescheid 2026"])
    on: Day = Field(title="Vom")
    file_number: Words | None = Field(default=None, title="Aktenzeichen")
    expires: Day | None = Field(default=None, title="Gültig bis")


class HoldIn(BaseModel):
    """Why everything of the operation must be kept."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, title="Sperre")

    hold_id: Corrected = None
    grounds: HoldGrounds = Field(title="Anlass", examples=["court"])
    on: Day = Field(title="Seit")
    effect: HoldEffect = Field(default="restarts", title="Wirkung auf die Frist nach dem Ende")
    file_number: Words | None = Field(default=None, title="Aktenzeichen")


class LiftIn(BaseModel):
    """Until when a hold lasted."""

    model_config = ConfigDict(extra="forbid", title="Letzter Tag einer Sperre")

    on: Day = Field(title="Bis")


class LiftedIn(LiftIn):
    """A hold is over."""

    model_config = ConfigDict(extra="forbid", title="Ende einer Sperre")

    hold_id: Id = Field(title="Sperre")


class WithdrawalIn(BaseModel):
    """An entry that was recorded by mistake."""

    model_config = ConfigDict(extra="forbid", title="Zurücknahme")

    entry_id: Id = Field(title="Plan, Stelle, Zielwert, Meilenstein, Dokument oder Sperre")
