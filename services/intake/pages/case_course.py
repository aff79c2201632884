"""The course of a case: put into hands, paused, resumed, closed, opened again, noted."""

from collections.abc import Sequence
from typing import Any, Final

from fastapi import APIRouter

from services.intake.api import cases
from services.intake.case_file import head
from services.intake.pages.case_choices import staff_options, team_options
from services.intake.pages.case_forms import CaseForm, Done, Here, add_forms, done
from services.intake.pages.common_fields import later_day, note, on_day
from services.intake.pages.words import END_KINDS, options
from services.intake.referrals_queries import referrals_of
from services.kernel.deciders import Context
from services.kernel.pages.small_form import Field
from services.kernel.times import today

router: Final = APIRouter()


def _hands(here: Here) -> Sequence[Field]:
    now = head(here.service, here.district, here.case)
    return (
        on_day("Ab"),
        Field(
            name="team",
            title="Team",
            kind="select",
            optional=True,
            options=team_options(here),
            default=now["team"] or "",
            empty="kein Team",
            null_if_empty=True,
            hint="Ein Fall ohne Team ist für jede Fachkraft offen.",
        ),
        Field(
            name="staff",
            title="Zuständig",
            kind="select",
            optional=True,
            options=staff_options(here),
            default=now["staff"] or "",
            empty="niemand Bestimmtes",
            null_if_empty=True,
        ),
        Field(name="handover", title="Es ist eine Übergabe", kind="check"),
        note("Notiz zur Übergabe"),
    )


def _assign(here: Here, body: cases.AssignmentIn, context: Context) -> Done:
    return done(cases.assign_case(here.case, body, here.asking, context, here.service))


def _pause(here: Here, body: cases.PauseIn, context: Context) -> Done:
    return done(cases.pause_case(here.case, body, here.asking, context, here.service))


def _resume(here: Here, body: cases.OnDayIn, context: Context) -> Done:
    return done(cases.resume_case(here.case, body, here.asking, context, here.service))


def _close(here: Here, body: cases.ClosingIn, context: Context) -> Done:
    return done(cases.close_case(here.case, body, here.asking, context, here.service))


def _still_open(here: Here) -> Sequence[str]:
    """A hint and no refusal: a partner may answer after the case is closed."""
    found = [each for each in referrals_of(here.service.pool, here.district, here.case, today()) if each.is_open]
    if not found:
        return ()
    how_many = "Eine Weitervermittlung ist" if len(found) == 1 else f"{len(found)} Weitervermittlungen sind"
    return (f"{how_many} noch offen. Sie können den Fall trotzdem abschließen.",)


def _reopen(here: Here, body: cases.OnDayIn, context: Context) -> Done:
    return done(cases.reopen_case(here.case, body, here.asking, context, here.service))


def _write_note(here: Here, body: cases.NoteIn, context: Context) -> Done:
    return done(cases.write_note(here.case, body, here.asking, context, here.service))


def _form(**of: Any) -> CaseForm:
    return CaseForm(anchor="fall", **of)


FORMS: Final = (
    _form(
        path="zuweisung",
        title="Fall zuweisen oder übergeben",
        button="Zuweisen",
        model=cases.AssignmentIn,
        fields=_hands,
        send=_assign,
        organises=True,
    ),
    _form(
        path="pause",
        title="Fall ruhen lassen",
        button="Ruhen lassen",
        model=cases.PauseIn,
        fields=lambda _: (
            on_day("Ab"),
            later_day("until", "Voraussichtlich bis", "Bis dahin erinnert Lotse an nichts, was vereinbart war."),
            note(),
        ),
        send=_pause,
    ),
    _form(
        path="fortsetzen",
        title="Fall fortsetzen",
        button="Fortsetzen",
        model=cases.OnDayIn,
        fields=lambda _: (on_day("Ab"),),
        send=_resume,
    ),
    _form(
        path="abschluss",
        title="Fall abschließen",
        button="Abschließen",
        model=cases.ClosingIn,
        remarks=_still_open,
        fields=lambda _: (
            on_day(),
            Field(name="end_kind", title="Wie endet der Fall?", kind="radios", options=options(END_KINDS)),
            note(),
        ),
        send=_close,
    ),
    _form(
        path="wieder-oeffnen",
        title="Fall wieder öffnen",
        button="Wieder öffnen",
        model=cases.OnDayIn,
        fields=lambda _: (on_day(),),
        send=_reopen,
    ),
    _form(
        path="notizen/neu",
        title="Notiz schreiben",
        button="Notiz speichern",
        model=cases.NoteIn,
        fields=lambda _: (Field(name="text", title="Notiz", kind="area"), on_day()),
        send=_write_note,
    ),
)
add_forms(router, FORMS)
