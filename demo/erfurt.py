"""Erfurt: Berliner Platz and Rieth.

The figures of the first phase are those that were published for March 2015 to December 2016 (seed 004): 496 clients
reached, 78 of them prepared for work as well, 38 with a migration background. Everything else is invented, and stays
as it was first released: open on holidays, and never corrected.
"""

from datetime import date
from typing import Final

from demo.calendar import any_day, open_day
from demo.cases_erfurt import ERFURT_CASEWORK
from demo.community.erfurt import ERFURT_COMMUNITY
from demo.directory import ERFURT_DIRECTORY
from demo.network.cooperation_erfurt import ERFURT_COOPERATION
from demo.network.erfurt import ERFURT_NETWORK
from demo.profiles import (
    LAST_DAY,
    ContactProfile,
    DemoDistrict,
    DemoOperation,
    Exactly,
    ParticipationProfile,
    Percent,
    Phase,
    Place,
)

PLACES: Final = (
    Place("berliner-platz", 55, "Stadtteilbüro am Berliner Platz"),
    Place("rieth", 45, "Treffpunkt Rieth"),
)
FIRST_PHASE: Final = Phase(
    cases="F15",
    period=(date(2015, 3, 1), date(2016, 12, 31)),
    clients=496,
    anonymous=90,
    vocational=Exactly(78),
    migration=Exactly(38),
)


def _later(year: int) -> Phase:
    return Phase(
        cases=f"F{year % 100}",
        period=(date(year, 1, 2), min(date(year, 12, 31), LAST_DAY)),
        clients=34,
        anonymous=18,
        vocational=Percent(20),
        migration=Percent(25),
        likely=60,
    )


CONTACTS: Final = ContactProfile(
    seed=496,
    numbers="K",
    places=PLACES,
    phases=(FIRST_PHASE, *(_later(year) for year in range(2017, LAST_DAY.year + 1))),
    opening=open_day,
    kinds={"sprechstunde": 58, "begleitung": 12, "aufsuchend": 11, "telefon": 12, "email": 4, "gruppe": 3},
    anonymous_kinds={"anonym_kurz": 1},
    topics={
        "schulden": 20,
        "wohnen_suche": 16,
        "behoerden": 26,
        "bewerbung": 14,
        "familie": 10,
        "existenzsicherung": 12,
        "arbeit": 9,
        "gesundheit": 6,
        "psyche": 4,
        "isolation": 5,
        "energieschulden": 3,
        "erziehung": 4,
        "alleinerziehend": 3,
    },
)
PARTICIPATIONS: Final = ParticipationProfile(
    seed=2022,
    numbers="EF",
    participations=180,
    entries=(date(2022, 1, 10), date(2026, 6, 15)),
    sozialraeume=[place.sozialraum for place in PLACES],
    residences=("16051000",),
    employment={"unemployed": 60, "inactive": 30, "employed": 10},
    genders={"female": 52, "male": 46, "non_binary": 2},
    citizenships={"german": 74, "third_country": 14, "eu": 8, "stateless": 1, "undetermined": 1, "refused": 1},
    housing={"housed": 84, "insecure": 7, "inadequate": 4, "roofless": 1, "houseless": 1, "refused": 3},
    opening=open_day,
    asking=any_day,
)
ERFURT: Final = DemoDistrict(
    key="erfurt",
    name="Erfurt",
    directory=ERFURT_DIRECTORY,
    network=ERFURT_NETWORK,
    community=ERFURT_COMMUNITY,
    cooperation=ERFURT_COOPERATION,
    casework=(ERFURT_CASEWORK,),
    operations=(
        DemoOperation(
            key="thinka",
            name="Th.INKA Erfurt",
            period=(date(2015, 3, 1), date(2027, 12, 31)),
            specific_objective="ESO4.8",
            participations=PARTICIPATIONS,
            contacts=CONTACTS,
            corrected=False,
        ),
    ),
)
