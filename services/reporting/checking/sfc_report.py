"""Tables 6 and 10 of one operation for a period, counted now, before anything is handed in."""

from dataclasses import dataclass
from typing import Any

from psycopg import Connection

from services.kernel.deciders import RuleViolation
from services.reporting.checking.operation_cells import OfOperation, group_of
from services.reporting.checking.periods import Period
from services.reporting.checking.report import SFC_CATALOGUE
from services.reporting.checking.transmission import checks, tables
from services.reporting.esf import SOURCES, Document, EsfQuestion, digest_of, figures_of, rules_of
from services.reporting.knowledge import knowledge_at


class NotInTheseTables(RuleViolation):
    title = "Tabellen 6 und 10 gibt es nur im ESF Plus. Dieses Vorhaben zählt nach einem anderen Katalog."
    field = "operation"


@dataclass(frozen=True, slots=True)
class SfcQuestion:
    """An operation, and the period for which it is asked."""

    operation: str
    period: Period


def sfc_report(conn: Connection[Any], district: str, question: SfcQuestion) -> Document:
    """The tables with their checks; raises UnknownOperation, NotInTheseTables."""
    asked = EsfQuestion(operation=question.operation, as_of=question.period.as_of)
    knowledge = knowledge_at(conn, district, SOURCES, None)
    rules = rules_of(conn, district, asked, knowledge)
    if rules.catalogue.key != SFC_CATALOGUE:
        raise NotInTheseTables
    cells = OfOperation(figures_of(conn, district, asked, rules, knowledge))
    groups = {group_of(conn, district, asked.operation, knowledge): cells}
    document: Document = {
        "district": district,
        "operation": asked.operation,
        "period": question.period.name,
        "as_of": asked.as_of.isoformat(),
        "catalogue": rules.catalogue.key,
        "catalogue_version": rules.catalogue.version,
        "positions": dict(knowledge.positions),
        "tables": tables(groups, rules.catalogue),
        "checks": checks(groups, rules.catalogue),
    }
    return {**document, "digest": digest_of(document)}
