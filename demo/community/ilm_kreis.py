"""Community work in Arnstadt and Ilmenau: networks of long standing, meeting places, self-organisation (seed 001).

Days, visitors, volunteers and media are invented.
"""

from datetime import date, time
from typing import Final

from demo.community.shape import (
    ComingEvent,
    Community,
    Engagement,
    EventPlan,
    Group,
    HeldEvent,
    Hours,
    Meeting,
    PaperSurvey,
    PressItem,
    Volunteer,
)

_DEBT_ADVICE: Final = "Schuldnerberatung Neideckhaus"
_JOBCENTER: Final = "Jobcenter Gera-Ilm"
_FAMILY: Final = "Familienzentrum Ilmwiese"
_HOUSING: Final = "Wohnungsgenossenschaft Am Schortetal"
_VISITORS: Final = "Besuchsdienst Herz und Zeit"
_MIGRATION: Final = "Migrationsberatung Ankommen"
_ARNSTADT: Final = "arnstadt"
_ILMENAU: Final = "ilmenau"

_BREAKFAST: Final = EventPlan(
    title="Begegnungsfrühstück",
    kind="gruppenangebot",
    operation="thinka",
    sozialraeume=[_ILMENAU],
    hours=(time(9), time(11)),
    target_groups=["alle"],
    partners={_FAMILY: "host", _VISITORS: "co_organiser"},
    place="Familienzentrum Ilmwiese",
)
_DIALOGUE: Final = EventPlan(
    title="Ankommen und bleiben: Nachbarn erzählen",
    kind="info",
    operation="thinka",
    sozialraeume=[_ARNSTADT],
    hours=(time(18), time(20)),
    target_groups=["alle", "migration"],
    handlungsfelder=["migration"],
    partners={_MIGRATION: "co_organiser"},
    description="Dialog und Begegnung gegen Vorurteile.",
)
_FESTIVAL: Final = EventPlan(
    title="Nachbarschaftsfest am Schortetal",
    kind="stadtteilfest",
    operation="thinka",
    sozialraeume=[_ILMENAU],
    target_groups=["alle"],
    partners={_HOUSING: "co_organiser", _FAMILY: "stand"},
)

