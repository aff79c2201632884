"""Whose record was erased: the contacts of each of her cases lose what was sealed."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import pytest

from services.contracts.intake import KeyDestroyed
from services.contracts.intake.words import ErasureScope
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Erase
from services.reporting.projections.contact_versions import TABLE, keep_version

ONE: Final = UUID(int=1)
OTHER: Final = UUID(int=2)


def destroyed(scope: ErasureScope, case: UUID | None, *further: UUID) -> Recorded[KeyDestroyed]:
    persons = (UUID(int=5),)
    fact = KeyDestroyed(erasure_id=UUID(int=9), persons=persons, case_id=case, further_cases=further, scope=scope)
    return Recorded(
        fact=fact,
        id=UUID(int=8),
        source="intake",
        sequence=1,
        stream=UUID(int=7),
        time=datetime(2026, 11, 2, tzinfo=UTC),
        actor="staff:a",
        topic="intake.key_destroyed.v1",
    )


@pytest.mark.parametrize(
    ("case", "further", "erased"), [(None, (), ()), (ONE, (), (ONE,)), (ONE, (OTHER,), (ONE, OTHER))]
)
def test_every_case_of_an_erased_record_is_blanked(
    case: UUID | None, further: tuple[UUID, ...], erased: tuple[UUID, ...]
) -> None:
    assert list(keep_version(destroyed("record", case, *further))) == [Erase(TABLE, "case_id", each) for each in erased]


def test_an_erased_identity_leaves_the_contacts_as_they_are() -> None:
    assert list(keep_version(destroyed("identity", ONE, OTHER))) == []
