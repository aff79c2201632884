"""A district whose people are erased, one for all tests of a file."""

from collections.abc import Callable
from datetime import date
from secrets import token_hex
from uuid import UUID

import pytest

from services.contracts.reporting import SourcePosition, SubmissionCreated
from services.intake.projections import keeping as projection
from services.kernel.facts import Recorded
from services.kernel.ids import uuid7
from services.kernel.settings import Settings
from tests.intake.conftest import OPERATION, Desk, open_operation


@pytest.fixture(scope="module")
def home_desk(settings: Settings) -> Desk:
    from services.intake.application import intake  # noqa: PLC0415 - as late as the servers
    from services.kernel.provision import open_district  # noqa: PLC0415

    key = f"kreis-{token_hex(4)}"
    open_district(settings, key, "Landkreis")
    open_operation(settings, key, (date(2022, 1, 1), date(2027, 12, 31)))
    return Desk(settings, intake(settings), key)


@pytest.fixture
def hand_in(home_desk: Desk) -> Callable[[UUID], None]:
    """Intake hears of a submission that counted all there is."""
    from services.kernel.database import pool  # noqa: PLC0415
    from services.kernel.district import district as inside  # noqa: PLC0415
    from services.kernel.district import schema_of  # noqa: PLC0415
    from services.kernel.projection import write  # noqa: PLC0415
    from services.kernel.times import now  # noqa: PLC0415

    def handed(submission: UUID) -> None:
        head = home_desk.intake.store.log.head(home_desk.district).position
        fact = SubmissionCreated(
            submission_id=submission,
            operation=OPERATION,
            as_of=date(2026, 6, 30),
            positions=(SourcePosition(source="intake", position=head),),
            journal_size=head,
            catalogue="esf-plus-2021-2027",
            catalogue_version=1,
            catalogue_content=f"sha256:{'0' * 64}",
            document="{}",
            digest=f"sha256:{'0' * 64}",
            checkpoint="",
        )
        recorded = Recorded(
            fact=fact,
            id=uuid7(),
            source="reporting",
            sequence=1,
            stream=submission,
            time=now(),
            actor="cli:test",
            topic="reporting.submission_created.v1",
        )
        settings = home_desk.settings
        connections = pool(settings.service_database_url("intake"))
        with connections.transaction() as connection, inside(connection, home_desk.district):
            write(connection, schema_of(home_desk.district), projection.keeping, [recorded])

    return handed
