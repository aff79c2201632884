"""The poverty prevention of Schmalkalden-Meiningen: planning with the people it is for.

Planning has no participations by nature: its work is with offices, offers and places. What its programme does with
people (seed 002) is told here: single parents are asked what they need, parents are surveyed, inhabitants join the
Sozialraum conferences, families take part in the fund for education and participation, in the Landkreis as a whole and
in Brotterode-Trusetal, the first Sozialraum with a profile. Its nine fields of action are the topics.

The specific objective is ESO4.12: the one of people threatened by poverty, children among them, for which gender, birth
date and day of entry are enough. Work and schooling are not asked, and nobody is asked afterwards: Annex II of
Regulation (EU) 2021/1057 has no results. Every figure is invented.
"""

from datetime import date
from typing import Final

from demo.profiles import LAST_DAY, ContactProfile, DemoOperation, Exactly, ParticipationProfile, Phase, Place
from demo.residences_sm import TOWNS, VILLAGES

PLACES: Final = (
    Place("landkreis-schmalkalden-meiningen", 60, "Sozialplanung im Landratsamt"),
    Place("brotterode-trusetal", 40, "Brotterode-Trusetal"),
)
CONTACTS: Final = ContactProfile(
    seed=2018,
    numbers="P",
    places=PLACES,
    phases=(
        Phase(
            cases="A25",
            period=(date(2025, 1, 2), date(2025, 12, 30)),
            clients=36,
            contacts=54,
            anonymous=140,
            vocational=Exactly(0),
            migration=Exactly(6),
        ),
        Phase(
            cases="A26",
            period=(date(2026, 1, 2), LAST_DAY),
            clients=20,
            contacts=30,
            anonymous=70,
            vocational=Exactly(0),
            migration=Exactly(3),
        ),
    ),
    kinds={"aufsuchend": 50, "gruppe": 30, "telefon": 20},
    anonymous_kinds={"gruppe": 75, "brief": 25},
    # One topic or more for each of the nine fields of action, single parents first.
    topics={
        "alleinerziehend": 24,
        "erziehung": 12,
        "arbeit": 10,
        "wohnen_suche": 8,
        "digital": 6,
        "schulden": 8,
        "qualifikation": 10,
        "gesundheit": 8,
        "alter": 10,
        "migration": 6,
        "gewalt": 2,
        "nachbarschaft": 10,
    },
)
PARTICIPATIONS: Final = ParticipationProfile(
    seed=2016,
    numbers="AP",
    participations=64,
    entries=(date(2025, 1, 6), date(2026, 6, 15)),
    sozialraeume=[place.sozialraum for place in PLACES],
    residences=(*TOWNS, *VILLAGES),
    employment={"inactive": 1},
    genders={"female": 62, "male": 37, "non_binary": 1},
    citizenships={"german": 82, "third_country": 10, "eu": 5, "refused": 3},
    housing={"housed": 88, "insecure": 6, "inadequate": 3, "refused": 3},
    ages=((6 * 366, 17 * 365), (20 * 366, 50 * 365), (63 * 366, 80 * 365)),
    unasked=frozenset({"employment", "unemployed_since", "in_education", "isced"}),
    missable=("birth_date", "gender"),
)
ARMUTSPRAEVENTION: Final = DemoOperation(
    key="armutspraevention",
    name="Armutsprävention Schmalkalden-Meiningen",
    period=(date(2022, 1, 1), date(2027, 12, 31)),
    specific_objective="ESO4.12",
    participations=PARTICIPATIONS,
    contacts=CONTACTS,
    outcomes=False,
)
