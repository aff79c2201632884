"""*Presse*: what was said of the quarter and the project, narrowed down; one item; and how the tone changes."""

from typing import Annotated, Final, Literal, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from services.contracts.events.words import PressChannel, Tone
from services.events.api.asking import Service
from services.events.calendar_queries import entry_of
from services.events.domain.press_item import UnknownPressItem
from services.events.domain.press_trend import TONES as IN_ORDER
from services.events.domain.press_trend import trend
from services.events.known import sozialraeume_of
from services.events.pages.asking import Here, TeamHere
from services.events.pages.press_drawing import drawn, words_of
from services.events.pages.tasks_shown import proofs_shown
from services.events.press_csv import MEDIA_TYPE, press_csv
from services.events.press_queries import PressWished, press_item, press_items, press_words
from services.events.press_wording import BADGES, CHANNELS, TONES
from services.kernel.pages.forms import Filled, asked
from services.kernel.pages.rendering import rendered
from services.kernel.problems import invalid_input, not_found

router: Final = APIRouter()

PRESS: Final = "/presse"
TREND: Final = f"{PRESS}/verlauf"
A_PAGE: Final = 100
PressItemInPath = Annotated[UUID, Path(title="Beitrag")]
By = Literal["own", "others"]
A = TypeVar("A", bound=BaseModel)
BY: Final[dict[By, str]] = {"others": "von anderen", "own": "von uns"}


class TrendAsked(BaseModel):
    """Of which Sozialraum, and published by whom."""

    model_config = ConfigDict(extra="forbid")

    sozialraum: Annotated[str, Field(max_length=60)] | None = None
    by: By | None = None

    @property
    def own(self) -> bool | None:
        return None if self.by is None else self.by == "own"


class PressAsked(TrendAsked):
    """Which items are to be shown."""

    tone: Tone | None = None
    channel: PressChannel | None = None
    year: Annotated[int, Field(ge=1900, le=2199)] | None = None
    page: Annotated[int, Field(ge=1, le=1000)] = 1

    @property
    def wished(self) -> PressWished:
        return PressWished(
            sozialraum=self.sozialraum, tone=self.tone, channel=self.channel, own=self.own, year=self.year
        )

    def query(self, page: int = 1) -> str:
        """The same question for another page, as an address has it."""
        kept = self.model_dump(exclude_defaults=True) | ({"page": page} if page > 1 else {})
        return f"?{urlencode(kept)}" if kept else ""


@router.get(PRESS)
def press_page(request: Request, asking: TeamHere, service: Service) -> Response:
    """Newest first."""
    form = asked(request, PressAsked)
    wished = _of(form)
    found = press_items(service.pool, asking.district, wished.wished)
    first = (wished.page - 1) * A_PAGE
    shown = found[first : first + A_PAGE]
    words = press_words(service, asking.district, shown)
    context = {
        "form": form,
        "rows": [(each, words[each.item_id].get("headline")) for each in shown],
        "total": len(found),
        "narrowed": wished.model_copy(update={"page": 1}) != PressAsked(),
        "sozialraeume": [(each, each) for each in sozialraeume_of(service.pool, asking.district)],
        "channels": CHANNELS,
        "tones": TONES,
        "badges": BADGES,
        "by": list(BY.items()),
        "file": f"{PRESS}/beitraege.csv{wished.model_copy(update={'page': 1}).query()}",
        "earlier": f"{PRESS}{wished.query(wished.page - 1)}" if wished.page > 1 else None,
        "further": f"{PRESS}{wished.query(wished.page + 1)}" if len(found) > first + A_PAGE else None,
    }
    return rendered(request, "events/presse.html", context)


@router.get(f"{PRESS}/beitraege.csv")
def press_file(request: Request, asking: TeamHere, service: Service) -> Response:
    """All items of the same question, for a table program."""
    found = press_items(service.pool, asking.district, _of(asked(request, PressAsked)).wished)
    content = press_csv(found, press_words(service, asking.district, found))
    headers = {"Content-Disposition": 'attachment; filename="presse.csv"'}
    return Response(content, media_type=MEDIA_TYPE, headers=headers)


@router.get(TREND)
def press_trend_page(request: Request, asking: TeamHere, service: Service) -> Response:
    """By half-year, oldest first, without a gap."""
    form = asked(request, TrendAsked)
    wished = _of(form)
    items = press_items(service.pool, asking.district, PressWished(own=wished.own))
    known = trend((each.said for each in items), wished.sozialraum)
    context = {
        "form": form,
        "where": wished.sozialraum or "im ganzen Landkreis",
        "rows": [(words_of(of), cell) for of, cell in known.rows],
        "whole": known.whole,
        "drawing": drawn(known),
        "tones": [(tone, TONES[tone]) for tone in IN_ORDER],
        "sozialraeume": [(each, each) for each in sozialraeume_of(service.pool, asking.district)],
        "by": list(BY.items()),
    }
    return rendered(request, "events/presse_verlauf.html", context)


@router.get(f"{PRESS}/{{item}}")
def press_item_page(request: Request, asking: TeamHere, service: Service, item: PressItemInPath) -> Response:
    found = press_item(service.pool, asking.district, item)
    if found is None:
        raise not_found(UnknownPressItem.title)
    words = press_words(service, asking.district, [found])[item]
    address = words.known.get("address")
    context = {
        "item": found,
        "words": words,
        # Only what leads to the web becomes a link.
        "address": address if address and address.startswith(("https://", "http://")) else None,
        "channel": CHANNELS[found.channel],
        "tone": TONES[found.tone],
        "badge": BADGES[found.tone],
        "proofs": proofs_shown(Here(request, service, asking), "press_item", item),
        "event": None if found.event_id is None else entry_of(service.pool, asking.district, found.event_id),
    }
    return rendered(request, "events/presse_beitrag.html", context)


def _of(form: Filled[A]) -> A:
    """What was asked for. Raises a Problem (422)."""
    if form.model is None:
        raise invalid_input(form.errors)
    return form.model
