"""The form of a plan of money: a line for each who pays, an amount for each kind of cost."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, create_model

from services.contracts.districts import FundingPlanned, FundingSource
from services.districts.api import funding
from services.districts.api.funding_fields import WRITERS, CostIn, PlanIn, ShareIn, Words
from services.districts.application import SERVICE, Districts
from services.districts.domain.funding_plans import MOST_SHARES
from services.districts.funding_wording import COSTS, SOURCES
from services.districts.pages.asking import Here
from services.districts.pages.funding_here import FUNDING, Euros, Percent, about, entry_of, funding_of, page_of
from services.districts.pages.words import options
from services.kernel.deciders import Context, RuleViolation
from services.kernel.inputs import Day
from services.kernel.money import plain_euros
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field

router: Final = APIRouter()

ROWS: Final = range(1, MOST_SHARES + 1)
DECIMAL: Final = {"inputmode": "decimal"}
# What rules speak of, as the fields of this form are called.
FIELD_OF: Final = {"shares": "euros_1", "costs": "cost_staff"}
REMARKS: Final = (
    "Ein Plan gilt für einen Zeitraum, wie bewilligt. Finanzierung und Kosten ergeben dieselbe Summe.",
    "Der vereinbarte Anteil steht in der Richtlinie oder im Bescheid. Weicht der Plan davon ab, kommt ein Hinweis.",
)


class PlanHead(BaseModel):
    """What a plan says beside the money."""

    model_config = ConfigDict(extra="forbid")

    title: Words | None = None
    first_day: Day
    last_day: Day


def _lines() -> dict[str, Any]:
    """The fields of the lines, by their names."""
    lines: dict[str, Any] = {f"cost_{kind}": (Euros | None, None) for kind in COSTS}
    for row in ROWS:
        lines[f"source_{row}"] = (FundingSource | None, None)
        lines[f"payer_{row}"] = (Words | None, None)
        lines[f"euros_{row}"] = (Euros | None, None)
        lines[f"percent_{row}"] = (Percent | None, None)
    return lines


PlanForm: Final = create_model("PlanForm", __base__=PlanHead, **_lines())


class LineIncomplete(RuleViolation):
    title = "Zu einem Mittelgeber gehören der Name und der Betrag."


# --- Fields --------------------------------------------------------------------------


def _fields(_here: Here) -> Sequence[Field]:
    return (
        Field(name="title", title="Bezeichnung", optional=True, hint="Zum Beispiel: Bewilligung 2026."),
        Field(name="first_day", title="Von", kind="date"),
        Field(name="last_day", title="Bis", kind="date"),
        *(field for row in ROWS for field in _share_fields(row)),
        *(_cost_field(kind, title) for kind, title in COSTS.items()),
    )


def _share_fields(row: int) -> Sequence[Field]:
    return (
        Field(
            name=f"source_{row}",
            title=f"Mittelgeber {row}",
            kind="select",
            options=options(SOURCES),
            optional=row > 1,
            empty="keiner" if row > 1 else "Bitte wählen",
        ),
        Field(name=f"payer_{row}", title=f"Mittelgeber {row}: Name der Einrichtung", optional=True),
        Field(name=f"euros_{row}", title=f"Mittelgeber {row}: Betrag in Euro", optional=row > 1, more=DECIMAL),
        Field(
            name=f"percent_{row}",
            title=f"Mittelgeber {row}: vereinbarter Anteil in Prozent",
            optional=True,
            more=DECIMAL,
        ),
    )


def _cost_field(kind: str, title: str) -> Field:
    return Field(name=f"cost_{kind}", title=f"Kosten in Euro: {title}", optional=True, more=DECIMAL)


def _as_typed(plan: FundingPlanned) -> Mapping[str, str]:
    """A plan as its form shows it."""
    shown = {"title": plan.title or "", "first_day": str(plan.first_day), "last_day": str(plan.last_day)}
    shown |= {f"cost_{cost.kind}": plain_euros(cost.cents) for cost in plan.costs}
    for row, share in zip(ROWS, plan.shares, strict=False):
        agreed = share.agreed_hundredths
        shown |= {
            f"source_{row}": share.source,
            f"payer_{row}": share.payer or "",
            f"euros_{row}": plain_euros(share.cents),
            f"percent_{row}": "" if agreed is None else plain_euros(agreed),
        }
    return shown


# --- Commands ------------------------------------------------------------------------


def _body(form: Any) -> PlanIn:
    """The body of the same command of a program; raises LineIncomplete at its field."""
    costs = [(kind, getattr(form, f"cost_{kind}")) for kind in COSTS]
    return PlanIn.model_construct(
        plan_id=None,
        title=form.title,
        first_day=form.first_day,
        last_day=form.last_day,
        shares=[share for row in ROWS if (share := _share(form, row)) is not None],
        costs=[CostIn(kind=kind, cents=cents) for kind, cents in costs if cents],
    )


def _share(form: Any, row: int) -> ShareIn | None:
    names = ("source", "euros", "payer", "percent")
    source, cents, payer, percent = (getattr(form, f"{name}_{row}") for name in names)
    if source is None and cents is None and payer is None and percent is None:
        return None
    if source is None:
        raise LineIncomplete(field=f"source_{row}")
    if cents is None:
        raise LineIncomplete(field=f"euros_{row}")
    return ShareIn(source=source, cents=cents, payer=payer, agreed_hundredths=percent)


def _plan(here: Here, form: Any, context: Context) -> Stored:
    made = funding.plan_funding(here.key("operation"), _body(form), here.asking, context, here.service)
    return Stored(made.position)


def _amend(here: Here, form: Any, context: Context) -> Stored:
    body = _body(form).model_copy(update={"plan_id": here.named("plan")})
    return Stored(funding.plan_funding(here.key("operation"), body, here.asking, context, here.service).position)


def _described(**of: Any) -> DescribedForm[Districts]:
    return DescribedForm(
        model=PlanForm,
        fields=_fields,
        back=page_of,
        about=about,
        field_of=FIELD_OF,
        remarks=lambda _here: REMARKS,
        **of,
    )


FORMS: Final = (
    _described(
        path=f"{FUNDING}/plaene/neu",
        title="Finanzierungsplan anlegen",
        button="Finanzierungsplan speichern",
        send=_plan,
    ),
    _described(
        path=f"{FUNDING}/plaene/{{plan}}",
        title="Finanzierungsplan ändern",
        button="Änderung speichern",
        send=_amend,
        typed=lambda here: _as_typed(entry_of(here, funding_of(here).plans, "plan")),
    ),
)
add_forms(router, SERVICE, WRITERS, FORMS)
