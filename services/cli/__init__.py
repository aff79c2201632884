"""``lotse``: parses, calls, prints. Nothing slow is imported here: whoever presses Ctrl-C gets no trace."""

import sys


def main() -> None:
    """The entry point of the command ``lotse``."""
    try:
        sys.exit(run())
    except KeyboardInterrupt:  # before there was a command, or while it ended
        sys.stderr.write("Abgebrochen.\n")
        sys.exit(1)


def run(arguments: list[str] | None = None) -> int:
    """Run one command; its exit status."""
    from services.cli.running import run_command  # noqa: PLC0415 - see above

    return run_command(sys.argv[1:] if arguments is None else arguments)
