"""Production code under simulated faults: every promise is kept, and no rare path was left out."""

import pytest

from tests.kit.proof import Proof
from tests.simulation.rare_paths import DECLARED
from tests.simulation.runs import QUICK, SLICE, Together, all_of, breaches_of


@pytest.fixture(scope="module")
def together() -> Together:
    return all_of(SLICE)


@pytest.mark.guarantee("G1", "G2", "G3", "G4", "G5", "G6", "G10")
def test_a_few_seeds_keep_every_promise() -> None:
    few = all_of(QUICK)
    assert not few.broken, few.words()
    assert few.faults > 1000


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.guarantee("G1", "G2", "G3", "G4", "G5", "G6", "G10")
def test_every_promise_is_kept_whatever_strikes(together: Together, proof: Proof) -> None:
    for kind, count in together.struck.items():
        proof.add("Simulator", kind, injected=count, **together.breaches[kind])
    assert not together.broken, together.words()


@pytest.mark.slow
def test_every_declared_rare_path_was_taken(together: Together) -> None:
    assert DECLARED - set(together.seen) == set()


def test_breaches_are_counted_by_what_they_mean() -> None:
    assert breaches_of(["G1 a", "G2 b", "G2 c", "G6 d", "G3 e"]) == {"lost": 1, "doubled": 2, "foreign": 1}
