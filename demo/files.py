"""The import files of an operation, in the order in which they are taken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demo.contacts import contacts
from demo.corrections import corrected_contacts, corrected_participations, corrected_statuses
from demo.participations import participations, statuses
from demo.profiles import DemoOperation
from demo.rows import Row
from services.intake.imports.columns import Kind


@dataclass(frozen=True, slots=True)
class DemoFile:
    """Rows of one kind; each of them stores exactly one fact."""

    kind: Kind
    rows: Sequence[Row]


def files_of(operation: DemoOperation) -> list[DemoFile]:
    """First what was recorded, then what was corrected; the same at every call."""
    return [file for file in _files(operation) if file.rows]


def _files(operation: DemoOperation) -> Iterator[DemoFile]:
    profile = operation.participations
    entered, met = participations(profile), contacts(operation.contacts)
    told = statuses(profile, entered) if operation.outcomes else []
    yield DemoFile("participants", entered)
    yield DemoFile("statuses", told)
    yield DemoFile("contacts", met)
    if operation.corrected:
        mended = corrected_participations(profile, entered)
        yield DemoFile("participants", mended)
        yield DemoFile("statuses", corrected_statuses(profile, mended, told) if operation.outcomes else [])
        yield DemoFile("contacts", corrected_contacts(met))
