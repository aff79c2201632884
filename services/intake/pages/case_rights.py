"""What a person may ask for in her case: to be erased, that nobody works on her data, to know what is stored."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from services.contracts.intake import ErasureGrounds
from services.intake.api import rights
from services.intake.api.asking import Service
from services.intake.domain.erasure import MustBeKept
from services.intake.erasing.desk import ErasingDesk
from services.intake.erasing.persons import Linked
from services.intake.pages.asking import FachkraftHere, Sent
from services.intake.pages.case_access import CaseRights
from services.intake.pages.case_forms import CASES, CaseForm, Done, Here, add_forms, done
from services.intake.pages.restricted import RESTRICTION_GROUNDS
from services.intake.pages.words import options
from services.kernel.deciders import Context
from services.kernel.pages.forms import blank, fill
from services.kernel.pages.small_form import UNPROCESSABLE, Field, FormPage, form_page, shaped

router: Final = APIRouter()

PROPOSED: Final = "loeschung-vorgeschlagen"
GOES: Final = "Es gehen: Codewort, Namen, Kontaktdaten und alle Notizen. Das ist endgültig, auch in Sicherungen."
STAYS: Final = "Es bleiben: dass es den Fall und die Kontakte gab, und alle Zahlen in Berichten."
PARTNERS: Final = "Was noch an Partner gehen sollte, geht nicht mehr. Wer schon etwas bekam, ist zu unterrichten."
SCOPES: Final = (
    ("identity", "Namen und Notizen: geschieht sofort"),
    ("record", "Auch alle besonderen Angaben: die Koordination muss es bestätigen"),
)
ERASURE_GROUNDS: Final[Mapping[ErasureGrounds, str]] = {
    "not_needed": "Die Angaben werden nicht mehr gebraucht",
    "consent_withdrawn": "Die Person hat ihre Einwilligung widerrufen",
    "objection": "Die Person hat widersprochen",
    "unlawful": "Die Angaben wurden zu Unrecht verarbeitet",
    "legal_duty": "Das Gesetz verlangt es",
}


def _before_erasing(here: Here) -> Sequence[str]:
    """What goes and what stays, how many entries are hers, and until when the rest is kept."""
    linked = rights.linked_of(here.service, here.district, here.case)
    also = _also_hers(linked)
    duties = ErasingDesk(here.service, here.district).duties(linked)
    kept = () if not duties else (f"Besondere Angaben gehen noch nicht: {MustBeKept(duties).detail}.",)
    return (GOES, STAYS, *also, PARTNERS, *kept)


def _also_hers(linked: Linked) -> Sequence[str]:
    """Participations and further cases of the same person, each of which goes as well."""
    told = [
        f"{many} {one if many == 1 else several}"
        for many, one, several in (
            (len(linked.participations), "ESF-Teilnahme", "ESF-Teilnahmen"),
            (len(linked.further_cases), "weiterer Fall", "weitere Fälle"),
        )
        if many
    ]
    if not told:
        return ()
    doubt = " Stimmt das nicht? Dann muss die Koordination sie zuerst trennen." if linked.further_cases else ""
    return (f"Zur selben Person gehören: {', '.join(told)}. Sie werden mit gelöscht.{doubt}",)


def _erasure_fields(_here: Here) -> Sequence[Field]:
    return (
        Field(name="scope", title="Was gelöscht wird", kind="radios", options=SCOPES, default="identity"),
        Field(name="grounds", title="Grundlage", kind="select", options=options(ERASURE_GROUNDS)),
        Field(
            name="reason",
            title="Begründung",
            hint="Bitte ohne Namen: Die Begründung bleibt stehen.",
            more={"maxlength": str(rights.LONGEST_REASON)},
        ),
    )


def _erase(here: Here, body: rights.ErasureIn, context: Context) -> Done:
    asked = rights.asked_erasure(here.request, here.service, (here.district, here.case), body, context)
    return Done(asked.position, (PROPOSED,) if body.scope == "record" else ())


def _restriction_fields(_here: Here) -> Sequence[Field]:
    return (Field(name="grounds", title="Grundlage", kind="select", options=options(RESTRICTION_GROUNDS)),)


def _restrict(here: Here, body: rights.RestrictionIn, context: Context) -> Done:
    return done(rights.restrict_processing(here.case, body, here.asking, context, here.service))


def _lift(here: Here, body: rights.LiftingIn, context: Context) -> Done:
    answer = rights.lift_restriction(
        case=here.case, _body=body, asking=here.asking, context=context, service=here.service
    )
    return done(answer)


FORMS: Final = (
    CaseForm(
        anchor="rechte",
        path="loeschen",
        title="Person löschen",
        button="Endgültig löschen",
        model=rights.ErasureIn,
        remarks=_before_erasing,
        warns=True,
        of_rights=True,
        fields=_erasure_fields,
        send=_erase,
    ),
    CaseForm(
        anchor="rechte",
        path="einschraenkung",
        title="Verarbeitung einschränken",
        button="Verarbeitung einschränken",
        model=rights.RestrictionIn,
        remarks=lambda _: (
            "Die Angaben bleiben gespeichert, und niemand kann etwas erfassen. Die Zahlen zählen weiter.",
        ),
        of_rights=True,
        fields=_restriction_fields,
        send=_restrict,
    ),
    CaseForm(
        anchor="rechte",
        path="einschraenkung/aufheben",
        title="Einschränkung der Verarbeitung aufheben",
        button="Einschränkung aufheben",
        model=rights.LiftingIn,
        remarks=lambda _: ("Die Person muss vorher davon erfahren haben (Artikel 18 Absatz 3 DSGVO).",),
        of_rights=True,
        fields=lambda _: (),
        send=_lift,
    ),
)
add_forms(router, FORMS)

# --- Access: the answer of the form is a file --------------------------------------

ACCESS_FORMS: Final = (("pdf", "PDF zum Ausdrucken"), ("json", "Datei für Programme (JSON)"))
ACCESS_FIELDS: Final = (Field(name="form", title="Form", kind="radios", options=ACCESS_FORMS, default="pdf"),)


def _access_page(here: Here) -> FormPage:
    return FormPage(
        title="Auskunft erteilen",
        button="Auskunft herunterladen",
        fields=ACCESS_FIELDS,
        back=f"{CASES}/{here.case}#rechte",
        remarks=(
            "Die Datei enthält alles, was von der Person gespeichert ist. Bitte nur ihr selbst geben.",
            "Dass die Auskunft erteilt wurde, steht danach in der Akte.",
        ),
    )


@router.get(f"{CASES}/{{case}}/auskunft")
def show_access(request: Request, case: CaseRights, asking: FachkraftHere, service: Service) -> Response:
    return form_page(request, _access_page(Here(request, service, asking, case)), blank())


@router.post(f"{CASES}/{{case}}/auskunft")
async def send_access(
    request: Request, case: CaseRights, asking: FachkraftHere, context: Sent, service: Service
) -> Response:
    filled = await fill(request, rights.ExportIn, lambda typed: shaped(ACCESS_FIELDS, typed, None))
    if filled.model is None:
        return form_page(request, _access_page(Here(request, service, asking, case)), filled, UNPROCESSABLE)
    of = (asking.district, case)
    return await run_in_threadpool(rights.handed_out, request, service, of, filled.model.form, context)
