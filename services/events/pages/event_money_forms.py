"""Forms about the money of an event: the plan of costs with who bears them, and what was spent. Typed in euros."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, BeforeValidator, ConfigDict

from services.contracts.events import BudgetLine, CostShare
from services.contracts.events.words import CostPurpose
from services.events.event_costs import PURPOSES, SOURCES
from services.events.event_desk import EventDesk, Spent
from services.events.event_queries import Cost
from services.events.opening import SERVICE
from services.events.pages.asking import TEAM, Here
from services.events.pages.event_here import ONE, file_of, title_of, to_event
from services.kernel.deciders import Context
from services.kernel.inputs import Day
from services.kernel.money import NotMoney, plain_euros, read_euros
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.problems import not_found
from services.kernel.times import today

router: Final = APIRouter()
# Of field names: ``cost_rent``, ``share_own``, ``share_partner_<id>``.
COST: Final = "cost_"
SHARE: Final = "share_"
DECIMAL: Final = {"inputmode": "decimal"}
# Closed sets, read from names of fields.
PURPOSE_OF: Final = {f"{COST}{purpose}": purpose for purpose in PURPOSES}
SOURCE_OF: Final = {f"{SHARE}{source}": source for source in SOURCES}


def _cents(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return read_euros(value)
    except NotMoney as refused:
        raise ValueError(str(refused)) from None


Euros = Annotated[int, BeforeValidator(_cents)]


class BudgetIn(BaseModel):
    """An amount a field; which fields there are says ``_budget_fields``."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Euros]

    @property
    def amounts(self) -> dict[str, int]:
        return self.__pydantic_extra__


class CostIn(BaseModel):
    """Money that was spent."""

    model_config = ConfigDict(extra="forbid")

    purpose: CostPurpose
    cents: Euros
    on: Day

    @property
    def spent(self) -> Spent:
        return Spent(self.purpose, self.cents, self.on)


def _budget_fields(here: Here) -> Sequence[Field]:
    """Every purpose, every source, and every partner by name that takes part or pays already."""
    costs = [_amount(f"{COST}{key}", f"Kosten: {words}") for key, words in PURPOSES.items()]
    shares = [_amount(f"{SHARE}{key}", f"Anteil: {words}") for key, words in SOURCES.items()]
    partners = [_amount(name, f"Anteil: {words}") for name, (_, words) in _named_shares(here).items()]
    return (*costs, *shares, *partners)


def _amount(name: str, title: str) -> Field:
    return Field(name=name, title=title, optional="open", more=DECIMAL)


def _named_shares(here: Here) -> dict[str, tuple[CostShare, str]]:
    """Field -> share of an organisation of the directory (without its amount), and its words."""
    event = file_of(here)
    names = {each.partner_id: each.name or "Partner" for each in event.partners}
    engaged = [CostShare(source="partner", cents=0, partner_id=partner) for partner in names]
    found: dict[str, tuple[CostShare, str]] = {}
    for share in (*engaged, *event.shares):
        if share.partner_id is not None:
            words = f"{names.get(share.partner_id, 'früherer Partner')} ({SOURCES[share.source]})"
            found[_field_of(share)] = (share, words)
    return found


def _field_of(share: CostShare) -> str:
    return f"{SHARE}{share.source}" + ("" if share.partner_id is None else f"_{share.partner_id.hex}")


def _planned(here: Here) -> Mapping[str, str]:
    event = file_of(here)
    lines = {f"{COST}{line.purpose}": plain_euros(line.cents) for line in event.lines}
    return {**lines, **{_field_of(share): plain_euros(share.cents) for share in event.shares}}


def _set_budget(here: Here, body: BudgetIn, context: Context) -> Stored:
    named = _named_shares(here)
    lines, shares = [], []
    for name, cents in body.amounts.items():
        if name in PURPOSE_OF:
            lines.append(BudgetLine(purpose=PURPOSE_OF[name], cents=cents))
        elif name in SOURCE_OF:
            shares.append(CostShare(source=SOURCE_OF[name], cents=cents))
        elif name in named:
            share = named[name][0]
            shares.append(CostShare(source=share.source, cents=cents, partner_id=share.partner_id))
    desk = EventDesk(here.service, here.district)
    return Stored(desk.set_budget(here.named("event"), lines, shares, context).position)


# --- Spent -----------------------------------------------------------------------------


def _cost_fields(_here: Here) -> Sequence[Field]:
    return (
        Field(name="purpose", title="Wofür?", kind="select", options=list(PURPOSES.items())),
        Field(name="cents", title="Betrag in Euro", more=DECIMAL),
        Field(name="on", title="Am", kind="date", default=str(today()), more={"max": str(today())}),
    )


def _cost(here: Here) -> Cost:
    """The cost in the address. Raises a Problem (404)."""
    wanted: UUID = here.named("cost")
    for each in file_of(here).costs:
        if each.cost_id == wanted:
            return each
    raise not_found()


def _spent(here: Here) -> Mapping[str, str]:
    cost = _cost(here)
    return {"purpose": cost.purpose, "cents": plain_euros(cost.cents), "on": str(cost.on)}


def _record(here: Here, body: CostIn, context: Context) -> Stored:
    desk = EventDesk(here.service, here.district)
    return Stored(desk.record_cost(here.named("event"), body.spent, context).outcome.position)


def _correct(here: Here, body: CostIn, context: Context) -> Stored:
    cost, desk = _cost(here), EventDesk(here.service, here.district)
    return Stored(desk.record_cost(here.named("event"), body.spent, context, cost.cost_id).outcome.position)


FORMS: Final[tuple[DescribedForm[Any], ...]] = (
    DescribedForm(
        path=f"{ONE}/kostenplan",
        title="Kostenplan",
        button="Kostenplan speichern",
        model=BudgetIn,
        fields=_budget_fields,
        send=_set_budget,
        back=to_event,
        about=title_of,
        typed=_planned,
        remarks=lambda _here: (
            "Bitte in Euro. Was leer bleibt, ist null.",
            "Die Anteile müssen zusammen die Kosten ergeben. Ohne Anteile ist noch offen, wer zahlt.",
        ),
    ),
    DescribedForm(
        path=f"{ONE}/ausgaben/neu",
        title="Ausgabe erfassen",
        button="Ausgabe speichern",
        model=CostIn,
        fields=_cost_fields,
        send=_record,
        back=to_event,
        about=title_of,
    ),
    DescribedForm(
        path=f"{ONE}/ausgaben/{{cost}}",
        title="Ausgabe berichtigen",
        button="Ausgabe speichern",
        model=CostIn,
        fields=_cost_fields,
        send=_correct,
        back=to_event,
        about=title_of,
        typed=_spent,
        remarks=lambda _here: ("Aus Versehen erfasst? Dann 0 eintragen.",),
    ),
)
add_forms(router, SERVICE, TEAM, FORMS)
