"""Supported entities as rows of an explanation: who is counted are entities, not persons."""

from collections.abc import Iterator
from typing import Final

from services.kernel.pages.wording import day
from services.reporting.explaining.events import Place
from services.reporting.explaining.standpoint import Standpoint
from services.reporting.explaining.verdicts import Verdict
from services.reporting.supplements import ENTITY_OF

# Those that were taken back stay in the list, with the fact that did it.
ENTITIES: Final = """
    SELECT DISTINCT ON (entity) on_day, valid_from,
        CASE WHEN valid_to <= %(intake)s THEN valid_to END AS retracted
    FROM {s}.entity_versions
    WHERE operation = %(operation)s AND kind = %(kind)s AND valid_from <= %(intake)s
    ORDER BY entity, valid_from DESC"""


def entity_verdicts(at: Standpoint, code: str) -> Iterator[Verdict]:
    """Every entity of the indicator's kind that was ever recorded; none for a kind that nothing records."""
    values = {**at.values, "kind": ENTITY_OF.get(code)}
    found = at.conn.execute(at.statement(ENTITIES), values).fetchall()
    for on, recorded, retracted in sorted(found, key=lambda row: row[1]):
        places = tuple(Place("intake", position) for position in (recorded, retracted) if position is not None)
        supported = f"Unterstützt am {day(on)}"
        if retracted is not None:
            yield Verdict(counted=False, rule=f"{supported}, zurückgenommen", places=places)
        elif on > at.question.as_of:
            yield Verdict(counted=False, rule=f"{supported}, nach dem Stichtag", places=places)
        else:
            yield Verdict(counted=True, rule=supported, places=places)
