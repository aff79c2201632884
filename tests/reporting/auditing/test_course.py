"""The course of an operation, a record and a case: what each fact changed, step by step."""

import secrets
from datetime import date

import pytest

from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.reporting.auditing.course import Course, course_of
from services.reporting.auditing.days import Days
from services.reporting.auditing.replaying import Asked, operation_history
from services.reporting.auditing.steps import Subject, instant_of_step
from services.reporting.esf import EsfQuestion
from services.reporting.explaining.cell import UnknownIndicator
from services.reporting.explaining.words import fact_title
from services.reporting.knowledge import reading
from services.reporting.rebuild import rebuild
from services.reporting.replay import replay
from tests.reporting.auditing.test_sample import AS_OF, side, sources
from tests.reporting.conftest import Side, side_of
from tests.reporting.facts import OPERATION, case_linked, entered, linked, opened, released, unlinked
from tests.reporting.history import Source, id_of

__all__ = ["side", "sources"]


def course(side: Side, subject: Subject, step: int | None = None, as_of: date = AS_OF) -> Course:
    """Up to the fact of that number; None: up to now."""
    with reading(side.pool, side.district) as conn:
        known_at = None if step is None else instant_of_step(conn, side.district, subject, step)
        question = EsfQuestion(operation=subject.operation, as_of=as_of, known_at=known_at)
        return course_of(conn, side.district, subject, question)


def moved(of: Course) -> dict[str, int | None]:
    return {each.code: each.difference for each in of.cells if each.difference}


WHOLE = Subject(OPERATION)


def test_stepping_through_all_facts_adds_up_to_the_report(side: Side) -> None:
    """Every step's difference is what the state before lacks: nothing is lost between two steps."""
    last = course(side, WHOLE)
    steps = [course(side, WHOLE, number) for number in range(1, last.steps.all + 1)]

    added: dict[str, int] = {}
    for each in steps:
        for code, difference in moved(each).items():
            added[code] = added.get(code, 0) + (difference or 0)
    assert added == {each.code: each.now for each in last.cells if each.now}
    assert [each.steps.at for each in steps] == list(range(1, last.steps.all + 1))


def test_a_step_leads_to_its_neighbours(side: Side) -> None:
    second = course(side, WHOLE, 2).steps

    assert second.previous == course(side, WHOLE, 1).steps.current
    assert second.following == course(side, WHOLE, 3).steps.current
    assert course(side, WHOLE, 1).steps.previous is None
    assert course(side, WHOLE).steps.following is None


def test_a_record_is_told_by_its_own_facts_only(side: Side) -> None:
    subject = Subject(OPERATION, participation=id_of("participation", 2))
    found = course(side, subject)

    assert [each.type.partition(".v")[0] for each in found.steps.past] == [
        "intake.status_recorded",
        "intake.participation_entered",
    ]
    assert found.stands == ("wird gezählt", "wird gezählt")
    assert course(side, subject, 1).stands == ("wird gezählt", "noch nicht erfasst")


def test_a_case_is_told_with_its_contacts_and_its_participation(side: Side) -> None:
    found = course(side, Subject(OPERATION, case=id_of("case", "a")))

    assert [each.type.partition(".v")[0] for each in reversed(found.steps.past)] == [
        "intake.participation_entered",
        "intake.participation_linked",
        "intake.notice_received",
        "intake.contact_recorded",
        "intake.contact_recorded",
    ]
    assert not found.cells


def test_steps_are_instants_of_their_facts_and_end_with_them(side: Side, sources: dict[str, Source]) -> None:
    with reading(side.pool, side.district) as conn:
        assert instant_of_step(conn, side.district, WHOLE, 1) == sources["intake"].rows[0].recorded
        assert instant_of_step(conn, side.district, WHOLE, 1000) is None


def test_a_cell_is_told_by_gender_and_its_genders_add_up_at_every_step(side: Side) -> None:
    subject = Subject(OPERATION, indicator="EECO01")
    last = course(side, WHOLE)
    total = next(each.now for each in last.cells if each.code == "EECO01")

    for number in range(1, last.steps.all + 1):
        found = {each.code: each for each in course(side, subject, number).single}
        parts = [found[gender].now or 0 for gender in ("female", "male", "non_binary")]
        assert sum(parts) == found["total"].now, number
    assert found["total"].now == total
    assert not course(side, subject).cells


