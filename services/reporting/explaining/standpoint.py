"""From where an explanation looks: the question, the state of knowledge, and the rules of the operation there."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier

from services.kernel.district import schema_of
from services.reporting.esf import SOURCES, EsfQuestion, Rules, rules_of
from services.reporting.explaining.rows import Statuses, statuses_of
from services.reporting.knowledge import Knowledge, knowledge_at
from services.reporting.linking.groups import Linked
from services.reporting.linking.reading import linked_in


@dataclass(frozen=True)
class Standpoint:
    """Lives as long as the transaction of ``conn``, which sees one snapshot."""

    conn: Connection[Any]
    district: str
    question: EsfQuestion
    knowledge: Knowledge
    rules: Rules

    @classmethod
    def of(cls, conn: Connection[Any], district: str, question: EsfQuestion) -> Self:
        """Raises UnknownOperation, UnknownCatalogue, NoSuchCatalogue."""
        return cls.at(conn, district, question, knowledge_at(conn, district, SOURCES, question.known_at))

    @classmethod
    def at(cls, conn: Connection[Any], district: str, question: EsfQuestion, knowledge: Knowledge) -> Self:
        """At given positions; raises as :meth:`of`."""
        return cls(conn, district, question, knowledge, rules_of(conn, district, question, knowledge))

    @property
    def values(self) -> Mapping[str, Any]:
        """Parameters that statements share: operation, as_of, and a position a source."""
        return {"operation": self.question.operation, "as_of": self.question.as_of, **self.knowledge.positions}

    @cached_property
    def statuses(self) -> Statuses:
        """The statuses known of each participation of the operation, whatever their date."""
        return statuses_of(self.conn, self.district, self.question.operation, self.knowledge)

    @cached_property
    def groups(self) -> Linked:
        """Who of the operation is reported as one, because their persons are linked."""
        return linked_in(self.conn, self.district, self.question.operation, self.knowledge)

    def statement(self, text: str, **parts: Composed) -> Composed:
        """``{s}`` is the district's schema."""
        return SQL(text).format(s=Identifier(schema_of(self.district)), **parts)
