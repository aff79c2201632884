"""Press work over HTTP: items recorded, corrected, taken back; the list narrowed down, and the trend."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.events.words import PressChannel, Tone
from services.events.api.asking import COMMAND, READING, Asked, NothingIn, Reader, Service, Writer
from services.events.api.fields import ID, Line, Made, Name, Operation, Sozialraum, Text, said
from services.events.domain.press_item import PressItemDetails, UnknownPressItem
from services.events.domain.press_trend import TONES, Cell, trend
from services.events.press_desk import PressDesk
from services.events.press_queries import (
    PRESS_FIELDS,
    PressEntry,
    PressWished,
    press_item,
    press_items,
    press_words,
)
from services.events.texts import Words
from services.kernel.inputs import Day
from services.kernel.requests import only_known
from services.kernel.times import today
from services.kernel.waiting import awaited
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/press")

WEB_PATTERN: Final = r"^https?://[^\s<>\"]+$"
MOST_REACHED: Final = 100_000_000
Website = Annotated[str, Field(pattern=WEB_PATTERN, max_length=500, examples=["https://zeitung.example/walperloh"])]
PressItemInPath = Annotated[UUID, Path(title="Beitrag", examples=[ID])]
FILTERS: Final = ("sozialraum", "tone", "channel", "own", "year")


class PressItemIn(BaseModel):
    """What appeared; what is not sent is not kept."""

    model_config = ConfigDict(extra="forbid", title="Beitrag")

    on: Day | None = Field(default=None, title="Erschienen am; ohne Angabe heute")
    medium: Name = Field(title="Medium", examples=["Südthüringer Zeitung"])
    channel: PressChannel = Field(title="Kanal", examples=["print"])
    tone: Tone = Field(title="Ton", examples=["positive"])
    own: bool = Field(default=False, title="Eigene Veröffentlichung")
    reach: int | None = Field(default=None, title="Reichweite", ge=0, le=MOST_REACHED)
    sozialraeume: list[Sozialraum] = Field(default=[], title="Sozialräume", max_length=100)
    operation: Operation | None = Field(default=None, title="Vorhaben")
    event_id: UUID | None = Field(default=None, title="Veranstaltung (Verweis)")
    headline: Line | None = Field(default=None, title="Überschrift")
    address: Website | None = Field(default=None, title="Adresse im Internet")
    note: Text | None = Field(default=None, title="Notiz")

    @property
    def details(self) -> PressItemDetails:
        return PressItemDetails(
            on=self.on or today(),
            medium=self.medium,
            channel=self.channel,
            tone=self.tone,
            own=self.own,
            reach=self.reach,
            sozialraeume=tuple(self.sozialraeume),
            operation=self.operation,
            event_id=self.event_id,
        )

    @property
    def texts(self) -> dict[str, str]:
        return said(headline=self.headline, address=self.address, note=self.note)


class PressItemOut(BaseModel):
    """Something that appeared."""

    model_config = ConfigDict(title="Erfasster Beitrag")

    item_id: UUID = Field(title="Beitrag (Verweis)")
    on: date = Field(title="Erschienen am")
    medium: str = Field(title="Medium")
    channel: PressChannel = Field(title="Kanal")
    tone: Tone = Field(title="Ton")
    own: bool = Field(title="Eigene Veröffentlichung")
    reach: int | None = Field(title="Reichweite")
    sozialraeume: list[str] = Field(title="Sozialräume")
    operation: str | None = Field(title="Vorhaben")
    event_id: UUID | None = Field(title="Veranstaltung (Verweis)")
    headline: str | None = Field(title="Überschrift")
    address: str | None = Field(title="Adresse im Internet")
    note: str | None = Field(title="Notiz")


class TrendRowOut(BaseModel):
    """One half-year: items by tone and in all."""

    model_config = ConfigDict(title="Halbjahr")

    year: int = Field(title="Jahr")
    half: int = Field(title="Halbjahr", ge=1, le=2)
    items: int = Field(title="Beiträge")
    counts: dict[Tone, int] = Field(title="Beiträge nach Ton")
    percent: dict[Tone, int | None] = Field(title="Anteile in Prozent; null ohne Beiträge")


async def press_desk(asking: Writer, service: Service) -> PressDesk:
    return PressDesk(service, asking.district)


Desk = Annotated[PressDesk, Depends(press_desk)]
OfSozialraum = Annotated[str | None, Query(title="Sozialraum", max_length=60)]
OwnOnes = Annotated[bool | None, Query(title="Nur eigene, nur andere; ohne Angabe alle")]


def wished(
    sozialraum: OfSozialraum = None,
    tone: Tone | None = None,
    channel: PressChannel | None = None,
    own: OwnOnes = None,
    year: Annotated[int | None, Query(title="Jahr", ge=1900, le=2199)] = None,
) -> PressWished:
    return PressWished(sozialraum=sozialraum, tone=tone, channel=channel, own=own, year=year)


@router.post("", summary="Beitrag erfassen", **COMMAND)
def record_press_item(body: PressItemIn, context: Asked, desk: Desk) -> Made:
    made = desk.record(body.details, body.texts, context)
    return Made(id=made.id, position=made.outcome.position)


@router.get("", summary="Beiträge", dependencies=[Depends(only_known(*FILTERS)), Depends(awaited)])
def all_press_items(
    asking: Reader, service: Service, narrowed: Annotated[PressWished, Depends(wished)]
) -> list[PressItemOut]:
    """Neueste zuerst."""
    found = press_items(service.pool, asking.district, narrowed)
    words = press_words(service, asking.district, found)
    return [_out(each, words[each.item_id]) for each in found]


@router.get("/trend", summary="Verlauf", dependencies=[Depends(only_known("sozialraum", "own")), Depends(awaited)])
def press_trend(
    asking: Reader, service: Service, sozialraum: OfSozialraum = None, own: OwnOnes = None
) -> list[TrendRowOut]:
    """Nach Halbjahren, ältestes zuerst, ohne Lücke."""
    found = press_items(service.pool, asking.district, PressWished(own=own))
    rows = trend((each.said for each in found), sozialraum).rows
    return [_row(year, half, cell) for (year, half), cell in rows]


@router.get("/{item}", summary="Ein Beitrag", **READING)
def one_press_item(item: PressItemInPath, asking: Reader, service: Service) -> PressItemOut:
    found = press_item(service.pool, asking.district, item)
    if found is None:
        raise UnknownPressItem
    return _out(found, press_words(service, asking.district, [found])[item])


@router.post("/{item}/details", summary="Beitrag berichtigen", **COMMAND)
def correct_press_item(item: PressItemInPath, body: PressItemIn, context: Asked, desk: Desk) -> Recorded:
    """Alle Angaben auf einmal: Was nicht genannt wird, gilt nicht mehr."""
    return Recorded(position=desk.correct(item, body.details, body.texts, context).position)


@router.post("/{item}/withdrawal", summary="Beitrag zurücknehmen", **COMMAND)
def withdraw_press_item(item: PressItemInPath, _body: NothingIn, context: Asked, desk: Desk) -> Recorded:
    return Recorded(position=desk.withdraw(item, context).position)


def _out(entry: PressEntry, words: Words) -> PressItemOut:
    return PressItemOut.model_validate(asdict(entry) | {field: words.get(field) for field in PRESS_FIELDS})


def _row(year: int, half: int, cell: Cell) -> TrendRowOut:
    shares = {tone: cell.percent(tone) for tone in TONES}
    return TrendRowOut(year=year, half=half, items=cell.total, counts=dict(cell.counts), percent=shares)
