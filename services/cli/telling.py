"""What a command says of a failure that was to be expected. Imported failures are looked up only when one came."""

from services.cli.failures import CommandFailed, Exit
from services.kernel.database import DatabaseDown
from services.kernel.deciders import RuleViolation
from services.kernel.feed import FeedUnreachable
from services.kernel.secrets import SecretMissing
from services.kernel.settings import NotSetUp

UNREACHABLE = "Die Datenbank antwortet nicht. `make up` startet die Plattform."


def expected() -> tuple[type[Exception], ...]:
    """Failures that are told in one line, not as a trace."""
    from services.reporting.integrity import JournalChanged  # noqa: PLC0415  (most commands need nothing of reporting)
    from services.reporting.knowledge import NotArrived  # noqa: PLC0415
    from services.reporting.rebuild import AlreadyRebuilding, StandsStill  # noqa: PLC0415

    of_reporting = (NotArrived, AlreadyRebuilding, StandsStill, JournalChanged)
    return (CommandFailed, RuleViolation, NotSetUp, SecretMissing, DatabaseDown, FeedUnreachable, *of_reporting)


def told_of(failure: Exception) -> tuple[str, Exit]:
    """The German line and the exit status."""
    from services.reporting.integrity import JournalChanged  # noqa: PLC0415

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
