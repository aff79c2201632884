"""The pages that are looked at one by one: a page is one row here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from services.kernel.roles import Role


@dataclass(frozen=True, slots=True)
class Page:
    """Who opens which address; ``name`` is that of the test and of the picture under ``docs/bilder``.

    ``role`` None is nobody signed in. An address may name a thing of the demo: ``/faelle/{case}`` (tests.browser.demo).
    """

    address: str
    role: Role | None
    name: str
    status: int = 200

    def __str__(self) -> str:
        return self.name


PAGES: Final[Sequence[Page]] = (
    Page("/anmeldung", None, "anmeldung"),
    Page("/gibt-es-nicht", None, "nicht-gefunden", 404),
    Page("/heute", Role.FACHKRAFT, "heute"),
    Page("/konto", Role.FACHKRAFT, "konto"),
    Page("/berichte", Role.KOORDINATION, "berichte"),
)
