"""Results and free answers of a survey, as the team may see them; and results as CSV."""

import csv
import io
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from services.events.application import Events
from services.events.domain.response_answers import HIGHEST, LOWEST
from services.events.domain.survey_questions import said_best
from services.events.domain.survey_results import BANDS, NOT_SAID, Counted, Dimension, Group, Line, Results, results
from services.events.responses_desk import FREE_ANSWER
from services.events.responses_queries import answered
from services.events.surveys_languages import language_names
from services.events.surveys_queries import SurveyRow
from services.kernel.pages.wording import number

HIDDEN: Final = "–"
NOT_ANSWERED: Final = "keine Angabe"
BESIDE: Final = " + "


def results_of(events: Events, district: str, survey: SurveyRow, by: Dimension | None = None) -> Results | None:
    """None: the survey is not closed, or fewer answered than may be told."""
    replies = answered(events.pool, district, survey.survey_id).replies
    return results(survey.questions, replies, survey.drafted.smallest_cell, by)


def free_answers(events: Events, district: str, survey: SurveyRow) -> dict[str, list[str]]:
    """Question -> what was written, for the team only, in an order that says nothing; none where too few answered."""
    found = answered(events.pool, district, survey.survey_id)
    if len(found.replies) < survey.drafted.smallest_cell:
        return {}
    texts = events.vault.get(district, [(each.owner, FREE_ANSWER, each.said_id) for each in found.free])
    kept: dict[str, list[str]] = {each.key: [] for each in survey.questions if each.kind == "text"}
    for each in found.free:
        text = texts.get((each.owner, FREE_ANSWER, each.said_id))
        if text is not None:
            kept[each.question].append(text)
    return kept


# --- In words ------------------------------------------------------------------------


def group_words(group: Group, by: Dimension) -> str:
    """``Deutsch``, or ``nord + sued`` where they were put together."""
    names = language_names() if by == "language" else {}
    return BESIDE.join(names.get(key, key) or NOT_ANSWERED for key in group.keys)


def line_words(counted: Counted, line: Line) -> str:
    """The answer in the survey's first language; several where they were put together."""
    return BESIDE.join(_answer_words(counted, key) for key in line.keys)


def cell_words(count: int | None, of: int) -> str:
    """``12 (24 %)``; a dash where it is hidden."""
    if count is None:
        return HIDDEN
    return f"{count} ({round(100 * count / of)} %)" if of else str(count)


def mean_words(mean: Fraction | None) -> str:
    """``3,5``; a dash where it would give hidden counts away."""
    return HIDDEN if mean is None else number(float(round(mean, 2)))


def _answer_words(counted: Counted, key: str) -> str:
    question = counted.question
    if key == NOT_SAID:
        return NOT_ANSWERED
    if question.kind == "scale":
        ends = {str(LOWEST): " (stimmt gar nicht)", str(HIGHEST): " (stimmt voll)"}
        return f"{key}{ends.get(key, '')}"
    if question.kind == "number":
        return _band_words(int(key))
    choice = next(each for each in question.choices if each.key == key)
    return said_best(choice.wordings, question.wordings[0].language)


def _band_words(begin: int) -> str:
    """``3``, ``10 bis 19``, ``100 und mehr``."""
    end = next((each for each in BANDS if each > begin), None)
    if end is None:
        return f"{begin} und mehr"
    return str(begin) if end == begin + 1 else f"{begin} bis {end - 1}"


# --- CSV -----------------------------------------------------------------------------


def results_csv(survey: SurveyRow, found: Results, by: Dimension | None) -> str:
    """One row an answer and group; ``anzahl`` is empty where it is hidden."""
    kept = io.StringIO()
    writer = csv.writer(kept, lineterminator="\r\n")
    writer.writerow(["frage", "text", "antwort", "gruppe", "anzahl", "von"])
    for counted in found.questions:
        text = said_best(counted.question.wordings, survey.drafted.languages[0])
        for line in counted.lines:
            for group, count, of in _cells(line, found, by):
                answer = line_words(counted, line)
                cells = (counted.question.key, text, answer, group, "" if count is None else str(count), str(of))
                writer.writerow([_harmless(cell) for cell in cells])
    return kept.getvalue()


def _cells(line: Line, found: Results, by: Dimension | None) -> Iterator[tuple[str, int | None, int]]:
    yield "alle", line.replies, found.replies
    if by is not None:
        for group, count in zip(found.groups, line.cells, strict=True):
            yield group_words(group, by), count, group.replies


def _harmless(cell: str) -> str:
    """No spreadsheet takes it for a formula."""
    return f"'{cell}" if cell[:1] in tuple("=+-@\t\r") else cell
