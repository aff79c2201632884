"""The report of checks as tables with German titles; nothing is counted here."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.kernel.pages.wording import day
from services.reporting.checking.rules import LEVELS, UNITS
from services.reporting.checking.wording import BROKEN, HOLDS, MEASURES, RULES, SEVERITIES, STATES
from services.reporting.sheets import GENDERS, csv_bytes
from services.reporting.tables import Column, Report, Row, Table

Document = Mapping[str, Any]
TITLE: Final = "Prüfung vor der Abgabe"
HEADER: Final = ("Landkreis", "Vorhaben", "Stichtag", "Prüfung", "Schwere", "Regel", "Ergebnis", "Anzahl", "Werte")


def checks_tables(document: Document) -> Report:
    """Findings first, then the rules of catalogue and Commission, then targets and milestones."""
    about = (
        ("Landkreis", document["district"]),
        ("Vorhaben", document["operation"]),
        ("Stichtag", day(document["as_of"])),
        ("Prüfsumme des Berichts", document["digest"]),
    )
    tables = (
        _findings(document["findings"]),
        rules_table("checks", "Stimmigkeit", document["checks"]),
        rules_table("sfc", "Regeln der Kommission (SFC2021)", document["sfc"]),
        _targets(document["targets"]),
        _milestones(document["milestones"]),
    )
    return Report(TITLE, document["as_of"], about, tables)


def checks_csv(document: Document) -> bytes:
    """One row a rule and finding."""
    head = (document["district"], document["operation"], document["as_of"])
    rules = [(*head, *row) for row in map(_csv_rule, (*document["checks"], *document["sfc"]))]
    return csv_bytes(HEADER, [*rules, *((*head, *row) for row in map(_csv_finding, document["findings"]))])


def rules_table(key: str, title: str, rules: Sequence[Document]) -> Table:
    """Rules with their result; one that does not hold names its cells and values."""
    rows = [
        (RULES.get(one["id"], one["id"]), one["text"], HOLDS if one["holds"] else BROKEN, values_of(one))
        for one in rules
    ]
    columns = (Column("Prüfung"), Column("Regel"), Column("Ergebnis"), Column("Werte"))
    return Table(key, title, columns, rows)


def values_of(rule: Document) -> str:
    """Where a rule does not hold, with both sides and their values; empty where it does."""
    return "; ".join(_place(one) for one in rule["broken"])


def _place(broken: Document) -> str:
    sides = ", ".join(f"{cell['cell']}: {cell['value']}" for cell in broken["cells"])
    where = [broken[name] for name in ("priority", "specific_objective") if broken.get(name)]
    return f"{', '.join([*where, GENDERS[broken['gender']]])} ({sides})"


def _findings(found: Sequence[Document]) -> Table:
    columns = (Column("Hinweis"), Column("Betrifft"), Column("Anzahl", numeric=True), Column("Näheres"))
    rows = [(one["text"], LEVELS[one["level"]], one["count"], _details(one)) for one in found]
    return Table("findings", "Auffälligkeiten", columns, rows)


def _details(one: Document) -> str:
    if "share" in one:
        return f"{one['share']['part']} von {one['share']['base']}"
    cells = one.get("cells", ())
    return ", ".join(f"{cell['code']} von {cell['before']} auf {cell['value']}" for cell in cells)


def _targets(agreed: Sequence[Document]) -> Table:
    columns = (
        Column("Ziel"),
        Column("Bis"),
        Column("Soll", numeric=True),
        Column("Ist", numeric=True),
        Column("Erreicht in Prozent", numeric=True),
        Column("Stand"),
    )
    rows: list[Row] = [
        (_named(one), day(one["by"]), one["value"], one["actual"], one["percent"], STATES[one["state"]])
        for one in agreed
    ]
    return Table("targets", "Zielwerte", columns, rows)


def _named(target: Document) -> str:
    measured = target["indicator"] or MEASURES[target["of"]]
    return f"{measured}: {target['title']}" if target["title"] else str(measured)


def _milestones(planned: Sequence[Document]) -> Table:
    columns = (Column("Meilenstein"), Column("Bis"), Column("Erreicht am"), Column("Stand"))
    rows = [
        (one["title"], day(one["due"]), day(one["reached"]) if one["reached"] else None, STATES[one["state"]])
        for one in planned
    ]
    return Table("milestones", "Meilensteine", columns, rows)


def _csv_rule(rule: Document) -> Row:
    result = HOLDS if rule["holds"] else BROKEN
    severity = SEVERITIES[rule["severity"]]
    return (rule["id"], severity, rule["text"], result, len(rule["broken"]), values_of(rule))


def _csv_finding(one: Document) -> Row:
    threshold = f"auffällig ab {one['threshold']} {UNITS[one['unit']]}"
    return (one["id"], SEVERITIES[one["severity"]], one["text"], threshold, one["count"], _details(one))
