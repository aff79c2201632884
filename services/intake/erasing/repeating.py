"""Erasures that a restored log does not know: said again, from the journal that no restore takes back."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from services.intake.application import intake
from services.intake.erasing.desk import ErasingDesk, Wish
from services.intake.erasing.persons import Linked, Persons
from services.intake.folding import fold
from services.intake.persons_desk import forget
from services.kernel.deciders import Context
from services.kernel.erasures import Destroyed
from services.kernel.ids import uuid7
from services.kernel.settings import Settings

ACTOR: Final = "policy:intake.restoring"
REASON: Final = "Nach einer Wiederherstellung aus dem Löschverzeichnis nachgeholt."


def repeat_erasures(settings: Settings, district: str, entries: Iterable[Destroyed]) -> int:
    """The keys are destroyed already; how many erasures the log did not know."""
    service, said = intake(settings), 0
    desk, persons = ErasingDesk(service, district), Persons(service, district)
    for entry in entries:
        for person in entry.persons:
            forget(service, district, person)
        wish = Wish(scope="record" if "record" in entry.purposes else "identity", grounds="legal_duty", reason=REASON)
        command = uuid7()
        context = Context(actor=ACTOR, command_id=command, correlation_id=command)
        said += desk.repeat(_linked(persons, entry), wish, context).outcome.position is not None
    fold(settings, district)
    return said


def _linked(persons: Persons, entry: Destroyed) -> Linked:
    """Exactly the persons of the journal; the case is found through one of them, where the restored log knows it."""
    found = next((known for each in entry.persons if (known := persons.behind(each)) is not None), None)
    nobody = Linked(persons=entry.persons, case_id=None, participations=(), named=entry.persons[0])
    return nobody if found is None else replace(found, persons=entry.persons)
