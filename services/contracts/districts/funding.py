"""Facts of an operation's money and staff: sources and shares, plan against actual, targets, milestones, documents.

All facts of one operation's funding are one stream, derived from ``operation_id``. Money in cents of a euro, posts in
hundredths of a full post (VZÄ); the guideline's percentages are the plan's own figures, never fixed here.
"""

import datetime as dt
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from services.kernel.facts import Contract, fact

FundingSource = Literal["esf", "land", "municipality", "housing_company", "own", "donation", "other"]
CostKind = Literal["staff", "lump_sum", "material", "travel", "fees", "rent", "other"]
DocumentKind = Literal[
    "application", "grant", "amendment", "cooperation", "payment_request", "use_report", "audit", "publicity", "other"
]
HoldGrounds = Literal["court", "commission", "audit", "objection", "other"]
# What a hold does to the period once it is lifted: the days it lasted are added, or the period begins anew.
HoldEffect = Literal["extends", "restarts"]
TargetOf = Literal["indicator", "contacts", "clients", "events", "referrals", "meetings", "volunteer_hours", "other"]


class OfFunding(Contract, frozen=True, kw_only=True):
    """What every fact of an operation's funding names."""

    operation_id: UUID
    operation: Annotated[str, Meta(title="Schlüssel des Vorhabens")]


class FundingShare(Contract, frozen=True, kw_only=True):
    """Who pays how much; ``payer`` is an organisation's name, such as a housing company's.

    ``agreed_hundredths``: the share that the guideline or the grant fixes, 6000 for 60 percent.
    """

    source: Annotated[FundingSource, Meta(title="Mittelgeber")]
    cents: Annotated[int, Meta(title="Betrag in Cent", ge=0)]
    payer: Annotated[str | None, Meta(title="Wer zahlt")] = None
    agreed_hundredths: Annotated[
        Annotated[int, Meta(ge=0, le=10_000)] | None, Meta(title="Vereinbarter Anteil in Hundertstel Prozent")
    ] = None


class CostPlan(Contract, frozen=True, kw_only=True):
    """What may be spent on one kind of cost."""

    kind: Annotated[CostKind, Meta(title="Kostenart")]
    cents: Annotated[int, Meta(title="Betrag in Cent", ge=0)]


@fact("districts.funding_planned")
class FundingPlanned(OfFunding, frozen=True, kw_only=True):
    """The plan of a period, as granted; planned again for the same ``plan_id``, it was amended.

    The shares add up to the costs. Periods of one operation do not overlap.
    """

    plan_id: UUID
    first_day: Annotated[dt.date, Meta(title="Von")]
    last_day: Annotated[dt.date, Meta(title="Bis")]
    shares: Annotated[tuple[FundingShare, ...], Meta(title="Finanzierung")]
    costs: Annotated[tuple[CostPlan, ...], Meta(title="Kosten")]
    title: Annotated[str | None, Meta(title="Bezeichnung")] = None


@fact("districts.expense_recorded")
class ExpenseRecorded(OfFunding, frozen=True, kw_only=True):
    """Money was spent; recorded again under the same id, it was corrected. 0: recorded by mistake."""

    expense_id: UUID
    kind: Annotated[CostKind, Meta(title="Kostenart")]
    cents: Annotated[int, Meta(title="Betrag in Cent", ge=0)]
    on: Annotated[dt.date, Meta(title="Bezahlt am")]


@fact("districts.payment_requested")
class PaymentRequested(OfFunding, frozen=True, kw_only=True):
    """Money was called for; requested again under the same id, it was corrected. 0: recorded by mistake."""

    request_id: UUID
    source: Annotated[FundingSource, Meta(title="Mittelgeber")]
    cents: Annotated[int, Meta(title="Betrag in Cent", ge=0)]
    on: Annotated[dt.date, Meta(title="Abgerufen am")]


@fact("districts.payment_recorded")
class PaymentRecorded(OfFunding, frozen=True, kw_only=True):
    """Money came in; recorded again under the same id, it was corrected. 0: recorded by mistake.

    ``last``: the last one of the funding. The last payment by the managing authority begins the duty to keep
    (Regulation (EU) 2021/1060, Art. 82).
    """

    payment_id: UUID
    source: Annotated[FundingSource, Meta(title="Mittelgeber")]
    cents: Annotated[int, Meta(title="Betrag in Cent", ge=0)]
    on: Annotated[dt.date, Meta(title="Eingegangen am")]
    payer: Annotated[str | None, Meta(title="Wer zahlt")] = None
    last: Annotated[bool, Meta(title="Schlusszahlung")] = False


