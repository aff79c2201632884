"""``lotse``: parses, calls, prints. Exit statuses as INTERFACES section 2 says (see failures)."""

import sys

from typer.exceptions import TyperException

from services.cli.commands import app_for
from services.cli.failures import Exit
from services.cli.output import say
from services.cli.telling import expected, told_of
from services.cli.usage import in_german, told
from services.kernel.database import close_pools
from services.kernel.logging import quiet


def main() -> None:
    """The entry point of the command ``lotse``."""
    sys.exit(run())


def run(arguments: list[str] | None = None) -> int:
    """Run one command; its exit status. Messages go to standard error."""
    quiet()  # a command says itself what happened
    given = sys.argv[1:] if arguments is None else arguments
    try:
        status = in_german(app_for(given)).main(given, prog_name="lotse", standalone_mode=False)
    except SystemExit as ended:  # the reader of the output went away
        return ended.code if isinstance(ended.code, int) else Exit.DONE
    except TyperException as misuse:
        if message := told(misuse):
            say(message)
        return misuse.exit_code
    except expected() as failure:
        message, status = told_of(failure)
        say(message)
        return status
    finally:
        close_pools()
    return status if isinstance(status, int) else Exit.DONE
