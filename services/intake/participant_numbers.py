"""Numbers of participants for those who explain figures; they stay in this process."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from services.intake.opening import vault
from services.intake.queries import participant_numbers
from services.kernel.settings import Settings
from services.kernel.vault import Vault


@dataclass(frozen=True, slots=True)
class NumbersOfVault:
    """The port ``services.kernel.participant_numbers.ParticipantNumbers``."""

    vault: Vault

    @classmethod
    def of(cls, settings: Settings) -> Self:
        return cls(vault(settings))

    def numbers(self, district: str, participations: Collection[tuple[UUID, UUID]]) -> Mapping[UUID, str | None]:
        """Participation -> number; None or absent once the person is erased."""
        return participant_numbers(self.vault, district, participations)