@fact("districts.post_planned")
class PostPlanned(OfFunding, frozen=True, kw_only=True):
    """A post of the plan: how much of a full one, from when to when; planned again, it was corrected."""

    post_id: UUID
    title: Annotated[str, Meta(title="Stelle")]
    hundredths: Annotated[int, Meta(title="Umfang in Hundertstel VZÄ", ge=1, le=100)]
    first_day: Annotated[dt.date, Meta(title="Von")]
    last_day: Annotated[dt.date, Meta(title="Bis")]


@fact("districts.post_filled")
class PostFilled(OfFunding, frozen=True, kw_only=True):
    """Somebody has (a part of) a post; filled again by the same person from the same day, it was corrected.

    0: recorded by mistake.
    """

    post_id: UUID
    staff_id: UUID
    hundredths: Annotated[int, Meta(title="Umfang in Hundertstel VZÄ", ge=0, le=100)]
    first_day: Annotated[dt.date, Meta(title="Von")]
    last_day: Annotated[dt.date | None, Meta(title="Bis")] = None


@fact("districts.target_agreed")
class TargetAgreed(OfFunding, frozen=True, kw_only=True):
    """What is to be reached by a day: a milestone (end of 2024) or a target (end of 2029) of the programme, or own.

    Cumulative and absolute (Regulation (EU) 2021/1057, Art. 17(3)); agreed again, it was corrected.
    """

    target_id: UUID
    of: Annotated[TargetOf, Meta(title="Woran gemessen")]
    by: Annotated[dt.date, Meta(title="Bis")]
    value: Annotated[int, Meta(title="Zielwert", ge=0)]
    indicator: Annotated[str | None, Meta(title="Indikator")] = None
    title: Annotated[str | None, Meta(title="Bezeichnung")] = None


@fact("districts.milestone_planned")
class MilestonePlanned(OfFunding, frozen=True, kw_only=True):
    """Something to be reached in the operation; planned again, it was corrected. ``reached``: on which day it was."""

    milestone_id: UUID
    title: Annotated[str, Meta(title="Meilenstein")]
    due: Annotated[dt.date, Meta(title="Bis")]
    reached: Annotated[dt.date | None, Meta(title="Erreicht am")] = None


@fact("districts.document_registered")
class DocumentRegistered(OfFunding, frozen=True, kw_only=True):
    """A document of the operation and where it is kept (its file number), not the document itself.

    Registered again, its entry was corrected.
    """

    document_id: UUID
    kind: Annotated[DocumentKind, Meta(title="Art")]
    title: Annotated[str, Meta(title="Bezeichnung")]
    on: Annotated[dt.date, Meta(title="Vom")]
    file_number: Annotated[str | None, Meta(title="Aktenzeichen")] = None
    expires: Annotated[dt.date | None, Meta(title="Gültig bis")] = None


@fact("districts.hold_placed")
class HoldPlaced(OfFunding, frozen=True, kw_only=True):
    """Nothing of the operation may be erased (Regulation (EU) 2021/1060, Art. 82(2)); placed again, it was corrected.

    Whether legal proceedings or a request of the Commission suspend the period or begin it anew is read differently:
    ``effect`` says which applies to this hold.
    """

    hold_id: UUID
    grounds: Annotated[HoldGrounds, Meta(title="Anlass")]
    on: Annotated[dt.date, Meta(title="Seit")]
    effect: Annotated[HoldEffect, Meta(title="Wirkung auf die Frist")]
    file_number: Annotated[str | None, Meta(title="Aktenzeichen")] = None


@fact("districts.hold_lifted")
class HoldLifted(OfFunding, frozen=True, kw_only=True):
    """The hold is over; lifted again, its day was corrected."""

    hold_id: UUID
    on: Annotated[dt.date, Meta(title="Bis")]


@fact("districts.entry_withdrawn")
class EntryWithdrawn(OfFunding, frozen=True, kw_only=True):
    """A plan, post, target, milestone, document or hold of this id was recorded by mistake."""

    entry_id: UUID
