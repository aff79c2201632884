"""What bodies about surveys have in common: wordings, questions, answers."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.events import Asked, Choice, SurveyDrafted, Wording
from services.contracts.events.words import QuestionKind, SurveyAccess
from services.events.api.fields import ID, Line, Operation, Sozialraum, TargetGroup, Text, one_of
from services.events.domain.response_answers import Values
from services.events.domain.survey_questions import MOST_CHOICES, MOST_QUESTIONS
from services.events.responses_desk import Said
from services.events.surveys_languages import language_names
from services.kernel.ids import uuid7

KEY: Final = r"^[a-z0-9][a-z0-9-]{0,40}$"

SurveyInPath = Annotated[UUID, Path(title="Umfrage", examples=[ID])]
QuestionKey = Annotated[str, Field(pattern=KEY, examples=["betreuung"])]
AskedLanguage = Annotated[str, one_of(language_names), Field(examples=["de"])]
Wordings = Annotated[dict[AskedLanguage, Line], Field(examples=[{"de": "Reicht die Betreuung?"}], max_length=20)]
SmallestCell = Annotated[int, Field(ge=3, le=50, examples=[5])]


def wordings(texts: dict[str, str]) -> tuple[Wording, ...]:
    return tuple(Wording(language=language, text=text) for language, text in texts.items())


class ChoiceIn(BaseModel):
    """An answer to choose."""

    model_config = ConfigDict(extra="forbid", title="Antwort zur Wahl")

    key: QuestionKey = Field(title="Schlüssel")
    text: Wordings = Field(title="Antwort, je Sprache")


class QuestionIn(BaseModel):
    """One question."""

    model_config = ConfigDict(extra="forbid", title="Frage")

    key: QuestionKey = Field(title="Schlüssel")
    kind: QuestionKind = Field(title="Art", examples=["single"])
    text: Wordings = Field(title="Frage, je Sprache")
    choices: list[ChoiceIn] = Field(default=[], title="Antworten zur Wahl", max_length=MOST_CHOICES)
    needed: bool = Field(default=False, title="Pflichtfrage")

    @property
    def asked(self) -> Asked:
        return Asked(
            key=self.key,
            kind=self.kind,
            wordings=wordings(self.text),
            choices=tuple(Choice(key=each.key, wordings=wordings(each.text)) for each in self.choices),
            needed=self.needed,
        )


class SurveyIn(BaseModel):
    """A questionnaire as a whole."""

    model_config = ConfigDict(extra="forbid", title="Umfrage")

    title: Wordings = Field(title="Titel, je Sprache", examples=[{"de": "Elternbefragung"}])
    questions: list[QuestionIn] = Field(default=[], title="Fragen", max_length=MOST_QUESTIONS)
    languages: list[AskedLanguage] = Field(default=["de"], title="Sprachen", min_length=1, max_length=20)
    access: SurveyAccess = Field(default="open", title="Zugang", examples=["open"])
    smallest_cell: SmallestCell = Field(default=5, title="Kleinste Gruppe, die gezeigt wird")
    operation: Operation | None = Field(default=None, title="Vorhaben")
    sozialraeume: list[Sozialraum] = Field(default=[], title="Sozialräume", max_length=100)
    target_groups: list[TargetGroup] = Field(default=[], title="Zielgruppen", max_length=20)

    @property
    def questionnaire(self) -> SurveyDrafted:
        """Its id is set by the desk."""
        return SurveyDrafted(
            survey_id=uuid7(),
            title=wordings(self.title),
            questions=tuple(each.asked for each in self.questions),
            languages=tuple(self.languages),
            access=self.access,
            smallest_cell=self.smallest_cell,
            operation=self.operation,
            sozialraeume=tuple(self.sozialraeume),
            target_groups=tuple(self.target_groups),
        )


class SheetIn(BaseModel):
    """The answers of one sheet of paper."""

    model_config = ConfigDict(extra="forbid", title="Bogen")

    language: AskedLanguage = Field(title="Sprache")
    sozialraum: Sozialraum | None = Field(default=None, title="Sozialraum")
    answers: dict[QuestionKey, list[str]] = Field(
        default={}, title="Antworten: Schlüssel der Wahl, oder eine Zahl", max_length=MOST_QUESTIONS
    )
    texts: dict[QuestionKey, Text] = Field(default={}, title="Freie Antworten", max_length=MOST_QUESTIONS)

    @property
    def said(self) -> Said:
        values: Values = {key: tuple(each) for key, each in self.answers.items() if each}
        return Said(language=self.language, values=values, texts=self.texts, sozialraum=self.sozialraum)
