"""Ilm-Kreis: the contact points KOMPASS in Arnstadt and Ilmenau, for a year and a half.

From the sources: both places, their name, that help there is anonymous, and the problems that people bring (seed 001);
more than 4,000 people and about 7,500 talks in ten years (ikl-ilmenau.de, 2023-03-15, in the table of client figures).
A tenth of it is the year 2025 here: 400 clients, 750 contacts with the anonymous ones. Shares of track and migration
background, participations and the key numbers of residences are invented.
"""

from datetime import date
from typing import Final

from demo.cases_ilm_kreis import ILM_KREIS_CASEWORK
from demo.community.ilm_kreis import ILM_KREIS_COMMUNITY
from demo.directory import ILM_KREIS_DIRECTORY
from demo.network.cooperation_ilm_kreis import ILM_KREIS_COOPERATION
from demo.network.ilm_kreis import ILM_KREIS_NETWORK
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

PLACES: Final = (Place("arnstadt", 48, "KOMPASS Arnstadt"), Place("ilmenau", 52, "KOMPASS Ilmenau"))
PHASES: Final = (
    Phase(
        cases="F25",
        period=(date(2025, 1, 2), date(2025, 12, 30)),
        clients=400,
        contacts=660,
        anonymous=90,
        vocational=Exactly(64),
        migration=Exactly(72),
    ),
    Phase(
        cases="F26",
        period=(date(2026, 1, 2), LAST_DAY),
        clients=200,
        contacts=330,
        anonymous=45,
        vocational=Exactly(32),
        migration=Exactly(36),
    ),
)
CONTACTS: Final = ContactProfile(
    seed=4000,
    numbers="K",
    places=PLACES,
    phases=PHASES,
    kinds={"sprechstunde": 62, "telefon": 16, "email": 7, "begleitung": 6, "gruppe": 6, "aufsuchend": 3},
    anonymous_kinds={"anonym_kurz": 80, "telefon": 20},
    topics={
        "behoerden": 26,
        "schulden": 16,
        "isolation": 14,
        "qualifikation": 9,
        "motivation": 8,
        "gesundheit": 10,
        "kognitiv": 4,
        "arbeit": 9,
        "bewerbung": 7,
        "wohnen_suche": 9,
        "existenzsicherung": 10,
        "psyche": 7,
    },
)
PARTICIPATIONS: Final = ParticipationProfile(
    seed=2013,
    numbers="IK",
    participations=110,
    entries=(date(2023, 1, 9), date(2026, 6, 15)),
    sozialraeume=[place.sozialraum for place in PLACES],
    # The first five digits are the district's; the rest is invented, so that it is no municipality's number.
    residences=("16070901", "16070902"),
    employment={"unemployed": 56, "inactive": 34, "employed": 10},
    genders={"female": 53, "male": 46, "non_binary": 1},
    citizenships={"german": 79, "third_country": 11, "eu": 7, "stateless": 1, "undetermined": 1, "refused": 1},
    housing={"housed": 88, "insecure": 5, "inadequate": 3, "houseless": 1, "refused": 3},
    long_term=(2, 3),
)
ILM_KREIS: Final = DemoDistrict(
    key="ilm-kreis",
    name="Ilm-Kreis",
    directory=ILM_KREIS_DIRECTORY,
    network=ILM_KREIS_NETWORK,
    community=ILM_KREIS_COMMUNITY,
    cooperation=ILM_KREIS_COOPERATION,
    casework=(ILM_KREIS_CASEWORK,),
    operations=(
        DemoOperation(
            key="thinka",
            name="ThINKA Ilm-Kreis",
            period=(date(2022, 1, 1), date(2027, 12, 31)),
            specific_objective="ESO4.8",
            participations=PARTICIPATIONS,
            contacts=CONTACTS,
        ),
    ),
)
