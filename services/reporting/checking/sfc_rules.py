"""Rules of SFC2021 for tables 6 (outputs) and 10 (results) of the transmission of data, as published by the Commission.

Only rules 144 to 147 and the one of table 10 were found with their wording. The rule on EECO10 and EECO11 is named in
the note of 2024 without its number, and taken for 148.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from services.reporting.domain.catalogue import Catalogue
from services.reporting.domain.relations import Cellular, Relation, Sum, Together

Severity = Literal["error", "warning"]
Table = Literal[6, 10]

TABLE_6: Final = "https://sfc.ec.europa.eu/en/2021/news/24062024-validation-rule-changes-tod-table-6-esf"
TABLE_10: Final = "https://sfc.ec.europa.eu/en/2021/news/01072025-transmission-data-modified-validation-rule-table-10"
LEVEL: Final = "Priorität, spezifisches Ziel, Regionenkategorie und Geschlecht"
WHOLE: Final = 100  # percent


@dataclass(frozen=True, slots=True, kw_only=True)
class SfcRule:
    """``relations``: what must hold in every group of operations and for every gender."""

    id: str
    table: Table
    text: str
    source: str
    relations: tuple[Relation, ...]
    severity: Severity = "error"
    level: str = LEVEL


def rules_for(catalogue: Catalogue) -> Sequence[SfcRule]:
    """The rules with the references of a catalogue version."""
    results = [one for one in catalogue.indicators if one.reference]
    bounded = tuple(Relation(Sum((one.code,)), "<=", Sum(one.reference)) for one in results)
    return (
        *COMBINATIONS,
        SfcRule(
            id="10-reference",
            table=10,
            text="Ein Ergebnis ist höchstens so groß wie sein Referenz-Outputindikator in Tabelle 6",
            source=TABLE_10,
            relations=bounded,
        ),
        SfcRule(
            id="10-percent",
            table=10,
            text="Ein Ergebnis in Prozent ist höchstens 100",
            source=TABLE_10,
            relations=tuple(Relation(Percent(one.code, one.reference), "<=", Whole()) for one in results),
        ),
    )


@dataclass(frozen=True, slots=True)
class Percent:
    """A result in percent of its reference output, rounded up; nothing of nobody is 0, somebody of nobody 101."""

    code: str
    reference: tuple[str, ...]

    def of(self, cells: Cellular, gender: str) -> int:
        base = sum(cells.value(code, gender) for code in self.reference)
        value = cells.value(self.code, gender)
        if base == 0:
            return 0 if value == 0 else WHOLE + 1
        return -(-value * WHOLE // base)

    def told(self) -> str:
        return f"{self.code} in Prozent von {' + '.join(self.reference)}"


@dataclass(frozen=True, slots=True)
class Whole:
    """100 percent."""

    def of(self, _cells: Cellular, _gender: str) -> int:
        return WHOLE

    def told(self) -> str:
        return "höchstens"


def _combination(number: str, *codes: str) -> SfcRule:
    relation = Relation(Together(codes), "=", Sum(codes))
    text = f"{relation.left.told()} = {relation.right.told()}"
    return SfcRule(id=number, table=6, text=text, source=TABLE_6, relations=(relation,))


COMBINATIONS: Final = (
    _combination("144", "EECO02", "EECO04"),
    _combination("145", "EECO02", "EECO05"),
    _combination("146", "EECO02", "EECO04", "EECO05"),
    _combination("147", "EECO06", "EECO07"),
    _combination("148", "EECO10", "EECO11"),
)
