"""Which part of a district's work is asked for: all of it, that of one case, or what lies in somebody's hands.

A scope narrows what the sources of work read. Who may see an item, and whose it is, is decided in ``domain.work``.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from psycopg.sql import SQL, Composed


@dataclass(frozen=True, slots=True)
class Scope:
    """A condition on a row's case, team and staff member, and the values of its parameters."""

    condition: SQL
    values: Mapping[str, object] = field(default_factory=dict)

    def on(self, *, case: SQL, staff: SQL, team: SQL = SQL("h.team")) -> Composed:  # noqa: B008 - it never changes
        """The condition on these columns of a statement."""
        return self.condition.format(case=case, team=team, staff=staff)


WHOLE: Final = Scope(SQL("TRUE"))


def of_case(case: UUID) -> Scope:
    """What is to be done in one case."""
    return Scope(SQL("{case} = %(case)s"), {"case": case})


def in_hands(hands: Collection[UUID], teams: Collection[UUID]) -> Scope:
    """What was put into these hands or belongs to these teams; more than is theirs where somebody else follows."""
    condition = SQL("({staff} = ANY (%(hands)s::uuid[]) OR {team} = ANY (%(teams)s::uuid[]))")
    return Scope(condition, {"hands": list(hands), "teams": list(teams)})
