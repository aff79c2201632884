"""A backup of before a volunteer's erasure is restored: lists say again that she is gone, and say it once."""

from pathlib import Path

import pytest

from infra.backup.dumping import backup
from infra.backup.erased import apply_erasures
from infra.backup.manifest import read_manifest
from infra.backup.restoring import restore_databases
from services.events.application import events
from services.events.domain.volunteer_enlisting import VolunteerDetails
from services.events.folding import fold
from services.events.volunteers_desk import VolunteersDesk
from services.events.volunteers_queries import helpers
from services.kernel.settings import Settings
from services.kernel.times import today
from tests.stack.canary import FAMILY_NAME, asked
from tests.stack.test_canary import DISTRICT, cage

__all__ = ["cage"]

pytestmark = [pytest.mark.campaign, pytest.mark.guarantee("G7"), pytest.mark.timeout(900)]


def test_who_was_erased_after_the_backup_is_erased_in_every_list_after_the_restore(
    cage: Settings, tmp_path: Path
) -> None:
    desk = VolunteersDesk(events(cage), DISTRICT)
    helper = desk.enlist(VolunteerDetails(on=today()), {"name": FAMILY_NAME}, asked()).id
    fold(cage, DISTRICT)
    kept = backup(cage, tmp_path / "backup")
    desk.erase(helper, asked())
    fold(cage, DISTRICT)

    restore_databases(cage, kept, read_manifest(kept))

    assert helpers(desk.events.pool, DISTRICT).volunteers[helper].erased_on is None
    apply_erasures(cage)
    assert helpers(desk.events.pool, DISTRICT).volunteers[helper].erased_on == today()
    said = desk.events.store.log.head(DISTRICT)
    apply_erasures(cage)  # as after a start that broke off
    assert desk.events.store.log.head(DISTRICT) == said
