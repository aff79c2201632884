"""Opening hours as schedules of HSDS (the fields of RFC 5545) and back.

Weekly hours repeat by ``freq`` and ``byday`` between ``valid_from`` and ``valid_to``; an exception is a schedule of one
day, whose ``valid_from`` and ``valid_to`` are that day; closed is a schedule without hours. Times are the clock in
Germany. What a schedule says beyond that (every second Thursday, the 3rd of a month) is kept as words.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final
from uuid import UUID

from services.contracts.districts import Hours
from services.contracts.office_hours import MIDNIGHT, in_order
from services.contracts.vocabularies import contact_kinds
from services.referral.exchange.register import OneDay, Weekly
from services.referral.hsds.terms import Json, part_id

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SHORT_DAYS: Final = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
CLOSED: Final = "geschlossen"
ON_HOLIDAYS: Final = "auch an Feiertagen"
NOT_ON_HOLIDAYS: Final = "nicht an Feiertagen"
USUAL_KIND: Final = "sprechstunde"
ONE_DAY: Final = dt.timedelta(days=1)
CLOCK: Final = re.compile(r"([01][0-9]|2[0-4]):([0-5][0-9])(?::[0-5][0-9])?(?:Z|[+-][0-9:]{2,5})?", re.ASCII)
ONCE: Final = (None, "", 1, "1")
# A schedule that uses one of these says more than hours of weekdays.
BEYOND_WEEKS: Final = ("byweekno", "bymonthday", "byyearday")


# --- Writing ------------------------------------------------------------------


def written(owner: UUID, weekly: Sequence[Weekly], exceptions: Iterable[OneDay]) -> list[Json]:
    """All schedules of an offer; weekly hours in order of their first day."""
    ordered = sorted(weekly, key=lambda each: each.start or dt.date.min)
    ends = [None if after.start is None else after.start - ONE_DAY for _, after in pairwise(ordered)]
    found = [one for each, end in zip(ordered, [*ends, None], strict=False) for one in _weekly(owner, each, end)]
    return [*found, *(one for each in exceptions for one in _exception(owner, each))]


def _weekly(owner: UUID, weekly: Weekly, end: dt.date | None) -> Iterator[Json]:
    common = _known(valid_from=_day(weekly.start), valid_to=_day(end), freq="WEEKLY", interval=1, wkst="MO")
    if not weekly.hours:
        yield {"id": part_id(owner, "weekly", weekly.start, CLOSED), **common, "description": CLOSED}
    for (opens, closes, kind), days in _alike(weekly.hours).items():
        yield {
            "id": part_id(owner, "weekly", weekly.start, opens, closes, kind),
            **common,
            **_hours(opens, closes, kind, days),
            "notes": ON_HOLIDAYS if weekly.on_holidays else NOT_ON_HOLIDAYS,
        }


def _exception(owner: UUID, exception: OneDay) -> Iterator[Json]:
    day = exception.on.isoformat()
    common = {"valid_from": day, "valid_to": day, "dtstart": day, "until": day, "freq": "WEEKLY", "count": 1}
    if not exception.hours:
        yield {"id": part_id(owner, "day", day, CLOSED), **common, "description": CLOSED}
    for (opens, closes, kind), days in _alike(exception.hours).items():
        yield {"id": part_id(owner, "day", day, opens, closes, kind), **common, **_hours(opens, closes, kind, days)}


def _alike(hours: Iterable[Hours]) -> Mapping[tuple[str, str, str], list[int]]:
    """The weekdays on which the same hours count."""
    found: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for each in in_order(hours):
        closes = "24:00" if each.closes == MIDNIGHT else f"{each.closes:%H:%M}"
        found[f"{each.opens:%H:%M}", closes, each.kind].append(each.weekday)
    return found


def _hours(opens: str, closes: str, kind: str, days: Sequence[int]) -> Json:
    return {
        "byday": ",".join(DAYS[day - 1] for day in days),
        "opens_at": opens,
        "closes_at": closes,
        "description": f"{', '.join(SHORT_DAYS[day - 1] for day in days)} {opens} bis {closes} Uhr",
        "attending_type": contact_kinds().get(kind, kind),
    }


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _known(**fields: object) -> Json:
    return {name: value for name, value in fields.items() if value is not None}


# --- Reading ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReadHours:
    """The hours of schedules, and in words what is more than hours of weekdays."""

    weekly: tuple[Weekly, ...] = ()
    exceptions: tuple[OneDay, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class _Gathered:
    weekly: defaultdict[dt.date | None, list[Hours]] = field(default_factory=lambda: defaultdict(list))
    holidays: set[dt.date | None] = field(default_factory=set)
    ends: dict[dt.date | None, dt.date] = field(default_factory=dict)
    days: defaultdict[dt.date, list[Hours]] = field(default_factory=lambda: defaultdict(list))
    words: list[str] = field(default_factory=list)


def read(schedules: Iterable[Mapping[str, Any]]) -> ReadHours:
    """Never refuses: what is no hours becomes words, or nothing where there are none."""
    found = _Gathered()
    for schedule in schedules:
        if not _read_one(schedule, found):
            found.words += _in_words(schedule)
    return ReadHours(
        _weeks(found),
        tuple(OneDay(on=day, hours=in_order(hours)) for day, hours in sorted(found.days.items())),
        tuple(dict.fromkeys(found.words)),
    )


def _weeks(found: _Gathered) -> tuple[Weekly, ...]:
    """Hours that end, with none that follow them, are followed by none at all."""
    starts = dict(found.weekly)
    for end in found.ends.values():
        after = end + ONE_DAY if end < dt.date.max else None
        if after is not None and not any(start is not None and start >= after for start in starts):
            starts[after] = []
    ordered = sorted(starts.items(), key=lambda each: each[0] or dt.date.min)
    return tuple(
        Weekly(start=start, hours=in_order(dict.fromkeys(hours)), on_holidays=start in found.holidays)
        for start, hours in ordered
    )


def _read_one(schedule: Mapping[str, Any], found: _Gathered) -> bool:
    """Whether it was nothing but hours of weekdays, or of one day."""
    start, end = _date(schedule.get("valid_from")), _date(schedule.get("valid_to"))
    if any(schedule.get(name) for name in BEYOND_WEEKS) or schedule.get("interval") not in ONCE:
        return False
    if start is not None and start == end:
        return _one_day(schedule, start, found)
    if schedule.get("freq") != "WEEKLY" or schedule.get("count") or schedule.get("until"):
        return False
    return _every_week(schedule, start, end, found)


def _one_day(schedule: Mapping[str, Any], day: dt.date, found: _Gathered) -> bool:
    if schedule.get("count") not in ONCE:
        return False
    if schedule.get("description") == CLOSED:
        found.days[day] += []
        return True
    hours = _clock_hours(schedule, [day.isoweekday()])
    found.days[day] += hours
    return bool(hours)


def _every_week(schedule: Mapping[str, Any], start: dt.date | None, end: dt.date | None, found: _Gathered) -> bool:
    closed = schedule.get("description") == CLOSED
    hours = _clock_hours(schedule, _weekdays(schedule.get("byday")))
    if not hours and not closed:
        return False
    found.weekly[start] += hours
    if schedule.get("notes") == ON_HOLIDAYS:
        found.holidays.add(start)
    if end is not None:
        found.ends[start] = max(end, found.ends.get(start, end))
    return True


def _clock_hours(schedule: Mapping[str, Any], weekdays: Sequence[int]) -> list[Hours]:
    opens, closes = _clock(schedule.get("opens_at")), _clock(schedule.get("closes_at"))
    if opens is None or closes is None or (closes != MIDNIGHT and closes <= opens):
        return []
    kind = _kind(schedule.get("attending_type"))
    return [Hours(weekday=day, opens=opens, closes=closes, kind=kind) for day in weekdays]


def _kind(words: object) -> str:
    return next((key for key, label in contact_kinds().items() if words in (key, label)), USUAL_KIND)


def _weekdays(text: object) -> list[int]:
    """``MO,WE`` -> 1, 3; nothing where one of them is no plain weekday."""
    days = [part.strip().upper() for part in text.split(",")] if isinstance(text, str) else []
    return [DAYS.index(day) + 1 for day in days] if all(day in DAYS for day in days) else []


def _clock(text: object) -> dt.time | None:
    found = CLOCK.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None:
        return None
    end_of_day = found[1] == "24"
    return MIDNIGHT if end_of_day else dt.time(int(found[1]), int(found[2]))


def _date(text: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10]) if isinstance(text, str) else None
    except ValueError:
        return None


def _in_words(schedule: Mapping[str, Any]) -> list[str]:
    said = [schedule.get("description"), _span(schedule), schedule.get("attending_type"), schedule.get("notes")]
    words = [each.strip() for each in said if isinstance(each, str) and each.strip()]
    return [f"Öffnungszeiten: {'; '.join(words)}"] if words else []


def _span(schedule: Mapping[str, Any]) -> str | None:
    opens, closes, days = schedule.get("opens_at"), schedule.get("closes_at"), schedule.get("byday")
    if not isinstance(opens, str) or not isinstance(closes, str):
        return None
    return f"{opens} bis {closes}" + (f" ({days})" if isinstance(days, str) else "")
