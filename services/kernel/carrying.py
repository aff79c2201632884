"""The letter boxes of all districts, and the public keys that letters are sealed for; who may do what with them.

The boxes lie in the districts' schemas of one service's database, made by its migrations; the carrier's login sees of
each outbox what stands on the envelope, and adds to inboxes. It can read no inbox and change nothing.
"""

from collections.abc import Mapping
from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.database import Pool
from services.kernel.letters import PublicKeys, public_keys
from services.kernel.secrets import LetterKeys

POST_OFFICE: Final = "referral"
CARRIER: Final = "carrier"

PUBLISH: Final = """
    INSERT INTO platform.letter_keys (district, seal, sign) VALUES (%s, %s, %s)
    ON CONFLICT (district) DO UPDATE SET seal = excluded.seal, sign = excluded.sign"""
PUBLISHED: Final = "SELECT district, seal, sign FROM platform.letter_keys"
NAMES: Final = """
    SELECT d.key, d.name FROM platform.districts d JOIN platform.letter_keys k ON k.district = d.key ORDER BY d.name"""


def publish_keys(admin: Connection[Any], owner: str, district: str, keys: LetterKeys) -> None:
    """Let every district know what to seal letters to this one with; the operator's connection."""
    public = public_keys(keys)
    with admin.transaction():
        admin.execute(SQL("SET LOCAL ROLE {}").format(Identifier(owner)))
        admin.execute(PUBLISH, (district, public.seal, public.sign))


def published_keys(pool: Pool) -> Mapping[str, PublicKeys]:
    """The public keys of every district that letters can be sent to."""
    with pool.connection() as connection:
        rows = connection.execute(PUBLISHED).fetchall()
    return {district: PublicKeys(bytes(seal), bytes(sign)) for district, seal, sign in rows}


def reachable_districts(pool: Pool) -> Mapping[str, str]:
    """Key -> name of every district that letters can be sent to, by name."""
    with pool.connection() as connection:
        return {str(key): str(name) for key, name in connection.execute(NAMES).fetchall()}
