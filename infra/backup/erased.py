"""After a restore, before any service starts: whatever the erasure journal says is destroyed once more.

The restored logs may lie before an erasure, and so may tables that a record was folded into. So the facts are said
again, and every service that keeps something of the person reads them at once.
"""

from collections.abc import Iterable

from services.events.opening import SERVICE as EVENTS
from services.events.repeating import repeat_erasures as repeat_of_volunteers
from services.intake.erasing.repeating import repeat_erasures
from services.kernel.database import pool
from services.kernel.erasures import Destroyed, ErasureJournal
from services.kernel.feed import LogFeed
from services.kernel.keys import KeyRing
from services.kernel.registry import registered_districts
from services.kernel.settings import SERVICES, Settings
from services.referral.folding import fold as fold_referral
from services.referral.reading import policy_reader, projections_reader
from services.reporting.folding import folding
from services.reporting.reading import journal_reader


def apply_erasures(settings: Settings) -> None:
    """Raises JournalDamaged: then nothing may start."""
    with pool(settings.service_database_url(SERVICES[0])).connection() as connection:
        districts = [each.key for each in registered_districts(connection)]
    entries = [each for each in ErasureJournal.beside(settings.secrets).entries() if each.district in districts]
    _destroy(settings, entries)
    for district in sorted({each.district for each in entries}):
        mine = [each for each in entries if each.district == district]
        if repeat_erasures(settings, district, [each for each in mine if each.owner is None]):
            _tell(settings, district)
        if repeat_of_volunteers(settings, district, [each for each in mine if each.owner == EVENTS]):
            _journal(settings, district, EVENTS)


def _destroy(settings: Settings, entries: Iterable[Destroyed]) -> None:
    for each in entries:
        login = each.owner or "intake"  # whose rights reach to these keys
        ring = KeyRing(pool(settings.keys_database_url(login)), settings.secrets, each.owner)
        ring.destroy_again(each)


def _tell(settings: Settings, district: str) -> None:
    """Referral and reporting read intake's log, and take out of their tables what nobody may read any more."""
    feed = LogFeed(settings)
    for reader in (projections_reader(settings, feed), policy_reader(settings, feed)):
        reader.catch_up_with("intake", district)
    fold_referral(settings, district)
    _journal(settings, district, "intake")


def _journal(settings: Settings, district: str, source: str) -> None:
    """Reporting reads everything."""
    journal_reader(settings, LogFeed(settings)).catch_up_with(source, district)
    folding(settings).step(district)
