"""The query options of a question to one entity set, read and checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.reporting.bi.contract import Type, View
from services.reporting.bi.odata.filters import Condition, condition
from services.reporting.bi.odata.ordering import ID, SKIPTOKEN, Place, Term, order, place
from services.reporting.bi.odata.refusals import BadQuestion

OPTIONS: Final = ("$filter", "$select", "$orderby", "$top", "$skip", "$count", SKIPTOKEN, "$format")
ONCE: Final = "Jede Angabe ist nur einmal möglich."
DIGITS: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """``top`` None: everything. ``begin``: where the page before ended, None at the first one."""

    columns: Sequence[str]
    where: Condition | None
    order: Sequence[Term]
    top: int | None
    skip: int
    begin: Place | None
    counted: bool


def question(view: View, options: Sequence[tuple[str, str]]) -> Question:
    """Read all options of a request; raises BadQuestion."""
    given: dict[str, str] = {}
    for name, value in options:
        option = name if name.startswith("$") else f"${name}"  # 4.01 allows both
        if option not in OPTIONS:
            raise BadQuestion(name, f"{name} gibt es hier nicht. Möglich sind {', '.join(OPTIONS)}.")
        if option in given:
            raise BadQuestion(name, ONCE)
        given[option] = value
    if given.get("$format", "json").partition(";")[0] not in {"json", "application/json"}:
        raise BadQuestion("$format", "Nur $format=json ist möglich.")
    columns = {ID: Type.TEXT, **view.columns}
    terms = order(given.get("$orderby"), columns)
    return Question(
        columns=_selected(given.get("$select", "*"), columns),
        where=condition(given["$filter"], columns) if "$filter" in given else None,
        order=terms,
        top=_number(given, "$top"),
        skip=_number(given, "$skip") or 0,
        begin=place(given[SKIPTOKEN], terms, columns) if SKIPTOKEN in given else None,
        counted=_yes(given.get("$count", "false")),
    )


def _selected(text: str, columns: Mapping[str, Type]) -> list[str]:
    names = [name.strip() for name in text.split(",")]
    if names == ["*"]:
        return list(columns)
    for name in names:
        if name not in columns:
            raise BadQuestion("$select", f"{name}: Diese Spalte gibt es nicht.")
    return list(dict.fromkeys(names))


def _number(given: Mapping[str, str], option: str) -> int | None:
    text = given.get(option)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
        raise BadQuestion(option, f"{option} ist eine Zahl von 0 an.")
    return int(text)


def _yes(text: str) -> bool:
    if text not in {"true", "false"}:
        raise BadQuestion("$count", "$count ist true oder false.")
    return text == "true"
