"""The funding of an operation, as programs read it."""

from datetime import date
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.contracts.districts import CostKind, FundingSource, HoldEffect, HoldGrounds
from services.contracts.retention import SOURCE
from services.districts.api.funding_fields import (
    DocumentIn,
    ExpenseIn,
    FillingIn,
    MilestoneIn,
    PaymentIn,
    PlanIn,
    PostIn,
    RequestIn,
    TargetIn,
)
from services.districts.domain.funding_retention import retention_of
from services.districts.domain.funding_state import Funding
from services.districts.funding_figures import calendar_years, figures
from services.districts.funding_staffing import rounded, staffing
from services.districts.funding_warnings import Kind, Notice


class SourceOut(BaseModel):
    """Plan against actual of who pays."""

    model_config = ConfigDict(from_attributes=True, title="Mittelgeber, Plan und Ist")

    source: FundingSource = Field(title="Mittelgeber")
    planned: int = Field(title="Geplant, in Cent")
    planned_share: int = Field(title="Anteil am Plan in Hundertstel Prozent")
    called: int = Field(title="Abgerufen, in Cent")
    received: int = Field(title="Eingegangen, in Cent")
    received_share: int = Field(title="Anteil am Eingang in Hundertstel Prozent")


class CostOut(BaseModel):
    """Plan against actual of what is paid for."""

    model_config = ConfigDict(from_attributes=True, title="Kostenart, Plan und Ist")

    kind: CostKind = Field(title="Kostenart")
    planned: int = Field(title="Geplant, in Cent")
    spent: int = Field(title="Ausgegeben, in Cent")


class FiguresOut(BaseModel):
    """Of a calendar year, or of the whole period."""

    model_config = ConfigDict(from_attributes=True, title="Plan und Ist")

    year: int | None = Field(title="Kalenderjahr; null: gesamter Zeitraum")
    sources: list[SourceOut] = Field(title="Finanzierung")
    costs: list[CostOut] = Field(title="Kosten")


class MonthOut(BaseModel):
    """Posts of a month, the mean over its days."""

    model_config = ConfigDict(title="Stellen im Monat")

    first_day: date = Field(title="Monat")
    planned: int = Field(title="Geplant in Hundertstel VZÄ, gerundet")
    filled: int = Field(title="Besetzt in Hundertstel VZÄ, gerundet")


class NoticeOut(BaseModel):
    """What somebody should look after."""

    model_config = ConfigDict(from_attributes=True, title="Hinweis")

    kind: Kind = Field(title="Art")
    text: str = Field(title="Was ist")


class HoldOut(BaseModel):
    """A hold and its end."""

    model_config = ConfigDict(title="Sperre mit Ende")

    hold_id: UUID = Field(title="Sperre")
    grounds: HoldGrounds = Field(title="Anlass")
    on: date = Field(title="Seit")
    lifted_on: date | None = Field(title="Bis; null: läuft")
    effect: HoldEffect = Field(title="Wirkung auf die Frist nach dem Ende")
    file_number: str | None = Field(title="Aktenzeichen")


class RetentionOut(BaseModel):
    """How long documents are kept."""

    model_config = ConfigDict(title="Aufbewahrung")

    until: date | None = Field(title="Letzter Tag; null: noch keine Schlusszahlung des ESF")
    is_held: bool = Field(title="Eine Sperre läuft: kein Tag ist der letzte")
    holds: list[HoldOut] = Field(title="Sperren")
    source: str = Field(title="Rechtsgrundlage")


class FundingOut(BaseModel):
    """Everything of the funding of an operation."""

    model_config = ConfigDict(title="Finanzierung eines Vorhabens")

    operation: str = Field(title="Schlüssel des Vorhabens")
    whole: FiguresOut = Field(title="Gesamter Zeitraum")
    years: list[FiguresOut] = Field(title="Nach Kalenderjahren")
    months: list[MonthOut] = Field(title="Stellen nach Monaten")
    notices: list[NoticeOut] = Field(title="Hinweise")
    retention: RetentionOut = Field(title="Aufbewahrung")
    plans: list[PlanIn] = Field(title="Finanzierungspläne")
    expenses: list[ExpenseIn] = Field(title="Ausgaben")
    requests: list[RequestIn] = Field(title="Mittelabrufe")
    payments: list[PaymentIn] = Field(title="Zahlungseingänge")
    posts: list[PostIn] = Field(title="Stellen")
    fillings: list[FillingIn] = Field(title="Besetzungen")
    targets: list[TargetIn] = Field(title="Zielwerte")
    milestones: list[MilestoneIn] = Field(title="Meilensteine")
    documents: list[DocumentIn] = Field(title="Dokumente")

    @classmethod
    def of(cls, operation: str, funding: Funding, told: list[Notice]) -> Self:
        years = calendar_years(funding)
        return cls(
            operation=operation,
            whole=FiguresOut.model_validate(figures(funding)),
            years=[FiguresOut.model_validate(figures(funding, year)) for year in years],
            months=[
                MonthOut(first_day=each.first_day, planned=rounded(each.planned), filled=rounded(each.filled))
                for year in years
                for each in staffing(funding, year)
            ],
            notices=[NoticeOut.model_validate(each) for each in told],
            retention=_retention(funding),
            plans=[PlanIn.model_validate(each) for each in funding.plans.values()],
            expenses=[ExpenseIn.model_validate(each) for each in funding.expenses.values()],
            requests=[RequestIn.model_validate(each) for each in funding.requests.values()],
            payments=[PaymentIn.model_validate(each) for each in funding.payments.values()],
            posts=[PostIn.model_validate(each) for each in funding.posts.values()],
            fillings=[FillingIn.model_validate(each) for each in funding.fillings.values()],
            targets=[TargetIn.model_validate(each) for each in funding.targets.values()],
            milestones=[MilestoneIn.model_validate(each) for each in funding.milestones.values()],
            documents=[DocumentIn.model_validate(each) for each in funding.documents.values()],
        )


def _retention(funding: Funding) -> RetentionOut:
    kept = retention_of(funding)
    holds = [
        HoldOut(
            hold_id=each.hold_id,
            grounds=each.grounds,
            on=each.on,
            lifted_on=funding.lifted[each.hold_id].on if each.hold_id in funding.lifted else None,
            effect=each.effect,
            file_number=each.file_number,
        )
        for each in sorted(funding.holds.values(), key=lambda one: (one.on, one.hold_id))
    ]
    return RetentionOut(until=kept.until, is_held=kept.is_held, holds=holds, source=SOURCE)
