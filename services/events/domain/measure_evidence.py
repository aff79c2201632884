"""Evidence of a measure: links to what is recorded elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from services.contracts.events import EvidenceLinked, EvidenceUnlinked
from services.events.domain.measure_state import Evidence, Measure, expect_planned
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEvidence:
    """It shows what the measure did. Whether it is there is for whoever asks to know."""

    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkEvidence:
    """It does not show that."""

    evidence: Evidence


Command: TypeAlias = LinkEvidence | UnlinkEvidence


class UnknownEvidence(RuleViolation):
    title = "Diesen Beleg gibt es nicht."
    field = "of_id"


def link(command: LinkEvidence, measure: Measure) -> Sequence[Contract]:
    known = expect_planned(measure)
    if command.evidence in measure.evidence:
        return []
    of, of_id = command.evidence
    return [EvidenceLinked(measure_id=known.measure_id, of=of, of_id=of_id)]


def unlink(command: UnlinkEvidence, measure: Measure) -> Sequence[Contract]:
    known = expect_planned(measure)
    if command.evidence not in measure.evidence:
        raise UnknownEvidence
    of, of_id = command.evidence
    return [EvidenceUnlinked(measure_id=known.measure_id, of=of, of_id=of_id)]
