"""The link to a group's calendar over HTTP: made, made anew, closed. The calendar itself: ``pages/feeds``."""

from typing import Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from services.events.api.asking import COMMAND, READING, Asked, NothingIn, Reader, Service
from services.events.api.groups import GroupInPath, Groups
from services.events.domain.group_state import UnknownGroup
from services.events.groups_feed import feed_address
from services.events.groups_queries import find_group
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/groups/{group}/feed")


class FeedOut(BaseModel):
    """Where the calendar is; whoever has the address sees the group's meetings."""

    model_config = ConfigDict(title="Kalender eines Gremiums")

    address: str | None = Field(title="Geheime Adresse des Kalenders; null: es gibt keine")


@router.get("", summary="Adresse des Kalenders", **READING)
def feed_of_group(group: GroupInPath, asking: Reader, service: Service) -> FeedOut:
    entry = find_group(service.pool, asking.district, group)
    if entry is None:
        raise UnknownGroup
    return FeedOut(address=feed_address(service, asking.district, entry))


@router.post("", summary="Adresse für den Kalender machen; eine frühere gilt danach nicht mehr", **COMMAND)
def open_feed(group: GroupInPath, _body: NothingIn, context: Asked, desk: Groups) -> Recorded:
    return Recorded(position=desk.open_feed(group, context).position)


@router.post("/closing", summary="Adresse des Kalenders ungültig machen", **COMMAND)
def close_feed(group: GroupInPath, _body: NothingIn, context: Asked, desk: Groups) -> Recorded:
    return Recorded(position=desk.close_feed(group, context).position)
