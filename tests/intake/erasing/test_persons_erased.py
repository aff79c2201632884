"""Erasing with servers: the words are gone, the search finds nobody, a killed erasure is completed, figures stay."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final
from uuid import UUID

import pytest

from services.intake.domain.erasure import MustBeKept
from services.intake.erasing.desk import ErasingDesk, Wish, finish_open_erasures
from services.intake.erasing.persons import Persons, UnknownPerson
from services.intake.erasing.queries import list_erasures
from services.kernel.deciders import Context
from services.kernel.erasures import ErasureJournal
from services.kernel.ids import uuid7
from services.kernel.points import watch
from tests.intake.conftest import Desk
from tests.intake.erasing.people import HEADER, enter, participant_no, traits_key

pytestmark = [pytest.mark.server, pytest.mark.guarantee("G7")]

IDENTITY: Final = Wish(scope="identity", grounds="not_needed", reason="Wunsch der Person")
RECORD: Final = replace(IDENTITY, scope="record")


def by(actor: str) -> Context:
    command = uuid7()
    return Context(actor=actor, command_id=command, correlation_id=command)


def erasing(desk: Desk) -> ErasingDesk:
    return ErasingDesk(desk.intake, desk.district)


def test_a_person_is_found_by_each_of_her_ids(home_desk: Desk) -> None:
    linked = enter(home_desk, "P-1")
    persons = Persons(home_desk.intake, home_desk.district)

    assert persons.named(str(linked.persons[0])) == linked
    assert persons.named(str(linked.participations[0])) == linked
    with pytest.raises(UnknownPerson):
        persons.named("P-1")  # a participant number means nobody without its operation


def test_the_identity_goes_and_the_record_stays(home_desk: Desk) -> None:
    linked = enter(home_desk, "P-2")

    erasing(home_desk).order(linked, IDENTITY, by("cli:test"))

    assert participant_no(home_desk, linked) is None
    assert traits_key(home_desk, linked)
    (listed,) = (each for each in list_erasures(home_desk.intake, home_desk.district) if each.persons == linked.persons)
    assert (listed.progress, listed.reason, listed.scope) == ("done", "Wunsch der Person", "identity")


def test_the_erasure_journal_names_opaque_ids_only(home_desk: Desk) -> None:
    linked = enter(home_desk, "P-3")
    erasing(home_desk).order(linked, IDENTITY, by("cli:test"))

    entries = list(ErasureJournal.beside(home_desk.settings.secrets).entries())

    assert (home_desk.district, ("identity",), linked.persons) in [(e.district, e.purposes, e.persons) for e in entries]
    assert "P-3" not in (home_desk.settings.home / "erasures.jsonl").read_text()


def test_a_row_of_an_erased_person_is_refused(home_desk: Desk) -> None:
    erasing(home_desk).order(enter(home_desk, "P-4"), IDENTITY, by("cli:test"))

    result = home_desk.take("participants", f"{HEADER}\nP-4;rieth;2026-04-01;male;1990-05-05;unemployed;3;no\n")

    assert [each.row for each in result.refused] == [2]


def test_asked_again_nothing_more_happens(home_desk: Desk) -> None:
    linked = enter(home_desk, "P-5")
    erasing(home_desk).order(linked, IDENTITY, by("cli:test"))

    again = erasing(home_desk).order(linked, IDENTITY, by("cli:test"))

    assert again.outcome.position is None


class PowerCut(BaseException):
    """The process is gone."""


@pytest.mark.parametrize(
    "point", ["erasure.ordered", "erasure.noted", "erasure.keys_destroyed", "erasure.forgotten", "log.appended"]
)
def test_whoever_starts_completes_what_a_process_that_died_left_open(home_desk: Desk, point: str) -> None:
    linked = enter(home_desk, f"P-{point}")

    def cut(reached: str) -> None:
        if reached == point:
            raise PowerCut

    stop = watch(cut)
    with pytest.raises(PowerCut):
        erasing(home_desk).order(linked, RECORD, by("cli:test"))
    stop()
    finish_open_erasures(home_desk.settings, home_desk.district)

    assert participant_no(home_desk, linked) is None
    assert not traits_key(home_desk, linked)
    (listed,) = (each for each in list_erasures(home_desk.intake, home_desk.district) if each.persons == linked.persons)
    assert listed.progress == "done"


def test_what_a_submission_counted_is_kept(home_desk: Desk, hand_in: Callable[[UUID], None]) -> None:
    linked = enter(home_desk, "P-6")
    hand_in(UUID(int=0x5B))

    with pytest.raises(MustBeKept):
        erasing(home_desk).order(linked, RECORD, by("cli:test"))

    assert traits_key(home_desk, linked)
