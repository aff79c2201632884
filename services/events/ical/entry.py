"""One entry of a calendar: what, when (local time in Berlin), where, and how often it was changed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from services.kernel.times import BERLIN

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Days and clock times as people say them; ``until`` is the last day. Without ``starts`` it is all day."""

    on: date
    starts: time | None = None
    until: date | None = None
    ends: time | None = None

    @property
    def begin(self) -> date | datetime:
        """A day, or a moment in Berlin."""
        return self.on if self.starts is None else datetime.combine(self.on, self.starts, BERLIN)

    @property
    def end(self) -> date | datetime | None:
        """The first day or moment after it, as RFC 5545 counts; None where nobody said when it ends."""
        last = self.until or self.on
        if self.starts is None:
            return last + DAY
        if self.ends is None:
            return None if self.until is None else datetime.combine(last + DAY, time(), BERLIN)
        past_midnight = last == self.on and self.ends <= self.starts
        return datetime.combine(last + DAY if past_midnight else last, self.ends, BERLIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """``uid`` is the thing's own id and never changes; ``sequence`` and ``changed_at`` are those of its last change."""

    uid: UUID
    title: str
    when: When
    sequence: int
    changed_at: datetime
    place: str | None = None
    description: str | None = None
    address: str | None = None
    is_cancelled: bool = False
