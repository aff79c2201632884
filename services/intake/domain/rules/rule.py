"""What a rule is: an id, a level, a severity, a German text, where it comes from, and a pure predicate."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Generic, Literal, TypeVar

from services.intake.domain.refusals import Refusal

Level = Literal["field", "record", "cross_record"]
Severity = Literal["refused", "warning", "missing"]
Grade = Literal["A", "B", "C", "P"]
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from. ``grade``: A official page, B secondary page, C general knowledge, P our own."""

    name: str
    grade: Grade
    address: str = ""


INTERFACE: Final = Source("Schnittstelle, Abschnitt 3 (Importdateien)", "P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[R]):
    """``broken`` is asked of a record. ``columns``: what it looks at; the first is the one at fault.

    ``detail``: the German particulars of a case, never a value of a person. ``refusal``: the exception of a rule
    that refuses. ``stops``: where it is broken nothing further is looked at.
    """

    id: str
    level: Level
    severity: Severity
    columns: tuple[str, ...]
    text: str
    source: Source
    broken: Callable[[R], bool]
    detail: Callable[[R], str] | None = None
    refusal: type[Refusal] | None = None
    stops: bool = False

    @property
    def column(self) -> str:
        """The column at fault."""
        return self.columns[0]

    def refused(self, record: R) -> Refusal:
        """The exception for this case; only rules that refuse have one."""
        assert self.refusal is not None
        refusal = self.refusal(self.detail(record) if self.detail else None, field=self.column)
        refusal.rule = self.id
        return refusal


def refusing(
    rule_id: str,
    level: Level,
    column: str,
    refusal: type[Refusal],
    broken: Callable[[R], bool],
    *,
    source: Source = INTERFACE,
    detail: Callable[[R], str] | None = None,
    stops: bool = False,
) -> Rule[R]:
    """A rule of the interface: what breaks it is refused, in the words of its refusal."""
    return Rule(
        id=rule_id,
        level=level,
        severity="refused",
        columns=(column,),
        text=refusal.title,
        source=source,
        broken=broken,
        detail=detail,
        refusal=refusal,
        stops=stops,
    )


def broken_rules(rules: Iterable[Rule[R]], record: R) -> Iterator[Rule[R]]:
    """The broken ones in the table's order, up to one that stops."""
    for rule in rules:
        if rule.broken(record):
            yield rule
            if rule.stops:
                return


def refusals(rules: Iterable[Rule[R]], record: R) -> Iterator[Refusal]:
    """The broken rules as exceptions, in the table's order."""
    return (rule.refused(record) for rule in broken_rules(rules, record))
