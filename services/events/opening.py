"""The store, the keys and the vault of ``events`` on this installation."""

from services.kernel.database import pool
from services.kernel.group import GroupCommit
from services.kernel.keys import KeyRing
from services.kernel.log import Log
from services.kernel.mapper import FactMapper
from services.kernel.settings import Settings
from services.kernel.store import EventStore
from services.kernel.vault import Vault

SERVICE = "events"


def key_ring(settings: Settings) -> KeyRing:
    """The keys of volunteers and of those who register, and of texts about events; nobody else can read them."""
    return KeyRing(pool(settings.keys_database_url(SERVICE)), settings.secrets, SERVICE)


def event_store(settings: Settings) -> EventStore:
    """Commands that arrive together are committed together."""
    log = Log(SERVICE, pool(settings.service_database_url(SERVICE)))
    return EventStore(log, FactMapper(key_ring(settings)), GroupCommit(log))


def vault(settings: Settings) -> Vault:
    """Descriptions, minutes, files, and the contact details of those who help or come."""
    return Vault(pool(settings.service_database_url(SERVICE)), key_ring(settings))
