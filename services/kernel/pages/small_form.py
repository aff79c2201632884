"""Small forms: fields as people see them, one page that shows them all alike, and what is wrong in their words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from fastapi import Request
from starlette.responses import Response

from services.kernel.pages.forms import Filled
from services.kernel.pages.rendering import rendered
from services.kernel.problems import FieldError
from services.kernel.wording import AN_ID, MISSING, RULES

UNPROCESSABLE: Final = 422
CONFLICT: Final = 409
# A rule of this kind names a pattern, which is nothing for people to read.
WRONG_FORM: Final = RULES["string_pattern_mismatch"].partition("(")[0]

Kind = Literal[
    "text", "date", "time", "datetime-local", "number", "email", "tel", "area", "select", "radios", "checks", "check"
]
Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field as people see it. ``null_if_empty``: empty says "nobody", "none", which the command tells from unsaid.

    ``optional``: "open" may be left empty for now, and is asked for all the same.
    ``folded``: boxes that stay closed until asked for. ``more``: further attributes of the element;
    ``empty``: the words of no choice; ``looks``: how an answer is written.
    """

    name: str
    title: str
    kind: Kind = "text"
    hint: str | None = None
    optional: bool | Literal["open"] = False
    default: str = ""
    options: Sequence[tuple[str, str]] = ()
    empty: str | None = "Bitte wählen"
    null_if_empty: bool = False
    looks: str | None = None
    folded: bool = False
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """A page with one form; ``back`` is where it leads without sending, ``about`` says whose or which.

    ``remarks`` stand above the form, as a warning where it ``warns``.
    """

    title: str
    button: str
    fields: Sequence[Field]
    back: str
    about: str | None = None
    remarks: Sequence[str] = ()
    warns: bool = False


def form_page(request: Request, page: FormPage, filled: Filled[Any], status: int = 200) -> Response:
    """The form with what was typed, and what is wrong with it."""
    titles = {each.name: each.title for each in page.fields}
    context = {"page": page, "titles": titles, "form": with_errors_at(page.fields, filled)}
    return rendered(request, "lotse/small_form.html", context, status=status)


def with_errors_at(fields: Sequence[Field], filled: Filled[Any]) -> Filled[Any]:
    """Errors in the words of the form: those of inputs that it does not show stand on top, without a name."""
    shown = {each.name: each for each in fields}
    told = [_told(shown.get(each.field.partition(".")[0]), each) for each in filled.errors]
    # What a model lacks because of a field that is wrong itself need not be told twice.
    needed = [each for each in told if each.field or each.rule != MISSING]
    return replace(filled, errors=list(dict.fromkeys(needed or told)))


def _told(shown: Field | None, error: FieldError) -> FieldError:
    if shown is None:
        return FieldError("", error.rule)
    if shown.looks is not None and (error.rule == AN_ID or error.rule.startswith(WRONG_FORM)):
        return FieldError(error.field, f"Bitte so angeben: {shown.looks}.")
    return error


def shaped(
    fields: Sequence[Field], typed: Typed, shape: Callable[[Typed], dict[str, Any]] | None = None
) -> dict[str, Any]:
    """The model's input: lists of ticked boxes, else one value; unknown names stay, for the model to refuse."""
    if shape is not None:
        return shape(typed)
    several = {each.name for each in fields if each.kind == "checks"}
    said = {name: list(values) if name in several else values[-1] for name, values in typed.items()}
    return {each.name: None for each in fields if each.null_if_empty} | said
