"""Community work in the Landkreis Sömmerda: neighbourly networks, health, those who live there are heard (seed 003).

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
    PressItem,
    Volunteer,
)

_ADVICE: Final = "Beratungshaus Unstrutaue"
_JOBCENTER: Final = "Jobcenter Unstrut-Finne"
_FAMILY: Final = "Familienbüro Kölleda"
_SPORTS: Final = "Sportfreunde Finneblick"
_LANDKREIS: Final = "landkreis-soemmerda"

_HEALTH: Final = EventPlan(
    title="Gesund durch den Alltag",
    kind="info",
    operation="thinka",
    sozialraeume=[_LANDKREIS],
    hours=(time(10), time(13)),
    target_groups=["krankheit", "aeltere"],
    handlungsfelder=["gesundheit"],
    partners={_SPORTS: "co_organiser", _ADVICE: "speaker"},
    description="Aufklärung und Prävention: Bewegung, Ernährung, Sucht.",
)
_IDEAS: Final = EventPlan(
    title="Zukunftswerkstatt Kölleda",
    kind="beteiligung",
    operation="thinka",
    sozialraeume=[_LANDKREIS],
    target_groups=["alle"],
    partners={_FAMILY: "host"},
    description="Was Bewohnerinnen und Bewohner sich für ihren Ort vorstellen.",
)

SOEMMERDA_COMMUNITY: Final = Community(
    held=(
        HeldEvent(plan=_HEALTH, on=date(2025, 4, 24), came=36, reached=4),
        HeldEvent(
            plan=_IDEAS,
            on=date(2025, 10, 9),
            came=28,
            groups={"gender": {"female": 17, "male": 10, "non_binary": 1}},
            reached=5,
            words="Gewünscht: ein Treffpunkt, der abends offen ist.",
        ),
        HeldEvent(plan=_HEALTH, on=date(2026, 4, 16), came=41, reached=4),
    ),
    coming=(ComingEvent(plan=_HEALTH, ahead=41, places=30),),
    groups=(
        Group(
            name="Netzwerk Soziales Landkreis Sömmerda",
            kind="network",
            since=date(2022, 9, 1),
            operation="thinka",
            sozialraeume=[_LANDKREIS],
            members={_ADVICE: "chair", _JOBCENTER: "member", _FAMILY: "member", _SPORTS: "member"},
            next_in=27,
            meetings=(
                Meeting(on=date(2025, 5, 21), there=[_ADVICE, _JOBCENTER, _FAMILY]),
                Meeting(on=date(2025, 11, 12), there=[_ADVICE, _JOBCENTER], guests=2),
            ),
        ),
    ),
    engagements=(
        Engagement(
            title="Spaziergang für alle, die nicht allein gehen wollen",
            sozialraum=_LANDKREIS,
            operation="thinka",
            needed=2,
            volunteers=(
                Volunteer(
                    name="Edeltraud Finn",
                    since=date(2024, 4, 8),
                    phone="03634 000074",
                    hours=[Hours(on=date(2025, month, 10), minutes=240) for month in (4, 5, 6, 9, 10)],
                ),
            ),
        ),
    ),
    press=(
        PressItem(
            on=date(2025, 10, 10),
            medium="Unstrut-Kurier",
            channel="print",
            tone="positive",
            headline="Kölleda denkt nach vorn",
            reach=12000,
            sozialraeume=[_LANDKREIS],
            operation="thinka",
        ),
    ),
)
