"""Tasks and proofs: what may happen to them, and which files are taken."""

from typing import Any
from uuid import UUID

import pytest

from services.contracts.events import ProofAttached, ProofRemoved, TaskDone, TaskDropped, TaskSet
from services.events.domain.proof import PROOF, AttachedOtherwise, AttachProof, RemoveProof, UnknownProof
from services.events.domain.task import (
    TASK,
    DropTask,
    FinishTask,
    SetTask,
    TaskIsDone,
    TaskIsDropped,
    TaskOfSomethingElse,
    TwoInCharge,
    UnknownTask,
    WordsMissing,
)
from services.events.proof_files import LARGEST, FileMissing, FileOfAnotherKind, FileTooLarge, media_type_of
from services.kernel.deciders import RuleViolation
from tests.events.calendar.stories import EVENT_ID, PARTNER_ID, TODAY
from tests.kit.spec import specify

ID, WORDS, OTHER = UUID(int=21), UUID(int=22), UUID(int=23)
SET = TaskSet(task_id=ID, of="event", of_id=EVENT_ID, details_id=WORDS)
DONE, DROPPED = TaskDone(task_id=ID, on=TODAY), TaskDropped(task_id=ID)
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
ATTACHED = ProofAttached(
    proof_id=ID,
    of="event",
    of_id=EVENT_ID,
    kind="logo",
    media_type="image/png",
    size=28,
    digest="0" * 64,
    on=TODAY,
    file_id=WORDS,
)
task, proof = specify(TASK), specify(PROOF)


def set_task(**more: Any) -> SetTask:
    said: dict[str, Any] = {"task_id": ID, "of": "event", "of_id": EVENT_ID, "details_id": WORDS}
    return SetTask(**{**said, **more})


def attach(**more: Any) -> AttachProof:
    said: dict[str, Any] = {name: getattr(ATTACHED, name) for name in ATTACHED.__struct_fields__}
    return AttachProof(**{**said, "today": TODAY, **more})


def test_a_task_is_set_done_or_dropped() -> None:
    task().when(set_task()).then(SET)
    task(SET).when(FinishTask(on=TODAY, today=TODAY)).then(DONE)
    task(SET).when(DropTask()).then(DROPPED)
    task(SET, DROPPED).when(set_task()).then(SET)


@pytest.mark.parametrize(
    ("facts", "command", "rule"),
    [
        ((), FinishTask(on=TODAY, today=TODAY), UnknownTask),
        ((), DropTask(), UnknownTask),
        ((SET, DROPPED), FinishTask(on=TODAY, today=TODAY), TaskIsDropped),
        ((SET, DONE), DropTask(), TaskIsDone),
        ((SET, DONE), set_task(due=TODAY), TaskIsDone),
        ((SET,), set_task(of_id=OTHER), TaskOfSomethingElse),
        ((), set_task(details_id=None), WordsMissing),
        ((), set_task(staff_id=OTHER, partner_id=PARTNER_ID), TwoInCharge),
    ],
)
def test_what_may_not_happen_to_a_task(facts: tuple[Any, ...], command: Any, rule: type[RuleViolation]) -> None:
    task(*facts).when(command).then_refused(rule)


def test_a_proof_is_attached_and_removed_for_good() -> None:
    proof().when(attach()).then(ATTACHED)
    proof(ATTACHED).when(RemoveProof()).then(ProofRemoved(proof_id=ID))
    proof(ATTACHED, ProofRemoved(proof_id=ID)).when(attach()).then_refused(AttachedOtherwise)
    proof().when(RemoveProof()).then_refused(UnknownProof)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
    ],
)
def test_a_file_is_what_its_bytes_say(content: bytes, kind: str) -> None:
    assert media_type_of(content) == kind


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", FileMissing),
        (b"<svg onload=alert(1)>", FileOfAnotherKind),
        (b"RIFF\x00\x00\x00\x00WAVE", FileOfAnotherKind),
        (PNG + b"\x00" * LARGEST, FileTooLarge),
    ],
)
def test_other_files_are_refused(content: bytes, rule: type[RuleViolation]) -> None:
    with pytest.raises(rule):
        media_type_of(content)
