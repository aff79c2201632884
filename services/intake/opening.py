"""The store, the keys and the vault of ``intake`` on this installation."""

from services.intake.search_words import WORDS_OF
from services.kernel.blind_index import BlindIndex
from services.kernel.database import pool
from services.kernel.group import GroupCommit
from services.kernel.keys import KeyRing
from services.kernel.log import Log
from services.kernel.mapper import FactMapper
from services.kernel.settings import Settings
from services.kernel.store import EventStore
from services.kernel.vault import Vault

SERVICE = "intake"


def key_ring(settings: Settings) -> KeyRing:
    return KeyRing(pool(settings.keys_database_url(SERVICE)), settings.secrets)


def event_store(settings: Settings) -> EventStore:
    """Commands that arrive together are committed together."""
    log = Log(SERVICE, pool(settings.service_database_url(SERVICE)))
    return EventStore(log, FactMapper(key_ring(settings)), GroupCommit(log))


def vault(settings: Settings) -> Vault:
    """Names and code words are findable from the moment they are kept."""
    index = BlindIndex(settings.secrets, WORDS_OF)
    return Vault(pool(settings.service_database_url(SERVICE)), key_ring(settings), index)
