"""What everybody may see of a district's surveys: those that run, what was found, feedback that is shown."""

from dataclasses import dataclass
from uuid import UUID

from services.events.application import Events
from services.events.findings_desk import sheet_of_feedback, sheet_of_finding
from services.events.findings_queries import FindingRow, feedback, findings
from services.events.strangers import district_name
from services.events.surveys_queries import SurveyRow, survey, surveys
from services.events.texts import words_of, words_of_all
from services.kernel.problems import Problem, not_found
from services.kernel.times import today


@dataclass(frozen=True, slots=True)
class Shown:
    """Feedback that the planners show."""

    agrees: bool | None
    text: str | None


@dataclass(frozen=True, slots=True)
class PublicFinding:
    """A finding as everybody reads it."""

    row: FindingRow
    text: str | None
    shown: tuple[Shown, ...]


def not_here() -> Problem:
    """The same for what is not there as for what is not public: nobody learns which there are."""
    return not_found("Unter dieser Adresse gibt es nichts zum Mitmachen.")


def name_of(events: Events, district: str) -> str:
    """Raises a Problem (404)."""
    name = district_name(events, district)
    if name is None:
        raise not_here()
    return name


def running_survey(events: Events, district: str, survey_id: UUID | None) -> SurveyRow:
    """A survey that may be answered by link today. Raises a Problem (404)."""
    name_of(events, district)
    row = None if survey_id is None else survey(events.pool, district, survey_id)
    if row is None or row.stage(today()) != "running":
        raise not_here()
    return row


def open_surveys(events: Events, district: str) -> list[SurveyRow]:
    """Those that run and that anybody may answer."""
    day = today()
    rows = surveys(events.pool, district)
    return [each for each in rows if each.stage(day) == "running" and each.drafted.access == "open"]


def public_findings(events: Events, district: str) -> list[FindingRow]:
    """Newest first."""
    return [each for each in findings(events.pool, district) if not each.is_withdrawn]


def public_finding(events: Events, district: str, finding_id: UUID | None) -> PublicFinding:
    """Raises a Problem (404)."""
    name_of(events, district)
    row = next((each for each in public_findings(events, district) if each.finding_id == finding_id), None)
    if row is None:
        raise not_here()
    said = [each for each in feedback(events.pool, district, [row.finding_id]) if each.shown]
    words = words_of_all(events, district, map(sheet_of_feedback, said))
    text = words_of(events, district, sheet_of_finding(row)).get("text")
    shown = [Shown(each.agrees, words[each.details_id].get("text") if each.details_id else None) for each in said]
    return PublicFinding(row, text, tuple(shown))
