"""The zone Europe/Berlin as a VTIMEZONE: the rule that has held since 1996 (Directive 2000/84/EC and before).

Written out, so that a calendar's bytes do not change with the time zone data of the machine.
"""

from typing import Final

from icalendar import Component, Timezone

NAME: Final = "Europe/Berlin"
RULES: Final = f"""BEGIN:VTIMEZONE
TZID:{NAME}
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


def berlin() -> Component:
    """A component of its own for each calendar."""
    return Timezone.from_ical(RULES)
