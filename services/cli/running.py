"""One command, from its arguments to its exit status (INTERFACES section 2, see failures)."""

import os
import sys
from typing import Final

from typer.exceptions import Abort, TyperException

from services.cli.commands import app_for
from services.cli.failures import Exit
from services.cli.output import say
from services.cli.telling import expected, told_of
from services.cli.usage import in_german, told
from services.kernel.database import close_pools
from services.kernel.files.reasons import reason
from services.kernel.logging import quiet

NOBODY_READS: Final = "Es gibt keine Standardausgabe, in die das Ergebnis geschrieben werden kann."
STOPPED: Final = "Abgebrochen."
INTERRUPTED: Final = 130  # typer's status of a command that was stopped by Ctrl-C


def run_command(arguments: list[str]) -> int:
    """Messages go to standard error."""
    quiet()  # a command says itself what happened
    try:
        message, status = _told(arguments)
    except SystemExit as ended:  # the reader of the output went away
        message, status = "", ended.code if isinstance(ended.code, int) else Exit.DONE
    except Abort:
        message, status = STOPPED, Exit.FAILED
    except TyperException as misuse:
        message, status = told(misuse), misuse.exit_code
    except expected() as failure:
        message, status = told_of(failure)
    except OSError as failure:
        message, status = _of_the_system(failure), Exit.FAILED
    finally:
        close_pools()
    if message:
        say(message)
    return status


def _told(arguments: list[str]) -> tuple[str, int]:
    if sys.stdout is None:
        return NOBODY_READS, Exit.FAILED
    status = in_german(app_for(arguments)).main(arguments, prog_name="lotse", standalone_mode=False)
    sys.stdout.flush()  # at the end of the process nobody could tell any more
    if status == INTERRUPTED:
        return STOPPED, Exit.FAILED
    return "", status if isinstance(status, int) else Exit.DONE


def _of_the_system(failure: OSError) -> str:
    """The output is the one file without a name; to a reader who went away there is nothing to say."""
    if failure.filename is not None:
        return f"{failure.filename} ist nicht zugänglich: {reason(failure)}."
    _forget_output()
    return (
        "" if isinstance(failure, BrokenPipeError) else f"Das Ergebnis kann nicht ausgegeben werden: {reason(failure)}."
    )


def _forget_output() -> None:
    """What is still to be written goes nowhere, or Python would try once more and complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
