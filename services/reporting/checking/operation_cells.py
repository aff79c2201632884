"""One operation as a group of the tables for the Commission: where it belongs, and its cells."""

from dataclasses import dataclass
from typing import Any, Final

from psycopg import Connection, sql

from services.contracts.districts import USUAL_CATEGORY
from services.kernel.district import schema_of
from services.reporting.checking.transmission import Counted, Group
from services.reporting.domain.figures import Figures
from services.reporting.knowledge import Knowledge

CLASS: Final = """
    SELECT o.specific_objective, coalesce(c.priority, ''), coalesce(c.category_of_region, %(usual)s)
    FROM {s}.operation_versions AS o
    LEFT JOIN {s}.operation_class_versions AS c ON c.operation = o.operation
        AND c.valid_from <= %(districts)s AND (c.valid_to IS NULL OR c.valid_to > %(districts)s)
    WHERE o.operation = %(operation)s ORDER BY o.valid_from DESC LIMIT 1"""


def group_of(conn: Connection[Any], district: str, operation: str, knowledge: Knowledge) -> Group:
    """Priority, specific objective and category of region of an operation that is there."""
    statement = sql.SQL(CLASS).format(s=sql.Identifier(schema_of(district)))
    values = {"operation": operation, "usual": USUAL_CATEGORY, "districts": knowledge.positions["districts"]}
    row = conn.execute(statement, values).fetchone()
    if row is None:
        raise LookupError(operation)
    objective, priority, category = row
    return Group(priority, objective, category)


@dataclass(frozen=True, slots=True)
class OfOperation(Counted):
    """The cells of one operation as they were counted."""

    figures: Figures

    def value(self, code: str, gender: str) -> int:
        return self.figures.compared.value(code, gender)

    def together(self, codes: tuple[str, ...], gender: str) -> int:
        return self.figures.compared.together(codes, gender)

    def in_both(self, codes: tuple[str, ...], gender: str) -> int:
        return self.figures.compared.in_both(codes, gender)

    def earlier(self, code: str, gender: str) -> int:
        return self.figures.compared.earlier(code, gender)

    def entities(self, code: str) -> int:
        return self.figures.entities.get(code, 0)
