"""The report of checks of one operation as of a day: what to look at before its ESF report is handed in.

Reading it changes nothing, and no finding forbids a submission. Whose records are meant is told only where it is asked
for; everything else are figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from psycopg import Connection

from services.reporting.checking import goals
from services.reporting.checking.findings import Finding, findings
from services.reporting.checking.operation_cells import OfOperation, group_of
from services.reporting.checking.rules import level_of
from services.reporting.checking.seen import seen
from services.reporting.checking.settings import settings_at
from services.reporting.checking.transmission import checks as sfc_checks
from services.reporting.domain.checks import Judged, judge
from services.reporting.domain.figures import Figures
from services.reporting.esf import Document, EsfQuestion, Rules, document_of, figures_of, rules_of
from services.reporting.explaining.assessed import assessed
from services.reporting.knowledge import Knowledge, knowledge_at

SOURCES: Final = ("districts", "intake", "reporting")
SFC_CATALOGUE: Final = "esf-plus-2021-2027"  # tables 6 and 10 belong to its programme period


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecksQuestion:
    """``records``: whether the participations behind a finding are named, by their opaque ids."""

    operation: str
    as_of: date
    records: bool = False


def checks_report(conn: Connection[Any], district: str, question: ChecksQuestion) -> Document:
    """The document at the state of knowledge of now; raises UnknownOperation."""
    asked = EsfQuestion(operation=question.operation, as_of=question.as_of)
    knowledge = knowledge_at(conn, district, SOURCES, None)
    rules = rules_of(conn, district, asked, knowledge)
    figures = figures_of(conn, district, asked, rules, knowledge)
    report = document_of(district, asked, knowledge, rules, figures)
    people = seen(assessed(conn, district, asked, knowledge, rules), question.as_of)
    found = findings(people, figures.compared, settings_at(conn, district, knowledge))
    return {
        **{name: report[name] for name in ("district", "operation", "catalogue", "catalogue_version", "as_of")},
        "positions": report["positions"],
        "checks": [_judged(one) for one in judge(figures.compared, eso_4_12=rules.eso_4_12)],
        "sfc": _sfc(conn, district, asked, (knowledge, rules, figures)),
        "findings": [_finding(one, records=question.records) for one in found],
        "targets": goals.targets(conn, district, knowledge, report),
        "milestones": goals.milestones(conn, district, knowledge, report),
        "digest": report["digest"],
    }


def _judged(one: Judged) -> Document:
    """A check of the catalogue; one that does not hold names its cells with their values."""
    broken = [
        {
            "gender": each.gender,
            "cells": [{"cell": each.left, "value": each.left_value}, {"cell": each.right, "value": each.right_value}],
        }
        for each in one.broken
    ]
    return {
        "id": one.check.id,
        "severity": "error",
        "level": "operation",
        "text": one.check.text,
        "holds": one.holds,
        "broken": broken,
    }


def _sfc(
    conn: Connection[Any], district: str, asked: EsfQuestion, counted: tuple[Knowledge, Rules, Figures]
) -> list[Document]:
    """The rules of SFC2021 on this operation alone; none for a catalogue that is not transmitted in these tables."""
    knowledge, rules, figures = counted
    if rules.catalogue.key != SFC_CATALOGUE:
        return []
    group = group_of(conn, district, asked.operation, knowledge)
    return sfc_checks({group: OfOperation(figures)}, rules.catalogue)


def _finding(one: Finding, *, records: bool) -> Document:
    rule = one.rule
    said: Document = {
        "id": rule.key,
        "severity": "warning",
        "level": level_of(rule),
        "text": rule.told(one.threshold),
        "threshold": one.threshold,
        "unit": rule.unit,
        "count": _count(one),
    }
    if one.share is not None:
        said["share"] = {"part": one.share.part, "base": one.share.base}
    if one.grown:
        said["cells"] = [{"code": each.code, "before": each.before, "value": each.value} for each in one.grown]
    if records:
        said["participations"] = [str(each) for each in one.participations]
    return said


def _count(one: Finding) -> int:
    """How many records, cells or persons a finding is about."""
    things: Sequence[object] = one.participations or one.grown
    return one.share.part if one.share is not None else len(things)
