"""Which entry of the directory is another district of the platform: who is handed over there goes by letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.contracts.referral import DistrictAssigned
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

# Whom a consent can name as partner when somebody moves to another district.
KINDS: Final = frozenset({"landkreis", "stadt", "schwesterprojekt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignDistrict:
    """None: the entry is no district any more. ``reachable``: the districts that letters can be sent to."""

    partner_id: UUID
    partner_kind: str
    to_district: str | None
    own_district: str
    reachable: frozenset[str]


class NoSuchPartnerKind(RuleViolation):
    title = "Ein anderer Landkreis ist als Partner ein Landratsamt, eine Stadtverwaltung oder ein Schwesterprojekt."
    field = "partner_id"


class NotReachable(RuleViolation):
    title = "An diesen Landkreis kann von hier kein Brief gehen."
    field = "to_district"


def decide(command: AssignDistrict, assigned: str | None) -> Sequence[Contract]:
    if command.to_district == assigned:
        return []
    if command.to_district is not None:
        if command.partner_kind not in KINDS:
            raise NoSuchPartnerKind
        if command.to_district == command.own_district or command.to_district not in command.reachable:
            raise NotReachable
    return [DistrictAssigned(partner_id=command.partner_id, to_district=command.to_district)]


def evolve(assigned: str | None, fact: Contract) -> str | None:
    return fact.to_district if isinstance(fact, DistrictAssigned) else assigned


LETTER_ADDRESS: Final[Decider[AssignDistrict, str | None]] = Decider(initial=None, decide=decide, evolve=evolve)
