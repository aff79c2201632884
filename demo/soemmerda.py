"""Sömmerda: one contact office for the whole Landkreis, with office hours at three further places.

From the sources (seed 003): since July 2022; the Landkreis as one, rather rural Sozialraum; the office in Sömmerda and
hours outside in the Jobcenter Sömmerda, in Buttstädt and in Kölleda; long-term unemployment, much unemployment of the
young, addiction and debts. No figure of clients was published: all numbers here are invented, and so are the key
numbers of residences.
"""

from datetime import date
from typing import Final

from demo.community.soemmerda import SOEMMERDA_COMMUNITY
from demo.directory import SOEMMERDA_DIRECTORY
from demo.network.soemmerda import SOEMMERDA_NETWORK
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

SOZIALRAUM: Final = "landkreis-soemmerda"
# The first five digits are the district's; the rest is invented, so that it is no municipality's number.
TOWN: Final = "16068901"
VILLAGES: Final = ("16068902", "16068903")
CONTACTS: Final = ContactProfile(
    seed=70000,
    numbers="K",
    places=(Place(SOZIALRAUM, 1, "Kontaktbüro Sömmerda"),),
    outside_sites=("Jobcenter Sömmerda", "Buttstädt", "Kölleda"),
    phases=(
        Phase(
            cases="F25",
            period=(date(2025, 1, 2), date(2025, 12, 30)),
            clients=190,
            anonymous=45,
            vocational=Exactly(48),
            migration=Exactly(21),
            likely=52,
        ),
        Phase(
            cases="F26",
            period=(date(2026, 1, 2), LAST_DAY),
            clients=95,
            anonymous=22,
            vocational=Exactly(24),
            migration=Exactly(11),
            likely=52,
        ),
    ),
    kinds={
        "sprechstunde": 40,
        "aussensprechstunde": 34,
        "telefon": 10,
        "aufsuchend": 6,
        "begleitung": 6,
        "email": 4,
    },
    anonymous_kinds={"anonym_kurz": 1},
    topics={
        "arbeit": 20,
        "schulden": 18,
        "sucht": 12,
        "behoerden": 18,
        "bewerbung": 11,
        "qualifikation": 10,
        "existenzsicherung": 9,
        "wohnen_suche": 8,
        "alter": 6,
        "gesundheit": 6,
        "digital": 4,
        "nachbarschaft": 3,
    },
)
PARTICIPATIONS: Final = ParticipationProfile(
    seed=2207,
    numbers="SOEM",
    participations=90,
    entries=(date(2022, 7, 4), date(2026, 6, 15)),
    sozialraeume=(SOZIALRAUM,),
    residences=(TOWN, TOWN, *VILLAGES),
    employment={"unemployed": 66, "inactive": 26, "employed": 8},
    genders={"female": 47, "male": 52, "non_binary": 1},
    citizenships={"german": 88, "third_country": 6, "eu": 4, "refused": 2},
    housing={"housed": 90, "insecure": 5, "inadequate": 2, "refused": 3},
    ages=((16 * 366, 27 * 365), (17 * 366, 66 * 365)),
    long_term=(2, 3),
)
SOEMMERDA: Final = DemoDistrict(
    key="soemmerda",
    name="Sömmerda",
    directory=SOEMMERDA_DIRECTORY,
    network=SOEMMERDA_NETWORK,
    community=SOEMMERDA_COMMUNITY,
    rural=VILLAGES,
    operations=(
        DemoOperation(
            key="thinka",
            name="ThINKA Landkreis Sömmerda",
            period=(date(2022, 7, 1), date(2027, 12, 31)),
            specific_objective="ESO4.8",
            participations=PARTICIPATIONS,
            contacts=CONTACTS,
        ),
    ),
)
