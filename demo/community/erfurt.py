"""Community work around Berliner Platz and Rieth.

From the source (seed 004): Stadtteilfeste by local planning groups, information events and events with others,
Stadtteilkonferenzen with the mayors and councils of the Ortsteile. Days, visitors, volunteers and media are invented.
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
    Money,
    PressItem,
    Volunteer,
)

_DEBT_ADVICE: Final = "Schuldenhilfe Nordlicht"
_ENERGY: Final = "Energieberatung Stromlotse"
_HOUSING: Final = "Wohnungsgesellschaft Geraaue"
_COUNSELLING: Final = "Seelsorge und Beratung Haus Emmaus"
_LANGUAGE: Final = "Sprach- und Bildungszentrum Brücke"
_JOBCENTER: Final = "Jobcenter Erfurt-Nordost"
_DIGITAL: Final = "Digitalpaten Rieth"
_BERLINER: Final = "berliner-platz"
_RIETH: Final = "rieth"

_FESTIVAL_BERLINER: Final = EventPlan(
    title="Stadtteilfest Berliner Platz",
    kind="stadtteilfest",
    operation="thinka",
    sozialraeume=[_BERLINER],
    hours=(time(14), time(19)),
    target_groups=["alle"],
    partners={_HOUSING: "sponsor", _COUNSELLING: "stand", _DEBT_ADVICE: "stand"},
    place="Berliner Platz, Brunnen",
    description="Bühne, Trödelmarkt der Hausgemeinschaften, Kinderstraße.",
)
_FESTIVAL_RIETH: Final = EventPlan(
    title="Sommerfest am Treffpunkt Rieth",
    kind="stadtteilfest",
    operation="thinka",
    sozialraeume=[_RIETH],
    target_groups=["alle", "familien"],
    partners={_HOUSING: "co_organiser", _LANGUAGE: "stand", _DIGITAL: "stand"},
    place="Wiese hinter dem Treffpunkt Rieth",
)
_CONFERENCE: Final = EventPlan(
    title="Stadtteilkonferenz Erfurt-Nord",
    kind="stadtteilkonferenz",
    operation="thinka",
    sozialraeume=[_BERLINER, _RIETH],
    hours=(time(17), time(20)),
    target_groups=["alle"],
    partners={_HOUSING: "host", _JOBCENTER: "speaker", _COUNSELLING: "invited"},
    place="Bürgersaal am Berliner Platz",
    description="Mit den Ortsteilbürgermeistern und Ortsteilräten: Was braucht der Erfurter Norden?",
)
_DEBT_EVENING: Final = EventPlan(
    title="Wenn der Brief vom Gericht kommt: Schulden ohne Scham",
    kind="info",
    operation="thinka",
    sozialraeume=[_RIETH],
    hours=(time(10), time(12)),
    target_groups=["verschuldete"],
    handlungsfelder=["konsum_schulden"],
    partners={_DEBT_ADVICE: "speaker", _ENERGY: "speaker"},
    place="Treffpunkt Rieth",
)

ERFURT_COMMUNITY: Final = Community(
    held=(
        HeldEvent(
            plan=_CONFERENCE,
            on=date(2025, 3, 20),
            came=47,
            groups={"gender": {"female": 27, "male": 20}, "age_band": {"27_54": 22, "55_64": 14, "65plus": 11}},
            reached=4,
            words="Sitzbänke und Beleuchtung am Nordpark wurden am häufigsten genannt.",
        ),
        HeldEvent(plan=_DEBT_EVENING, on=date(2025, 5, 8), came=14, reached=5),
        HeldEvent(
            plan=_FESTIVAL_BERLINER,
            on=date(2025, 6, 14),
            came=430,
            groups={
                "age_band": {"u6": 48, "6_13": 92, "14_17": 31, "18_26": 39, "27_54": 121, "55_64": 44, "65plus": 55},
                "target_group": {"familien": 190, "migration": 74},
            },
            money=Money(
                costs={"rent": 64000, "fees": 90000, "catering": 38000, "printing": 21000},
                shares={"operation": 128000, "housing_company": 60000, "donation": 25000},
            ),
            reached=5,
            words="Die Planungsgruppe hat ab Januar vorbereitet; Aufbau durch Hausgemeinschaften.",
        ),
        HeldEvent(plan=_FESTIVAL_RIETH, on=date(2025, 8, 30), came=265, counted_by="estimated", reached=4),
        HeldEvent(plan=_CONFERENCE, on=date(2025, 10, 16), came=52, reached=4),
        HeldEvent(plan=_DEBT_EVENING, on=date(2026, 3, 12), came=19, reached=4),
        HeldEvent(plan=_CONFERENCE, on=date(2026, 4, 23), came=58, reached=5),
        HeldEvent(plan=_FESTIVAL_BERLINER, on=date(2026, 6, 13), came=455, reached=5),
    ),
    coming=(
        ComingEvent(plan=_DEBT_EVENING, ahead=24, places=20),
        ComingEvent(plan=_CONFERENCE, ahead=45),
    ),
    groups=(
        Group(
            name="Planungsgruppe Stadtteilfest Berliner Platz",
            kind="planning_group",
            since=date(2015, 9, 1),
            operation="thinka",
            sozialraeume=[_BERLINER],
            mandate="Bereitet die Stadtteilfeste vor und verteilt die Aufgaben.",
            members={_HOUSING: "chair", _COUNSELLING: "member", _DEBT_ADVICE: "member"},
            next_in=16,
            meetings=(
                Meeting(
                    on=date(2025, 1, 22),
                    there=[_HOUSING, _COUNSELLING],
                    guests=3,
                    agenda="Termin\nProgramm\nKosten",
                    minutes="Termin 14. Juni. Die Wohnungsgesellschaft trägt einen Teil der Kosten.",
                    decided=[("PG-2025-1", "unanimous", "Das Stadtteilfest findet am 14. Juni 2025 statt.")],
                ),
                Meeting(on=date(2025, 4, 9), there=[_HOUSING, _COUNSELLING, _DEBT_ADVICE], guests=2),
                Meeting(on=date(2025, 7, 2), there=[_HOUSING, _DEBT_ADVICE], minutes="Auswertung des Festes."),
                Meeting(on=date(2026, 1, 21), there=[_HOUSING, _COUNSELLING], guests=4),
            ),
        ),
        Group(
            name="Planungsgruppe Sommerfest Rieth",
            kind="planning_group",
            since=date(2016, 4, 1),
            operation="thinka",
            sozialraeume=[_RIETH],
            members={_LANGUAGE: "chair", _DIGITAL: "member", _HOUSING: "member"},
            meetings=(
                Meeting(on=date(2025, 5, 14), there=[_LANGUAGE, _DIGITAL]),
                Meeting(on=date(2025, 9, 17), there=[_LANGUAGE, _DIGITAL, _HOUSING], guests=1),
            ),
        ),
        Group(
            name="Ortsteilrat Rieth, gemeinsame Sitzung",
            kind="ortsteilrat",
            since=date(2015, 3, 1),
            operation="thinka",
            sozialraeume=[_RIETH],
            members={_HOUSING: "guest", _DIGITAL: "guest"},
            meetings=(
                Meeting(
                    on=date(2025, 11, 5),
                    there=[_DIGITAL],
                    guests=9,
                    minutes="Vorstellung der Ergebnisse der Stadtteilkonferenz.",
                    decided=[("OTR-R-2025-17", "majority", "Die Bank am Treffpunkt Rieth wird ersetzt.")],
                ),
            ),
        ),
    ),
    engagements=(
        Engagement(
            title="Lesepatin oder Lesepate im Rieth",
            sozialraum=_RIETH,
            operation="thinka",
            needed=4,
            description="Einmal in der Woche eine Stunde vorlesen, nach der Schule.",
            volunteers=(
                Volunteer(
                    name="Gudrun Ziegenhals",
                    since=date(2024, 9, 2),
                    phone="0361 000071",
                    hours=[Hours(on=date(2025, month, 15), minutes=260) for month in (1, 2, 3, 4, 5, 6, 9, 10, 11)],
                ),
                Volunteer(
                    name="Farid Rahimi",
                    since=date(2025, 2, 3),
                    languages=["de", "fa"],
                    hours=[Hours(on=date(2025, 3, 31), minutes=375), Hours(on=date(2026, 2, 27), minutes=410)],
                ),
            ),
        ),
        Engagement(
            title="Auf- und Abbau beim Stadtteilfest",
            sozialraum=_BERLINER,
            operation="thinka",
            needed=12,
            together=[
                Hours(on=date(2025, 6, 14), minutes=11 * 330, persons=11),
                Hours(on=date(2026, 6, 13), minutes=13 * 330, persons=13),
            ],
        ),
    ),
    press=(
        PressItem(
            on=date(2025, 2, 11),
            medium="Erfurter Nordblatt",
            channel="print",
            tone="negative",
            headline="Wieder Müll am Berliner Platz",
            reach=18000,
            sozialraeume=[_BERLINER],
            operation="thinka",
        ),
        PressItem(
            on=date(2025, 6, 16),
            medium="Erfurter Nordblatt",
            channel="print",
            tone="positive",
            headline="Ein Platz feiert sich selbst",
            reach=18000,
            sozialraeume=[_BERLINER],
            operation="thinka",
        ),
        PressItem(
            on=date(2025, 10, 17),
            medium="Gera-Welle",
            channel="radio",
            tone="neutral",
            headline="Stadtteilkonferenz: Bänke und Licht",
            sozialraeume=[_BERLINER, _RIETH],
            operation="thinka",
        ),
        PressItem(
            on=date(2026, 6, 2),
            medium="Stadtteilzeitung Nord",
            channel="flyer",
            tone="positive",
            own=True,
            headline="Einladung zum Stadtteilfest",
            reach=2500,
            sozialraeume=[_BERLINER],
            operation="thinka",
        ),
    ),
)
