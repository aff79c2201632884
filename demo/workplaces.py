"""Who works in an invented district, where and when: the shape of what ``demo.directory`` tells."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.contracts.districts import SiteKind, StaffRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """People of one Träger who work for one operation."""

    name: str
    traeger: str
    operation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody at work, with roles that count in the whole district; no such person exists.

    ``login`` names the human being: the same in two districts is one person who works in both.
    """

    login: str
    name: str
    traeger: str
    roles: Sequence[StaffRole]
    teams: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where people are met, and its weekly hours as ``services.contracts.hours_text`` reads them.

    ``closed_in``: so many days after the day of loading, on the next day of work, nobody is met there.
    """

    name: str
    traeger: str
    sozialraum: str
    kind: SiteKind = "office"
    address: str | None = None
    hours: Sequence[str] = ()
    closed_in: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """The people and places of a district; every Träger carries the operations of its teams.

    ``sozialraeume``: those where nobody is met at a site, yet something is planned.
    """

    teams: Sequence[Team]
    people: Sequence[Person]
    sites: Sequence[Site]
    sozialraeume: Sequence[str] = ()

    @property
    def traeger(self) -> Sequence[str]:
        """Each once, in the order of the teams."""
        return list(dict.fromkeys(team.traeger for team in self.teams))
