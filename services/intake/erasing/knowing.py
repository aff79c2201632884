"""Nobody is erased on yesterday's news: before it is decided, intake reads what districts and reporting recorded."""

from typing import Final

from services.intake.folding import fold
from services.intake.reading import operations_reader
from services.kernel.feed import LogFeed
from services.kernel.settings import Settings

# Payments and holds; submissions.
ASKED: Final = ("districts", "reporting")


def catch_up(settings: Settings, district: str) -> None:
    """Raises FeedUnreachable, Stopped."""
    reader = operations_reader(settings, LogFeed(settings))
    for source in ASKED:
        reader.catch_up_with(source, district)
    fold(settings, district)
