"""Which groups are there, and who said when that who is a member? Read by pages and calendars."""

from collections.abc import Iterable
from typing import Final, TypeAlias, assert_never

from services.contracts.events import (
    FeedClosed,
    FeedOpened,
    GroupDissolved,
    GroupFounded,
    MemberJoined,
    MemberLeft,
)
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

GROUPS: Final = Table(
    "groups",
    "group_id",
    ("name", "kind", "since", "operation", "sozialraeume", "handlungsfelder", "details", "changed", "changed_at"),
    versioned=False,
)
DISSOLUTIONS: Final = Table("group_dissolutions", "group_id", ("last_day",), versioned=False)
MEMBERSHIPS: Final = Table(
    "group_memberships", "entry", ("group_id", "partner", "role", "day", "said"), versioned=False
)
FEEDS: Final = Table("group_feeds", "group_id", ("feed",), versioned=False)

Fact: TypeAlias = GroupFounded | GroupDissolved | MemberJoined | MemberLeft | FeedOpened | FeedClosed


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """What is founded again works again."""
    fact = recorded.fact
    match fact:
        case GroupFounded():
            return [Put(GROUPS, fact.group_id, _group(recorded, fact)), Drop(DISSOLUTIONS, fact.group_id)]
        case GroupDissolved():
            return [Put(DISSOLUTIONS, fact.group_id, (fact.on,))]
        case MemberJoined():
            joined = (fact.group_id, fact.partner_id, fact.role, fact.since, recorded.sequence)
            return [Put(MEMBERSHIPS, recorded.id, joined)]
        case MemberLeft():
            return [Put(MEMBERSHIPS, recorded.id, (fact.group_id, fact.partner_id, None, fact.on, recorded.sequence))]
        case FeedOpened():
            return [Put(FEEDS, fact.group_id, (fact.feed_id,))]
        case FeedClosed():
            return [Drop(FEEDS, fact.group_id)]
        case _:
            assert_never(fact)


def _group(recorded: Recorded[Fact], fact: GroupFounded) -> tuple[object, ...]:
    where = (list(fact.sozialraeume), list(fact.handlungsfelder))
    return (
        *(fact.name, fact.kind, fact.since, fact.operation),
        *(*where, fact.details_id, recorded.sequence, recorded.time),
    )


groups = Projection(
    "groups",
    version=1,
    tables=(GROUPS, DISSOLUTIONS, MEMBERSHIPS, FEEDS),
    reads=(GroupFounded, GroupDissolved, MemberJoined, MemberLeft, FeedOpened, FeedClosed),
    fold=keep,
)
