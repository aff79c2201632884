"""Every seeded bug is caught by the test that is named for it, and that test passes without it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.kit.proof import Proof
from tests.seeded.bug import Bug, Change, bugs
from tests.seeded.trial import Verdict, build_in, copy_of, judged, passing_without, run, try_bug

KNOWN = bugs()
FAST = [bug for bug in KNOWN if bug.fast]
# `make test` tries the first fast one of each promise; all of them are tried by `make campaign`.
SLICE = list({bug.guarantee: bug for bug in reversed(FAST)}.values())
AT_ONCE = 2
ALL_TESTS_S = 1500

HARMLESS = Bug(
    name="harmless",
    guarantee="G8",
    what="Nothing is wrong.",
    caught_by="tests/reporting/test_merkle.py::test_the_known_roots_come_out",
    changes=(Change("services/reporting/domain/merkle.py", "EMPTY_ROOT: Final =", "EMPTY_ROOT: Final ="),),
)
UNIMPORTABLE = Change("services/reporting/domain/merkle.py", "EMPTY_ROOT: Final =", "EMPTY_ROOT: Final = nothing")
CRASHING = Change("services/reporting/domain/merkle.py", 'hashlib.sha256(b"\\x00" + entry)', "hashlib.sha256(None)")


def tried(chosen: Sequence[Bug]) -> list[Verdict]:
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(try_bug, chosen))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "why"),
    [
        (HARMLESS.changes[0], "passed with the bug built in"),
        (UNIMPORTABLE, "did not run"),
        (CRASHING, "ended with TypeError"),
    ],
    ids=["harmless", "not importable", "crashing"],
)
def test_what_is_no_catch_is_not_taken_for_one(change: Change, why: str) -> None:
    with copy_of() as copy:
        build_in(Bug("tried", "G8", "", HARMLESS.caught_by, (change,)), copy)
        verdict = judged(HARMLESS, run(copy, [HARMLESS.caught_by]))

    assert not verdict.caught
    assert why in verdict.why


@pytest.mark.slow
def test_the_fast_bug_of_each_promise_is_caught(proof: Proof) -> None:
    assert passing_without([bug.caught_by for bug in SLICE], ALL_TESTS_S) == {}
    count(tried(SLICE), proof)


@pytest.mark.campaign
@pytest.mark.timeout(ALL_TESTS_S + 120)
def test_every_named_test_passes_without_its_bug() -> None:
    assert passing_without([bug.caught_by for bug in KNOWN], ALL_TESTS_S) == {}


@pytest.mark.campaign
@pytest.mark.timeout(900)
@pytest.mark.parametrize("guarantee", sorted({bug.guarantee for bug in KNOWN}, key=lambda name: int(name[1:])))
def test_every_bug_is_caught(guarantee: str, proof: Proof) -> None:
    count(tried([bug for bug in KNOWN if bug.guarantee == guarantee]), proof)


def count(verdicts: Sequence[Verdict], proof: Proof) -> None:
    for verdict in verdicts:
        proof.add("Eingebaute Fehler", verdict.bug.guarantee, seeded=1, caught=int(verdict.caught))
    assert [f"{verdict.bug.name}: {verdict.why}" for verdict in verdicts if not verdict.caught] == []
    assert [verdict.bug.name for verdict in verdicts if verdict.bug.fast is verdict.server] == [], (
        "fast means: no server"
    )
