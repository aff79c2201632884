"""Whoever looks at a referral on which nobody may work is told so."""

from typing import Final

from fastapi import Request

from services.kernel.pages.notices import Notice, put_notice

TITLE: Final = "Verarbeitung eingeschränkt"
LEFT_ALONE: Final = (
    "Die Person hat das verlangt. Die Angaben bleiben gespeichert, und niemand arbeitet mit ihnen. Solange zeigt auch"
    " ein Link dem Partner nichts."
)


def mark(request: Request, *, restricted: bool) -> None:
    """Say it on the page, where there is something to say."""
    if restricted:
        put_notice(request, Notice(TITLE, LEFT_ALONE))
