"""Keys are remembered for a moment, and never longer."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from services.intake.recent_keys import SECONDS, RecentKeys

ALICE, BOB = UUID(int=1), UUID(int=2)


@dataclass
class CountingRing:
    """Every person has a key unless destroyed; notes who was asked for."""

    asked: list[set[UUID]] = field(default_factory=list)
    destroyed: set[UUID] = field(default_factory=set)

    def record_keys(self, district: str, persons: Collection[UUID], *, create: bool) -> dict[UUID, bytes]:
        assert (district, create) == ("erfurt", True)
        self.asked.append(set(persons))
        return {person: b"record" for person in persons if person not in self.destroyed}

    def identity_keys(self, district: str, persons: Collection[UUID], *, create: bool) -> dict[UUID, bytes]:
        assert (district, create) == ("erfurt", True)
        return {person: b"identity" for person in persons if person not in self.destroyed}


def test_only_unknown_keys_are_asked_for() -> None:
    ring = CountingRing()
    recent = RecentKeys(ring, clock=lambda: 0.0)
    recent.record_keys("erfurt", [ALICE], create=True)
    assert recent.record_keys("erfurt", [ALICE, BOB], create=True) == {ALICE: b"record", BOB: b"record"}
    assert ring.asked == [{ALICE}, {BOB}]


def test_the_two_kinds_of_keys_are_never_mixed_up() -> None:
    recent = RecentKeys(CountingRing(), clock=lambda: 0.0)
    assert recent.record_keys("erfurt", [ALICE], create=True) == {ALICE: b"record"}
    assert recent.identity_keys("erfurt", [ALICE], create=True) == {ALICE: b"identity"}


def test_a_destroyed_key_is_forgotten_soon() -> None:
    ring, now = CountingRing(), [0.0]
    recent = RecentKeys(ring, clock=lambda: now[0])
    recent.record_keys("erfurt", [ALICE], create=True)
    ring.destroyed.add(ALICE)
    now[0] = SECONDS + 0.1
    assert recent.record_keys("erfurt", [ALICE], create=True) == {}
