"""What ``intake`` brings to the one address: routes for programs, pages for people, and what they need to run."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, cast

from services.intake.access_desk import AccessRefused
from services.intake.api import access, all_routes, forms
from services.intake.application import FieldUnknown, Intake, RowRefused
from services.intake.application import intake as open_service
from services.intake.domain.duplicate import NeverLinked, UnknownPersons
from services.intake.domain.erasure import UnknownErasure
from services.intake.domain.refusals import Refusal
from services.intake.erasing.persons import UnknownPerson
from services.intake.exporting.parts import PartsOfIntake
from services.intake.forms_desk import FormUnknown
from services.intake.imports.failures import OperationUnknown
from services.intake.opening import SERVICE
from services.intake.pages import MENU, all_pages
from services.intake.participant_numbers import NumbersOfVault
from services.kernel.files.failures import FileRefused
from services.kernel.problems import FieldError, Problem, from_rule, invalid_input, not_found
from services.kernel.settings import Settings
from services.kernel.web import Room


@contextmanager
def open_intake(settings: Settings) -> Iterator[Intake]:
    yield open_service(settings)


def _not_there(unknown: UnknownErasure | UnknownPerson | UnknownPersons | NeverLinked) -> Problem:
    return not_found(unknown.title)


def _unknown_operation(unknown: OperationUnknown) -> Problem:
    return not_found(str(unknown))


def _refused_file(refused: FileRefused) -> Problem:
    return invalid_input([FieldError("file", str(refused))])


def _wrong_row(refused: RowRefused | FieldUnknown) -> Problem:
    return invalid_input([FieldError(refused.field or "body", refused.detail or refused.title)])


def _refusal(refused: Refusal) -> Problem:
    return from_rule(refused, refused.further)


ROOM: Final = Room(
    SERVICE,
    "Teilnahmen und Kontakte",
    all_routes(),
    open_intake,
    cast(
        "Mapping[type[Exception], Any]",
        {
            AccessRefused: access.unknown_case,
            Refusal: _refusal,
            OperationUnknown: _unknown_operation,
            FormUnknown: forms.unknown_form,
            FileRefused: _refused_file,
            UnknownErasure: _not_there,
            UnknownPerson: _not_there,
            UnknownPersons: _not_there,
            NeverLinked: _not_there,
            RowRefused: _wrong_row,
            FieldUnknown: _wrong_row,
        },
    ),
    pages=all_pages(),
    menu=MENU,
    participant_numbers=NumbersOfVault.of,
    tells_of_persons=PartsOfIntake.of,
)
