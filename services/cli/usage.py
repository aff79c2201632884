"""Help and wrong usage in German. Typer's own words are English, and most of them are no gettext messages."""

import re
from typing import Any, Final

import typer
from typer import rich_utils
from typer._click.core import Command
from typer._click.formatting import HelpFormatter
from typer.core import TyperGroup
from typer.exceptions import TyperException

PANELS: Final = {
    "ARGUMENTS_PANEL_TITLE": "Angaben",
    "OPTIONS_PANEL_TITLE": "Optionen",
    "COMMANDS_PANEL_TITLE": "Befehle",
    "REQUIRED_LONG_STRING": "[erforderlich]",
    "DEFAULT_STRING": "[sonst: {}]",
}
# What typer says, and what is said instead; the first that fits.
WORDING: Final = tuple(
    (re.compile(english, re.DOTALL), german)
    for english, german in (
        (r"No such command ('.*?')\. Did you mean (.*)\?", r"Den Befehl \1 gibt es nicht. Gemeint ist vielleicht \2."),
        (r"No such command ('.*?')\.?", r"Den Befehl \1 gibt es nicht."),
        (r"Missing command\.", "Es fehlt ein Befehl."),
        (
            r"No such option: (\S+) \(Possible options: (.*)\)",
            r"Die Option \1 gibt es nicht. Gemeint ist vielleicht \2.",
        ),
        (r"No such option: (\S+)", r"Die Option \1 gibt es nicht."),
        (r"Missing option ('.*?')\..*", r"Es fehlt die Option \1."),
        (r"Missing argument ('.*?')\..*", r"Es fehlt die Angabe \1."),
        (r"Got unexpected extra argument\(s\) \((.*)\)", r"Das ist zu viel: \1."),
        (r"Option ('.*?') requires an argument\.", r"Die Option \1 braucht einen Wert."),
        (r"Option ('.*?') does not take a value\.", r"Die Option \1 hat keinen Wert."),
        (r"Invalid value for (.*?): .*('.*') is not one of (.*)\.", r"\1: \2 gibt es nicht, möglich sind \3."),
        (r"Invalid value for (.*?): .*greater than or equal to (\S+)", r"\1: Der Wert muss mindestens \2 sein."),
        (r"Invalid value for (.*?): .*less than or equal to (\S+)", r"\1: Der Wert darf höchstens \2 sein."),
        (r"Invalid value for (.*?): .*valid integer.*", r"\1: Das ist keine ganze Zahl."),
        (r"Invalid value for (.*?): .*valid number.*", r"\1: Das ist keine Zahl."),
        (r"Invalid value for (.*?): (?:file|path|directory) '.*' does not exist\.", r"\1: Diese Datei gibt es nicht."),
        (r"Invalid value for (.*?): (?:file|path) '.*' is a directory\.", r"\1: Das ist ein Ordner, keine Datei."),
        (r"Invalid value for (.*?): (?:file|path) '.*' is not readable\.", r"\1: Diese Datei ist nicht lesbar."),
        (r"Invalid value for (.*?): .*", r"\1: Dieser Wert gilt hier nicht."),
    )
)
OTHERWISE: Final = "Dieser Aufruf ist nicht zu verstehen."


class GermanFormatter(HelpFormatter):
    """Lays out the line that says how to call a command."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "Aufruf: ")


class GermanContext(typer.Context):
    """One call of a command."""

    formatter_class = GermanFormatter


def in_german(app: typer.Typer) -> Command:
    """The whole command line of an app, its help pages in German."""
    for name, german in PANELS.items():
        setattr(rich_utils, name, german)
    command = typer.main.get_command(app)
    _translate(command)
    return command


def told(misuse: TyperException) -> str:
    """One German line on a wrong call; empty for a call without a command, which got its help page already."""
    english = misuse.format_message()
    if not english.strip():
        return ""
    context: Any = getattr(misuse, "ctx", None)
    asking = f" `{context.command_path} --help` zeigt, wie es geht." if context is not None else ""
    return worded(english) + asking


def worded(english: str) -> str:
    """Typer's sentence in German."""
    for pattern, german in WORDING:
        if fits := pattern.fullmatch(english):
            return fits.expand(german)
    return OTHERWISE


def _translate(command: Command) -> None:
    command.context_class = GermanContext
    command.options_metavar = "[OPTIONEN]"
    if option := command.get_help_option(GermanContext(command)):
        option.help = "Zeigt diese Hilfe."
    if isinstance(command, TyperGroup):
        command.subcommand_metavar = "BEFEHL …"
        for below in command.commands.values():
            _translate(below)
