"""Participations that a case links to one person: the other ones are neighbours of a record, and may overlap."""

from uuid import UUID

import pytest

from services.contracts.intake import ParticipationLinked
from services.intake.folding import fold
from services.intake.imports.findings import findings
from services.intake.participation_queries import neighbours
from services.kernel.deciders import Context, Decider
from services.kernel.ids import uuid7
from tests.intake.conftest import OPERATION, Desk

pytestmark = pytest.mark.server

# Facts as they are told, without the rules of naming and consent that links have.
TELL: Decider[ParticipationLinked, None] = Decider(
    initial=None, decide=lambda fact, _: [fact], evolve=lambda state, _: state
)
CELLS = {"sozialraum": "rieth", "entry_date": "2024-01-10", "exit_date": "2024-08-31"}
FILE = """participant_no;sozialraum;entry_date;exit_date
E-1;rieth;2024-01-10;2024-08-31
E-2;rieth;2024-08-31;
E-3;rieth;2024-09-01;
"""


def linked(desk: Desk, number: str, case: UUID) -> None:
    ids = desk.intake.ids(desk.district)
    fact = ParticipationLinked(
        case_id=case,
        person_id=ids.derive("case-person", "K"),
        participation_id=ids.derive("participation", OPERATION, number),
        participant_id=ids.derive("person", OPERATION, number),
        operation=OPERATION,
    )
    context = Context(actor="test", command_id=uuid7(), correlation_id=uuid7())
    desk.intake.store.execute(desk.district, TELL, case, fact, context)
    fold(desk.settings, desk.district)


def rules_of(desk: Desk) -> list[str]:
    decided = desk.intake.look_at_row("participants", {"participant_no": "E-1", **CELLS}, desk.district, OPERATION)
    found = findings(decided, neighbours(desk.intake, desk.district, decided.step.stream))
    return [one.rule for one in found if one.level == "cross_record" and one.severity == "warning"]


def test_a_linked_participation_that_overlaps_is_told(desk: Desk) -> None:
    desk.take("participants", FILE)
    case = desk.intake.ids(desk.district).derive("case", "K")
    linked(desk, "E-1", case)
    assert rules_of(desk) == []

    linked(desk, "E-3", case)
    assert rules_of(desk) == []

    linked(desk, "E-2", case)
    assert rules_of(desk) == ["P-LINK-01"]
