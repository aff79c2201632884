"""Hints on the page after a command; the address names only their key, and nothing of a person."""

from collections.abc import Iterable, Mapping
from typing import Final

from services.intake.pages.case_appointments import CLASH
from services.intake.pages.case_links import NOTICE_MISSING
from services.intake.pages.case_person import SAME_NAME
from services.intake.pages.case_rights import PROPOSED

HINTS: Final[Mapping[str, str]] = {
    CLASH: "Zu dieser Zeit hat die Fachkraft schon einen anderen Termin. Der Termin ist trotzdem gespeichert.",
    SAME_NAME: (
        "Es gibt einen weiteren Fall mit gleichem oder ähnlichem Namen. Bitte in der Suche nachsehen,"
        " ob es dieselbe Person ist."
    ),
    PROPOSED: "Vorgeschlagen. Gelöscht wird, sobald die Koordination es unter „Löschungen“ bestätigt hat.",
    NOTICE_MISSING: "Der Empfang des Merkblatts ist noch nicht erfasst. Bitte nachholen.",
}


def hints(keys: Iterable[str]) -> list[str]:
    """The known ones, in German; an address may say anything."""
    return [HINTS[key] for key in dict.fromkeys(keys) if key in HINTS]
