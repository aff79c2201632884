"""Days: what happened happened by today, and nothing ends before it begins. Local days."""

from datetime import date

from services.kernel.deciders import RuleViolation


class InTheFuture(RuleViolation):
    title = "Dieser Tag liegt in der Zukunft."
    field = "on"


class EndsBeforeItBegins(RuleViolation):
    title = "Das Ende liegt vor dem Anfang."
    field = "until"


def expect_not_in_future(on: date, today: date) -> None:
    """Raises InTheFuture."""
    if on > today:
        raise InTheFuture


def expect_in_order(on: date, until: date | None, *, field: str = "until") -> None:
    """Raises EndsBeforeItBegins at that field."""
    if until is not None and until < on:
        raise EndsBeforeItBegins(field=field)
