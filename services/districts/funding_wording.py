"""The German words of the closed sets of funding, and how shares and posts are written."""

from collections.abc import Mapping
from typing import Final

from services.contracts.districts import (
    CostKind,
    DocumentKind,
    FundingShare,
    FundingSource,
    HoldEffect,
    HoldGrounds,
    TargetAgreed,
    TargetOf,
)

SOURCES: Final[Mapping[FundingSource, str]] = {
    "esf": "ESF",
    "land": "Land",
    "municipality": "Kommune",
    "housing_company": "Wohnungsunternehmen",
    "own": "Eigenmittel des Trägers",
    "donation": "Spenden",
    "other": "Andere",
}
COSTS: Final[Mapping[CostKind, str]] = {
    "staff": "Personal",
    "lump_sum": "Pauschale",
    "material": "Sachkosten",
    "travel": "Reisen",
    "fees": "Honorare",
    "rent": "Miete",
    "other": "Sonstiges",
}
DOCUMENTS: Final[Mapping[DocumentKind, str]] = {
    "application": "Antrag",
    "grant": "Zuwendungsbescheid",
    "amendment": "Änderungsbescheid",
    "cooperation": "Kooperationsvereinbarung",
    "payment_request": "Mittelabruf",
    "use_report": "Verwendungsnachweis",
    "audit": "Prüfbericht",
    "publicity": "Publizitätsnachweis",
    "other": "Anderes",
}
HOLDS: Final[Mapping[HoldGrounds, str]] = {
    "court": "Gerichtsverfahren",
    "commission": "Ersuchen der Europäischen Kommission",
    "audit": "laufende Prüfung",
    "objection": "Widerspruch",
    "other": "Anderes",
}
HOLD_EFFECTS: Final[Mapping[HoldEffect, str]] = {
    "restarts": "Die Frist beginnt danach neu.",
    "extends": "Die Frist verlängert sich um die Dauer der Sperre.",
}
TARGETS: Final[Mapping[TargetOf, str]] = {
    "indicator": "Indikator des Katalogs",
    "contacts": "Kontakte",
    "clients": "erreichte Menschen",
    "events": "Veranstaltungen",
    "referrals": "Weitervermittlungen",
    "meetings": "Netzwerktreffen",
    "volunteer_hours": "Stunden im Ehrenamt",
    "other": "Anderes, in eigenen Worten",
}


def who_pays(share: FundingShare) -> str:
    """``Wohnungsunternehmen (KoWo mbH)``."""
    return SOURCES[share.source] + (f" ({share.payer})" if share.payer else "")


def target_words(target: TargetAgreed) -> str:
    """What is to be reached, without the figure."""
    measured = target.indicator or TARGETS[target.of]
    return f"{target.title} ({measured})" if target.title and target.of != "other" else target.title or measured


def percent(hundredths: int) -> str:
    """6000 -> ``60,00 %``."""
    return f"{hundredths // 100},{hundredths % 100:02} %"


def full_posts(hundredths: int) -> str:
    """75 -> ``0,75``."""
    return f"{hundredths // 100},{hundredths % 100:02}"
