"""Results to standard output, messages to standard error."""

import json
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.table import Table

UNBOUNDED: Final = 1000  # characters: a file or another program has no width

messages = Console(stderr=True, highlight=False)


class Form(StrEnum):
    """``json`` is the machine form and stable; ``text`` is for people."""

    TEXT = "text"
    JSON = "json"


FormOption = Annotated[Form, typer.Option("--format", help="text für Menschen, json für Programme")]
# Of commands whose result is a document of its own.
DocumentFormOption = Annotated[
    Form | None,
    typer.Option("--format", help="text für Menschen, json für Programme; ohne Angabe text nur am Bildschirm"),
]


def say(message: str) -> None:
    """One line for a person, on standard error."""
    messages.print(message, markup=False, soft_wrap=True)


def at_a_terminal() -> bool:
    """Whether results are read by a person at once."""
    return sys.stdout.isatty()


def form_of(chosen: Form | None) -> Form:
    """What was asked for; else text where somebody reads it on a terminal, and the document for whatever else reads."""
    if chosen is not None:
        return chosen
    return Form.TEXT if at_a_terminal() else Form.JSON


def emit_json(result: object) -> None:
    typer.echo(json.dumps(result, ensure_ascii=False))


def emit(result: Mapping[str, Any], form: Form) -> None:
    """A small result: one JSON object, or a line a value."""
    if form is Form.JSON:
        emit_json(result)
        return
    for key, value in result.items():
        typer.echo(f"{key}: {value}")


def emit_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table for people: nothing is cut off, and the first column, which the next command asks for, stays whole."""
    table = Table(title=title, title_justify="left")
    for place, column in enumerate(columns):
        table.add_column(column, overflow="fold", no_wrap=place == 0)
    for row in rows:
        table.add_row(*(str(value) for value in row))
    Console(width=None if at_a_terminal() else UNBOUNDED).print(table)
