"""What situations, strengths, goals, appointments and work add to the case file and to somebody's day."""

from typing import Final
from uuid import UUID

from services.intake.application import Intake
from services.intake.appointments_queries import calendar, shown_appointments
from services.intake.domain.access import Asker
from services.intake.goals_queries import shown_goals
from services.intake.sections import AskedToday, CaseSection, Json, TodaySection
from services.intake.situations_queries import shown_situations
from services.intake.strengths_queries import shown_strengths
from services.intake.worklist import Wanted, shown_item, work, work_of_case
from services.kernel.times import today

LONGEST_DAY: Final = 100  # items of work on one day; the rest stands in the worklist


def work_in_the_case(intake: Intake, district: str, case: UUID) -> Json:
    """Tasks and reminders of the case, by due date."""
    day = today()
    return [shown_item(item, day) for item in work_of_case(intake, district, case, day)]


def appointments_today(intake: Intake, district: str, asked: AskedToday) -> Json:
    """The day's appointments of whoever asks; programs have none."""
    return [] if asked.staff_id is None else calendar(intake, district, asked.staff_id, (asked.day, asked.day))


def work_today(intake: Intake, district: str, asked: AskedToday) -> Json:
    """What is in the asker's hands or the team's, the longest due first."""
    asker = Asker(asked.actor, "fachkraft", asked.teams)
    found = work(intake, district, asker, Wanted(day=asked.day, mine=True, limit=LONGEST_DAY))
    return [shown_item(item, asked.day) for item in found]


OF_A_CASE: Final = (
    CaseSection("situations", shown_situations),
    CaseSection("strengths", shown_strengths),
    CaseSection("goals", shown_goals),
    CaseSection("appointments", shown_appointments),
    CaseSection("work", work_in_the_case),
)
OF_A_DAY: Final = (
    TodaySection("appointments", appointments_today),
    TodaySection("work", work_today),
)
