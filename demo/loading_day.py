"""The day on which the demo was loaded into a district: what is told of casework counts from it.

People at work need a today: appointments of this week, a case that fell silent. So the same story is told on every
machine, in days before and after the day of loading; nothing else of the demo depends on the clock.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from demo.calendar import next_working_day, working_day


@dataclass(frozen=True, slots=True)
class LoadingDay:
    """The day (Europe/Berlin) on which loading began; a load that was cut off goes on from the same one."""

    day: date

    def plus(self, days: int) -> date:
        """So many days later, or earlier below 0, moved away from the day of loading to a day of work; 0 stays."""
        day = self.day + timedelta(days=days)
        if days == 0:
            return day
        return next_working_day(day) if days > 0 else working_day(day)
