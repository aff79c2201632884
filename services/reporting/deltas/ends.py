"""The two ends of a difference: submissions as they were handed in, and the report as it would be made now."""

from typing import Any

from psycopg import Connection

from services.kernel.deciders import RuleViolation
from services.reporting.deltas.states import End
from services.reporting.domain.catalogues import catalogue
from services.reporting.esf import SOURCES, EsfQuestion, document_of, figures_of, rules_of
from services.reporting.knowledge import knowledge_at
from services.reporting.submissions import Submission


class OtherOperation(RuleViolation):
    title = "Die beiden Abgaben gehören zu verschiedenen Vorhaben. Bitte zwei Abgaben desselben Vorhabens vergleichen."
    field = "to"


def end_of(made: Submission) -> End:
    """A submission: its figures are those that were handed in. Raises UnknownCatalogue."""
    return End(
        operation=made.operation,
        as_of=made.as_of,
        positions=made.positions,
        catalogue=catalogue(made.catalogue, made.version),
        document=made.report,
        submission=made.id,
    )


def end_now(conn: Connection[Any], district: str, made: Submission) -> End:
    """The same question asked now: its operation and date, its catalogue in the version that is released now.

    Inside a transaction in the district that sees one snapshot; raises UnknownOperation.
    """
    question = EsfQuestion(operation=made.operation, as_of=made.as_of, catalogue=made.catalogue)
    knowledge = knowledge_at(conn, district, SOURCES, None)
    rules = rules_of(conn, district, question, knowledge)
    figures = figures_of(conn, district, question, rules, knowledge)
    return End(
        operation=made.operation,
        as_of=made.as_of,
        positions=knowledge.positions,
        catalogue=rules.catalogue,
        document=document_of(district, question, knowledge, rules, figures),
        submission=None,
    )


def both_ends(conn: Connection[Any], district: str, made: Submission, to: Submission | None) -> tuple[End, End]:
    """Raises OtherOperation, UnknownOperation, UnknownCatalogue."""
    if to is None:
        return end_of(made), end_now(conn, district, made)
    if to.operation != made.operation:
        raise OtherOperation(to.operation)
    return end_of(made), end_of(to)
