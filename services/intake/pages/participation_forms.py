"""What follows on entry, each as a small form: exit, what became of the person, six months later, cancellation."""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from fastapi import APIRouter

from services.contracts.intake import StatusKind, StatusRecorded
from services.intake.pages import words
from services.intake.pages.participation_here import NO_SUCH, At
from services.intake.pages.questions import NUMBER
from services.intake.pages.row_forms import Cells, RowForm, add_row_forms
from services.kernel.pages.small_form import Field
from services.kernel.pages.wording import day
from services.kernel.problems import not_found
from services.kernel.times import today

router: Final = APIRouter()

NO_EXIT: Final = "Bitte erfassen Sie zuerst den Austritt."
COUNTS_NO_MORE: Final = "Eine stornierte Teilnahme zählt nicht und wird nicht mehr geändert."
NO_ANSWER_NEEDS_REASON: Final = "Nötig, wenn Sie keine Antwort bekommen haben."


# --- Exit and cancellation ---------------------------------------------------------


def _exit_fields(at: At) -> Sequence[Field]:
    known = "" if at.values.exit_date is None else str(at.values.exit_date)
    return (
        Field(
            name="exit_date",
            title="Letzter Tag im Vorhaben",
            kind="date",
            optional=True,
            default=known,
            null_if_empty=True,
            hint="Leer, wenn die Person doch noch dabei ist.",
            more={"max": str(today())},
        ),
    )


def _of_the_entry(at: At) -> Cells:
    return at.key


def _cancelled(at: At) -> Cells:
    return {**at.key, "state": "cancelled"}


# --- What became of the person -----------------------------------------------------


def _status_fields(kind: StatusKind) -> Callable[[At], Sequence[Field]]:
    def fields(at: At) -> Sequence[Field]:
        return (
            Field(name="date", title="Stand am", kind="date", more={"max": str(today())}, hint=_window(at, kind)),
            Field(name="status", title="Lage", kind="radios", options=words.options(words.LABOUR_STATUSES)),
            _yes_no("in_education", "In schulischer oder beruflicher Bildung"),
            _yes_no("qualification", "Hat durch das Vorhaben eine Qualifikation erlangt"),
            *([_improved(at)] if kind == "followup" else []),
            Field(
                name="reason",
                title="Grund, warum es keine Antwort gibt",
                optional=True,
                hint=NO_ANSWER_NEEDS_REASON,
                more={"maxlength": "200"},
            ),
        )

    return fields


def _yes_no(name: str, title: str, hint: str | None = None) -> Field:
    return Field(name=name, title=title, kind="radios", optional=True, options=words.options(words.YES_NO), hint=hint)


def _improved(at: At) -> Field:
    hint = None if at.values.employment == "employed" else "Nur bei Personen, die bei Eintritt erwerbstätig waren."
    return _yes_no("improved", "Die Lage im Beruf hat sich verbessert", hint)


def _window(at: At, kind: StatusKind) -> str | None:
    if at.values.exit_date is None:
        return None
    first, last = at.rules.window(kind, at.values.exit_date)
    return f"Ein Tag vom {day(first)} bis {day(last)}."


def _without_exit(at: At) -> Sequence[str]:
    return (NO_EXIT,) if at.values.exit_date is None else ()


def _status_of(kind: StatusKind) -> Callable[[At], Cells]:
    return lambda at: {NUMBER: at.key[NUMBER], "kind": kind}


def _status_named(at: At) -> StatusRecorded:
    """The status in the address; who sends a form twice finds it again. Raises a Problem (404)."""
    named = at.request.path_params["status"]
    for each in at.file.statuses if at.request.method == "GET" else at.file.recorded:
        if str(each.status_id) == named:
            return each
    raise not_found(NO_SUCH)


def _which_status(at: At) -> Sequence[str]:
    status = _status_named(at)
    return (f"{words.STATUS_KINDS[status.kind]}, {day(status.date)}: {words.LABOUR_STATUSES[status.status]}",)


def _taken_back(at: At) -> Cells:
    """The very same cells: a status has no other key."""
    status = _status_named(at)
    said = {name: getattr(status, name) for name in ("kind", "status", "in_education", "qualification", "improved")}
    reason = _reason(at, status.person_id, status.reason_id)
    return {NUMBER: at.key[NUMBER], "date": str(status.date), **said, "reason": reason, "state": "cancelled"}


def _reason(at: At, person: UUID, reason: UUID | None) -> str | None:
    if reason is None:
        return None
    address = (person, "reason", reason)
    return at.service.vault.get(at.asking.district, [address]).get(address)


FORMS: Final = (
    RowForm(
        path="austritt",
        title="Austritt erfassen",
        button="Austritt speichern",
        row="participants",
        fields=_exit_fields,
        known=_of_the_entry,
    ),
    RowForm(
        path="storno",
        title="Teilnahme stornieren",
        button="Stornieren",
        row="participants",
        remarks=lambda _: (COUNTS_NO_MORE,),
        warns=True,
        fields=lambda _: (Field(name="cancel_reason", title="Grund", kind="area"),),
        known=_cancelled,
    ),
    RowForm(
        path="verbleib",
        title="Verbleib bei Austritt",
        button="Verbleib speichern",
        row="statuses",
        remarks=_without_exit,
        fields=_status_fields("exit"),
        known=_status_of("exit"),
    ),
    RowForm(
        path="nachbefragung",
        title="Nachbefragung sechs Monate nach dem Austritt",
        button="Antwort speichern",
        row="statuses",
        remarks=_without_exit,
        fields=_status_fields("followup"),
        known=_status_of("followup"),
    ),
    RowForm(
        path="angaben/{status}/zuruecknehmen",
        title="Angabe zurücknehmen",
        button="Zurücknehmen",
        row="statuses",
        remarks=_which_status,
        warns=True,
        fields=lambda _: (),
        known=_taken_back,
    ),
)
add_row_forms(router, FORMS)
