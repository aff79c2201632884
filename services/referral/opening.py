"""The store, the keys and the vaults of ``referral`` on this installation."""

from services.kernel.database import pool
from services.kernel.group import GroupCommit
from services.kernel.keys import KeyRing
from services.kernel.log import Log
from services.kernel.mapper import FactMapper
from services.kernel.settings import Settings
from services.kernel.store import EventStore
from services.kernel.vault import Vault

SERVICE = "referral"


def key_ring(settings: Settings) -> KeyRing:
    """The keys of the persons who are referred; intake knows the same persons."""
    return KeyRing(pool(settings.keys_database_url(SERVICE)), settings.secrets)


def partner_ring(settings: Settings) -> KeyRing:
    """The keys of partners, of those one talks to there, and of letters on their way; nobody else can read them."""
    return KeyRing(pool(settings.keys_database_url(SERVICE)), settings.secrets, SERVICE)


def event_store(settings: Settings) -> EventStore:
    """Commands that arrive together are committed together."""
    log = Log(SERVICE, pool(settings.service_database_url(SERVICE)))
    return EventStore(log, FactMapper(key_ring(settings)), GroupCommit(log))


def person_vault(settings: Settings) -> Vault:
    """Notes of referrals, and what was passed on."""
    return Vault(pool(settings.service_database_url(SERVICE)), key_ring(settings))


def partner_vault(settings: Settings) -> Vault:
    """Contact details and descriptions of the directory."""
    return Vault(pool(settings.service_database_url(SERVICE)), partner_ring(settings))
