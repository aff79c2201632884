"""Forms about money that was spent, called for and received; an entry of its own address is corrected."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter
from pydantic import Field as ModelField

from services.contracts.retention import SOURCE
from services.districts.api import funding
from services.districts.api.funding_fields import WRITERS, ExpenseIn, PaymentIn, RequestIn
from services.districts.application import SERVICE, Districts
from services.districts.funding_wording import COSTS, SOURCES
from services.districts.pages.asking import Here
from services.districts.pages.funding_here import FUNDING, Euros, about, entry_of, euros_field, funding_of, page_of
from services.districts.pages.words import options
from services.kernel.deciders import Context
from services.kernel.money import plain_euros
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.times import today

router: Final = APIRouter()

ZERO: Final = (
    "Irrtümlich erfasst? Dann den Betrag auf 0 setzen: Der Eintrag zählt nicht mehr und bleibt nachvollziehbar."
)


class ExpenseForm(ExpenseIn):
    """With the amount as people write it."""

    cents: Euros = ModelField(title="Betrag")


class RequestForm(RequestIn):
    """With the amount as people write it."""

    cents: Euros = ModelField(title="Betrag")


class PaymentForm(PaymentIn):
    """With the amount as people write it."""

    cents: Euros = ModelField(title="Betrag")


# --- Fields --------------------------------------------------------------------------


def _on(title: str) -> Field:
    return Field(name="on", title=title, kind="date", default=str(today()), more={"max": str(today())})


def _source() -> Field:
    return Field(name="source", title="Mittelgeber", kind="select", options=options(SOURCES))


def _expense(_here: Here) -> Sequence[Field]:
    kind = Field(name="kind", title="Kostenart", kind="select", options=options(COSTS))
    return (kind, euros_field(), _on("Bezahlt am"))


def _request(_here: Here) -> Sequence[Field]:
    return (_source(), euros_field(), _on("Abgerufen am"))


def _payment(_here: Here) -> Sequence[Field]:
    payer = Field(
        name="payer", title="Wer zahlt", optional=True, hint="Der Name der Einrichtung, zum Beispiel KoWo mbH."
    )
    last = Field(name="last", title="Das ist die Schlusszahlung: Es kommt nichts mehr", kind="check", optional=True)
    return (_source(), payer, euros_field(), _on("Eingegangen am"), last)


def _as_typed(entry: Any) -> Mapping[str, str]:
    """An entry as its form shows it."""
    shown = {"cents": plain_euros(entry.cents), "on": str(entry.on)}
    for name in ("kind", "source", "payer"):
        if value := getattr(entry, name, None):
            shown[name] = str(value)
    return shown | ({"last": "true"} if getattr(entry, "last", False) else {})


# --- Commands ------------------------------------------------------------------------


def _operation(here: Here) -> str:
    return here.key("operation")


def _spend(here: Here, body: ExpenseForm, context: Context) -> Stored:
    return Stored(funding.record_expense(_operation(here), body, here.asking, context, here.service).position)


def _spend_again(here: Here, body: ExpenseForm, context: Context) -> Stored:
    return _spend(here, body.model_copy(update={"expense_id": here.named("expense")}), context)


def _call(here: Here, body: RequestForm, context: Context) -> Stored:
    return Stored(funding.request_payment(_operation(here), body, here.asking, context, here.service).position)


def _call_again(here: Here, body: RequestForm, context: Context) -> Stored:
    return _call(here, body.model_copy(update={"request_id": here.named("payment_request")}), context)


def _receive(here: Here, body: PaymentForm, context: Context) -> Stored:
    return Stored(funding.record_payment(_operation(here), body, here.asking, context, here.service).position)


def _receive_again(here: Here, body: PaymentForm, context: Context) -> Stored:
    return _receive(here, body.model_copy(update={"payment_id": here.named("payment")}), context)


# --- Forms ---------------------------------------------------------------------------


def bookings(here: Here) -> str:
    """The list of all that was spent, called for and received."""
    return f"{page_of(here)}/buchungen"


def _new(**of: Any) -> DescribedForm[Districts]:
    return DescribedForm(back=page_of, about=about, **of)


def _again(**of: Any) -> DescribedForm[Districts]:
    return DescribedForm(
        back=bookings, about=about, button="Berichtigung speichern", remarks=lambda _here: (ZERO,), **of
    )


def _last_remark(_here: Here) -> Sequence[str]:
    return (f"Mit der Schlusszahlung des ESF beginnt die Frist, für die Belege aufzubewahren sind ({SOURCE}).",)


FORMS: Final = (
    _new(
        path=f"{FUNDING}/ausgaben/neu",
        title="Ausgabe erfassen",
        button="Ausgabe speichern",
        model=ExpenseForm,
        fields=_expense,
        send=_spend,
    ),
    _again(
        path=f"{FUNDING}/ausgaben/{{expense}}",
        title="Ausgabe berichtigen",
        model=ExpenseForm,
        fields=_expense,
        send=_spend_again,
        typed=lambda here: _as_typed(entry_of(here, funding_of(here).expenses, "expense")),
    ),
    _new(
        path=f"{FUNDING}/mittelabrufe/neu",
        title="Mittelabruf erfassen",
        button="Mittelabruf speichern",
        model=RequestForm,
        fields=_request,
        send=_call,
    ),
    _again(
        path=f"{FUNDING}/mittelabrufe/{{payment_request}}",
        title="Mittelabruf berichtigen",
        model=RequestForm,
        fields=_request,
        send=_call_again,
        typed=lambda here: _as_typed(entry_of(here, funding_of(here).requests, "payment_request")),
    ),
    _new(
        path=f"{FUNDING}/zahlungen/neu",
        title="Zahlungseingang erfassen",
        button="Zahlung speichern",
        model=PaymentForm,
        fields=_payment,
        send=_receive,
        remarks=_last_remark,
    ),
    _again(
        path=f"{FUNDING}/zahlungen/{{payment}}",
        title="Zahlungseingang berichtigen",
        model=PaymentForm,
        fields=_payment,
        send=_receive_again,
        typed=lambda here: _as_typed(entry_of(here, funding_of(here).payments, "payment")),
    ),
)
add_forms(router, SERVICE, WRITERS, FORMS)
