"""Small forms as data: fields described once, shown by the macros of KERN; for pages with one form and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from fastapi import Request
from starlette.responses import Response

from services.kernel.pages.forms import Filled
from services.kernel.pages.rendering import rendered
from services.kernel.problems import FieldError

Kind = Literal[
    "text", "date", "datetime-local", "number", "email", "tel", "area", "select", "radios", "checks", "check"
]
UNPROCESSABLE: Final = 422
CONFLICT: Final = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field as people see it. ``more``: further attributes of the element; ``empty``: the words of no choice."""

    name: str
    title: str
    kind: Kind = "text"
    hint: str | None = None
    optional: bool = False
    default: str = ""
    options: Sequence[tuple[str, str]] = ()
    empty: str | None = "Bitte wählen"
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """``back`` is where it leads without sending; ``about`` says whose or which; ``remarks`` stand above the form."""

    title: str
    button: str
    fields: Sequence[Field]
    back: str
    about: str | None = None
    remarks: Sequence[str] = ()


def form_page(request: Request, page: FormPage, form: Filled[Any], status: int = 200) -> Response:
    """The form with what was typed, and what is wrong with it; what is wrong with no field of it stands on top."""
    titles = {each.name: each.title for each in page.fields}
    errors = [_placed(error, titles) for error in form.errors]
    context = {"page": page, "titles": titles, "form": replace(form, errors=errors)}
    return rendered(request, "lotse/small_form.html", context, status=status)


def _placed(error: FieldError, titles: Mapping[str, str]) -> FieldError:
    return error if error.field.partition(".")[0] in titles else FieldError("", error.rule)
