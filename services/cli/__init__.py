"""``lotse``: parses, calls, prints. Exit statuses as INTERFACES section 2 says (see failures)."""

import sys

import typer
from typer.exceptions import TyperException

from services.cli import platform, reporting
from services.cli.dead import dead_app
from services.cli.definitions import instrument_app, vocabulary_app
from services.cli.districts import district_app, operation_app
from services.cli.entities import entity_app
from services.cli.estimates import estimate_app
from services.cli.failures import CommandFailed, Exit
from services.cli.forms import form_app
from services.cli.importing import import_app
from services.cli.output import say
from services.cli.parked import parked_app
from services.cli.partner_directory import directory_app
from services.cli.reporting import report_app
from services.cli.sites import site_app
from services.cli.staff import role_app, staff_app
from services.cli.traeger import team_app, traeger_app
from services.cli.usage import in_german, told
from services.cli.users import user_app
from services.kernel.database import DatabaseDown, close_pools
from services.kernel.deciders import RuleViolation
from services.kernel.feed import FeedUnreachable
from services.kernel.logging import quiet
from services.kernel.secrets import SecretMissing
from services.kernel.settings import NotSetUp
from services.reporting.integrity import JournalChanged
from services.reporting.knowledge import NotArrived
from services.reporting.rebuild import AlreadyRebuilding, StandsStill

app = typer.Typer(
    name="lotse",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Lotse: Sozialarbeit im Sozialraum festhalten, nachweisen und nachrechnen.",
)
app.add_typer(district_app, name="district")
app.add_typer(operation_app, name="operation")
app.add_typer(traeger_app, name="traeger")
app.add_typer(team_app, name="team")
app.add_typer(staff_app, name="staff")
app.add_typer(role_app, name="role")
app.add_typer(user_app, name="user")
app.add_typer(site_app, name="site")
app.add_typer(vocabulary_app, name="vocabulary")
app.add_typer(instrument_app, name="instrument")
app.add_typer(import_app, name="import")
app.add_typer(directory_app, name="directory")
app.add_typer(report_app, name="report")
app.add_typer(form_app, name="form")
app.add_typer(estimate_app, name="estimate")
app.add_typer(entity_app, name="entity")
app.add_typer(parked_app, name="parked")
app.add_typer(dead_app, name="dead")
app.command()(reporting.replay)
app.command()(reporting.rebuild)
app.command()(platform.wait)
app.command()(platform.env)
app.command()(platform.token)

EXPECTED = (
    CommandFailed,
    RuleViolation,
    NotSetUp,
    NotArrived,
    AlreadyRebuilding,
    StandsStill,
    JournalChanged,
    SecretMissing,
    DatabaseDown,
    FeedUnreachable,
)
UNREACHABLE = "Die Datenbank antwortet nicht. `make up` startet die Plattform."


def main() -> None:
    """The entry point of the command ``lotse``."""
    sys.exit(run())


def run(arguments: list[str] | None = None) -> int:
    """Run one command; its exit status. Messages go to standard error."""
    quiet()  # a command says itself what happened
    try:
        status = in_german(app).main(arguments, prog_name="lotse", standalone_mode=False)
    except SystemExit as ended:  # the reader of the output went away
        return ended.code if isinstance(ended.code, int) else Exit.DONE
    except TyperException as misuse:
        if message := told(misuse):
            say(message)
        return misuse.exit_code
    except EXPECTED as failure:
        message, status = _told(failure)
        say(message)
        return status
    finally:
        close_pools()
    return status if isinstance(status, int) else Exit.DONE


def _told(failure: Exception) -> tuple[str, Exit]:
    match failure:
        case CommandFailed():
            return str(failure), failure.status
        case RuleViolation():
            return _refusal(failure), Exit.USAGE if failure.field else Exit.FAILED
        case SecretMissing():
            return f"Es fehlt ein Schlüssel ({failure}). Bitte `make up` aufrufen.", Exit.FAILED
        case JournalChanged():
            return str(failure), Exit.NOT_VERIFIED
        case DatabaseDown() | FeedUnreachable():
            return UNREACHABLE, Exit.FAILED
        case _:
            return str(failure), Exit.FAILED


def _refusal(refused: RuleViolation) -> str:
    field = f"{refused.field}: " if refused.field else ""
    return f"{field}{refused.title}" + (f" {refused.detail}" if refused.detail else "")
