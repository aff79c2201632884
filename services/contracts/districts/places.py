"""Facts of the places where people are met, and when: sites, office hours, exceptions."""

import datetime as dt
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from services.kernel.facts import Contract, fact

SiteKind = Literal["office", "outpost", "partner_site", "street"]


class Hours(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Hours on one weekday (1 is Monday), local time, for one way of meeting people."""

    weekday: Annotated[int, Meta(title="Wochentag", ge=1, le=7)]
    opens: Annotated[dt.time, Meta(title="Von", tz=False)]
    closes: Annotated[dt.time, Meta(title="Bis", tz=False)]
    kind: Annotated[str, Meta(title="Kontaktart")] = "sprechstunde"


@fact("districts.site_opened")
class SiteOpened(Contract, frozen=True, kw_only=True):
    """A site of a Träger in a Sozialraum; opened again under the same id, it was corrected."""

    site_id: UUID
    traeger_id: UUID
    name: Annotated[str, Meta(title="Name des Standorts")]
    sozialraum: Annotated[str, Meta(title="Sozialraum")]
    kind: Annotated[SiteKind, Meta(title="Art")]
    address: Annotated[str | None, Meta(title="Anschrift der Einrichtung")] = None


@fact("districts.site_closed")
class SiteClosed(Contract, frozen=True, kw_only=True):
    """Nobody is met at a site after ``on``."""

    site_id: UUID
    on: Annotated[dt.date, Meta(title="Letzter Tag")]


@fact("districts.office_hours_set")
class OfficeHoursSet(Contract, frozen=True, kw_only=True):
    """The weekly hours of a site from ``start`` on; they replace those before."""

    site_id: UUID
    start: Annotated[dt.date, Meta(title="Ab")]
    hours: Annotated[tuple[Hours, ...], Meta(title="Sprechzeiten")]
    on_holidays: Annotated[bool, Meta(title="Auch an Feiertagen")] = False


@fact("districts.office_hours_excepted")
class OfficeHoursExcepted(Contract, frozen=True, kw_only=True):
    """On one day other hours count; none means closed. A later exception of that day replaces it."""

    site_id: UUID
    on: Annotated[dt.date, Meta(title="Am")]
    hours: Annotated[tuple[Hours, ...], Meta(title="Sprechzeiten an diesem Tag")] = ()
