"""*Standortatlas*: what there is in a district, and where; for everybody, without a log-in.

The one page that may be kept by others: it tells of no person, and who is signed in gets an answer of her own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from services.contracts.vocabularies import languages, target_groups
from services.kernel.pages.forms import blank
from services.kernel.pages.problem_page import is_fragment
from services.kernel.pages.rendering import rendered
from services.kernel.problems import FieldError, invalid_input
from services.kernel.public_answers import keeping
from services.kernel.requests import only_known
from services.kernel.times import BERLIN, now
from services.referral.exchange.register import offers_of
from services.referral.pages.atlas_rows import Row, row_of
from services.referral.public.asking import View, as_json
from services.referral.public.choosing import Wish, chosen
from services.referral.public.drawing import HEIGHT, WIDTH, drawn
from services.referral.public.geojson import MEDIA_TYPE, feature_collection
from services.referral.public.places import AtlasPlace, places
from services.referral.public.view import PublicView
from services.referral.wording import ACCESSIBILITIES

MOST_SHOWN: Final = 60
DAYS_TO_ASK: Final = 370
EVERYWHERE: Final = "Im ganzen Landkreis"
NOT_SO_FAR: Final = "Bitte einen Tag zwischen heute und heute in einem Jahr angeben."
VARIES: Final = {"Vary": "Cookie, HX-Request"}
FIELDS: Final[Mapping[str, str]] = {
    "thema": "topic",
    "sozialraum": "sozialraum",
    "zielgruppe": "target_group",
    "sprache": "language",
    "barrierefrei": "accessibility",
    "offen": "at",
    "tag": "on",
    "ansicht": "view",
}

router: Final = APIRouter(prefix="/verzeichnis/{district}")


@dataclass(frozen=True, slots=True)
class Asked:
    """The form as it stands in the address; empty is everything."""

    topic: Annotated[str, Query(alias="thema", max_length=100)] = ""
    sozialraum: Annotated[str, Query(max_length=100)] = ""
    target_group: Annotated[str, Query(alias="zielgruppe", max_length=100)] = ""
    language: Annotated[str, Query(alias="sprache", max_length=100)] = ""
    accessibility: Annotated[str, Query(alias="barrierefrei", max_length=100)] = ""
    at: Annotated[Literal["", "jetzt"], Query(alias="offen")] = ""
    on: Annotated[str, Query(alias="tag", max_length=10)] = ""
    view: Annotated[Literal["", "druck"], Query(alias="ansicht")] = ""

    def wish(self, moment: datetime) -> Wish:
        """Raises a Problem (422) for a day that is none, or too far away."""
        return Wish(
            topic=self.topic or None,
            sozialraum=self.sozialraum or None,
            target_group=self.target_group or None,
            language=self.language or None,
            accessibility=self.accessibility or None,
            at=moment if self.at else None,
            on=_day(self.on, moment.date()),
        )

    @property
    def typed(self) -> dict[str, str]:
        """The form's fields as the address names them."""
        return {name: getattr(self, field) for name, field in FIELDS.items()}

    def query(self, **other: str) -> str:
        return urlencode({name: value for name, value in (self.typed | other).items() if value})


@router.get("", dependencies=[Depends(only_known(*FIELDS))])
def atlas(request: Request, view: View, asked: Annotated[Asked, Depends()]) -> Response:
    moment = now().astimezone(BERLIN)
    found = list(chosen(places(view), asked.wish(moment)))
    is_print = asked.view == "druck"
    context = {
        "view": view,
        "address": f"/verzeichnis/{view.district}",
        "form": blank(**asked.typed),
        "choices": _choices(view),
        "print": is_print,
        "print_query": asked.query(ansicht="druck"),
        **_shown(view, found, moment, most=len(found) if is_print else MOST_SHOWN),
    }
    template = "referral/atlas_gefunden.html" if is_fragment(request) else "referral/atlas.html"
    return rendered(request, template, context, headers=_headers(request))


@router.get("/standorte.geojson", dependencies=[Depends(only_known())])
def sites_as_geojson(request: Request, view: View) -> Response:
    """The same as the page, for maps."""
    return as_json(request, feature_collection(view), MEDIA_TYPE)


def _headers(request: Request) -> dict[str, str]:
    """Kept by others only as strangers see it."""
    return {**VARIES, **keeping(request)}


def _day(text: str, today: date) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise invalid_input([FieldError("tag", "Ein Datum wird als JJJJ-MM-TT geschrieben.")]) from None
    if not today <= day <= today + timedelta(days=DAYS_TO_ASK):
        raise invalid_input([FieldError("tag", NOT_SO_FAR)])
    return day


# --- What is shown ---------------------------------------------------------------


def _shown(view: PublicView, found: Sequence[AtlasPlace], moment: datetime, most: int) -> dict[str, Any]:
    """Numbered places for the map, the others by Sozialraum; no more than ``most`` of all."""
    some = found[:most]
    mapped = [each for each in some if each.point is not None]
    others = sorted((each for each in some if each.point is None), key=_where)
    rows = [row_of(each, view, moment, number) for number, each in enumerate(mapped, start=1)]
    return {
        "mapped": rows,
        "markers": _markers(mapped, rows),
        "groups": [(where, [row_of(each, view, moment) for each in its]) for where, its in groupby(others, key=_where)],
        "found": len(found),
        "left_out": len(found) - len(some),
    }


def _markers(mapped: Sequence[AtlasPlace], rows: Iterable[Row]) -> dict[str, Any] | None:
    sheet = drawn([each.point for each in mapped if each.point is not None])
    if sheet is None:
        return None
    return {
        "at": [(row, x, y) for row, (x, y) in zip(rows, sheet.at, strict=True)],
        "width": int(WIDTH),
        "height": int(HEIGHT),
        "bar": sheet.bar,
        "bar_words": f"{sheet.bar_km * 1000:.0f} m" if sheet.bar_km < 1 else f"{sheet.bar_km:.0f} km",
    }


def _where(place: AtlasPlace) -> str:
    return ", ".join(place.sozialraeume) or EVERYWHERE


def _choices(view: PublicView) -> dict[str, list[tuple[str, str]]]:
    """Only what somebody would find something by."""
    offers = [offer for _, offer in offers_of(view.register)]
    here = places(view)
    accessible = {key for each in offers for key in each.accessibility} | {
        key for each in here for key in each.accessibility
    }
    sozialraeume = {key for each in offers for key in each.sozialraeume} | {
        key for each in here for key in each.sozialraeume
    }
    topics = {key for each in offers for key in each.topics}
    return {
        "thema": _named(topics, {key: view.writer.terms.label("problemlagen", key) for key in topics}),
        "sozialraum": _named(sozialraeume, {}),
        "zielgruppe": _named({key for each in offers for key in each.target_groups}, target_groups()),
        "sprache": _named({key for each in offers for key in each.languages}, languages()),
        "barrierefrei": _named(accessible, ACCESSIBILITIES),
    }


def _named(keys: Iterable[str], labels: Mapping[Any, str]) -> list[tuple[str, str]]:
    return sorted(((key, labels.get(key, key)) for key in keys), key=lambda each: each[1].casefold())
