"""Volunteers whose erasure a restored log does not know: said again, from the journal that no restore takes back."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final
from uuid import UUID

from services.events.application import events
from services.events.domain.volunteer import VOLUNTEER
from services.events.domain.volunteer_enlisting import EraseVolunteer
from services.events.folding import fold
from services.kernel.deciders import Context
from services.kernel.erasures import Destroyed
from services.kernel.ids import uuid7
from services.kernel.settings import Settings
from services.kernel.times import BERLIN

ACTOR: Final = "policy:events.restoring"


def repeat_erasures(settings: Settings, district: str, entries: Iterable[Destroyed]) -> int:
    """The keys are destroyed already; how many volunteers the log took for known. Said again it changes nothing."""
    service, said = events(settings), 0
    for person, day in _erased(entries):
        volunteer = service.state(district, VOLUNTEER, person)
        if volunteer.enlisted is None or volunteer.is_erased:
            continue  # somebody who registered, a proof, a volunteer of after the backup; or the log knows it
        command_id = uuid7()
        context = Context(actor=ACTOR, command_id=command_id, correlation_id=command_id)
        service.desk.execute(district, VOLUNTEER, (person, EraseVolunteer(today=day), context))
        said += 1
    fold(settings, district)
    return said


def _erased(entries: Iterable[Destroyed]) -> Iterator[tuple[UUID, date]]:
    """Whose keys went on which day in Germany."""
    for entry in entries:
        day = entry.at.astimezone(BERLIN).date()
        for person in entry.persons:
            yield person, day
