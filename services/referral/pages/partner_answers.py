"""What a partner sees of a referral, and the forms of its answers."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from services.contracts.referral import ReferralHandedOver, ReferralProposed
from services.contracts.vocabularies import referable_fields
from services.kernel.deciders import Context, RuleViolation
from services.kernel.pages.forms import Filled, blank, fill
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import SEE_OTHER
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE, FormPage, form_page
from services.kernel.pages.small_form import Field as Shown
from services.kernel.times import today
from services.referral.directory import directory
from services.referral.domain.book_state import ReferralState
from services.referral.domain.link import last_day_of
from services.referral.link_kinds import REFERRAL
from services.referral.pages.partner_answer_kinds import ANSWERS, LONGEST_NOTE, PartnerAnswer
from services.referral.pages.partner_door import THANKS
from services.referral.pages.partner_visit import PartnerHere, answer_context, drop_pass, visitor_of, whom_to_ring
from services.referral.references import reference_of
from services.referral.referrals_desk import ReferralsDesk
from services.referral.shared_texts import MESSAGE, shared_texts

ERASED: Final = "gelöscht"

router: Final = APIRouter()
ADDRESSES: Final = frozenset(answer.address for answer in ANSWERS)
Visitor = Annotated[PartnerHere, Depends(visitor_of(REFERRAL))]


# --- The page ---------------------------------------------------------------------


@router.get(REFERRAL.path)
def show_referral(here: Visitor) -> Response:
    """Who asks, what for, and of the person only what the consent names and was handed over."""
    referral = _referral(here)
    offers = directory(here.service.pool, here.district)
    offer = offers.offers.get(referral.proposed.offer_id) if referral.proposed.offer_id else None
    context = {
        "asking": here.asking,
        "offer": offer,
        "partner": offers.partners[here.link.partner_id],
        "reference": reference_of(here.service.ids(here.district), referral.proposed.referral_id),
        "whom_to_ring": whom_to_ring(here.asking),
        "answers": [each for each in ANSWERS if each.is_possible(referral)],
        "last_day": last_day_of(here.link.expires),
        **_shared(here, referral),
    }
    return rendered(here.request, "referral/antwort_vermittlung.html", context)


def _referral(here: PartnerHere) -> ReferralState:
    """The door has seen that it is in its book."""
    assert here.link.book_id is not None
    assert here.link.referral_id is not None
    book = ReferralsDesk(here.service, here.district).book(here.link.book_id)
    return book.referrals[here.link.referral_id]


def _shared(here: PartnerHere, referral: ReferralState) -> dict[str, object]:
    """The door lets nobody in without a hand-over, nor under a consent that ended."""
    handed = referral.said[ReferralHandedOver]
    assert isinstance(handed, ReferralHandedOver)
    texts = shared_texts(here.service, here.district, handed)
    message = texts.pop(MESSAGE, None)
    told = [(label, texts[key] or ERASED) for key, label in referable_fields().items() if key in texts]
    only_told = [label for key, label in referable_fields().items() if key in handed.fields and key not in texts]
    return {"told": told, "only_told": only_told, "message": message, "handed": handed}


# --- The forms --------------------------------------------------------------------


def _add(answer: PartnerAnswer) -> None:
    def show(here: Visitor) -> Response:
        return _form(answer, here, _referral(here).proposed, blank(on=str(today())))

    async def send(request: Request, here: Visitor) -> Response:
        context = await answer_context(request, here)
        filled = await fill(request, answer.model)
        return await run_in_threadpool(_stored, answer, here, filled, context)

    name = answer.path.replace("-", "_")
    router.add_api_route(answer.address, show, methods=["GET"], name=f"show_partner_{name}")
    router.add_api_route(answer.address, send, methods=["POST"], name=f"send_partner_{name}")


def _stored(answer: PartnerAnswer, here: PartnerHere, filled: Filled[Any], context: Context) -> Response:
    proposed = _referral(here).proposed
    if filled.model is None:
        return _form(answer, here, proposed, filled, UNPROCESSABLE)
    try:
        answer.send(ReferralsDesk(here.service, here.district), proposed.referral_id, filled.model, context)
    except RuleViolation as broken:
        return _form(answer, here, proposed, filled.refused(broken), CONFLICT)
    done = RedirectResponse(THANKS, SEE_OTHER)
    if answer.is_final:
        drop_pass(done)
    return done


def _form(
    answer: PartnerAnswer, here: PartnerHere, proposed: ReferralProposed, filled: Filled[Any], status: int = 200
) -> Response:
    page = FormPage(
        title=answer.title,
        button=answer.button,
        fields=(*answer.fields, *_note(answer, proposed)),
        back=REFERRAL.path,
    )
    return form_page(here.request, page, filled, status)


def _note(answer: PartnerAnswer, proposed: ReferralProposed) -> tuple[Shown, ...]:
    """Words belong to a case; without one there is nobody whose key could seal them."""
    if proposed.case_id is None:
        return ()
    hints: Mapping[str, str] = {"andere-stelle": "Welche Stelle ist die richtige?"}
    hint = hints.get(answer.path, "Nur was für die Vermittlung nötig ist.")
    more = {"maxlength": str(LONGEST_NOTE)}
    return (Shown(name="note", title="Nachricht an uns", kind="area", optional=True, hint=hint, more=more),)


for _answer in ANSWERS:
    _add(_answer)
