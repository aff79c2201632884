"""``docs/rules.md``, made from the table: ``python -m services.intake.domain.rules.page > docs/rules.md``."""

import sys
from collections.abc import Iterable, Iterator
from typing import Any, Final

from services.intake.domain.rules import CONTACT_RULES, PARTICIPATION_RULES, STATUS_RULES
from services.intake.domain.rules.rule import Level, Rule, Severity

LEVELS: Final[dict[Level, str]] = {
    "field": "Feld",
    "record": "Datensatz",
    "cross_record": "mehrere Datensätze",
}
SEVERITIES: Final[dict[Severity, str]] = {"refused": "abgelehnt", "warning": "Hinweis", "missing": "fehlt"}
HEAD: Final = """# Prüfregeln

Erzeugt aus `services/intake/domain/rules`; nicht von Hand ändern (`python -m services.intake.domain.rules.page`).

*abgelehnt*: wird nicht gespeichert. *Hinweis*: wird gespeichert und gemeldet. *fehlt*: wird gespeichert, zählt aber
nicht oder bleibt auf der Arbeitsliste. Die Regeln laufen bei der Eingabe (HTTP), beim Prüfen eines Formulars, beim
Einreichen eines Entwurfs und über jede Importdatei (`lotse import … --dry-run` speichert nichts). Was eine einzelne
Zelle enthalten darf, sagt `lotse import participants --columns`.

Quellen: A amtliche Seite, B andere Seite, C allgemein bekannt, P eigene Festlegung.
"""
TABLES: Final[tuple[tuple[str, tuple[Rule[Any], ...]], ...]] = (
    ("Teilnahmen", PARTICIPATION_RULES),
    ("Verbleib", STATUS_RULES),
    ("Kontakte", CONTACT_RULES),
)


def page() -> str:
    """The whole page in Markdown."""
    return "\n".join([HEAD, *(line for title, rules in TABLES for line in _table(title, rules))])


def _table(title: str, rules: Iterable[Rule[Any]]) -> Iterator[str]:
    yield f"## {title}\n"
    yield "| Regel | Ebene | Folge | Felder | Text | Quelle |"
    yield "| --- | --- | --- | --- | --- | --- |"
    yield from map(_line, rules)
    yield ""


def _line(rule: Rule[Any]) -> str:
    source = f"[{rule.source.name}]({rule.source.address})" if rule.source.address else rule.source.name
    columns = ", ".join(f"`{column}`" for column in rule.columns)
    cells = (
        rule.id,
        LEVELS[rule.level],
        SEVERITIES[rule.severity],
        columns,
        rule.text,
        f"{source} ({rule.source.grade})",
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(page())
