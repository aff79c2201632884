"""Community work in Jerusalem and Walperloh, and of the poverty prevention of the Landkreis.

From the sources (seeds 000 and 002): three Stadtteilfeste with partners in Jerusalem in 2013, the networks TIZIAN and
LAP, good press for Walperloh as an aim, volunteering, contacts with companies; two Fachtage under their real titles,
the Sozialraumkonferenz, the internal Steuerungsgruppe, the Beirat für Sozialplanung that was being prepared. Days,
numbers of visitors, members, volunteers and media are invented: the sources name none.
"""

from datetime import date, time
from typing import Final

from demo.community.shape import (
    CancelledEvent,
    ComingEvent,
    Community,
    Engagement,
    EventPlan,
    Group,
    HeldEvent,
    Hours,
    Meeting,
    Money,
    PaperSurvey,
    PressItem,
    Volunteer,
)
from demo.strategy import tell_strategy

_ADVICE: Final = "Beratungsstelle Werrabogen"
_JOBCENTER: Final = "Jobcenter Werra-Rennsteig"
_NEIGHBOURS: Final = "Nachbarschaftsverein Walperloh"
_YOUTH: Final = "Jugendzentrum Schmiede"
_CARE: Final = "Pflegestützpunkt Meiningen-Süd"
_JERUSALEM: Final = "meiningen-jerusalem"
_WALPERLOH: Final = "schmalkalden-walperloh"
_PLANNING: Final = "armutspraevention"


def _festival(title: str, operation: str | None = None) -> EventPlan:
    return EventPlan(
        title=title,
        kind="stadtteilfest",
        operation=operation,
        sozialraeume=[_JERUSALEM],
        hours=(time(14), time(19)),
        target_groups=["alle"],
        partners={_ADVICE: "co_organiser", _CARE: "stand"},
        place="Platz am Bürgerbüro Jerusalem",
    )


_FESTIVAL: Final = _festival("Stadtteilfest Jerusalem", "thinka")
_COMPANIES: Final = EventPlan(
    title="Betriebe stellen sich vor: Arbeit ab 50",
    kind="info",
    operation="thinka",
    sozialraeume=[_JERUSALEM],
    hours=(time(10), time(12, 30)),
    target_groups=["langzeitarbeitslose", "aeltere"],
    handlungsfelder=["arbeit"],
    partners={_JOBCENTER: "co_organiser"},
    place="Bürgerbüro Jerusalem",
)
_CHILDREN: Final = EventPlan(
    title="Kinderfest im Walperloh",
    kind="kinderfest",
    operation="thinka",
    sozialraeume=[_WALPERLOH],
    target_groups=["familien", "kinder"],
    partners={_NEIGHBOURS: "organiser", _YOUTH: "stand"},
    place="Spielplatz Allendestraße",
)
_WALK: Final = EventPlan(
    title="Rundgang durch den Walperloh",
    kind="begehung",
    operation="thinka",
    sozialraeume=[_WALPERLOH],
    hours=(time(16), time(18)),
    partners={_NEIGHBOURS: "co_organiser"},
)
_GO_TALK: Final = EventPlan(
    title="Mitreden. Mitplanen. Mitgestalten. Partizipative Sozialplanung im Fokus",
    kind="fachtag",
    hours=(time(9), time(16)),
    handlungsfelder=["bildung", "infrastruktur_wohnen"],
    partners={_JOBCENTER: "invited"},
)
_AGENCY: Final = EventPlan(
    title="Die Jugendberufsagentur geht an den Start",
    kind="fachtag",
    hours=(time(9), time(15)),
    target_groups=["jugendliche"],
    handlungsfelder=["arbeit", "bildung"],
    partners={_JOBCENTER: "co_organiser", _YOUTH: "invited"},
)
_CONFERENCE: Final = EventPlan(
    title="Sozialraumkonferenz Brotterode-Trusetal",
    kind="stadtteilkonferenz",
    operation=_PLANNING,
    hours=(time(17), time(20)),
    target_groups=["alle"],
    partners={_ADVICE: "invited", _YOUTH: "invited"},
    description="Bürgerinnen und Bürger beraten mit der Sozialplanung, was vor Ort gebraucht wird.",
)
_SINGLE_PARENTS: Final = EventPlan(
    title="Alleinerziehend im Landkreis: Was hilft wirklich?",
    kind="beteiligung",
    operation=_PLANNING,
    target_groups=["alleinerziehende"],
    handlungsfelder=["gleichstellung", "kinder_familie"],
    partners={_ADVICE: "co_organiser"},
)

