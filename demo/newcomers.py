"""Who came after the people of ``demo.directory``: each has a story of their own, so that nobody else's commands move.

The second Koordination of two districts approves what the first one hands in; somebody of an invented body examines;
somebody of another reads for the Land what districts released.
"""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from demo.commands import Commands
from demo.remaining import ACTOR
from demo.staffing import SINCE
from demo.workplaces import Person
from services.districts.application import Districts
from services.districts.places_desk import PlacesDesk
from services.districts.staff_desk import StaffDesk

EXAMINER: Final = Person(
    login="ruth.brenner", name="Ruth Brenner", traeger="Prüfstelle Thüringen (Beispiel)", roles=["pruefung"]
)
OF_THE_LAND: Final = Person(
    login="eva.lorenz", name="Eva Lorenz", traeger="Förderstelle Thüringen (Beispiel)", roles=["land"]
)
SECOND_IN_ERFURT: Final = Person(
    login="nadine.krause", name="Nadine Krause", traeger="Stadtteilwerk Erfurt e. V.", roles=["koordination"]
)
SECOND_IN_ILM_KREIS: Final = Person(
    login="jonas.berger", name="Jonas Berger", traeger="Brückenwerk Ilm-Kreis gGmbH", roles=["koordination"]
)
STORIES: Final[Mapping[str, Person]] = {
    "examiner": EXAMINER,
    "land": OF_THE_LAND,
    "second koordination of ilm-kreis": SECOND_IN_ILM_KREIS,
    "second koordination of erfurt": SECOND_IN_ERFURT,
}
NEWCOMERS: Final[Mapping[str, Sequence[str]]] = {
    "ilm-kreis": ("examiner", "land", "second koordination of ilm-kreis"),
    "erfurt": ("second koordination of erfurt",),
}


def newcomers_of(district: str) -> Sequence[Person]:
    """Who came to a district."""
    return [STORIES[story] for story in NEWCOMERS.get(district, ())]


def set_up_newcomers(service: Districts, district: str) -> Mapping[str, UUID]:
    """The staff ids by name; what is there already is repeated and stores nothing."""
    return {
        STORIES[story].name: _set_up(service, district, STORIES[story], Commands(service.ids(district), story, ACTOR))
        for story in NEWCOMERS.get(district, ())
    }


def _set_up(service: Districts, district: str, person: Person, commands: Commands) -> UUID:
    traeger = PlacesDesk(service, district).register_traeger(person.traeger, commands.next()).id
    desk = StaffDesk(service, district)
    staff = desk.join(traeger, person.name, SINCE, commands.next()).id
    for role in person.roles:
        desk.grant(staff, role, (SINCE, None), commands.next())
    return staff
