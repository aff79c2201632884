"""Forms as browsers send them: values as they were typed, a pydantic model of them, and what is wrong with them."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, get_args, get_origin

from fastapi import Request
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from services.kernel.deciders import RuleViolation
from services.kernel.idempotency import check_storable
from services.kernel.pages.asking import COMMAND_KEY
from services.kernel.problems import FieldError, field_error, from_rule

M = TypeVar("M", bound=BaseModel)
Shape = Callable[[Mapping[str, Sequence[str]]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Filled(Generic[M]):
    """A form as it was filled in; ``model`` is None where ``errors`` say why.

    Templates ask for ``value``, ``chosen`` and ``error`` by a field's name.
    """

    typed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    model: M | None = None
    errors: Sequence[FieldError] = ()

    def value(self, name: str, default: str = "") -> str:
        """What was typed, to be shown again."""
        values = self.typed.get(name)
        return values[-1] if values else default

    def chosen(self, name: str, option: str, default: str = "") -> bool:
        """Whether that option was ticked; the default counts until something was sent."""
        values = self.typed.get(name)
        return option in values if values is not None else option == default

    def error(self, name: str) -> str | None:
        """The rule that this field broke."""
        return next((each.rule for each in self.errors if each.field.partition(".")[0] == name), None)

    def refused(self, broken: RuleViolation, further: Sequence[RuleViolation] = ()) -> "Filled[M]":
        """The same form with the rule that the command broke; named after no field, it stands on top."""
        found = from_rule(broken, further).errors or [FieldError("", broken.detail or broken.title)]
        return Filled(self.typed, None, found)


def blank(**typed: str | Sequence[str]) -> Filled[Any]:
    """A form that nobody has sent yet, with what is already known."""
    return Filled({name: [value] if isinstance(value, str) else list(value) for name, value in typed.items()})


async def fill(request: Request, model: type[M], shape: Shape | None = None) -> Filled[M]:
    """The form of this request. Empty fields are not sent at all; ``shape`` makes a model's input of other names.

    Raises a Problem (422) for characters that cannot be stored.
    """
    form = await request.form()
    return made_of(((name, value) for name, value in form.multi_items() if isinstance(value, str)), model, shape)


def filled(model: type[M], shape: Shape | None = None) -> Callable[[Request], Awaitable[Filled[M]]]:
    """A dependency: the form of this request, for routes that wait for a database and so run in a thread."""

    async def read(request: Request) -> Filled[M]:
        return await fill(request, model, shape)

    return read


def asked(request: Request, model: type[M]) -> Filled[M]:
    """A question as it stands in the address, like a form; for what tells of no person. Raises a Problem (422)."""
    return made_of(request.query_params.multi_items(), model)


def made_of(sent: Iterable[tuple[str, str]], model: type[M], shape: Shape | None = None) -> Filled[M]:
    """A form of (field, value) pairs, however they came. Raises a Problem (422)."""
    typed: dict[str, list[str]] = {}
    for name, value in sent:
        if name != COMMAND_KEY:
            typed.setdefault(name, []).append(value)
    check_storable(typed)
    said = {name: [each.strip() for each in values if each.strip()] for name, values in typed.items()}
    given = {name: values for name, values in said.items() if values}
    values = _by_kind(model, given) if shape is None else shape(given)
    try:
        return Filled(typed, model.model_validate(values))
    except ValidationError as invalid:
        found = [{**error, "loc": ("body", *error["loc"])} for error in invalid.errors()]
        return Filled(typed, None, [field_error(error) for error in found])


def _by_kind(model: type[BaseModel], given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """A list where the model wants one, else the last value; unknown names stay, so that the model can refuse them."""
    fields = {info.alias or name: info for name, info in model.model_fields.items()}
    return {name: list(values) if _is_list(fields.get(name)) else values[-1] for name, values in given.items()}


def _is_list(info: FieldInfo | None) -> bool:
    if info is None:
        return False
    kinds = (info.annotation, *get_args(info.annotation))
    return any(kind is list or get_origin(kind) is list for kind in kinds)
