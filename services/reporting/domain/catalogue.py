"""What an indicator catalogue is: indicators, completeness, reasons, combinations and checks of one version."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from services.reporting.domain.expressions import Predicate

Stage = Literal["entry", "during", "upon_leaving", "six_months_after"]
Unit = Literal["persons", "entities"]
Confidence = Literal["high", "medium-high", "medium"]


@dataclass(frozen=True, slots=True)
class Windows:
    """Thresholds of the programme period: calendar months and days."""

    long_term_months: int
    exit_days: int
    followup_from_months: int
    followup_to_months: int


@dataclass(frozen=True, slots=True, eq=False)
class Indicator:
    """One indicator; ``when`` is None where entities are counted, not persons.

    ``reference`` names the outputs whose sum bounds a result (check C7). ``collected``: whether anything records its
    inputs; where nothing does, it has no value. ``sample``: whether a representative sample is enough.
    """

    code: str
    title_de: str
    title_en: str
    when: Predicate | None
    stage: Stage
    annex_point: str
    source: tuple[str, ...]
    confidence: Confidence
    unit: Unit = "persons"
    applies_to_eso_4_12: bool = False
    reference: tuple[str, ...] = ()
    collected: bool = True
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """One consistency check; its text is part of the released version."""

    id: str
    text: str
    applies_to_eso_4_12: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Reason:
    """Why a participation is not counted; the first that holds is the reason. None: nothing yields it yet."""

    key: str
    title_de: str
    when: Predicate | None


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """A released version; whatever is in here, texts included, never changes again.

    ``everybody``: the codes whose sum is all counted persons. ``grand_total``: whether a report also tells how many
    there are with those whose record is incomplete.
    """

    key: str
    version: int
    title_de: str
    windows: Windows
    indicators: tuple[Indicator, ...]
    complete: Predicate
    complete_eso_4_12: Predicate
    reasons: tuple[Reason, ...]
    combinations: tuple[tuple[str, ...], ...]
    disjoint: tuple[str, str]
    checks: tuple[Check, ...]
    everybody: tuple[str, ...] = ("EECO01",)
    grand_total: bool = False

    @property
    def knows_objective_l(self) -> bool:
        """Whether specific objective (l) has rules of its own here."""
        return any(one.applies_to_eso_4_12 for one in self.indicators)

    def indicator(self, code: str) -> Indicator:
        """The indicator behind a code; raises KeyError."""
        return {indicator.code: indicator for indicator in self.indicators}[code]

    def counts(self, indicator: Indicator, *, eso_4_12: bool) -> bool:
        """Whether persons can be counted under it in an operation of that kind."""
        return indicator.when is not None and (indicator.applies_to_eso_4_12 or not eso_4_12)


def content_hash(catalogue: Catalogue) -> str:
    """SHA-256 (hex) over everything in a version: titles, texts, predicates, thresholds."""
    content = json.dumps(_plain(catalogue), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def _plain(catalogue: Catalogue) -> Mapping[str, Any]:
    return {
        "key": catalogue.key,
        "version": catalogue.version,
        "title_de": catalogue.title_de,
        "windows": asdict(catalogue.windows),
        "indicators": [_plain_indicator(indicator) for indicator in catalogue.indicators],
        "complete": catalogue.complete.plain(),
        "complete_eso_4_12": catalogue.complete_eso_4_12.plain(),
        "reasons": [[one.key, one.title_de, one.when and one.when.plain()] for one in catalogue.reasons],
        "combinations": catalogue.combinations,
        "disjoint": catalogue.disjoint,
        "checks": [asdict(check) for check in catalogue.checks],
        **({"everybody": catalogue.everybody, "grand_total": True} if catalogue.grand_total else {}),
    }


def _plain_indicator(one: Indicator) -> Mapping[str, Any]:
    return {
        "code": one.code,
        "titles": [one.title_de, one.title_en],
        "when": one.when and one.when.plain(),
        "explained": one.when and one.when.text(),
        "stage": one.stage,
        "annex_point": one.annex_point,
        "source": one.source,
        "confidence": one.confidence,
        "unit": one.unit,
        "applies_to_eso_4_12": one.applies_to_eso_4_12,
        "reference": one.reference,
        **({} if one.collected else {"collected": False}),
        **({"sample": True} if one.sample else {}),
    }
