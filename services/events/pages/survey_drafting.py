"""Drafting a survey by forms: from a template or empty, then question by question, in each of its languages."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.events import Asked, Choice, SurveyDrafted, Wording
from services.contracts.events.words import QuestionKind, SurveyAccess
from services.contracts.vocabularies import target_groups
from services.events.api.asking import NothingIn
from services.events.api.fields import Line, TargetGroup, Text, one_of
from services.events.api.survey_fields import AskedLanguage, SmallestCell
from services.events.domain.survey_questions import WITH_CHOICES, said_in
from services.events.known import operations_of, sozialraeume_of
from services.events.opening import SERVICE
from services.events.pages.asking import TEAM, Here
from services.events.pages.survey_here import ACCESSES, KINDS, ONE, SURVEYS, survey_of, survey_page, title_of
from services.events.surveys_desk import SurveysDesk
from services.events.surveys_languages import language_names
from services.events.surveys_templates import templates
from services.kernel.deciders import Context
from services.kernel.ids import uuid7
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field as Shown
from services.kernel.pages.small_form import Typed
from services.kernel.problems import not_found

router: Final = APIRouter()

TEXT, CHOICES = "frage-", "antworten-"
QUESTIONS: Final = f"{ONE}/fragen"
PLACE: Final = re.compile(r"f([0-9]+)")


class NewSurveyIn(BaseModel):
    """A survey from a template, or with no question yet."""

    model_config = ConfigDict(extra="forbid")

    template: Annotated[str, one_of(templates)] | None = None
    title: Line | None = None
    languages: list[AskedLanguage] = Field(min_length=1)
    access: SurveyAccess
    smallest_cell: SmallestCell
    operation: Line | None = None
    sozialraeume: list[Line] = []
    target_groups: list[TargetGroup] = []

    @property
    def questionnaire(self) -> SurveyDrafted:
        """Words of the template in the languages that were chosen; a title of one's own counts in the first one."""
        known = templates().get(self.template or "")
        own = (Wording(language=self.languages[0], text=self.title),) if self.title else ()
        others = () if known is None else tuple(w for w in known.title if not own or w.language != self.languages[0])
        return SurveyDrafted(
            survey_id=uuid7(),
            title=own + others,
            questions=() if known is None else known.questions,
            languages=tuple(self.languages),
            access=self.access,
            smallest_cell=self.smallest_cell,
            operation=self.operation,
            sozialraeume=tuple(self.sozialraeume),
            target_groups=tuple(self.target_groups),
        )


class WordedQuestionIn(BaseModel):
    """A question as the form has it: a text and lines of answers in each language."""

    model_config = ConfigDict(extra="forbid")

    kind: QuestionKind
    needed: bool = False
    texts: dict[str, Line] = Field(default={}, max_length=20)
    choices: dict[str, Text] = Field(default={}, max_length=20)

    def asked(self, key: str, before: Asked | None) -> Asked:
        """The lines of one language stand beside those of the others, the first line beside the first."""
        columns = {lang: [line.strip() for line in text.splitlines()] for lang, text in self.choices.items()}
        rows = max(map(len, columns.values()), default=0) if self.kind in WITH_CHOICES else 0
        known = [each.key for each in before.choices] if before is not None else []
        return Asked(
            key=key,
            kind=self.kind,
            needed=self.needed,
            wordings=tuple(Wording(language=language, text=text) for language, text in self.texts.items()),
            choices=tuple(
                Choice(
                    key=known[row] if row < len(known) else f"a{row + 1}",
                    wordings=tuple(
                        Wording(language=lang, text=lines[row])
                        for lang, lines in columns.items()
                        if row < len(lines) and lines[row]
                    ),
                )
                for row in range(rows)
            ),
        )


# --- Fields --------------------------------------------------------------------------


def _new_fields(here: Here) -> Sequence[Shown]:
    places = [(each, each) for each in sozialraeume_of(here.service.pool, here.district)]
    operations = [(each.operation, each.name) for each in operations_of(here.service.pool, here.district)]
    return (
        Shown(
            name="template",
            title="Vorlage",
            kind="select",
            options=[(key, each.name) for key, each in templates().items()],
            optional=True,
            empty="ohne Vorlage, eigene Fragen",
            hint="Alle Fragen lassen sich danach ändern. Die Vorlagen sind unser eigener Wortlaut.",
        ),
        Shown(
            name="title",
            title="Titel",
            optional="open",
            hint="In der ersten Sprache. Leer: Titel der Vorlage.",
            more={"maxlength": "200"},
        ),
        Shown(name="languages", title="Sprachen", kind="checks", options=list(language_names().items())),
        Shown(name="access", title="Zugang", kind="radios", options=list(ACCESSES.items()), default="open"),
        Shown(
            name="smallest_cell",
            title="Kleinste Gruppe, die gezeigt wird",
            kind="number",
            default="5",
            hint="Zahlen darunter werden nicht gezeigt. Mindestens 3.",
            more={"min": "3", "max": "50"},
        ),
        Shown(name="sozialraeume", title="Sozialräume", kind="checks", options=places, optional=True),
        Shown(name="operation", title="Vorhaben", kind="select", options=operations, optional=True, empty="keines"),
        Shown(
            name="target_groups",
            title="Zielgruppen",
            kind="checks",
            options=list(target_groups().items()),
            optional=True,
            folded=True,
        ),
    )