ILM_KREIS_COMMUNITY: Final = Community(
    held=(
        *(
            HeldEvent(plan=_BREAKFAST, on=date(2025, month, 12), came=came)
            for month, came in ((2, 14), (3, 17), (5, 15), (6, 19), (9, 21), (11, 18))
        ),
        HeldEvent(
            plan=_DIALOGUE,
            on=date(2025, 9, 30),
            came=42,
            reached=5,
            words="Viele kamen zum ersten Mal.",
            papers=["attendance_list"],
        ),
        HeldEvent(
            plan=_FESTIVAL,
            on=date(2025, 7, 5),
            came=180,
            groups={"age_band": {"u6": 22, "6_13": 41, "14_17": 10, "27_54": 60, "65plus": 35}},
            reached=4,
            papers=["attendance_list"],
        ),
        HeldEvent(plan=_BREAKFAST, on=date(2026, 2, 11), came=20),
        HeldEvent(plan=_DIALOGUE, on=date(2026, 5, 21), came=39, reached=4),
    ),
    coming=(
        ComingEvent(
            plan=_DIALOGUE,
            ahead=33,
            places=50,
            tasks=(
                ("Plakate und Handzettel mit Logo drucken", 21, None),
                ("Übersetzung ins Arabische und Ukrainische", 14, _MIGRATION),
                ("Stühle und Lautsprecher leihen", 3, _FAMILY),
            ),
        ),
    ),
    groups=(
        Group(
            name="Netzwerk Soziale Arbeit Arnstadt",
            kind="network",
            since=date(2013, 6, 1),
            operation="thinka",
            sozialraeume=[_ARNSTADT],
            members={_JOBCENTER: "chair", _DEBT_ADVICE: "member", _MIGRATION: "member"},
            next_in=19,
            meetings=(
                Meeting(on=date(2025, 3, 12), there=[_JOBCENTER, _DEBT_ADVICE]),
                Meeting(on=date(2025, 9, 10), there=[_JOBCENTER, _DEBT_ADVICE, _MIGRATION], guests=1),
            ),
        ),
        Group(
            name="Stadtteilrunde Ilmenau",
            kind="network",
            since=date(2014, 2, 1),
            operation="thinka",
            sozialraeume=[_ILMENAU],
            members={_FAMILY: "chair", _HOUSING: "member", _VISITORS: "member"},
            meetings=(
                Meeting(on=date(2025, 4, 3), there=[_FAMILY, _HOUSING, _VISITORS]),
                Meeting(on=date(2025, 11, 27), there=[_FAMILY, _VISITORS], guests=2),
            ),
        ),
        Group(
            name="AG Frühstück",
            kind="working_group",
            since=date(2024, 1, 1),
            operation="thinka",
            sozialraeume=[_ILMENAU],
            members={_FAMILY: "member"},
            meetings=(Meeting(on=date(2025, 1, 15), there=[_FAMILY]),),
        ),
    ),
    engagements=(
        Engagement(
            title="Begleitung zu Ämtern",
            sozialraum=_ARNSTADT,
            operation="thinka",
            needed=5,
            description="Mitgehen, zuhören, Mut machen.",
            volunteers=(
                Volunteer(
                    name="Hartmut Eisenach",
                    since=date(2022, 3, 1),
                    phone="03628 000073",
                    hours=[Hours(on=date(2025, month, 25), minutes=190) for month in (1, 3, 5, 7, 9, 11)],
                ),
            ),
        ),
        Engagement(
            title="Frühstück vorbereiten",
            sozialraum=_ILMENAU,
            operation="thinka",
            together=[Hours(on=date(2025, month, 12), minutes=3 * 150, persons=3) for month in (2, 3, 5, 6, 9, 11)],
        ),
    ),
    press=(
        PressItem(
            on=date(2025, 7, 7),
            medium="Ilmtaler Anzeiger",
            channel="print",
            tone="positive",
            headline="Ein Fest, das Nachbarn machen",
            reach=15000,
            sozialraeume=[_ILMENAU],
            operation="thinka",
        ),
        PressItem(
            on=date(2025, 10, 1),
            medium="Ilmtaler Anzeiger",
            channel="online",
            tone="neutral",
            headline="Nachbarn erzählen",
            reach=6000,
            sozialraeume=[_ARNSTADT],
            operation="thinka",
        ),
    ),
    surveys=(
        PaperSurvey(
            template="elternbefragung",
            operation="thinka",
            first=-28,
            last=14,
            sheets=[
                {"kinder": [children], "betreuung": [care], "fehlt": missing}
                for children, care, missing in (
                    ("1", "ja", ["spielplatz"]),
                    ("2", "teilweise", ["lernhilfe", "verkehr"]),
                    ("2", "nein", ["lernhilfe"]),
                    ("3", "nein", ["lernhilfe", "freizeit"]),
                    ("1", "ja", ["verkehr"]),
                    ("2", "teilweise", ["lernhilfe"]),
                    ("1", "nein", ["beratung", "lernhilfe"]),
                    ("4", "teilweise", ["spielplatz"]),
                    ("2", "ja", ["freizeit", "spielplatz"]),
                    ("3", "nein", ["lernhilfe"]),
                    ("1", "teilweise", ["freizeit"]),
                    ("2", "nein", ["lernhilfe", "spielplatz"]),
                )
            ],
            found=(
                "Eltern wünschen sich Hilfe beim Lernen",
                "Sieben von zwölf Bögen nennen Lernhilfe. Das Familienzentrum prüft ein Angebot am Nachmittag.",
            ),
        ),
    ),
)
