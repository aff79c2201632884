"""Minutes are the sum of the last versions, whatever was recorded in which order, and due once."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.contracts.intake import Contact, ContactCancelled, ContactRecorded
from services.intake.domain.contact import CONTACT
from services.intake.domain.minutes import MinutesDone
from services.intake.projections.contacts import contacts as projection
from services.kernel.projected_rows import latest
from services.kernel.projection import folded
from tests.intake.contacts.facts import contact, histories
from tests.intake.contacts.logs import interleaved, recorded


class CaseMinutes(NamedTuple):
    """What minutes are added up under: they count for the operation whose contact it was."""

    case_id: UUID
    operation: str


def minutes_by_case(last_versions: Iterable[Contact]) -> Counter[CaseMinutes]:
    """Sums over contacts that were not cancelled, each in its last version; anonymous ones belong to no case."""
    sums = Counter[CaseMinutes]()
    for each in last_versions:
        if each.case_id is not None and each.minutes:
            sums[CaseMinutes(each.case_id, each.operation)] += each.minutes
    return sums


def rows(log: list[Any]) -> dict[Any, Any]:
    """What the projection's table holds after the log."""
    facts = [recorded(fact, fact.contact_id, number) for number, fact in enumerate(log, start=1)]
    (table,) = projection.tables
    dated = folded(projection, facts).get(table, [])
    return {key: dict(zip(table.columns, values, strict=True)) for key, values in latest(dated).items() if values}


@given(st.data(), histories())
def test_minutes_are_the_sum_of_the_last_versions_in_any_order(data: st.DataObject, contacts: list[list[Any]]) -> None:
    log = data.draw(interleaved(contacts))
    states = [CONTACT.fold(facts) for facts in contacts]
    standing = [each.snapshot for each in states if each.snapshot is not None and not each.cancelled]

    table = rows(log).values()

    counted: dict[CaseMinutes, int] = {}
    for row in table:
        if row["case_id"] is not None and row["minutes"]:
            key = CaseMinutes(row["case_id"], row["operation"])
            counted[key] = counted.get(key, 0) + row["minutes"]
    assert counted == dict(minutes_by_case(standing))
    assert len(table) == len(standing)


@given(histories())
def test_a_contact_counts_at_most_once_and_a_cancelled_one_never(contacts: list[list[Any]]) -> None:
    log = [fact for facts in contacts for fact in facts]
    gone = {fact.contact_id for fact in log if isinstance(fact, ContactCancelled)}
    last = {fact.contact_id: fact for fact in log if isinstance(fact, Contact)}

    table = rows(log)

    assert set(table) == set(last) - gone
    assert all(row["minutes"] == last[key].minutes for key, row in table.items())


def done(minutes: int, *, linked: bool = False) -> MinutesDone:
    return MinutesDone("thinka", minutes, 480, linked)


def test_a_questionnaire_is_due_from_the_limit_on_and_not_once_a_participation_is_linked() -> None:
    assert not done(479).questionnaire_due
    assert done(480).questionnaire_due
    assert done(481).questionnaire_due
    assert not done(480, linked=True).questionnaire_due


def test_minutes_before_and_after_the_name_are_the_same_minutes() -> None:
    """The case keeps its id and its person when it is named: nothing has to be moved, nothing can be counted twice."""
    case = {"case_id": UUID(int=101), "person_id": UUID(int=201)}
    both = [ContactRecorded(**contact(number, minutes=240, **case)) for number in (1, 2)]

    assert minutes_by_case(both) == {CaseMinutes(UUID(int=101), "thinka"): 480}
