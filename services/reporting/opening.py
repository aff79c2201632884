"""Opening sealed facts: reporting may read record keys, and no identity keys."""

from services.kernel.database import pool
from services.kernel.keys import KeyRing
from services.kernel.mapper import FactMapper
from services.kernel.projection import Opener
from services.kernel.settings import Settings


def opener(settings: Settings) -> Opener:
    """Opens journal entries; a block whose key is destroyed reads as Erased."""
    return FactMapper(KeyRing(pool(settings.keys_database_url("reporting")), settings.secrets)).open
