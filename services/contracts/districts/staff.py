"""Facts of the people at work: who belongs to which Träger and team, in which role, from when to when.

Names and addresses of staff lie in districts' vault; a fact names people by id. All periods include both ends.
"""

import datetime as dt
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from services.kernel.facts import Contract, fact

StaffRole = Literal["fachkraft", "koordination", "planung", "pruefung", "auswertung", "betrieb", "land"]


@fact("districts.traeger_registered")
class TraegerRegistered(Contract, frozen=True, kw_only=True):
    """A body that carries operations; registered again under the same id, its name was corrected."""

    traeger_id: UUID
    name: Annotated[str, Meta(title="Name des Trägers")]


@fact("districts.traeger_engaged")
class TraegerEngaged(Contract, frozen=True, kw_only=True):
    """A Träger carries an operation for a time; an operation may have several."""

    traeger_id: UUID
    operation: Annotated[str, Meta(title="Vorhaben")]
    start: Annotated[dt.date, Meta(title="Ab")]
    end: Annotated[dt.date | None, Meta(title="Bis")] = None


@fact("districts.team_formed")
class TeamFormed(Contract, frozen=True, kw_only=True):
    """A team of a Träger works for an operation; formed again under the same id, its name was corrected."""

    team_id: UUID
    traeger_id: UUID
    operation: Annotated[str, Meta(title="Vorhaben")]
    name: Annotated[str, Meta(title="Name des Teams")]


@fact("districts.staff_joined")
class StaffJoined(Contract, frozen=True, kw_only=True):
    """Somebody works for a Träger from ``start`` on; who comes back after leaving joins under a new id."""

    staff_id: UUID
    traeger_id: UUID
    name_id: Annotated[UUID, Meta(title="Name (Verweis)")]
    start: Annotated[dt.date, Meta(title="Ab")]


@fact("districts.staff_renamed")
class StaffRenamed(Contract, frozen=True, kw_only=True):
    """Somebody has another name, or it was written wrongly."""

    staff_id: UUID
    name_id: Annotated[UUID, Meta(title="Name (Verweis)")]


@fact("districts.staff_left")
class StaffLeft(Contract, frozen=True, kw_only=True):
    """Somebody works here until ``on``, and so long count their roles and teams.

    Cases and tasks go to ``successor_id``, or to the team. Left again with other data, it was corrected.
    """

    staff_id: UUID
    on: Annotated[dt.date, Meta(title="Letzter Tag")]
    successor_id: Annotated[UUID | None, Meta(title="Nachfolge (Verweis)")] = None


@fact("districts.staff_stayed")
class StaffStayed(Contract, frozen=True, kw_only=True):
    """A leaving was taken back: roles and teams count again as before."""

    staff_id: UUID


@fact("districts.team_joined")
class TeamJoined(Contract, frozen=True, kw_only=True):
    """Somebody belongs to a team for a time."""

    membership_id: UUID
    team_id: UUID
    staff_id: UUID
    start: Annotated[dt.date, Meta(title="Ab")]
    end: Annotated[dt.date | None, Meta(title="Bis")] = None


@fact("districts.team_left")
class TeamLeft(Contract, frozen=True, kw_only=True):
    """Somebody belongs to a team until ``on``."""

    membership_id: UUID
    team_id: UUID
    staff_id: UUID
    on: Annotated[dt.date, Meta(title="Letzter Tag")]


@fact("districts.role_granted")
class RoleGranted(Contract, frozen=True, kw_only=True):
    """Somebody may act in a role for a time: in one operation, or in all of the district."""

    grant_id: UUID
    staff_id: UUID
    role: Annotated[StaffRole, Meta(title="Rolle")]
    start: Annotated[dt.date, Meta(title="Ab")]
    operation: Annotated[str | None, Meta(title="Vorhaben; leer: alle")] = None
    end: Annotated[dt.date | None, Meta(title="Bis")] = None


@fact("districts.role_revoked")
class RoleRevoked(Contract, frozen=True, kw_only=True):
    """Somebody acts in a role until ``on``; the day before its recording ends it at once."""

    grant_id: UUID
    staff_id: UUID
    on: Annotated[dt.date, Meta(title="Letzter Tag")]
