"""Forms about cooperation agreements: recording one, correcting or prolonging it, ending it."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter

from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.pages.wording import day
from services.kernel.problems import not_found
from services.kernel.times import today
from services.referral.api.directory_fields import LastDayIn
from services.referral.api.partner_agreements import AgreementIn
from services.referral.directory_queries import AgreementEntry, agreements
from services.referral.directory_texts import AGREEMENT_FIELDS, Sheet, words_of
from services.referral.directory_wording import AGREEMENT_KINDS
from services.referral.domain.agreement import UnknownAgreement
from services.referral.known import operations_of
from services.referral.opening import SERVICE
from services.referral.pages.asking import WRITERS, Here
from services.referral.pages.directory_here import partner_of
from services.referral.pages.partner_forms import ONE, last_day_field, name_of, to_partner
from services.referral.partner_ties_desk import PartnerTiesDesk
from services.referral.partners_desk import PartnersDesk

router: Final = APIRouter()

AGREEMENTS: Final = f"{ONE}/abmachungen"
AGREEMENT: Final = f"{AGREEMENTS}/{{agreement}}"


def _fields(here: Here) -> Sequence[Field]:
    operations = [(each.operation, each.name) for each in operations_of(here.service.pool, here.district)]
    return (
        Field(name="kind", title="Art", kind="select", options=list(AGREEMENT_KINDS.items())),
        Field(name="on", title="Unterschrieben am", kind="date", default=str(today()), more={"max": str(today())}),
        Field(name="until", title="Gilt bis", kind="date", optional=True, hint="Leer: bis auf Weiteres."),
        Field(name="operation", title="Vorhaben", kind="select", options=operations, optional=True, empty="für alle"),
        Field(
            name="wording",
            title="Was vereinbart ist",
            kind="area",
            optional=True,
            hint="In wenigen Sätzen, ohne Namen von Klientinnen und Klienten.",
            more={"maxlength": "2000"},
        ),
    )


def _agreement(here: Here) -> AgreementEntry:
    """The agreement in the address. Raises a Problem (404)."""
    partner, wanted = partner_of(here).partner_id, here.named("agreement")
    for each in agreements(here.service.pool, here.district):
        if (each.partner_id, each.agreement_id) == (partner, wanted):
            return each
    raise not_found(UnknownAgreement.title)


def _known(here: Here) -> Mapping[str, str]:
    found = _agreement(here)
    sheet = Sheet(found.partner_id, found.details_id, AGREEMENT_FIELDS)
    texts = {"kind": found.kind, "on": found.on, "until": found.until, "operation": found.operation}
    return {
        **{name: str(value) for name, value in texts.items() if value is not None},
        **words_of(here.service, here.district, sheet).known,
    }


def _about(here: Here) -> str:
    found = _agreement(here)
    return f"{AGREEMENT_KINDS[found.kind]} vom {day(found.on)} mit {partner_of(here).name}"


def _desk(here: Here) -> PartnerTiesDesk:
    return PartnerTiesDesk(PartnersDesk(here.service, here.district))


def _make(here: Here, body: AgreementIn, context: Context) -> Stored:
    made = _desk(here).make_agreement(here.named("partner"), body.details, body.wording or "", context)
    return Stored(made.outcome.position)


def _correct(here: Here, body: AgreementIn, context: Context) -> Stored:
    ids = here.named("partner"), here.named("agreement")
    return Stored(_desk(here).correct_agreement(*ids, body.details, body.wording or "", context).position)


def _end(here: Here, body: LastDayIn, context: Context) -> Stored:
    ids = here.named("partner"), here.named("agreement")
    return Stored(_desk(here).end_agreement(*ids, body.day, context).position)


FORMS: Final = (
    DescribedForm(
        path=f"{AGREEMENTS}/neu",
        title="Vereinbarung erfassen",
        button="Vereinbarung speichern",
        model=AgreementIn,
        fields=_fields,
        send=_make,
        back=to_partner,
        about=name_of,
    ),
    DescribedForm(
        path=f"{AGREEMENT}/angaben",
        title="Vereinbarung berichtigen",
        button="Angaben speichern",
        model=AgreementIn,
        fields=_fields,
        send=_correct,
        back=to_partner,
        about=_about,
        typed=_known,
        remarks=lambda _here: ("Zum Verlängern „Gilt bis“ ändern. Danach gilt die Vereinbarung wieder.",),
    ),
    DescribedForm(
        path=f"{AGREEMENT}/beenden",
        title="Vereinbarung beenden",
        button="Vereinbarung beenden",
        model=LastDayIn,
        fields=last_day_field,
        send=_end,
        back=to_partner,
        about=_about,
    ),
)
add_forms(router, SERVICE, WRITERS, FORMS)
