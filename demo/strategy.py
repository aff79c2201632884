"""The poverty-prevention strategy of Schmalkalden-Meiningen 2016 to 2021, with its real milestones (seed 002).

Words are those of the Landkreis' page. It names years, one day (the council's decision of 5 September 2018) and no
owner, no money, no Leitziele of its own: none is invented here. Where a year is all that is known, a step stands at its
first or last day. Its focal points ("Handlungsschwerpunkte") stand as goals; to which Handlungsfeld each belongs, the
page does not say: that is our reading. What was "in Planung" for 2020 and 2021 is planned here, too: nobody told since.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from demo.commands import Commands
from services.contracts.vocabularies import handlungsfelder, handlungsfelder_of_2020
from services.events.application import Events
from services.events.domain.measure_course import MeasureDetails
from services.events.domain.strategy_frame import StrategyDetails
from services.events.measure_parts_desk import MeasurePartsDesk
from services.events.measures_desk import MeasuresDesk
from services.events.strategies_desk import StrategiesDesk

TITLE: Final = "Armutspräventionsstrategie"
ADOPTED_ON: Final = date(2018, 9, 5)
# 2018/2019, and 2020 to 2021 as the page groups them.
IN_2018_19: Final = (date(2018, 1, 1), date(2019, 12, 31))
IN_2020_21: Final = (date(2020, 1, 1), date(2021, 12, 31))
ABOUT: Final = (
    "Entwicklung und Umsetzung einer wirksamen Armutspräventionsstrategie: Handlungskonzept für eine bedarfsgerechte "
    "und integrierte Sozialraumplanung. Gefördert durch den Freistaat Thüringen aus Mitteln des ESF."
)


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone, and when it was reached, if it was."""

    title: str
    due: date
    reached: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """``goal``: its title. Without ``started`` it is planned, without ``completed`` it runs."""

    goal: str
    title: str
    period: tuple[date, date]
    started: date | None = None
    completed: date | None = None
    steps: Sequence[Step] = ()
    sozialraeume: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What stands in the district afterwards."""

    strategy_id: UUID
    measures: dict[str, UUID] = field(default_factory=dict)


PLANNING: Final = "Bedarfsgerechte und integrierte Sozialraumplanung"
ENGAGEMENT: Final = "Rahmenbedingungen für freiwilliges Engagement"
ACCESS: Final = "Zugangsbarrieren der sozialen Daseinsvorsorge insbesondere im ländlichen Raum senken"
WORK: Final = "Übergänge gestalten von Arbeitslosigkeit zu Erwerbsarbeit"
OLD_AGE: Final = "Übergänge gestalten von Erwerbsarbeit zu Altersrente"
SCHOOL: Final = "Übergänge gestalten von Kindergarten zu Grundschule"
LEARNING: Final = "Zugangsbarrieren zur außerschulischen Bildung senken"
FAMILIES: Final = "Transparenz von Familien- und Präventionsangeboten schaffen"
SINGLE_PARENTS: Final = "Bedarfe von Alleinerziehenden kennen"

GOALS: Final = (
    ("infrastruktur_wohnen", PLANNING),
    ("infrastruktur_wohnen", ENGAGEMENT),
    ("infrastruktur_wohnen", ACCESS),
    ("arbeit", WORK),
    ("alter", OLD_AGE),
    ("bildung", SCHOOL),
    ("bildung", LEARNING),
    ("kinder_familie", FAMILIES),
    ("gleichstellung", SINGLE_PARENTS),
)


def _planned(goal: str, title: str) -> Measure:
    """One of the list of 2020 to 2021."""
    return Measure(goal=goal, title=title, period=IN_2020_21, steps=(Step(title, IN_2020_21[1]),))


MEASURES: Final = (
    Measure(
        goal=PLANNING,
        title="Bestands- und Bedarfsanalyse",
        period=(date(2016, 1, 1), date(2016, 12, 31)),
        started=date(2016, 1, 1),
        completed=date(2016, 12, 31),
        steps=(
            Step(
                "Analyse möglicher Armutslagen anhand von neun Handlungsfeldern", date(2016, 12, 31), date(2016, 12, 31)
            ),
        ),
    ),
    Measure(
        goal=PLANNING,
        title="Zielbildung und Maßnahmeplanung",
        period=(date(2017, 1, 1), date(2018, 12, 31)),
        started=date(2017, 1, 1),
        completed=ADOPTED_ON,
        steps=(
            Step("Erarbeitung von Maßnahmen auf Grundlage der Bestandsanalyse", ADOPTED_ON, ADOPTED_ON),
            Step("Kreistagsbeschluss der Armutspräventionsstrategie", ADOPTED_ON, ADOPTED_ON),
        ),
        about="Unter Beteiligung von Kommunalpolitik, lokalen Akteuren der Fachöffentlichkeit und Zivilgesellschaft.",
    ),
    Measure(
        goal=WORK,
        title="Jugendberufsagentur",
        period=IN_2018_19,
        started=IN_2018_19[0],
        completed=IN_2018_19[1],
        steps=(
            Step("Auftakt und Abschluss des Kooperationsvertrags", IN_2018_19[1], IN_2018_19[1]),
            Step("Fachtag „Die Jugendberufsagentur geht an den Start“", IN_2018_19[1], IN_2018_19[1]),
        ),
    ),
    Measure(
        goal=PLANNING,
        title="Partizipative Sozialplanung",
        period=(IN_2018_19[0], IN_2020_21[1]),
        started=IN_2018_19[0],
        steps=(
            Step(
                "Fachtag „Mitreden. Mitplanen. Mitgestalten. Partizipative Sozialplanung im Fokus“",
                IN_2018_19[1],
                IN_2018_19[1],
            ),
            Step("Bürgerbeteiligung im Rahmen von Sozialraumkonferenzen", IN_2020_21[1]),
        ),
    ),
    Measure(
        goal=FAMILIES,
        title="Elternbefragung",
        period=IN_2018_19,
        started=IN_2018_19[0],
        completed=IN_2018_19[1],
        steps=(Step("Elternbefragung durchgeführt", IN_2018_19[1], IN_2018_19[1]),),
    ),
    Measure(
        goal=PLANNING,
        title="Sozialraumprofil Brotterode-Trusetal",
        period=IN_2018_19,
        started=IN_2018_19[0],
        completed=IN_2018_19[1],
        steps=(Step("Sozialraumprofil erstellt", IN_2018_19[1], IN_2018_19[1]),),
        sozialraeume=("brotterode-trusetal",),
    ),
    Measure(
        goal=PLANNING,
        title="Steuerung der Umsetzung",
        period=(IN_2018_19[0], IN_2020_21[1]),
        started=IN_2018_19[0],
        steps=(
            Step("Gründung interne Steuerungsgruppe", IN_2018_19[1], IN_2018_19[1]),
            Step("Externe Steuerungsgruppe „Beirat für Sozialplanung“", IN_2020_21[1]),
            Step("Aufbau von Steuerungsgremien zur Umsetzung der Strategie", IN_2020_21[1]),
        ),
        about="Der „Beirat für Sozialplanung“ ist in Vorbereitung.",
    ),
    Measure(goal=PLANNING, title="Netzwerkmanagement", period=(IN_2018_19[0], IN_2020_21[1]), started=IN_2018_19[0]),
    _planned(PLANNING, "Überführung der Datenlage der Bedarfsanalyse in die Sozialberichterstattung"),
    _planned(PLANNING, "Standortatlas etablieren"),
    _planned(LEARNING, "Bildungs- und Teilhabefonds"),
    _planned(SINGLE_PARENTS, "Bedarfserhebung von Alleinerziehenden"),
    _planned(FAMILIES, FAMILIES),
    _planned(ENGAGEMENT, ENGAGEMENT),
    _planned(SCHOOL, SCHOOL),
    _planned(WORK, WORK),
    _planned(OLD_AGE, OLD_AGE),
    _planned(ACCESS, ACCESS),
    _planned(LEARNING, LEARNING),
)


def tell_strategy(events: Events, district: str, actor: str) -> Told:
    """The strategy and its measures, each thing once; told again, nothing is stored.

    A strategy or a measure that people went on with is theirs, and stays as it is.
    ``events`` must know the district's Sozialräume by then (its reader has read districts).
    """
    commands = Commands(events.ids(district), f"strategy {TITLE}", actor)
    desk = StrategiesDesk(events, district)
    frame = StrategyDetails(
        title=TITLE,
        first_day=date(2016, 1, 1),
        last_day=date(2021, 12, 31),
        handlungsfelder=tuple(handlungsfelder()),
        wordings=handlungsfelder_of_2020(),
    )
    strategy_id = desk.draft(frame, {"description": ABOUT}, commands.next()).id
    told = Told(strategy_id)
    if _is_left_to_people(events, district, strategy_id, commands):
        return told
    goals = {
        title: desk.set_goal(strategy_id, handlungsfeld, title, commands.next()).id for handlungsfeld, title in GOALS
    }
    desk.adopt(strategy_id, ADOPTED_ON, None, commands.next())
    for measure in MEASURES:
        details = MeasureDetails(
            strategy_id=strategy_id,
            goal_id=goals[measure.goal],
            title=measure.title,
            first_day=measure.period[0],
            last_day=measure.period[1],
            sozialraeume=measure.sozialraeume,
        )
        own = Commands(events.ids(district), f"measure {measure.title}", actor)
        told.measures[measure.title] = _tell_measure(MeasuresDesk(events, district), details, measure, own)
    return told


def _tell_measure(desk: MeasuresDesk, details: MeasureDetails, measure: Measure, commands: Commands) -> UUID:
    """Its plan, its course and its steps."""
    measure_id = desk.plan(details, {"description": measure.about}, commands.next()).id
    if _is_left_to_people(desk.events, desk.district, measure_id, commands):
        return measure_id
    if measure.started is not None:
        desk.start(measure_id, measure.started, commands.next())
    parts = MeasurePartsDesk(desk)
    for step in measure.steps:
        milestone_id = parts.set_milestone(measure_id, step.title, step.due, commands.next()).id
        if step.reached is not None:
            parts.reach_milestone(measure_id, milestone_id, step.reached, commands.next())
    if measure.completed is not None:
        desk.end(measure_id, measure.completed, "completed", commands.next())
    return measure_id


def _is_left_to_people(events: Events, district: str, stream: UUID, commands: Commands) -> bool:
    """Whether anybody but the demo wrote there."""
    ours = commands.all_ids()
    return any(row.command_id not in ours for row in events.store.log.streams(district, [stream])[stream])
