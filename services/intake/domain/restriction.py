"""Data of a person are kept and not worked on: every command about her is refused but those that are her right.

Lifting, erasing, handing out and withdrawing a consent go on; so do figures, which tell of nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, TypeAlias
from uuid import UUID

from services.contracts.intake import ProcessingRestricted, RestrictionGrounds, RestrictionLifted
from services.intake.domain import case as cases
from services.intake.domain.case import CaseState, expect_known
from services.intake.domain.refusals import Refusal
from services.kernel.deciders import Decider
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Restricting:
    """Whose data: the person of a case, or ``person_id``, of whom there is none."""

    case_id: UUID | None = None
    person_id: UUID | None = None
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictProcessing(Restricting):
    """From ``on`` on."""

    grounds: RestrictionGrounds


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftRestriction(Restricting):
    """The person was told before (Article 18(3))."""


Command: TypeAlias = RestrictProcessing | LiftRestriction

# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RestrictionState:
    """The case, if there is one, and the restriction that stands."""

    case: CaseState = field(default_factory=CaseState)
    standing: ProcessingRestricted | None = None


# --- Decisions: may it happen? ----------------------------------------------


class ProcessingIsRestricted(Refusal):
    title = (
        "Die Verarbeitung ist eingeschränkt (Artikel 18 DSGVO): Die Angaben bleiben gespeichert, und niemand arbeitet"
        " mit ihnen. Aufheben, löschen, Auskunft und Widerruf einer Einwilligung bleiben möglich."
    )
    field = "case"


def decide(command: Command, state: RestrictionState) -> Sequence[Contract]:
    if isinstance(command, LiftRestriction):
        return [] if state.standing is None else [_lifted(command, state.standing)]
    person = command.person_id or expect_known(state.case)
    if state.standing is not None and state.standing.grounds == command.grounds:
        return []
    return [
        ProcessingRestricted(case_id=command.case_id, person_id=person, grounds=command.grounds, on=command.on),
    ]


def _lifted(command: LiftRestriction, standing: ProcessingRestricted) -> RestrictionLifted:
    return RestrictionLifted(case_id=standing.case_id, person_id=standing.person_id, on=command.on)


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(state: RestrictionState, fact: Contract) -> RestrictionState:
    match fact:
        case ProcessingRestricted():
            return replace(state, standing=fact)
        case RestrictionLifted():
            return replace(state, standing=None)
        case _:
            return replace(state, case=cases.evolve(state.case, fact))


RESTRICTION: Final = Decider(initial=RestrictionState(), decide=decide, evolve=evolve)
