"""The German words of the directory's pages: agreements, how an entry was confirmed, how fresh it is."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from services.contracts.referral import AgreementKind, Provenance
from services.kernel.pages.wording import day
from services.referral.domain.freshness import Freshness

AGREEMENT_KINDS: Final[Mapping[AgreementKind, str]] = {
    "cooperation": "Kooperation",
    "referral": "Weitervermittlung",
    "data_sharing": "Weitergabe von Daten",
    "rooms": "Räume",
    "funding": "Förderung",
}
# How a Fachkraft came to know that an entry is right: what is chosen with one click, then what else there is.
CONFIRMED_BY: Final[Mapping[Provenance, str]] = {
    "partner_phone": "Telefon",
    "visit": "Besuch",
    "website": "Internetseite",
}
HEARD_FROM: Final[Mapping[Provenance, str]] = {
    "partner_phone": "Partner, am Telefon",
    "visit": "bei einem Besuch",
    "website": "auf der Internetseite des Partners",
    "partner_letter": "Partner, mit Brief oder E-Mail",
    "staff": "eigene Kenntnis",
}
EVERYWHERE: Final = "im ganzen Landkreis"
UNKNOWN_CAPACITY: Final = "Aufnahme nicht bekannt"


class Badge(NamedTuple):
    """How something is shown at a glance: the kind of KERN's badge, and its words."""

    kind: str
    words: str


def fresh(found: Freshness) -> Badge:
    """Whether an entry was confirmed, and whether it is to be confirmed again."""
    if found.is_due:
        words = "noch nie bestätigt" if found.assured_on is None else f"zuletzt bestätigt am {day(found.assured_on)}"
        return Badge("warning", f"{words}, Bestätigung fällig")
    if found.assured_on is None:
        return Badge("info", "noch nicht bestätigt")
    return Badge("success", f"bestätigt am {day(found.assured_on)}")
