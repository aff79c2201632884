"""How a command ends: 0 done, 2 wrong usage, 3 rows refused, 4 verification failed, 1 otherwise (fixed)."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit statuses of the command line."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    ROWS_REFUSED = 3
    NOT_VERIFIED = 4


class CommandFailed(Exception):
    """A command that ends with another status than 0; the message is German and one line."""

    def __init__(self, message: str, status: Exit = Exit.FAILED) -> None:
        super().__init__(message)
        self.status = status


def wrong_usage(message: str) -> CommandFailed:
    """The call itself cannot be right: exit 2."""
    return CommandFailed(message, Exit.USAGE)
