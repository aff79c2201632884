"""Telling the cases of an operation at intake's desks. A case that people went on with is theirs."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from demo.casework import (
    Appointment,
    Assessed,
    Case,
    CaseStep,
    Casework,
    Closed,
    Consented,
    Goal,
    Met,
    Named,
    Noted,
    Participates,
    Paused,
    Rated,
    Task,
)
from demo.commands import Commands
from demo.referred import Referred
from demo.scene import CaseScene, Scene
from demo.telling_person import consent, give, name, participate
from demo.telling_work import agree, assess, make, meet, rate, record, set_task
from services.intake.cases_desk import CaseDesk, Opening
from services.intake.domain.code_word import case_id_of

CLOSED: Final = "intake.case_closed."


def tell(scene: Scene, told: Casework) -> None:
    """All of it, each thing once. Raises RuleViolation where the story is wrong."""
    for case in told.cases:
        _tell_case(scene, case, told.referrals)
    for number, tally in enumerate(told.tallies):
        assert tally.by is not None, "somebody recorded it"
        record(scene, tally, scene.commands(f"tally {number}", tally.by), tally.by, None)


def _tell_case(scene: Scene, told: Case, referrals: Sequence[Referred]) -> None:
    if is_settled(scene, told, referrals):
        return
    case = _open(scene, told, scene.commands(told.code_word, told.staff))
    for step in told.steps:
        TELLING[type(step)](case, step)


def _open(scene: Scene, told: Case, commands: Commands) -> CaseScene:
    opening = Opening(
        operation=scene.operation,
        sozialraum=told.sozialraum,
        on=scene.loading.plus(told.day),
        code_word=told.code_word,
        team_id=scene.placed.teams[told.team],
        staff_id=scene.placed.people[told.staff],
    )
    opened = CaseDesk(scene.service, scene.district, commands.next()).open(opening)
    case = CaseScene(scene=scene, told=told, case_id=opened.case_id, commands=commands)
    give(case, "pseudonymous_file", told.day, told.until)
    return case


def is_settled(scene: Scene, told: Case, referrals: Sequence[Referred]) -> bool:
    """Whether the case is closed, which is the end of a story, or has facts that no command of the demo stored."""
    stream = case_id_of(scene.service.ids(scene.district), told.code_word)
    rows = scene.service.store.log.streams(scene.district, [stream])[stream]
    stories = [told.code_word, *(each.story for each in referrals if each.code_word == told.code_word)] if rows else ()
    ours = {command_id for story in stories for command_id in scene.commands(story, told.staff).all_ids()}
    return any(row.command_id not in ours or row.topic.startswith(CLOSED) for row in rows)


def _note(case: CaseScene, step: Noted) -> None:
    _moves(case).write_note(case.case_id, case.scene.loading.plus(step.day), step.words)


def _pause(case: CaseScene, step: Paused) -> None:
    loading = case.scene.loading
    _moves(case).pause(case.case_id, loading.plus(step.day), loading.plus(step.until), step.note)


def _close(case: CaseScene, step: Closed) -> None:
    _moves(case).close(case.case_id, case.scene.loading.plus(step.day), step.end_kind, step.note)


def _moves(case: CaseScene) -> CaseDesk:
    return CaseDesk(case.scene.service, case.scene.district, case.commands.next())


TELLING: Final[Mapping[type[CaseStep], Callable[[CaseScene, Any], None]]] = {
    Met: meet,
    Assessed: assess,
    Rated: rate,
    Goal: agree,
    Appointment: make,
    Task: set_task,
    Consented: consent,
    Named: name,
    Participates: participate,
    Noted: _note,
    Paused: _pause,
    Closed: _close,
}
