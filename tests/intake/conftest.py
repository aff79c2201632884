"""An operation in a fresh district, known to intake without any broker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from services.districts.application import districts, operator
from services.intake.application import Intake, intake
from services.intake.imports.columns import Kind
from services.intake.imports.result import ImportResult
from services.intake.projections.received import apply
from services.kernel.database import pool
from services.kernel.envelope import read_envelope
from services.kernel.feed import LogFeed
from services.kernel.settings import Settings
from tests.intake.memory import TODAY

OPERATION = "thinka"


def open_operation(settings: Settings, district: str, period: tuple[date, date]) -> None:
    """Open the operation in districts and hand its facts to intake, as the reader would."""
    districts(settings).open_operation(district, OPERATION, "Th.INKA", period, operator("cli:test"))
    bodies = LogFeed(settings).after("districts", district, 0, 100)
    with pool(settings.service_database_url("intake")).transaction() as connection:
        from services.kernel.district import district as enter  # noqa: PLC0415 - named like the fixture

        with enter(connection, district):
            apply(connection, district, "districts", [read_envelope(body) for body in bodies])


@dataclass(frozen=True, slots=True)
class Desk:
    """Intake of one district."""

    settings: Settings
    intake: Intake
    district: str

    def take(self, kind: Kind, text: str, *, dry_run: bool = False) -> ImportResult:
        return self.intake.import_file(
            kind, text.encode(), self.district, OPERATION, actor="cli:test", dry_run=dry_run, today=TODAY
        )


@pytest.fixture
def desk(settings: Settings, new_district: Callable[[], str]) -> Desk:
    key = new_district()
    open_operation(settings, key, (date(2022, 1, 1), date(2027, 12, 31)))
    return Desk(settings, intake(settings), key)
