"""10,000 changes of a bundle that a district exported, with its submissions and checkpoints: every one is found."""

from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest

from services.kernel.deciders import Context
from services.kernel.settings import Settings
from services.kernel.times import today
from services.reporting.proving import verify
from services.reporting.proving.bundle import export
from services.reporting.proving.checkpoints import public_key
from services.reporting.proving.daily import DailyCheckpoints
from tests.kit.proof import Proof
from tests.reporting.facts import corrected, entered, opened, released
from tests.reporting.proving.bundles import Files, checked, put_together, taken_apart
from tests.reporting.proving.changes import CHANGES, Change, found
from tests.reporting.submissions.bureau import Bureau, new_bureau

pytestmark = [pytest.mark.server, pytest.mark.campaign, pytest.mark.guarantee("G8")]
ROUNDS: Final = -(-10_300 // len(CHANGES))  # of one seed in a hundred nothing comes of it


@pytest.fixture(scope="module")
def bureau(settings: Settings) -> Bureau:
    """Facts, two submissions, and the checkpoints of three days among them."""
    made = new_bureau(settings)
    made.record("districts", [opened(), released()])
    for day in range(1, 4):
        made.record("intake", [entered(number) for number in range(8 * day, 8 * day + 8)])
        made.record("intake", [corrected(8 * day, gender="male")])
        made.arrive()
        if day > 1:
            made.submit()
        later = today() + timedelta(days=day)
        DailyCheckpoints(made.service, lambda later=later: later).step(made.district)  # type: ignore[misc]
        made.arrive()
    return made


@pytest.fixture(scope="module")
def key(bureau: Bureau) -> verify.Key | None:
    return verify.read_key(public_key(bureau.settings.secrets, bureau.district).text())


@pytest.fixture(scope="module")
def files(bureau: Bureau, tmp_path_factory: pytest.TempPathFactory) -> Files:
    out = tmp_path_factory.mktemp("bundle") / "kreis.zip"
    by = Context(actor="cli:tester", command_id=uuid4(), correlation_id=uuid4())
    export(bureau.service, bureau.district, out, by, lambda _done, _total: None)
    return taken_apart(out.read_bytes())


def test_it_holds_what_may_be_changed(files: Files, key: verify.Key | None, tmp_path: Path) -> None:
    told = checked(put_together(files), tmp_path, key)

    assert (told["result"], told["submissions"], told["key_confirmed"]) == ("unchanged", 2, True)
    assert len([name for name in files if name.startswith(verify.CHECKPOINTS)]) > 1


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_every_change_is_found(
    change: Change, files: Files, key: verify.Key | None, tmp_path: Path, proof: Proof
) -> None:
    tried, missed = found(change, files, tmp_path, key, range(ROUNDS))

    proof.add("Manipulation des Prüfbündels", change.__name__, tried=tried, missed=missed)
    assert tried > 0
    assert missed == 0
