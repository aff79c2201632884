"""The desk for samples: drawn once, told again from the parameters and positions that the fact pins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

from services.contracts.reporting import SampleDrawn, SourcePosition
from services.kernel.deciders import Context, Decider, RuleViolation
from services.kernel.facts import Contract
from services.kernel.participant_numbers import ParticipantNumbers
from services.kernel.store import Outcome
from services.reporting.application import Reporting
from services.reporting.auditing.sample import Draw, pinned, sample_document, sample_of
from services.reporting.esf import Document, EsfQuestion
from services.reporting.knowledge import Knowledge, reading
from services.reporting.reports import Heads


class UnknownSample(RuleViolation):
    title = "Diese Stichprobe gibt es nicht."
    field = "sample_id"


class Drawn(NamedTuple):
    """The sample's id, and what became of the command."""

    sample_id: UUID
    outcome: Outcome


def decide(drawn: SampleDrawn, _before: SampleDrawn | None) -> Sequence[Contract]:
    return [drawn]


def evolve(before: SampleDrawn | None, fact: Contract) -> SampleDrawn | None:
    return fact if isinstance(fact, SampleDrawn) else before


NOT_DRAWN: Final[SampleDrawn | None] = None
SAMPLE: Final = Decider(initial=NOT_DRAWN, decide=decide, evolve=evolve)


@dataclass(frozen=True, slots=True)
class SamplesDesk:
    """One district's samples."""

    service: Reporting
    district: str

    def draw(self, draw: Draw, context: Context, heads: Heads, mandate_id: UUID | None = None) -> Drawn:
        """Draw once everything up to ``heads`` is visible, and keep it.

        Raises UnknownOperation, UnknownCatalogue, NotArrived.
        """
        self.service.reports.arrived(self.district, heads)
        sample_id = self.service.ids(self.district).derive("sample", str(context.command_id))
        with reading(self.service.pool, self.district) as conn:
            sample = sample_of(conn, self.district, draw, pinned(conn, self.district, draw.question))
        used = sample.at.rules.catalogue
        fact = SampleDrawn(
            sample_id=sample_id,
            operation=draw.question.operation,
            as_of=draw.question.as_of,
            seed=draw.seed,
            size=draw.size,
            positions=tuple(
                SourcePosition(source=source, position=position)
                for source, position in sorted(sample.at.knowledge.positions.items())
            ),
            catalogue=used.key,
            catalogue_version=used.version,
            population=sample.population,
            participations=tuple(one.participation for one in sample.persons),
            mandate_id=mandate_id,
        )
        return Drawn(sample_id, self.service.store.execute(self.district, SAMPLE, sample_id, fact, context))

    def drawn(self, sample_id: UUID) -> SampleDrawn:
        """What was drawn. Raises UnknownSample."""
        found = self.service.state(self.district, SAMPLE, sample_id)
        if found is None:
            raise UnknownSample
        return found

    def told(self, drawn: SampleDrawn, known: ParticipantNumbers) -> Document:
        """The sample with its evidence, at the positions at which it was drawn."""
        question = EsfQuestion(
            operation=drawn.operation,
            as_of=drawn.as_of,
            catalogue=drawn.catalogue,
            catalogue_version=drawn.catalogue_version,
        )
        knowledge = Knowledge({each.source: each.position for each in drawn.positions})
        with reading(self.service.pool, self.district) as conn:
            sample = sample_of(conn, self.district, Draw(question, drawn.seed, drawn.size), knowledge)
            document = sample_document(sample, known)
        return {"sample_id": str(drawn.sample_id), **document}
