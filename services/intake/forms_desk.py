"""Forms to print: the released text under the name of the operation, blank or with the code word of a case."""

from typing import Final
from uuid import UUID

from psycopg.sql import SQL

from services.intake.application import Intake
from services.intake.casework import casework
from services.intake.forms.library import FormText, released_text
from services.intake.forms.printing import Heading, printed
from services.intake.imports.failures import OperationUnknown
from services.intake.persons_queries import find_person
from services.kernel.database import Pool
from services.kernel.district import district as enter

NAME: Final = SQL("SELECT name FROM {}.operations WHERE operation = %s")

Wanted = tuple[str, int | None]  # key, version; None is the newest


class FormUnknown(LookupError):
    """No such text was released; the message is German."""


def blank_form(pool: Pool, district: str, operation: str, wanted: Wanted, code_word: str | None = None) -> bytes:
    """The PDF. Raises FormUnknown, OperationUnknown."""
    text = _text(wanted)
    with pool.transaction() as connection, enter(connection, district) as schema:
        row = connection.execute(NAME.format(schema), (operation,)).fetchone()
    if row is None:
        raise OperationUnknown(operation)
    return printed(text, Heading(operation=operation, operation_name=row[0], code_word=code_word))


def case_form(service: Intake, district: str, case_id: UUID, wanted: Wanted) -> bytes:
    """The same for a case, with its code word. Raises FormUnknown, UnknownCase, KeyDestroyed."""
    operation = casework(service, district, case_id).operation
    code_word = find_person(service, district, case_id).code_word
    return blank_form(service.pool, district, operation, wanted, code_word)


def _text(wanted: Wanted) -> FormText:
    key, version = wanted
    text = released_text(key, version)
    if text is None:
        edition = "" if version is None else f" in Version {version}"
        raise FormUnknown(f"Das Formular „{key}“ gibt es{edition} nicht.")
    return text
