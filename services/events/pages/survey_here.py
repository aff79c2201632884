"""The way to surveys for pages: the entry in the address, and its words."""

from typing import Final

from services.events.api.surveys import known_survey
from services.events.domain.survey_state import UnknownSurvey
from services.events.pages.asking import Here
from services.events.surveys_queries import Stage, SurveyRow
from services.kernel.problems import not_found

SURVEYS: Final = "/umfragen"
ONE: Final = f"{SURVEYS}/{{survey}}"

STAGES: Final[dict[Stage, tuple[str, str]]] = {
    "draft": ("info", "Entwurf"),
    "opened": ("info", "eröffnet, beginnt später"),
    "running": ("success", "läuft"),
    "over": ("warning", "abgelaufen, bitte abschließen"),
    "closed": ("info", "abgeschlossen"),
}
KINDS: Final = {
    "single": "eine Antwort ankreuzen",
    "multiple": "mehrere Antworten ankreuzen",
    "scale": "Zustimmung von 1 bis 5",
    "number": "Zahl",
    "text": "freie Antwort",
}
ACCESSES: Final = {"open": "offen, mit einem Link für alle", "one_time": "mit Einmal-Link, jeder Link gilt einmal"}


def survey_of(here: Here) -> SurveyRow:
    """The survey in the address. Raises a Problem (404)."""
    try:
        return known_survey(here.service, here.district, here.named("survey"))
    except UnknownSurvey:
        raise not_found(UnknownSurvey.title) from None


def survey_page(here: Here) -> str:
    return f"{SURVEYS}/{here.named('survey')}"


def title_of(here: Here) -> str:
    return survey_of(here).title
