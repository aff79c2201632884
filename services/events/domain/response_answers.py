"""Whether answers fit their questions: needed ones there, keys that were asked, numbers in their range."""

from collections.abc import Mapping, Sequence
from typing import Final

from services.contracts.events import Asked
from services.kernel.deciders import RuleViolation

LOWEST: Final = 1
HIGHEST: Final = 5
LARGEST_NUMBER: Final = 9999

Values = Mapping[str, Sequence[str]]  # key of the question -> keys of choices, or one number as text


class UnknownQuestion(RuleViolation):
    title = "Diese Frage steht nicht in der Umfrage."
    field = "answers"


class AnswerMissing(RuleViolation):
    title = "Bitte diese Frage beantworten."
    field = "answers"


class AnswerNotAsked(RuleViolation):
    title = "Diese Antwort passt nicht zur Frage."
    field = "answers"


class NothingAnswered(RuleViolation):
    title = "Bitte mindestens eine Frage beantworten."
    field = "answers"


def faults(questions: Sequence[Asked], values: Values, texts: Mapping[str, str]) -> dict[str, type[RuleViolation]]:
    """Key of the question -> what is wrong with its answer; the key ``""`` where nothing at all was answered."""
    found = {key: UnknownQuestion for key in (*values, *texts) if key not in {each.key for each in questions}}
    wrong: dict[str, type[RuleViolation]] = dict(found)
    for question in questions:
        fault = _fault(question, values.get(question.key, ()), texts.get(question.key, ""))
        if fault is not None:
            wrong[question.key] = fault
    if not wrong and not any(values.values()) and not any(text.strip() for text in texts.values()):
        wrong[""] = NothingAnswered
    return wrong


def expect_fitting(questions: Sequence[Asked], values: Values, texts: Mapping[str, str]) -> None:
    """Raises UnknownQuestion, AnswerMissing, AnswerNotAsked, NothingAnswered, for the first that is wrong."""
    for key, fault in faults(questions, values, texts).items():
        raise fault(f"{fault.title} ({key})" if key else None)


def _fault(question: Asked, values: Sequence[str], text: str) -> type[RuleViolation] | None:
    is_text = question.kind == "text"
    if not (text.strip() if is_text else values):
        return AnswerMissing if question.needed else (AnswerNotAsked if values else None)
    if is_text:
        return AnswerNotAsked if values else None
    return None if not text and _fits(question, values) else AnswerNotAsked


def _fits(question: Asked, values: Sequence[str]) -> bool:
    match question.kind:
        case "multiple":
            return len(set(values)) == len(values) and set(values) <= {each.key for each in question.choices}
        case "single":
            return len(values) == 1 and values[0] in {each.key for each in question.choices}
        case "scale":
            return len(values) == 1 and values[0] in {str(step) for step in range(LOWEST, HIGHEST + 1)}
        case _:
            return len(values) == 1 and _is_number(values[0])


def _is_number(value: str) -> bool:
    """Whole, not negative, written in one way only."""
    return value.isascii() and value.isdecimal() and len(value) <= 4 and str(int(value)) == value