def _question_fields(here: Here) -> Sequence[Shown]:
    languages = survey_of(here).drafted.languages
    names = language_names()
    texts = [Shown(name=f"{TEXT}{key}", title=f"Frage ({names[key]})", more=_written(key)) for key in languages]
    choices = [
        Shown(
            name=f"{CHOICES}{key}",
            title=f"Antworten zur Wahl ({names[key]})",
            kind="area",
            optional="open",
            hint="Je Zeile eine Antwort, in jeder Sprache in derselben Reihenfolge. Nur zum Ankreuzen nötig.",
            more={"rows": "6", **_written(key)},
        )
        for key in languages
    ]
    return (
        Shown(name="kind", title="Art", kind="radios", options=list(KINDS.items()), default="single"),
        Shown(name="needed", title="Pflichtfrage", kind="check", optional=True),
        *texts,
        *choices,
    )


def _written(language: str) -> Mapping[str, str]:
    return {"lang": language, "dir": "auto"}


def _question_shape(typed: Typed) -> dict[str, Any]:
    """``frage-de`` -> texts.de, ``antworten-de`` -> choices.de."""
    found: dict[str, Any] = {"texts": {}, "choices": {}}
    for name, values in typed.items():
        for prefix, field in ((TEXT, "texts"), (CHOICES, "choices")):
            if name.startswith(prefix):
                found[field][name.removeprefix(prefix)] = values[-1]
                break
        else:
            found[name] = values[-1]
    return found


def _known(here: Here) -> Mapping[str, str]:
    """The question as it stands."""
    question = _question(here)
    typed = {"kind": question.kind, **({"needed": "true"} if question.needed else {})}
    for language in survey_of(here).drafted.languages:
        typed[f"{TEXT}{language}"] = said_in(question.wordings, language) or ""
        lines = [said_in(each.wordings, language) or "" for each in question.choices]
        typed[f"{CHOICES}{language}"] = "\n".join(lines)
    return typed


def _question(here: Here) -> Asked:
    """The question in the address. Raises a Problem (404)."""
    found = next((each for each in survey_of(here).questions if each.key == here.key("question")), None)
    if found is None:
        raise not_found("Diese Frage gibt es nicht.")
    return found


# --- Commands ------------------------------------------------------------------------


def _draft(here: Here, body: NewSurveyIn, context: Context) -> Stored:
    made = SurveysDesk(here.service, here.district).draft(body.questionnaire, context)
    return Stored(made.outcome.position, f"{SURVEYS}/{made.id}")


def _add(here: Here, body: WordedQuestionIn, context: Context) -> Stored:
    """Its key is the next number that no question has."""
    numbers = [int(found[1]) for each in survey_of(here).questions if (found := PLACE.fullmatch(each.key))]
    asked = body.asked(f"f{max(numbers, default=0) + 1}", None)
    desk = SurveysDesk(here.service, here.district)
    return Stored(desk.put_question(here.named("survey"), asked, context).position)


def _change(here: Here, body: WordedQuestionIn, context: Context) -> Stored:
    before = _question(here)
    desk = SurveysDesk(here.service, here.district)
    return Stored(desk.put_question(here.named("survey"), body.asked(before.key, before), context).position)


def _drop(here: Here, _body: NothingIn, context: Context) -> Stored:
    desk = SurveysDesk(here.service, here.district)
    return Stored(desk.drop_question(here.named("survey"), _question(here).key, context).position)


def _question_words(here: Here) -> str:
    return _question(here).wordings[0].text


FORMS: Final = (
    DescribedForm(
        path=f"{SURVEYS}/neu",
        title="Umfrage entwerfen",
        button="Entwurf anlegen",
        model=NewSurveyIn,
        fields=_new_fields,
        send=_draft,
        back=lambda _here: SURVEYS,
    ),
    DescribedForm(
        path=f"{QUESTIONS}/neu",
        title="Frage hinzufügen",
        button="Hinzufügen",
        model=WordedQuestionIn,
        fields=_question_fields,
        send=_add,
        back=survey_page,
        about=title_of,
        shape=_question_shape,
    ),
    DescribedForm(
        path=f"{QUESTIONS}/{{question}}/angaben",
        title="Frage ändern",
        button="Speichern",
        model=WordedQuestionIn,
        fields=_question_fields,
        send=_change,
        back=survey_page,
        about=title_of,
        typed=_known,
        shape=_question_shape,
    ),
    DescribedForm(
        path=f"{QUESTIONS}/{{question}}/streichen",
        title="Frage streichen",
        button="Streichen",
        model=NothingIn,
        fields=lambda _here: (),
        send=_drop,
        back=survey_page,
        about=_question_words,
    ),
)
add_forms(router, SERVICE, TEAM, FORMS)