SCHMALKALDEN_MEININGEN_COMMUNITY: Final = Community(
    strategies=(tell_strategy,),
    surveys=(
        PaperSurvey(
            template="elternbefragung",
            operation=_PLANNING,
            first=-14,
            last=30,
            sheets=[
                {"kinder": [children], "betreuung": [care], "fehlt": missing}
                for children, care, missing in (
                    ("1", "ja", ["spielplatz"]),
                    ("2", "teilweise", ["freizeit", "verkehr"]),
                    ("2", "teilweise", ["beratung"]),
                    ("3", "nein", ["spielplatz", "lernhilfe"]),
                    ("1", "ja", ["verkehr"]),
                    ("2", "ja", ["freizeit"]),
                    ("1", "nein", ["verkehr", "lernhilfe"]),
                    ("4", "teilweise", ["spielplatz"]),
                    ("2", "ja", ["freizeit", "spielplatz"]),
                )
            ],
        ),
    ),
    held=(
        HeldEvent(plan=_festival("Frühlingsfest Jerusalem"), on=date(2013, 5, 4), came=150, counted_by="estimated"),
        HeldEvent(plan=_festival("Sommerfest Jerusalem"), on=date(2013, 7, 6), came=220, counted_by="estimated"),
        HeldEvent(plan=_festival("Herbstfest Jerusalem"), on=date(2013, 9, 28), came=180, counted_by="estimated"),
        HeldEvent(plan=_AGENCY, on=date(2018, 11, 14), came=80, counted_by="estimated"),
        HeldEvent(plan=_GO_TALK, on=date(2019, 5, 22), came=95, counted_by="estimated"),
        HeldEvent(plan=_WALK, on=date(2025, 4, 10), came=18, reached=4, words="Wege, Licht und zwei leere Läden."),
        HeldEvent(plan=_COMPANIES, on=date(2025, 5, 15), came=31, reached=5),
        HeldEvent(
            plan=_FESTIVAL,
            on=date(2025, 6, 28),
            came=310,
            groups={
                "age_band": {"u6": 30, "6_13": 66, "14_17": 22, "18_26": 25, "27_54": 88, "55_64": 41, "65plus": 38},
                "target_group": {"migration": 105, "alleinerziehende": 37},
            },
            money=Money(
                costs={"rent": 30000, "catering": 24000, "printing": 9000},
                shares={"operation": 37800, "municipality": 12600, "own": 12600},
            ),
            reached=5,
            words="Mehr Familien als im Vorjahr; Dolmetscher am Infostand war wichtig.",
        ),
        HeldEvent(plan=_CHILDREN, on=date(2025, 9, 20), came=140, reached=5),
        HeldEvent(plan=_CONFERENCE, on=date(2025, 9, 25), came=64, reached=4),
        HeldEvent(plan=_SINGLE_PARENTS, on=date(2025, 11, 6), came=23, reached=4),
        HeldEvent(plan=_COMPANIES, on=date(2026, 3, 19), came=37, reached=5),
        HeldEvent(plan=_FESTIVAL, on=date(2026, 6, 20), came=335, reached=5),
    ),
    coming=(
        ComingEvent(plan=_COMPANIES, ahead=30, places=40),
        ComingEvent(plan=_SINGLE_PARENTS, ahead=52, places=25),
    ),
    cancelled=(CancelledEvent(plan=_WALK, on=date(2025, 11, 13), said_on=date(2025, 11, 12), grounds="weather"),),
    groups=(
        Group(
            name="Netzwerk TIZIAN",
            kind="network",
            since=date(2012, 1, 1),
            operation="thinka",
            sozialraeume=[_JERUSALEM, _WALPERLOH],
            members={_JOBCENTER: "chair", _ADVICE: "member", _YOUTH: "member"},
            next_in=38,
            meetings=(
                Meeting(on=date(2025, 2, 19), there=[_JOBCENTER, _ADVICE]),
                Meeting(on=date(2025, 6, 11), there=[_JOBCENTER, _ADVICE, _YOUTH]),
                Meeting(on=date(2025, 10, 15), there=[_JOBCENTER, _YOUTH], guests=2),
            ),
        ),
        Group(
            name="LAP, regionales Integrationsprojekt",
            kind="network",
            since=date(2012, 1, 1),
            operation="thinka",
            sozialraeume=[_JERUSALEM],
            members={_JOBCENTER: "member", _ADVICE: "member"},
            meetings=(
                Meeting(on=date(2025, 5, 7), there=[_JOBCENTER, _ADVICE], minutes="Plätze zur Arbeitserprobung."),
            ),
        ),
        Group(
            name="Interne Steuerungsgruppe Sozialplanung",
            kind="steering_group",
            since=date(2019, 1, 1),
            operation=_PLANNING,
            members={_JOBCENTER: "member", _CARE: "member"},
            meetings=(
                Meeting(
                    on=date(2025, 3, 5),
                    there=[_JOBCENTER, _CARE],
                    agenda="Stand der Maßnahmen\nSozialberichterstattung",
                    decided=[
                        ("STG-2025-2", "unanimous", "Die Bedarfserhebung der Alleinerziehenden wird fortgeführt.")
                    ],
                ),
                Meeting(on=date(2025, 9, 3), there=[_JOBCENTER]),
            ),
        ),
        Group(
            name="Beirat für Sozialplanung",
            kind="advisory_board",
            since=date(2021, 1, 1),
            operation=_PLANNING,
            members={_ADVICE: "member", _YOUTH: "member", _CARE: "member"},
            mandate="Externe Steuerungsgruppe: berät Landrat und Kreistag bei der Umsetzung der Strategie.",
            meetings=(Meeting(on=date(2025, 11, 19), there=[_ADVICE, _CARE], guests=3),),
        ),
    ),
    engagements=(
        Engagement(
            title="Kleiderkammer im Walperloh",
            sozialraum=_WALPERLOH,
            operation="thinka",
            needed=3,
            volunteers=(
                Volunteer(
                    name="Roswitha Kellermann",
                    since=date(2023, 5, 2),
                    phone="03683 000072",
                    hours=[Hours(on=date(2025, month, 28), minutes=480) for month in range(1, 13)],
                ),
                Volunteer(
                    name="Olena Bondar",
                    since=date(2024, 11, 4),
                    languages=["de", "uk"],
                    hours=[Hours(on=date(2025, month, 20), minutes=300) for month in (2, 4, 6, 8, 10)],
                ),
            ),
        ),
        Engagement(
            title="Helfen beim Stadtteilfest Jerusalem",
            sozialraum=_JERUSALEM,
            operation="thinka",
            needed=10,
            together=[Hours(on=date(2025, 6, 28), minutes=9 * 300, persons=9)],
        ),
    ),
    press=(
        PressItem(
            on=date(2025, 1, 23),
            medium="Werra-Bote",
            channel="print",
            tone="negative",
            headline="Walperloh: Leerstand und Lärm",
            reach=21000,
            sozialraeume=[_WALPERLOH],
            operation="thinka",
        ),
        PressItem(
            on=date(2025, 4, 11),
            medium="Werra-Bote",
            channel="print",
            tone="neutral",
            headline="Rundgang mit dem Bürgerbüro",
            reach=21000,
            sozialraeume=[_WALPERLOH],
            operation="thinka",
        ),
        PressItem(
            on=date(2025, 9, 22),
            medium="Rennsteig online",
            channel="online",
            tone="positive",
            headline="Hundertvierzig Kinder und ein Trecker",
            reach=9400,
            sozialraeume=[_WALPERLOH],
            operation="thinka",
        ),
        PressItem(
            on=date(2026, 2, 5),
            medium="Rennsteig online",
            channel="online",
            tone="positive",
            headline="Nachbarn, die sich kennen",
            reach=8800,
            sozialraeume=[_WALPERLOH],
            operation="thinka",
        ),
        PressItem(
            on=date(2025, 6, 30),
            medium="Werra-Bote",
            channel="print",
            tone="positive",
            headline="Jerusalem tanzt",
            reach=21000,
            sozialraeume=[_JERUSALEM],
            operation="thinka",
        ),
        PressItem(
            on=date(2025, 9, 26),
            medium="Kreisjournal",
            channel="newsletter",
            tone="neutral",
            own=True,
            headline="Sozialraumkonferenz: Das haben Sie gesagt",
            operation=_PLANNING,
        ),
    ),
)
