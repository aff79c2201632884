"""Who asks a partner: district, Träger, its sites, and a telephone number for questions where one was given."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from psycopg.sql import SQL

from services.kernel.times import today
from services.referral.application import Referral
from services.referral.known import SenderSite, sender_of, sites_of, staff_id_of
from services.referral.links_desk import CALLBACK

NAME: Final = SQL("SELECT name FROM platform.districts WHERE key = %s")


@dataclass(frozen=True, slots=True)
class AskingParty:
    """As a partner reads it. ``traeger`` None: the district's administration; institutions only, nobody's name."""

    district_name: str
    traeger: str | None
    sites: tuple[SenderSite, ...]
    callback: str | None

    @property
    def name(self) -> str:
        return self.traeger or self.district_name


def asking_party(referral: Referral, district: str, actor: str, link: tuple[UUID, UUID] | None = None) -> AskingParty:
    """``actor``: who asked, by whose Träger; ``link``: partner and link with which a number was given."""
    staff = staff_id_of(actor)
    sender = None if staff is None else sender_of(referral.pool, district, staff)
    sites = () if sender is None else tuple(sites_of(referral.pool, district, sender.traeger, today()))
    with referral.pool.connection() as connection:
        row = connection.execute(NAME, [district]).fetchone()
    return AskingParty(
        district_name=district if row is None else row[0],
        traeger=None if sender is None else sender.name,
        sites=sites,
        callback=None if link is None else _callback(referral, district, *link),
    )


def _callback(referral: Referral, district: str, partner_id: UUID, link_id: UUID) -> str | None:
    address = (partner_id, CALLBACK, link_id)
    return referral.partner_vault.get(district, [address]).get(address)
