"""Schmalkalden-Meiningen: ThINKA in Walperloh and Jerusalem. Its second operation stands in ``armutspraevention``.

From the sources (seed 000): the two Sozialräume, advice in the Bürgerbüro, outreach, whom the project is for (low
incomes, long-term unemployment, single parents, the old, the homeless), and that more than a third of the inhabitants
with a migration background live in Jerusalem; a third of the clients stands in for it. No figure of clients was
published: all other numbers are invented, and so are the key numbers of residences.
"""

from datetime import date
from typing import Final

from demo.armutspraevention import ARMUTSPRAEVENTION
from demo.community.schmalkalden_meiningen import SCHMALKALDEN_MEININGEN_COMMUNITY
from demo.directory import SCHMALKALDEN_MEININGEN_DIRECTORY
from demo.network.schmalkalden_meiningen import SCHMALKALDEN_MEININGEN_NETWORK
from demo.profiles import (
    LAST_DAY,
    ContactProfile,
    DemoDistrict,
    DemoOperation,
    Exactly,
    ParticipationProfile,
    Phase,
    Place,
)
from demo.residences_sm import TOWNS, VILLAGES

PLACES: Final = (
    Place("schmalkalden-walperloh", 52, "Bürgerbüro Walperloh"),
    Place("meiningen-jerusalem", 48, "Bürgerbüro Jerusalem"),
)
CONTACTS: Final = ContactProfile(
    seed=3250,
    numbers="K",
    places=PLACES,
    phases=(
        Phase(
            cases="F25",
            period=(date(2025, 1, 2), date(2025, 12, 30)),
            clients=240,
            anonymous=48,
            vocational=Exactly(52),
            migration=Exactly(80),
            likely=58,
        ),
        Phase(
            cases="F26",
            period=(date(2026, 1, 2), LAST_DAY),
            clients=120,
            anonymous=24,
            vocational=Exactly(26),
            migration=Exactly(40),
            likely=58,
        ),
    ),
    kinds={"sprechstunde": 48, "aufsuchend": 26, "telefon": 10, "begleitung": 8, "gruppe": 5, "email": 3},
    anonymous_kinds={"anonym_kurz": 70, "aufsuchend": 30},
    topics={
        "existenzsicherung": 20,
        "behoerden": 20,
        "arbeit": 18,
        "alleinerziehend": 12,
        "alter": 9,
        "familie": 9,
        "qualifikation": 7,
        "wohnungslos": 6,
        "wohnen_suche": 8,
        "schulden": 9,
        "nachbarschaft": 5,
        "isolation": 5,
    },
)
PARTICIPATIONS: Final = ParticipationProfile(
    seed=2104,
    numbers="SM",
    participations=130,
    entries=(date(2023, 1, 9), date(2026, 6, 15)),
    sozialraeume=[place.sozialraum for place in PLACES],
    residences=(*TOWNS, *TOWNS, *TOWNS, VILLAGES[0]),
    employment={"unemployed": 64, "inactive": 28, "employed": 8},
    genders={"female": 55, "male": 44, "non_binary": 1},
    citizenships={"german": 64, "third_country": 22, "eu": 9, "stateless": 2, "undetermined": 1, "refused": 2},
    housing={"housed": 80, "insecure": 8, "inadequate": 5, "houseless": 3, "roofless": 1, "refused": 3},
    long_term=(1, 3),
)
SCHMALKALDEN_MEININGEN: Final = DemoDistrict(
    key="schmalkalden-meiningen",
    name="Schmalkalden-Meiningen",
    directory=SCHMALKALDEN_MEININGEN_DIRECTORY,
    network=SCHMALKALDEN_MEININGEN_NETWORK,
    community=SCHMALKALDEN_MEININGEN_COMMUNITY,
    rural=VILLAGES,
    operations=(
        DemoOperation(
            key="thinka",
            name="ThINKA Schmalkalden-Meiningen",
            period=(date(2022, 1, 1), date(2027, 12, 31)),
            specific_objective="ESO4.8",
            participations=PARTICIPATIONS,
            contacts=CONTACTS,
        ),
        ARMUTSPRAEVENTION,
    ),
)
