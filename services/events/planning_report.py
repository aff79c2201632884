"""*Stand der Umsetzung*: a strategy on a day as lines of a table, for a PDF that is kept and for other programs."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import typst

from services.events.planning_queries import frame_of, plan_of
from services.events.planning_wording import (
    milestones_in_words,
    period_in_words,
    standing_in_words,
    state_badge,
    sum_in_words,
)
from services.events.strategy_tree import FieldNode, MeasureNode, StrategyTree
from services.kernel.pages.wording import day

TEMPLATE: Final = Path(__file__).parent / "planning_report.typ"
STANDARDS: Final = ("a-2a", "ua-1")
COLUMNS: Final = (
    *("Handlungsfeld", "Leitziel", "Maßnahme", "Stand", "Seit", "Von", "Bis", "Verantwortlich", "Sozialräume"),
    *("Meilensteine", "Erreicht", "Überfällig", "Messgrößen", "Belege"),
)
# What a spreadsheet would take for a formula.
FORMULAS: Final = frozenset("=+-@\t\r")

Owners = Mapping[UUID, str]


def csv_text(tree: StrategyTree, owners: Owners) -> str:
    """One line a measure, semicolons, with a byte order mark; ``owners``: names of organisations."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(COLUMNS)
    for field in tree.fields:
        for goal in field.goals:
            table.writerows([field.label, _plain(goal.goal.title), *_line(node, owners)] for node in goal.measures)
    return "\ufeff" + out.getvalue()


def pdf_bytes(tree: StrategyTree, district: str) -> bytes:
    """PDF/UA-1 for screen readers, PDF/A-2a to be kept; the same tree gives the same bytes."""
    return bytes(
        typst.compile(
            TEMPLATE,
            root=TEMPLATE.parent,
            font_paths=typst.Fonts(include_system_fonts=False),
            format="pdf",
            sys_inputs={"report": json.dumps(_document(tree, district), ensure_ascii=False)},
            pdf_standards=list(STANDARDS),
            timestamp=0,
        )
    )


def yardsticks_in_words(node: MeasureNode) -> str:
    """Each with its newest value."""
    standings = node.progress.yardsticks
    return "; ".join(
        f"{each.title}: {standing_in_words(each, standings[key])}" for key, each in node.measure.yardsticks.items()
    )


def _line(node: MeasureNode, owners: Owners) -> list[object]:
    plan, progress = plan_of(node.measure), node.progress
    owner = owners.get(plan.owner_id, "") if plan.owner_id else ""
    return [
        _plain(plan.title),
        state_badge(progress).words,
        progress.since or "",
        plan.first_day or "",
        plan.last_day or "",
        _plain(owner),
        ", ".join(plan.sozialraeume),
        len(progress.milestones),
        progress.reached,
        progress.overdue,
        _plain(yardsticks_in_words(node)),
        sum(progress.evidence.values()),
    ]


def _plain(words: str) -> str:
    return f"'{words}" if words[:1] in FORMULAS else words


def _document(tree: StrategyTree, district: str) -> dict[str, Any]:
    frame, adopted = frame_of(tree.strategy), tree.strategy.adopted
    return {
        "title": f"Stand der Umsetzung: {frame.title}",
        "day": [tree.day.year, tree.day.month, tree.day.day],
        "about": [
            ["Landkreis", district],
            ["Zeitraum", period_in_words(frame.first_day, frame.last_day)],
            ["Beschlossen", f"am {day(adopted.on)}" if adopted else "noch nicht"],
            ["Stand", day(tree.day)],
            ["Insgesamt", sum_in_words(tree.sum)],
        ],
        "fields": [_field(each) for each in tree.fields],
    }


def _field(field: FieldNode) -> dict[str, Any]:
    goals = [
        {
            "title": goal.goal.title if goal.is_pursued else f"{goal.goal.title} (wird nicht mehr verfolgt)",
            "rows": [_row(node) for node in goal.measures],
        }
        for goal in field.goals
    ]
    return {"title": field.label, "sum": sum_in_words(field.sum), "goals": goals}


def _row(node: MeasureNode) -> list[str]:
    plan = plan_of(node.measure)
    period = period_in_words(plan.first_day, plan.last_day)
    return [plan.title, state_badge(node.progress).words, period, milestones_in_words(node.progress)]
