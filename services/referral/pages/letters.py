"""*Briefe*: referrals from and to other districts; what came, what we answer, what is on its way."""

from collections.abc import Sequence
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from services.contracts.referral import LetterAnswer
from services.contracts.vocabularies import referable_fields
from services.kernel.carrying import reachable_districts
from services.kernel.deciders import Context, RuleViolation
from services.kernel.pages.asking import signed_in
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.forms import Filled, blank, fill
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import see_other
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE, Field
from services.kernel.problems import not_found
from services.kernel.requests import Session
from services.kernel.roles import Role
from services.kernel.times import today
from services.referral import letters_queries
from services.referral.api.asking import Service
from services.referral.directory import directory
from services.referral.domain.letter import NEXT, UnknownLetter
from services.referral.domain.letter_address import KINDS
from services.referral.letter_wording import standing
from services.referral.letters_desk import LettersDesk
from services.referral.letters_queries import LetterRow, WaitingRow
from services.referral.opening import SERVICE
from services.referral.pages.asking import FachkraftHere, Here, Sent, WriterHere

router: Final = APIRouter()

LETTERS: Final = "/briefe"
NO_DISTRICT: Final = "keiner"
ANSWERS: Final[dict[LetterAnswer, str]] = {
    "accepted": "angenommen",
    "declined": "abgelehnt",
    "arrived": "angekommen",
}
VERDICTS: Final = {
    "unreadable": "nicht lesbar: beschädigt oder abgeschnitten",
    "misdirected": "für einen anderen Landkreis bestimmt",
    "forged": "nicht von dem Landkreis, der darauf steht",
    "replayed": "schon einmal gekommen",
    "erased": "schon einmal gekommen, und die Person ist hier gelöscht",
    "no_effect": "Antwort kam zu spät: Die Vermittlung war schon anders beendet",
}

CoordinatorHere = Annotated[Session, Depends(signed_in(SERVICE, Role.KOORDINATION))]


class AnswerIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    answer: LetterAnswer


@router.get(LETTERS)
def letters_page(request: Request, asking: WriterHere, service: Service) -> Response:
    """Received ones that wait for an answer first."""
    rows = letters_queries.letters(service.pool, asking.district)
    is_coordinator = asking.caller.role == Role.KOORDINATION
    context = {
        "received": sorted(
            (row for row in rows if row.direction == "received"), key=lambda row: row.answer is not None
        ),
        "sent": [row for row in rows if row.direction == "sent"],
        "waiting": [(each, _hindrance(each)) for each in letters_queries.waiting(service.pool, asking.district)],
        "refused": letters_queries.refused(service.pool, asking.district) if is_coordinator else [],
        "districts": reachable_districts(service.pool),
        "answers": ANSWERS,
        "standing": standing,
        "verdicts": VERDICTS,
        "is_coordinator": is_coordinator,
    }
    return rendered(request, "referral/letters.html", context)


def _hindrance(row: WaitingRow) -> str:
    if row.district is None:
        return "Dem Partner ist noch kein Landkreis zugeordnet."
    return "Wird gleich versiegelt. Bleibt er hier stehen, fehlt die Einwilligung oder die Angaben sind gelöscht."


@router.get(f"{LETTERS}/{{letter}}")
def letter_page(request: Request, asking: FachkraftHere, service: Service) -> Response:
    """Only a received one: what we sent nobody here can read."""
    return _letter(Here(request, service, asking), blank())


@router.post(f"{LETTERS}/{{letter}}")
async def answer_letter(request: Request, asking: FachkraftHere, context: Sent, service: Service) -> Response:
    filled = await fill(request, AnswerIn)
    return await run_in_threadpool(_answered, Here(request, service, asking), filled, context)


def _answered(here: Here, filled: Filled[AnswerIn], context: Context) -> Response:
    letter_id = _received(here).letter_id
    if filled.model is None:
        return _letter(here, filled, UNPROCESSABLE)
    try:
        outcome = LettersDesk(here.service, here.district).answer(letter_id, filled.model.answer, context)
    except RuleViolation as broken:
        return _letter(here, filled.refused(broken), CONFLICT)
    return see_other(f"{LETTERS}/{letter_id}", SERVICE, outcome.position)


def _letter(here: Here, filled: Filled[AnswerIn], status: int = 200) -> Response:
    row = _received(here)
    words = letters_queries.letter_words(here.service, here.district, row)
    context = {
        "letter": row,
        "words": words,
        "facts": [(referable_fields().get(name, name), text or "gelöscht") for name, text in words.fields.items()],
        "district": reachable_districts(here.service.pool).get(row.district, row.district),
        "answers": ANSWERS,
        "next": [(each, ANSWERS[each]) for each in ANSWERS if each in NEXT[row.answer or "open"]],
        "form": filled,
    }
    return rendered(here.request, "referral/letter.html", context, status=status)


def _received(here: Here) -> LetterRow:
    """Raises a Problem (404)."""
    row = letters_queries.letter(here.service.pool, here.district, here.named("letter"))
    if row is None or row.direction == "sent":
        raise not_found(UnknownLetter.title)
    return row


# --- Which entry of the directory is another district -------------------------------


class AddressIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    partner_id: UUID
    to_district: str


def _fields(here: Here) -> Sequence[Field]:
    listed = directory(here.service.pool, here.district).listed(today()).partners.values()
    known = letters_queries.partner_districts(here.service.pool, here.district)
    names = reachable_districts(here.service.pool)
    partners = [
        (
            str(each.partner_id),
            f"{each.name} ({names[known[each.partner_id]]})" if each.partner_id in known else each.name,
        )
        for each in listed
        if each.kind in KINDS
    ]
    others = [(key, name) for key, name in names.items() if key != here.district]
    return (
        Field(
            name="partner_id",
            title="Partner",
            kind="select",
            options=partners,
            hint="Zur Auswahl stehen Landratsämter, Stadtverwaltungen und Schwesterprojekte des Verzeichnisses.",
        ),
        Field(
            name="to_district",
            title="Landkreis auf dieser Plattform",
            kind="select",
            options=[*others, (NO_DISTRICT, "keiner mehr")],
        ),
    )


def _send(here: Here, body: AddressIn, context: Context) -> Stored:
    to_district = None if body.to_district == NO_DISTRICT else body.to_district
    desk = LettersDesk(here.service, here.district)
    return Stored(desk.assign_district(body.partner_id, to_district, context).position)


add_forms(
    router,
    SERVICE,
    (Role.KOORDINATION,),
    [
        DescribedForm(
            path=f"{LETTERS}/landkreise/zuordnen",
            title="Partner einem Landkreis zuordnen",
            button="Zuordnen",
            model=AddressIn,
            fields=_fields,
            send=_send,
            back=lambda _here: LETTERS,
            remarks=lambda _here: (
                "Wer mit Brief dorthin vermittelt wird, dessen Angaben gehen versiegelt an diesen Landkreis.",
                "Lesen können sie nur die Fachkräfte dort.",
            ),
        )
    ],
)
