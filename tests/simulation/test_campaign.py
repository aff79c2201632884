"""A million simulated faults."""

import pytest

from tests.kit.proof import Proof
from tests.simulation.rare_paths import DECLARED
from tests.simulation.runs import until

FAULTS = 1_000_000
LONGEST_S = 15 * 60


@pytest.mark.campaign
@pytest.mark.timeout(LONGEST_S + 300)
@pytest.mark.guarantee("G1", "G2", "G3", "G4", "G5", "G6", "G10")
def test_a_million_faults_break_no_promise(proof: Proof) -> None:
    together = until(FAULTS, LONGEST_S)
    for kind, count in together.struck.items():
        proof.add("Simulator", kind, injected=count, **together.breaches[kind])
    assert not together.broken, together.words()
    assert DECLARED - set(together.seen) == set()
    assert together.faults >= FAULTS
