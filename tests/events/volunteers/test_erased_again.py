"""A restore brought back the log of before an erasure: the volunteer is said to be erased again, once."""

from secrets import token_hex

import pytest

from services.events.application import events
from services.events.domain.volunteer_enlisting import VolunteerDetails
from services.events.forgetting import forget
from services.events.repeating import repeat_erasures
from services.events.volunteers_desk import VolunteersDesk
from services.events.volunteers_queries import helpers
from services.kernel.deciders import Context
from services.kernel.erasures import ErasureJournal
from services.kernel.ids import uuid7
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.kernel.times import today

pytestmark = [pytest.mark.server, pytest.mark.guarantee("G7")]


def asked() -> Context:
    command = uuid7()
    return Context(actor="cli:test", command_id=command, correlation_id=command)


def test_who_was_erased_after_the_backup_is_erased_again_and_nobody_else(settings: Settings) -> None:
    district = f"kreis-{token_hex(4)}"
    open_district(settings, district, "Landkreis")
    desk = VolunteersDesk(events(settings), district)
    erika, max_ = (
        desk.enlist(VolunteerDetails(on=today()), {"name": name, "phone": "0361-1"}, asked()).id
        for name in ("Erika", "Max")
    )
    # The keys went, and the journal has it; of the fact the restored log knows nothing.
    forget(desk.events, district, [erika])
    journal = [each for each in ErasureJournal.beside(settings.secrets).entries() if each.district == district]
    assert [each.persons for each in journal] == [(erika,)]

    assert repeat_erasures(settings, district, journal) == 1
    assert repeat_erasures(settings, district, journal) == 0

    listed = helpers(desk.events.pool, district).volunteers
    assert (listed[erika].erased_on, listed[erika].last_day) == (today(), today())
    assert (listed[max_].erased_on, listed[max_].last_day) == (None, None)
