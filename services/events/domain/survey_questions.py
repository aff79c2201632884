"""Questionnaires: what makes one sound while it is drafted, and complete when it is opened."""

from collections.abc import Iterable, Sequence
from typing import Final

from services.contracts.events import Asked, SurveyDrafted, Wording
from services.kernel.deciders import RuleViolation

MOST_QUESTIONS: Final = 40
FEWEST_CHOICES: Final = 2
MOST_CHOICES: Final = 20
WITH_CHOICES: Final = frozenset({"single", "multiple"})


class LanguageMissing(RuleViolation):
    title = "Eine Umfrage braucht mindestens eine Sprache, jede nur einmal."
    field = "languages"


class TitleMissing(RuleViolation):
    title = "Die Umfrage braucht einen Titel in ihrer ersten Sprache."
    field = "title"


class TooManyQuestions(RuleViolation):
    title = f"Eine Umfrage hat höchstens {MOST_QUESTIONS} Fragen."
    field = "questions"


class QuestionTwice(RuleViolation):
    title = "Zwei Fragen haben denselben Schlüssel."
    field = "questions"


class QuestionWithoutWords(RuleViolation):
    title = "Jede Frage und jede Antwort braucht Worte in der ersten Sprache der Umfrage."
    field = "questions"


class ChoicesWrong(RuleViolation):
    title = (
        f"Fragen zum Ankreuzen haben {FEWEST_CHOICES} bis {MOST_CHOICES} verschiedene Antworten, alle anderen keine."
    )
    field = "questions"


class QuestionsMissing(RuleViolation):
    title = "Eine Umfrage ohne Fragen kann nicht eröffnet werden."
    field = "questions"


class TranslationMissing(RuleViolation):
    title = "Vor dem Eröffnen muss alles in jeder Sprache der Umfrage dastehen."
    field = "languages"


def said_in(wordings: Iterable[Wording], language: str) -> str | None:
    """The text in that language, None where there is none."""
    return next((each.text for each in wordings if each.language == language and each.text.strip()), None)


def said_best(wordings: Sequence[Wording], language: str) -> str:
    """The text in that language, else in the first one that there is."""
    return said_in(wordings, language) or (wordings[0].text if wordings else "")


def expect_sound(drafted: SurveyDrafted) -> None:
    """Raises LanguageMissing, TitleMissing, TooManyQuestions, QuestionTwice, ChoicesWrong, QuestionWithoutWords."""
    if not drafted.languages or len(set(drafted.languages)) < len(drafted.languages):
        raise LanguageMissing
    first = drafted.languages[0]
    if said_in(drafted.title, first) is None:
        raise TitleMissing
    if len(drafted.questions) > MOST_QUESTIONS:
        raise TooManyQuestions
    if len({each.key for each in drafted.questions}) < len(drafted.questions):
        raise QuestionTwice
    for question in drafted.questions:
        _expect_sound_choices(question)
        if any(said_in(wordings, first) is None for wordings in _all_wordings(question)):
            raise QuestionWithoutWords


def expect_complete(drafted: SurveyDrafted) -> None:
    """Raises QuestionsMissing, TranslationMissing: it names the first text that is missing, and in which language."""
    if not drafted.questions:
        raise QuestionsMissing
    texts = [drafted.title, *(each for question in drafted.questions for each in _all_wordings(question))]
    for language in drafted.languages:
        for wordings in texts:
            if said_in(wordings, language) is None:
                lacking = said_best(wordings, drafted.languages[0])
                raise TranslationMissing(f"{TranslationMissing.title} Es fehlt ({language}): {lacking}")


def _expect_sound_choices(question: Asked) -> None:
    if question.kind not in WITH_CHOICES:
        if question.choices:
            raise ChoicesWrong
        return
    keys = {each.key for each in question.choices}
    if len(keys) < len(question.choices) or not FEWEST_CHOICES <= len(keys) <= MOST_CHOICES:
        raise ChoicesWrong


def _all_wordings(question: Asked) -> list[tuple[Wording, ...]]:
    return [question.wordings, *(each.wordings for each in question.choices)]
