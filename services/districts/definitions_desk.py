"""The desk for what a district defines for itself: topics, instruments, settings of operations."""

from dataclasses import dataclass

from services.contracts.districts import OperationClassified, OperationConfigured, Term
from services.districts.application import Districts
from services.districts.domain.classification import CLASSIFICATION, ClassifyOperation
from services.districts.domain.instrument import INSTRUMENT, ReleaseInstrument
from services.districts.domain.settings import SETTINGS, ConfigureOperation, current
from services.districts.domain.traeger import UnknownOperation
from services.districts.domain.vocabulary import VOCABULARY, ReleaseVocabulary
from services.kernel.deciders import Context
from services.kernel.store import Outcome


@dataclass(frozen=True, slots=True)
class DefinitionsDesk:
    """One district's definitions. Every command raises the refusals of its decider."""

    districts: Districts
    district: str

    def release_topics(self, terms: tuple[Term, ...], context: Context) -> Outcome:
        """The whole list; a list as it is already is no new version."""
        stream = self.districts.ids(self.district).derive("vocabulary", "topics")
        command = ReleaseVocabulary(terms=terms)
        return self.districts.store.execute(self.district, VOCABULARY, stream, command, context)

    def release_instrument(self, command: ReleaseInstrument, context: Context) -> Outcome:
        stream = self.districts.ids(self.district).derive("instrument", command.instrument)
        return self.districts.store.execute(self.district, INSTRUMENT, stream, command, context)

    def configure(self, operation: str, command: ConfigureOperation, context: Context) -> Outcome:
        stream = self.districts.ids(self.district).derive("operation", operation)
        return self.districts.store.execute(self.district, SETTINGS, stream, command, context)

    def classify(self, operation: str, command: ClassifyOperation, context: Context) -> Outcome:
        stream = self.districts.ids(self.district).derive("operation", operation)
        return self.districts.store.execute(self.district, CLASSIFICATION, stream, command, context)

    def classification(self, operation: str) -> OperationClassified | None:
        """How an operation is classified, None before; raises UnknownOperation."""
        stream = self.districts.ids(self.district).derive("operation", operation)
        state = self.districts.state(self.district, CLASSIFICATION, stream)
        if state.opened is None:
            raise UnknownOperation
        return state.classified

    def configured(self, operation: str, command: ConfigureOperation, context: Context) -> OperationConfigured:
        """The same, and how the operation is set afterwards; a command that sets nothing only asks."""
        if command != ConfigureOperation():
            self.configure(operation, command, context)
        stream = self.districts.ids(self.district).derive("operation", operation)
        return current(self.districts.state(self.district, SETTINGS, stream))