def test_a_cell_that_the_catalogue_does_not_know_is_refused(side: Side) -> None:
    with pytest.raises(UnknownIndicator):
        course(side, Subject(OPERATION, indicator="EECO99"))


def test_days_lead_to_every_day_on_which_something_happened_and_to_no_other(side: Side) -> None:
    """Entries, exits and what was said afterwards, in their order; nothing of another operation."""
    days, day = [], date(2020, 1, 1)
    while (following := course(side, WHOLE, as_of=day).days.following) is not None:
        days.append(following)
        day = following

    assert days == [date(2024, 3, 1), date(2024, 6, 1), date(2024, 6, 10), date(2024, 12, 20)]
    assert course(side, WHOLE, as_of=days[1]).days.previous == days[0]
    assert course(side, WHOLE, as_of=days[0]).days.previous is None


def test_days_are_those_that_were_known_then(side: Side) -> None:
    assert course(side, WHOLE, 1, date(2024, 4, 1)).days == Days(date(2024, 3, 1), None)


def test_the_days_of_a_case_are_those_of_its_contacts_and_its_participation(side: Side) -> None:
    subject = Subject(OPERATION, case=id_of("case", "a"))

    assert course(side, subject, as_of=date(2024, 3, 2)).days == Days(date(2024, 3, 1), date(2024, 3, 5))


def test_after_a_rebuild_every_step_shows_what_it_showed_before(side: Side, settings: Settings) -> None:
    subjects = (WHOLE, Subject(OPERATION, indicator="EECO01"), Subject(OPERATION, case=id_of("case", "a")))
    before = [course(side, subject, step) for subject in subjects for step in (1, 2, None)]

    rebuild(settings, side.district)

    assert [course(side, subject, step) for subject in subjects for step in (1, 2, None)] == before


TWINS = ("zweimal-1", "zweimal-2")


@pytest.fixture(scope="module")
def twins(settings: Settings) -> Side:
    """Two participations of one person, linked by a case of hers, found out late and taken back."""
    key = f"kreis-{secrets.token_hex(4)}"
    open_district(settings, key, f"Landkreis {key}")
    made = side_of(settings, key)
    one, other = TWINS
    made.take(Source("districts", key).record_all([opened(), released()]))
    facts = [
        entered(one, gender="male"),
        entered(other, entry_date="2024-05-01"),
        case_linked("a", one),
        entered("allein"),
        case_linked("b", "allein"),
        linked(one, other),
        unlinked(one, other),
    ]
    made.take(Source("intake", key).record_all(facts))
    return made


def test_links_between_persons_are_steps_and_their_differences_add_up(twins: Side) -> None:
    last = course(twins, WHOLE)
    steps = [course(twins, WHOLE, number) for number in range(1, last.steps.all + 1)]

    found = [(each.steps.current and fact_title(each.steps.current.type), moved(each).get("EECO01")) for each in steps]

    assert found == [
        ("Teilnahme erfasst", 1),
        ("Teilnahme erfasst", 1),
        ("Teilnahme mit Fall verknüpft", None),
        ("Teilnahme erfasst", 1),
        ("Personen zusammengeführt", -1),
        ("Personen wieder getrennt", 1),
    ]


def test_a_record_is_told_with_those_that_its_person_was_linked_with(twins: Side) -> None:
    subject = Subject(OPERATION, participation=id_of("participation", TWINS[1]))
    last = course(twins, subject)

    stands = [course(twins, subject, number).stands for number in range(1, last.steps.all + 1)]

    linked_with = "wird nicht gezählt: mit einer anderen Teilnahme zusammengeführt"
    assert [each and each[0] for each in stands][-3:] == ["wird gezählt", linked_with, "wird gezählt"]


def test_a_replay_of_the_operation_tells_who_is_one_person(twins: Side) -> None:
    asked = Asked(OPERATION, None, None, 100)
    person = id_of("person", TWINS[0])

    told = [event["type"] for event in operation_history(twins.pool, twins.district, asked)]
    of_her = [event["type"] for event in replay(twins.pool, twins.district, None, person)]

    assert told[-2:] == ["intake.persons_linked.v1", "intake.persons_unlinked.v1"]
    assert of_her[-2:] == told[-2:]
