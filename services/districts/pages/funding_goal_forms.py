"""Forms about what an operation is to reach, about its documents, and taking an entry back."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter

from services.contracts.catalogues import INDICATORS
from services.contracts.districts import (
    DocumentRegistered,
    FundingPlanned,
    HoldPlaced,
    MilestonePlanned,
    PostPlanned,
    TargetAgreed,
)
from services.districts.api import funding
from services.districts.api.funding_fields import WRITERS, DocumentIn, MilestoneIn, TargetIn, WithdrawalIn
from services.districts.application import SERVICE, Districts
from services.districts.domain.funding_state import UnknownEntry
from services.districts.funding_warnings import name_of
from services.districts.funding_wording import DOCUMENTS, HOLDS, TARGETS, target_words
from services.districts.pages.asking import Here
from services.districts.pages.funding_here import FUNDING, NothingIn, about, entry_of, funding_of, page_of
from services.districts.pages.operations import operation_of
from services.districts.pages.words import options
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.problems import not_found
from services.kernel.times import today

router: Final = APIRouter()

Entry = FundingPlanned | PostPlanned | TargetAgreed | MilestonePlanned | DocumentRegistered | HoldPlaced

# --- Fields --------------------------------------------------------------------------


def _target_fields(here: Here) -> Sequence[Field]:
    codes = [(code, code) for code in INDICATORS[operation_of(here).catalogue]]
    return (
        Field(name="of", title="Woran gemessen", kind="select", options=options(TARGETS)),
        Field(
            name="indicator",
            title="Indikator",
            kind="select",
            options=codes,
            optional=True,
            empty="keiner",
            hint="Nur, wenn an einem Indikator des Katalogs gemessen wird.",
        ),
        Field(name="title", title="Bezeichnung", optional=True, hint="In eigenen Worten, was erreicht werden soll."),
        Field(name="value", title="Zielwert", kind="number", more={"min": "0", "step": "1"}),
        Field(name="by", title="Bis", kind="date"),
    )


def _milestone_fields(_here: Here) -> Sequence[Field]:
    return (
        Field(name="title", title="Meilenstein"),
        Field(name="due", title="Bis", kind="date"),
        Field(name="reached", title="Erreicht am", kind="date", optional=True, more={"max": str(today())}),
    )


def _document_fields(_here: Here) -> Sequence[Field]:
    return (
        Field(name="kind", title="Art", kind="select", options=options(DOCUMENTS)),
        Field(
            name="title", title="Bezeichnung", hint="Zum Beispiel: Zuwendungsbescheid 2026. Keine Namen von Menschen."
        ),
        Field(name="on", title="Vom", kind="date", default=str(today())),
        Field(name="file_number", title="Aktenzeichen", optional=True, hint="Wo das Dokument liegt."),
        Field(name="expires", title="Gültig bis", kind="date", optional=True),
    )


def _as_typed(entry: TargetAgreed | MilestonePlanned | DocumentRegistered, names: Sequence[str]) -> Mapping[str, str]:
    """An entry as its form shows it."""
    values = {name: getattr(entry, name) for name in names}
    return {name: str(value) for name, value in values.items() if value is not None}


# --- Commands ------------------------------------------------------------------------


def _agree(here: Here, body: TargetIn, context: Context) -> Stored:
    return Stored(funding.agree_target(here.key("operation"), body, here.asking, context, here.service).position)


def _agree_again(here: Here, body: TargetIn, context: Context) -> Stored:
    return _agree(here, body.model_copy(update={"target_id": here.named("target")}), context)


def _plan_milestone(here: Here, body: MilestoneIn, context: Context) -> Stored:
    return Stored(funding.plan_milestone(here.key("operation"), body, here.asking, context, here.service).position)


def _plan_milestone_again(here: Here, body: MilestoneIn, context: Context) -> Stored:
    return _plan_milestone(here, body.model_copy(update={"milestone_id": here.named("funding_milestone")}), context)


def _register(here: Here, body: DocumentIn, context: Context) -> Stored:
    return Stored(funding.register_document(here.key("operation"), body, here.asking, context, here.service).position)


def _register_again(here: Here, body: DocumentIn, context: Context) -> Stored:
    return _register(here, body.model_copy(update={"document_id": here.named("document")}), context)


def _withdraw(here: Here, _body: NothingIn, context: Context) -> Stored:
    body = WithdrawalIn(entry_id=here.named("entry"))
    return Stored(funding.withdraw_entry(here.key("operation"), body, here.asking, context, here.service).position)


def _about_entry(here: Here) -> str:
    """What is about to be taken back. Raises a Problem (404)."""
    now = funding_of(here)
    entries: Mapping[Any, Entry] = {
        **now.plans, **now.posts, **now.targets, **now.milestones, **now.documents, **now.holds
    }  # fmt: skip
    entry = entries.get(here.named("entry"))
    match entry:
        case FundingPlanned():
            return name_of(entry)
        case TargetAgreed():
            return target_words(entry)
        case HoldPlaced():
            return HOLDS[entry.grounds]
        case None:
            raise not_found(UnknownEntry.title)
        case _:
            return entry.title


# --- Forms ---------------------------------------------------------------------------


def _described(**of: Any) -> DescribedForm[Districts]:
    return DescribedForm(back=page_of, **of)


FORMS: Final = (
    _described(
        path=f"{FUNDING}/zielwerte/neu",
        title="Zielwert vereinbaren",
        button="Zielwert speichern",
        model=TargetIn,
        fields=_target_fields,
        send=_agree,
        about=about,
        remarks=lambda _here: (
            "Zielwerte zählen von Anfang an zusammen: Gemeint ist, was bis zu diesem Tag insgesamt erreicht ist.",
            "Wie weit das Vorhaben ist, steht in den Berichten.",
        ),
    ),
    _described(
        path=f"{FUNDING}/zielwerte/{{target}}",
        title="Zielwert berichtigen",
        button="Berichtigung speichern",
        model=TargetIn,
        fields=_target_fields,
        send=_agree_again,
        about=about,
        typed=lambda here: _as_typed(
            entry_of(here, funding_of(here).targets, "target"), ("of", "indicator", "title", "value", "by")
        ),
    ),
    _described(
        path=f"{FUNDING}/meilensteine/neu",
        title="Meilenstein planen",
        button="Meilenstein speichern",
        model=MilestoneIn,
        fields=_milestone_fields,
        send=_plan_milestone,
        about=about,
    ),
    _described(
        path=f"{FUNDING}/meilensteine/{{funding_milestone}}",
        title="Meilenstein ändern",
        button="Änderung speichern",
        model=MilestoneIn,
        fields=_milestone_fields,
        send=_plan_milestone_again,
        about=about,
        typed=lambda here: _as_typed(
            entry_of(here, funding_of(here).milestones, "funding_milestone"), ("title", "due", "reached")
        ),
    ),
    _described(
        path=f"{FUNDING}/dokumente/neu",
        title="Dokument verzeichnen",
        button="Dokument speichern",
        model=DocumentIn,
        fields=_document_fields,
        send=_register,
        about=about,
        remarks=lambda _here: ("Hier steht, welches Dokument es gibt und wo es liegt. Es wird nicht hochgeladen.",),
    ),
    _described(
        path=f"{FUNDING}/dokumente/{{document}}",
        title="Angaben zum Dokument berichtigen",
        button="Berichtigung speichern",
        model=DocumentIn,
        fields=_document_fields,
        send=_register_again,
        about=about,
        typed=lambda here: _as_typed(
            entry_of(here, funding_of(here).documents, "document"), ("kind", "title", "on", "file_number", "expires")
        ),
    ),
    _described(
        path=f"{FUNDING}/eintraege/{{entry}}/zuruecknehmen",
        title="Eintrag zurücknehmen",
        button="Zurücknehmen",
        model=NothingIn,
        fields=lambda _here: (),
        send=_withdraw,
        about=_about_entry,
        warns=True,
        remarks=lambda _here: ("Der Eintrag war ein Irrtum? Er zählt danach nicht mehr, bleibt aber nachvollziehbar.",),
    ),
)
add_forms(router, SERVICE, WRITERS, FORMS)
