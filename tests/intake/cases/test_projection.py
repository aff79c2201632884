"""The rows of cases say what the decider knows, after any history; and whether a participation is linked."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from services.contracts.intake import ParticipationLinked, ParticipationUnlinked, PersonNamed
from services.intake.domain.case_moves import CASE
from services.intake.projections.cases import cases as projection
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract, Recorded, topic_of
from services.kernel.projected_rows import latest
from services.kernel.projection import folded
from tests.intake.cases.test_moves import ANY_MOVE, ID, OPENED, on

LINKED = ParticipationLinked(**ID, participation_id=UUID(int=50), participant_id=UUID(int=51), operation="thinka")


def rows(facts: list[Contract]) -> dict[str, dict[str, Any]]:
    """Table -> the one row of the case, after these facts."""
    log = [
        Recorded(
            fact=fact,
            id=uuid4(),
            source="intake",
            sequence=number,
            stream=UUID(int=1),
            time=datetime(2026, 6, 30, tzinfo=UTC),
            actor="anna",
            topic=topic_of(fact),
        )
        for number, fact in enumerate(facts, start=1)
        if isinstance(fact, projection.reads)
    ]
    return {
        table.name: dict(zip(table.columns, values, strict=True))
        for table, dated in folded(projection, log).items()
        for values in latest(dated).values()
        if values is not None
    }


@given(st.lists(ANY_MOVE, max_size=10), st.booleans())
def test_the_rows_are_what_the_decider_knows(moves: list[Any], named: bool) -> None:  # noqa: FBT001 - drawn
    facts: list[Contract] = [OPENED]
    if named:
        facts.append(PersonNamed(**ID, consent_id=UUID(int=9), fields=("family_name",), on=on(1)))
    for move in moves:
        try:
            facts += CASE.decide(move, CASE.fold(facts))
        except RuleViolation:
            continue
    history, found = CASE.fold(facts), rows(facts)

    stands, hands = found["case_states"], found["case_hands"]
    assert (stands["state"], stands["starts"], stands["end_kind"]) == (
        history.case.state,
        history.since,
        history.end_kind,
    )
    assert history.case.state != "paused" or stands["until"] == history.until
    assert (hands["team"], hands["staff"]) == (history.case.team_id, history.case.staff_id)
    assert found["case_identities"]["identity"] == history.case.identity
    assert found["cases"]["opened_on"] == history.opened


def test_a_participation_is_linked_until_it_is_unlinked() -> None:
    unlinked = ParticipationUnlinked(**ID, participation_id=UUID(int=50))

    assert rows([OPENED, LINKED])["case_participations"] == {"case_id": UUID(int=1), "operation": "thinka"}
    assert "case_participations" not in rows([OPENED, LINKED, unlinked])
