"""Who read a case, and who opened one that is not his team's.

Both stand in the stream of the case: the Träger and the auditor see them beside what they protect.
"""

import datetime as dt
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.contracts.intake.cases import OfCase
from services.kernel.facts import fact


@fact("intake.case_read")
class CaseRead(OfCase, frozen=True, kw_only=True):
    """The actor read the case file; repeated reads within a quarter of an hour are one."""

    break_glass: Annotated[bool, Meta(title="Mit Notfallzugriff")] = False


@fact("intake.glass_broken")
class GlassBroken(OfCase, frozen=True, kw_only=True):
    """The actor opened a case of another team for three hours; why lies in the vault."""

    reason_id: Annotated[UUID, Meta(title="Begründung (Verweis)")]
    until: Annotated[dt.datetime, Meta(title="Gilt bis", tz=True)]
