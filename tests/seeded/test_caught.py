"""Every seeded bug is caught by the test that is named for it, and that test passes without it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.kit.proof import Proof
from tests.seeded.bug import Bug, Change, bugs
from tests.seeded.trial import Verdict, build_in, copy_of, judged, passing_without, run, servers, try_all

KNOWN = bugs()
FAST = [bug for bug in KNOWN if bug.fast]
# `make test` tries the first fast one of each third promise; all of them are tried by `make campaign`.
SLICE = list({bug.guarantee: bug for bug in reversed(FAST)}.values())[::3]
ALL_TESTS_S = 1500

HARMLESS = Bug(
    name="harmless",
    guarantee="G8",
    what="Nothing is wrong.",
    caught_by="tests/reporting/test_merkle.py::test_the_known_roots_come_out",
    changes=(Change("services/reporting/domain/merkle.py", "EMPTY_ROOT: Final =", "EMPTY_ROOT: Final ="),),
)
UNIMPORTABLE = Change("services/reporting/domain/merkle.py", "EMPTY_ROOT: Final =", "EMPTY_ROOT: Final = nothing")
CRASHING = Change("services/reporting/domain/merkle.py", "right, left = hashes.pop(),", "right, left = None,")


@pytest.fixture(scope="module")
def servers_for_all() -> Iterator[Path]:
    with servers() as home:
        yield home


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
def test_a_fast_bug_of_some_promises_is_caught(tmp_path: Path, proof: Proof) -> None:
    assert passing_without([bug.caught_by for bug in SLICE], None, ALL_TESTS_S) == {}
    count(list(try_all(SLICE, tmp_path)), proof)


@pytest.mark.campaign
@pytest.mark.timeout(ALL_TESTS_S + 120)
def test_every_named_test_passes_without_its_bug(servers_for_all: Path) -> None:
    assert passing_without([bug.caught_by for bug in KNOWN], servers_for_all, ALL_TESTS_S) == {}


@pytest.mark.campaign
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("guarantee", sorted({bug.guarantee for bug in KNOWN}, key=lambda name: int(name[1:])))
def test_every_bug_is_caught(guarantee: str, servers_for_all: Path, proof: Proof) -> None:
    count(list(try_all([bug for bug in KNOWN if bug.guarantee == guarantee], servers_for_all)), proof)


def count(verdicts: Sequence[Verdict], proof: Proof) -> None:
    for verdict in verdicts:
        proof.add("Eingebaute Fehler", verdict.bug.guarantee, seeded=1, caught=int(verdict.caught))
    assert [f"{verdict.bug.name}: {verdict.why}" for verdict in verdicts if not verdict.caught] == []
    assert [verdict.bug.name for verdict in verdicts if verdict.bug.fast is verdict.server] == [], "fast: no server"
