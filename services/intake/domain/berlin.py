"""Times of day as people agree on them: the clock in Europe/Berlin, and the two nights when it jumps."""

from datetime import UTC, datetime

from services.intake.domain.refusals import Refusal
from services.kernel.times import BERLIN


class TimeSkipped(Refusal):
    title = "Diese Uhrzeit gibt es nicht: In dieser Nacht wird die Uhr von 2 auf 3 Uhr vorgestellt."
    field = "starts"


class TimeTwice(Refusal):
    title = "Diese Uhrzeit gibt es in dieser Nacht zweimal. Bitte mit Zeitzone angeben (+02:00 oder +01:00)."
    field = "starts"


def instant(given: datetime) -> datetime:
    """The instant, UTC, of a time with an offset, or of one on the clock in Berlin; raises TimeSkipped, TimeTwice."""
    if given.tzinfo is not None:
        return given.astimezone(UTC)
    first, second = (given.replace(tzinfo=BERLIN, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    if first.astimezone(BERLIN).replace(tzinfo=None) != given:
        raise TimeSkipped
    raise TimeTwice
