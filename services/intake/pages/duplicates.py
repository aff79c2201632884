"""*Doppelt erfasst?*: who might stand twice, which records are linked, and taking them apart again."""

from collections.abc import Callable, Sequence
from typing import Annotated, Final, TypeAlias
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from services.intake.api import duplicates as api
from services.intake.api.asking import Service
from services.intake.application import Intake
from services.intake.choices_queries import operations
from services.intake.domain.proposal import Proposal
from services.intake.duplicates.queries import ListedLink, listed_links
from services.intake.duplicates.records import proposed
from services.intake.duplicates.seen import Briefly, briefly
from services.intake.duplicates.words import GROUNDS, REASONS
from services.intake.opening import SERVICE
from services.intake.restricting.queries import restricted_persons
from services.kernel.deciders import Context
from services.kernel.inputs import KEY_PATTERN
from services.kernel.pages.asking import signed_in
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.described_forms import Here as HereOf
from services.kernel.pages.forms import asked
from services.kernel.pages.names import actors_for
from services.kernel.pages.rendering import rendered
from services.kernel.pages.wording import day
from services.kernel.problems import invalid_input, not_found
from services.kernel.requests import Session
from services.kernel.roles import Role

router: Final = APIRouter()

DUPLICATES: Final = "/doppelt-erfasst"
WHO: Final = (Role.KOORDINATION,)
MOST: Final = 50
RESTRICTED: Final = "Verarbeitung eingeschränkt"
KoordinationHere = Annotated[Session, Depends(signed_in(SERVICE, *WHO))]
Here: TypeAlias = HereOf[Intake]


class Wanted(BaseModel):
    """Of which operation the proposals are."""

    model_config = ConfigDict(extra="forbid", title="Vorhaben")

    operation: Annotated[str, Field(pattern=KEY_PATTERN)] | None = None


@router.get(DUPLICATES)
def duplicates(request: Request, asking: KoordinationHere, service: Service) -> Response:
    """Proposals of one operation, and every link that stands."""
    form = asked(request, Wanted)
    if form.model is None:
        raise invalid_input(form.errors)
    known = [(each.operation, each.name) for each in operations(service.pool, asking.district)]
    wanted = form.model.operation or (known[0][0] if len(known) == 1 else None)
    found = [] if wanted is None else proposed(service, asking.district, wanted)
    links = listed_links(service.pool, asking.district)
    shown = found[:MOST]
    pairs = [*(each.persons for each in shown), *(each.pair for each in links)]
    context = {
        "form": form,
        "operations": known,
        "wanted": wanted,
        "proposals": shown,
        "further": len(found) - len(shown),
        "links": links,
        "told": _teller(service, asking.district, pairs),
        "address": _address,
        "in_words": _in_words,
        "grounds": GROUNDS,
        "who": actors_for(request, asking),
    }
    return rendered(request, "intake/duplicates.html", context)


def _teller(service: Intake, district: str, pairs: Sequence[tuple[UUID, UUID]]) -> Callable[[UUID], str]:
    """A person in a list: her participation by its number, or that she has a case."""
    found = briefly(service, district, {person for pair in pairs for person in pair})
    by_person = {each.person: _in_short(each) for each in found}
    left_alone = restricted_persons(service.pool, district, {person for pair in pairs for person in pair})

    def told(person: UUID) -> str:
        words = by_person.get(person, "Fall oder stornierte Teilnahme")
        return f"{words} ({RESTRICTED})" if person in left_alone else words

    return told


def _in_short(each: Briefly) -> str:
    return f"Teilnahme {each.participant_no or 'gelöscht'}, Eintritt {day(each.entry_date)}"


def _address(of: Proposal | ListedLink) -> str:
    one, other = of.persons if isinstance(of, Proposal) else of.pair
    return f"{DUPLICATES}/{one}/{other}"


def _in_words(proposal: Proposal) -> str:
    return "; ".join(REASONS[each] for each in proposal.reasons)


# --- Taking apart ------------------------------------------------------------------


def _about(here: Here) -> str:
    """Raises a Problem (404)."""
    found = listed_links(here.service.pool, here.district, here.named("link"))
    if not found:
        raise not_found("Diese Verbindung gibt es nicht.")
    told = _teller(here.service, here.district, [found[0].pair])
    return " und ".join(told(person) for person in found[0].pair)


def _unlink(here: Here, body: api.UnlinkIn, context: Context) -> Stored:
    done = api.unlink_persons(
        link=here.named("link"), _body=body, asking=here.asking, context=context, service=here.service
    )
    return Stored(done.position)


FORMS: Final = (
    DescribedForm(
        path=f"{DUPLICATES}/verbindungen/{{link}}/trennen",
        title="Wieder trennen",
        button="Wieder trennen",
        model=api.UnlinkIn,
        about=_about,
        remarks=lambda _: (
            "Danach zählen beide wieder für sich, als wären sie nie verbunden gewesen.",
            "Die beiden werden nicht mehr vorgeschlagen. Verbinden können Sie sie trotzdem jederzeit.",
        ),
        fields=lambda _: (),
        send=_unlink,
        back=lambda _: DUPLICATES,
    ),
)
add_forms(router, SERVICE, WHO, FORMS)
