"""What forms of a proposal send: the need, and one of the offers that were shown for it, or a partner by name."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.kernel.pages.small_form import Typed
from services.referral.domain.matching import Wish
from services.referral.known import KnownCase
from services.referral.proposals import Proposal

CONFIRMED: Final = "trotz-"
SEVERAL: Final = frozenset({"topics"})


class NeedIn(BaseModel):
    """What help is sought for, and where; from a case its own operation and Sozialraum count."""

    model_config = ConfigDict(extra="forbid")

    case: UUID | None = None
    instead_of: UUID | None = None
    topics: list[str] = Field(default_factory=list, max_length=40)
    language: str | None = Field(default=None, max_length=2)
    operation: str | None = Field(default=None, max_length=60)
    sozialraum: str | None = Field(default=None, max_length=60)

    def kept(self) -> list[tuple[str, str]]:
        """As hidden fields of the form that follows."""
        single = ("case", "instead_of", "language", "operation", "sozialraum")
        said = [(name, str(getattr(self, name))) for name in single if getattr(self, name) is not None]
        return [*said, *(("topics", key) for key in self.topics)]

    def wish(self, known: KnownCase | None) -> Wish:
        sozialraum = self.sozialraum if known is None else known.sozialraum
        return Wish(topics=frozenset(self.topics), sozialraum=sozialraum, language=self.language)


class ChosenIn(NeedIn):
    """One offer of those that were shown, or else a partner by name.

    ``despite``: by offer or partner, the open referrals of the same need that stood there.
    A person without a case has no note: there is nobody it could belong to.
    """

    offer: UUID | None = None
    partner: UUID | None = None
    note: str | None = Field(default=None, max_length=2000)
    escorted: bool = False
    despite: dict[UUID, list[UUID]] = Field(default_factory=dict)

    def proposal(self, partner_id: UUID, team: UUID | None, staff: UUID | None) -> Proposal:
        """``team`` and ``staff``: whose it is where no case says so."""
        choice = self.offer or partner_id
        return Proposal(
            partner_id=partner_id,
            case_id=self.case,
            operation=self.operation,
            sozialraum=self.sozialraum,
            team_id=team,
            staff_id=staff,
            offer_id=self.offer,
            topics=tuple(self.topics),
            language=self.language,
            note=self.note,
            despite=tuple(self.despite.get(choice, ())),
            instead_of=self.instead_of,
        )


def need_shape(typed: Typed) -> dict[str, Any]:
    """Boxes are a list, everything else is one value."""
    return {name: list(values) if name in SEVERAL else values[-1] for name, values in typed.items()}


def chosen_shape(typed: Typed) -> dict[str, Any]:
    """Fields named ``trotz-<choice>`` say what stood beside that offer or partner."""
    plain = {name: values for name, values in typed.items() if not name.startswith(CONFIRMED)}
    despite: dict[str, Sequence[str]] = {
        name.removeprefix(CONFIRMED): list(values) for name, values in typed.items() if name.startswith(CONFIRMED)
    }
    return {**need_shape(plain), "despite": despite}
