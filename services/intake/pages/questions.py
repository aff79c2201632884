"""The questions of the ESF questionnaire on entry: German wording, answers, and where each comes from.

Why a question is asked stands in the rules of completeness where Article 17(5) demands the answer, else in Annex I.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.intake.domain.operation import OperationRules
from services.intake.domain.rules.completeness import COMPLETENESS, asked_for
from services.intake.domain.rules.rule import Source
from services.intake.domain.rules.sources import ANNEX_I
from services.intake.pages import words
from services.kernel.pages.small_form import Field
from services.kernel.times import today

NUMBER: Final = "participant_no"
NOT_KNOWN: Final = ("", "noch nicht bekannt")
FOR_THE_FILE: Final = Source("eigene Festlegung, damit die Teilnahme wiedergefunden wird", "P")
DEMANDED: Final[Mapping[str, Source]] = {rule.column: rule.source for rule in COMPLETENESS}
ANSWERS: Final[Mapping[str, Mapping[Any, str]]] = {
    "gender": words.GENDERS,
    "employment": words.EMPLOYMENTS,
    "in_education": words.YES_NO,
    "isced": words.ISCED,
    "disability": words.YES_NO_REFUSED,
    "foreign_background": words.YES_NO_REFUSED,
    "minority": words.YES_NO_REFUSED,
    "citizenship": words.CITIZENSHIPS,
    "housing": words.HOUSINGS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Field):
    """A field of the questionnaire; ``demanded``: without an answer the participation is not counted."""

    source: Source
    demanded: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading."""

    key: str
    title: str
    questions: Sequence[Question]


def questionnaire(rules: OperationRules, *, with_number: bool) -> Sequence[Group]:
    """The questions of an operation."""
    about = [
        *([_number()] if with_number else []),
        _text("sozialraum", "Sozialraum", FOR_THE_FILE, more={"maxlength": "60"}),
        _day("entry_date", "Tag des Eintritts", ANNEX_I, hint="Der erste Tag im Vorhaben."),
    ]
    person = [
        _choice("gender", "Geschlecht", rules),
        _day("birth_date", "Geburtsdatum", DEMANDED["birth_date"], rules=rules),
    ]
    work = [
        _choice("employment", "Lage auf dem Arbeitsmarkt", rules),
        _day("unemployed_since", "Wenn arbeitslos: seit", DEMANDED["unemployed_since"], rules=rules),
        _choice("in_education", "In schulischer oder beruflicher Bildung", rules),
        _choice("isced", "Höchster Abschluss", rules),
    ]
    more = [
        _choice("disability", "Behinderung", rules),
        _choice("foreign_background", "Ausländische Herkunft", rules),
        _choice("minority", "Angehörige oder Angehöriger einer Minderheit", rules),
        _choice("citizenship", "Staatsangehörigkeit", rules),
        _choice("housing", "Wohnsituation", rules),
        _text(
            "residence_ags",
            "Gemeinde des Wohnorts",
            ANNEX_I,
            optional=True,
            looks="acht Ziffern",
            hint="Amtlicher Gemeindeschlüssel mit acht Ziffern, zum Beispiel 16051000 für Erfurt.",
            more={"inputmode": "numeric", "maxlength": "8", "autocomplete": "off"},
        ),
    ]
    return (
        Group("teilnahme", "Teilnahme", about),
        Group("zur-person", "Zur Person", person),
        Group("lage", "Lage beim Eintritt", work),
        Group("weitere", "Weitere Angaben", more),
    )


def titles(groups: Sequence[Group]) -> Mapping[str, str]:
    """Field -> question."""
    return {each.name: each.title for group in groups for each in group.questions}


def _number() -> Question:
    return _text(
        NUMBER, "Teilnehmernummer", FOR_THE_FILE, hint="Steht oben auf dem Fragebogen.", more={"maxlength": "40"}
    )


def _choice(name: str, title: str, rules: OperationRules) -> Question:
    """One of several answers, or not known yet; long lists open, short ones are in sight."""
    answers = words.options(ANSWERS[name])
    return Question(
        name=name,
        title=title,
        kind="select" if len(answers) > 6 else "radios",
        optional="open" if _is_demanded(name, rules) else True,
        options=answers if len(answers) > 6 else (*answers, NOT_KNOWN),
        empty=NOT_KNOWN[1],
        hint=_hint(name, rules),
        source=DEMANDED.get(name, ANNEX_I),
        demanded=_is_demanded(name, rules),
    )


def _day(
    name: str,
    title: str,
    source: Source,
    *,
    rules: OperationRules | None = None,
    hint: str | None = None,
) -> Question:
    """Without rules it must be answered at once."""
    demanded = rules is not None and _is_demanded(name, rules)
    return Question(
        name=name,
        title=title,
        kind="date",
        optional=rules is not None and ("open" if demanded else True),
        hint=hint or (_hint(name, rules) if rules else None),
        more={"max": str(today())},
        source=source,
        demanded=demanded,
    )


def _text(name: str, title: str, source: Source, **more: Any) -> Question:
    return Question(name=name, title=title, source=source, **more)


def _is_demanded(name: str, rules: OperationRules) -> bool:
    """Of anybody in this operation: who is out of work is asked since when, too."""
    employment = "unemployed" if name == "unemployed_since" else rules.settled.get("employment")
    return name in DEMANDED and asked_for(name, employment, rules)


def _hint(name: str, rules: OperationRules) -> str | None:
    """What the target group settles, or that the operation does not ask."""
    settled = rules.settled.get(name)
    if settled is not None:
        word = ANSWERS.get(name, {}).get(settled, settled)
        return f"Die Zielgruppe des Vorhabens legt fest: {word}. Bitte nur ausfüllen, wenn es abweicht."
    if name in DEMANDED and not _is_demanded(name, rules):
        return "Wird in diesem Vorhaben nicht verlangt."
    return None
