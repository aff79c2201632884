"""The public view of a district: found by its key, kept while nothing changes."""

import hashlib
import time
from dataclasses import dataclass
from datetime import date
from typing import Final

from psycopg.sql import SQL

from services.contracts.vocabularies import languages
from services.kernel.district import district as enter
from services.kernel.district import key_pattern
from services.kernel.problems import Problem, not_found
from services.kernel.registry import registered_districts
from services.kernel.times import today
from services.referral.application import Referral
from services.referral.exchange.loading import public_register
from services.referral.exchange.register import Register
from services.referral.hsds.terms import Terms
from services.referral.hsds.writing import Writer
from services.referral.known import topics_of
from services.referral.opening import SERVICE
from services.referral.public.shelf import Shelf
from services.referral.public.sites import Site, open_sites

KEPT_S: Final = 300  # words of somebody erased are gone from here after that, too
POSITIONS: Final = SQL("SELECT reader, source, position FROM {}.reader_positions ORDER BY reader, source")
NO_DIRECTORY: Final = "Unter dieser Adresse gibt es kein öffentliches Verzeichnis."


@dataclass(frozen=True, slots=True)
class PublicView:
    """``stamp`` changes whenever anything here may have changed; ``writer`` writes no more than everybody may read."""

    district: str
    name: str
    day: date
    stamp: str
    register: Register
    sites: tuple[Site, ...]
    writer: Writer

    @property
    def is_empty(self) -> bool:
        return not self.register and not self.sites


_shelf: Final[Shelf[PublicView]] = Shelf()


def no_directory() -> Problem:
    """The same for a district that is unknown as for one with nothing public: nobody learns which there are."""
    return not_found(NO_DIRECTORY)


def public_view(referral: Referral, district: str) -> PublicView:
    """What everybody may read of a district today. Raises a Problem (404)."""
    name = _name(referral, district)
    if name is None:
        raise no_directory()
    day = today()
    stamp = _stamp(referral, district, day)
    key = (referral.settings.service_database_url(SERVICE), district)
    view = _shelf.get(key, stamp, lambda: _made(referral, district, name, day, stamp))
    if view.is_empty:
        raise no_directory()
    return view


def _name(referral: Referral, district: str) -> str | None:
    if not key_pattern.fullmatch(district):
        return None
    with referral.pool.connection() as connection:
        return next((each.name for each in registered_districts(connection) if each.key == district), None)


def _stamp(referral: Referral, district: str, day: date) -> str:
    with referral.pool.transaction() as connection, enter(connection, district) as schema:
        positions = connection.execute(POSITIONS.format(schema)).fetchall()
    said = repr((district, day, positions, int(time.time() // KEPT_S)))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _made(referral: Referral, district: str, name: str, day: date, stamp: str) -> PublicView:
    topics = topics_of(referral.pool, district).readable
    return PublicView(
        district=district,
        name=name,
        day=day,
        stamp=stamp,
        register=public_register(referral, district, day),
        sites=open_sites(referral.pool, district, day),
        writer=Writer(Terms({key: term.label for key, term in topics.items()}), languages(), internal=False),
    )
