"""What bodies about referrals have in common."""

from typing import Annotated, Final, Literal, TypeAlias
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.contracts.vocabularies import referable_fields
from services.kernel.inputs import Day
from services.kernel.web import Recorded
from services.referral.api.directory_fields import ID, MOST_CHOSEN, Words, one_of
from services.referral.api.referral_access import REFERRAL_EXAMPLE
from services.referral.referral_inputs import Said

# What somebody writes down who heard it; a partner's link speaks for itself.
Heard: TypeAlias = Literal["partner_phone", "partner_letter", "person", "staff", "visit"]
Note = Annotated[Words | None, Field(title="Notiz")]
OnDay = Annotated[Day | None, Field(title="Am; ohne Angabe heute")]
SharedField = Annotated[str, one_of(referable_fields), Field(examples=["phone"])]
Ids = Annotated[tuple[UUID, ...], Field(max_length=MOST_CHOSEN)]
PARTNER_EXAMPLE: Final = ID


class SaidIn(BaseModel):
    """An answer: of which day, from whom, with which words."""

    model_config = ConfigDict(extra="forbid", title="Antwort")

    provenance: Heard = Field(title="Von wem", examples=["partner_phone"])
    on: OnDay = None
    note: Note = None

    @property
    def said(self) -> Said:
        return Said(provenance=self.provenance, on=self.on, note=self.note)


class OnIn(BaseModel):
    """The day of a move of ours."""

    model_config = ConfigDict(extra="forbid", title="Tag")

    on: OnDay = None


class NotedIn(OnIn):
    """The day of a move of ours, and a note."""

    model_config = ConfigDict(extra="forbid", title="Tag und Notiz")

    note: Note = None


class ReferralMade(Recorded):
    """The referral that was proposed."""

    model_config = ConfigDict(title="Weitervermittlung vorgeschlagen")

    referral: UUID = Field(title="Weitervermittlung", examples=[REFERRAL_EXAMPLE])
