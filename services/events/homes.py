"""Whether the thing is there that a task or a proof is to belong to: each is known by the first fact of its stream."""

from typing import Final
from uuid import UUID

from services.contracts.events import EventPlanned, MeasurePlanned, MeetingCalled, PressItemRecorded, SurveyDrafted
from services.contracts.events.words import ProofOf
from services.events.application import Events
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract

BEGINS: Final[dict[ProofOf, type[Contract]]] = {
    "event": EventPlanned,
    "meeting": MeetingCalled,
    "measure": MeasurePlanned,
    "press_item": PressItemRecorded,
    "survey": SurveyDrafted,
}


class UnknownHome(RuleViolation):
    title = "Wozu das gehören soll, gibt es hier nicht."
    field = "of_id"


def expect_home(events: Events, district: str, of: ProofOf, of_id: UUID) -> None:
    """Raises UnknownHome."""
    begun = next(iter(events.store.load(district, [of_id])[of_id]), None)
    if of not in BEGINS or not isinstance(begun, BEGINS[of]):
        raise UnknownHome
