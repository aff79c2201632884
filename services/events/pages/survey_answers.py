"""A questionnaire as a form, in one language: its fields, what was typed as an answer, and what is wrong with it.

The same for everybody who answers by link and for the team that types sheets of paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic import Field as Given

from services.contracts.events import Asked, SurveyDrafted
from services.events.domain.response_answers import (
    HIGHEST,
    LARGEST_NUMBER,
    LOWEST,
    AnswerMissing,
    NothingAnswered,
    faults,
)
from services.events.domain.survey_questions import MOST_QUESTIONS, said_best
from services.events.responses_desk import Said
from services.events.surveys_languages import FIRST, Language, languages
from services.kernel.deciders import RuleViolation
from services.kernel.pages.forms import Filled
from services.kernel.pages.small_form import Field, Typed
from services.kernel.problems import FieldError

QUESTION: Final = "frage-"
Short = Annotated[str, StringConstraints(max_length=100)]
Long = Annotated[str, StringConstraints(max_length=2000)]


class AnswersIn(BaseModel):
    """What was typed: ``answers`` by question as they came, one text or several ticked keys.

    ``homepage`` is a field that no person sees: who fills it in is a program.
    """

    model_config = ConfigDict(extra="ignore")

    district: Short = ""
    survey: UUID | None = None
    language: Short = FIRST
    sozialraum: Short | None = None
    code: Short = ""
    homepage: str = ""
    answers: dict[str, list[Long]] = Given(default={}, max_length=MOST_QUESTIONS)

    def said(self, drafted: SurveyDrafted) -> Said:
        """Free answers apart from all others."""
        free = {each.key for each in drafted.questions if each.kind == "text"}
        return Said(
            language=self.language,
            values={key: tuple(values) for key, values in self.answers.items() if key not in free},
            texts={key: "\n".join(values) for key, values in self.answers.items() if key in free},
            sozialraum=self.sozialraum,
        )


def answers_shape(typed: Typed) -> dict[str, Any]:
    """``frage-kinder`` -> answers.kinder."""
    answers = {name.removeprefix(QUESTION): list(said) for name, said in typed.items() if name.startswith(QUESTION)}
    return {name: said[-1] for name, said in typed.items() if not name.startswith(QUESTION)} | {"answers": answers}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The questionnaire in one language."""

    drafted: SurveyDrafted
    language: Language

    @property
    def title(self) -> str:
        return said_best(self.drafted.title, self.language.key)

    @property
    def fields(self) -> Sequence[Field]:
        """Where somebody lives first, if the survey tells places apart; then the questions."""
        return (*self._place, *(self._field(each) for each in self.drafted.questions))

    @property
    def titles(self) -> dict[str, str]:
        return {each.name: each.title for each in self.fields} | {"code": self.language.words["code"]}

    def checked(self, form: Filled[AnswersIn]) -> Filled[AnswersIn]:
        """The form with what is wrong in words of its language; without errors it can be stored."""
        if form.model is None:
            return self.refused(form, "", "invalid")
        said = form.model.said(self.drafted)
        found = faults(self.drafted.questions, said.values, said.texts)
        if not found:
            return form
        return Filled(form.typed, None, [self._error(key, fault) for key, fault in found.items()])

    def refused(self, form: Filled[AnswersIn], field: str, why: str) -> Filled[AnswersIn]:
        """The same form with one thing wrong; ``why`` is a key of the language's words."""
        return Filled(form.typed, None, [FieldError(field, self.language.words[why])])

    @property
    def _place(self) -> Sequence[Field]:
        places = self.drafted.sozialraeume
        if not places:
            return ()
        words = self.language.words
        options = [(each, each) for each in places]
        return (
            Field(
                name="sozialraum",
                title=words["sozialraum"],
                kind="select",
                options=options,
                optional="open",
                empty=words["none"],
            ),
        )

    def _field(self, question: Asked) -> Field:
        words, key = self.language.words, self.language.key
        about: dict[str, Any] = {
            "name": f"{QUESTION}{question.key}",
            "title": said_best(question.wordings, key),
            "optional": False if question.needed else "open",
        }
        nothing = [] if question.needed else [("", words["none"])]
        match question.kind:
            case "single":
                options = [(each.key, said_best(each.wordings, key)) for each in question.choices]
                return Field(**about, kind="radios", options=options + nothing)
            case "multiple":
                options = [(each.key, said_best(each.wordings, key)) for each in question.choices]
                return Field(**about, kind="checks", options=options, hint=words["several"])
            case "scale":
                options = [(str(step), str(step)) for step in range(LOWEST, HIGHEST + 1)]
                return Field(**about, kind="radios", options=options + nothing, hint=words["scale"])
            case "number":
                limits = {"min": "0", "max": str(LARGEST_NUMBER), "inputmode": "numeric"}
                return Field(**about, kind="number", hint=words["number"], more=limits)
            case _:
                return Field(**about, kind="area", more={"maxlength": "2000"})

    def _error(self, key: str, fault: type[RuleViolation]) -> FieldError:
        words = self.language.words
        told: dict[type[RuleViolation], str] = {AnswerMissing: words["needed"], NothingAnswered: words["nothing"]}
        return FieldError(f"{QUESTION}{key}" if key else "", told.get(fault, words["invalid"]))


def sheet_in(drafted: SurveyDrafted, language: str) -> Sheet:
    """In that language, else in the survey's first one."""
    key = language if language in drafted.languages else drafted.languages[0]
    return Sheet(drafted, languages()[key])
