"""Whoever looks at data on which nobody may work is told so, on every page that shows them."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Protocol

from fastapi import Request

from services.contracts.intake import RestrictionGrounds
from services.kernel.pages.notices import Notice, put_notice
from services.kernel.pages.wording import day

RESTRICTION_GROUNDS: Final[Mapping[RestrictionGrounds, str]] = {
    "accuracy_contested": "Die Person bestreitet, dass die Angaben richtig sind",
    "unlawful": "Die Verarbeitung war unrechtmäßig, und die Person möchte keine Löschung",
    "needed_for_claims": "Die Person braucht die Angaben für eigene Ansprüche",
    "objection_pending": "Über einen Widerspruch ist noch nicht entschieden",
}
LEFT_ALONE: Final = "Die Angaben bleiben gespeichert, und niemand arbeitet mit ihnen."


class Restriction(Protocol):
    """The fact, or its row."""

    @property
    def grounds(self) -> RestrictionGrounds: ...
    @property
    def on(self) -> date: ...


def mark(request: Request, standing: Restriction | None) -> None:
    """Say it on the page, where there is something to say."""
    if standing is not None:
        title = f"Verarbeitung eingeschränkt seit {day(standing.on)}"
        put_notice(request, Notice(title, f"{RESTRICTION_GROUNDS[standing.grounds]}. {LEFT_ALONE}"))
