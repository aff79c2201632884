"""Who may know of work, and whose it is."""

from dataclasses import replace
from uuid import UUID

import pytest

from services.intake.domain.access import Asker
from services.intake.domain.work import WorkItem, may_read, may_see, owns
from tests.intake.casework import CASE, DAY

NORTH, SOUTH, ANNA = UUID(int=1), UUID(int=2), UUID(int=3)
ITEM = WorkItem(
    id=UUID(int=9),
    kind="task",
    what="Aufgabe",
    why="Vereinbart.",
    due=DAY,
    operation="thinka",
    subject=UUID(int=9),
    case_id=CASE,
    team_id=NORTH,
)
OF_NORTH = Asker(str(ANNA), "fachkraft", frozenset({NORTH}))
OF_SOUTH = Asker(str(UUID(int=4)), "fachkraft", frozenset({SOUTH}))
LEADER = Asker("cli:leitung", "koordination")
OF_NO_TEAM = replace(ITEM, team_id=None)
OF_NO_CASE = replace(ITEM, team_id=None, case_id=None)
ANNAS = replace(ITEM, staff_id=ANNA)


@pytest.mark.parametrize(
    ("asker", "item", "sees", "reads", "owner"),
    [
        (OF_NORTH, ITEM, True, True, True),
        (OF_NORTH, ANNAS, True, True, True),
        (replace(OF_NORTH, actor="cli:x"), ANNAS, True, True, False),
        (OF_NORTH, OF_NO_TEAM, True, True, False),
        (OF_NORTH, OF_NO_CASE, True, True, False),
        (OF_SOUTH, ITEM, False, False, False),
        (OF_SOUTH, ANNAS, False, False, False),
        (OF_SOUTH, OF_NO_TEAM, True, True, False),
        (LEADER, ITEM, True, False, False),
        (LEADER, OF_NO_TEAM, True, False, False),
        (LEADER, OF_NO_CASE, True, True, False),
    ],
)
def test_work_is_seen_read_and_owned_by_need_to_know(
    asker: Asker, item: WorkItem, *, sees: bool, reads: bool, owner: bool
) -> None:
    assert may_see(asker, item) is sees
    assert may_read(asker, item, "text") is may_read(asker, item, "code_word") is reads
    assert owns(asker, item) is owner


def test_the_number_of_a_participation_is_no_content_of_a_case() -> None:
    assert may_read(LEADER, ITEM, "participant_no")
