"""Sessions for the rest of the platform: on every request who sits there, in which district and role, as of now."""

import time
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import Final
from uuid import UUID

from services.districts.application import districts
from services.districts.domain.staff_state import Staff
from services.districts.sign_in.accounts import Accounts, Place
from services.districts.sign_in.keys import SignInKeys
from services.districts.sign_in.session_rows import SEEN_EVERY, SessionRow, SessionRows
from services.districts.sign_in.standing import Standing
from services.kernel.settings import Settings
from services.kernel.signed_in import SignedIn
from services.kernel.times import now, today
from services.kernel.tokens import Caller

REMEMBERED_S: Final = 60.0
MOST_REMEMBERED: Final = 5000


@dataclass(frozen=True, slots=True)
class Courtesy:
    """What a page shows beside its content; it may be a minute old. No right depends on it."""

    name: str
    district_name: str
    places: int
    until: float


@dataclass(slots=True)
class Sessions:
    """Fulfils the kernel's port ``SignIns``. Role and leaving are read from the person's stream on every request."""

    rows: SessionRows
    accounts: Accounts
    standing: Standing
    second_factor: frozenset[str]
    _courtesies: dict[UUID, Courtesy] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def find(self, cookie: str) -> SignedIn | None:
        """Who it is; None without an open session, without a place, or with a role that does not count today."""
        row = self.rows.find(cookie)
        if row is None or row.district is None or row.staff is None or row.role is None:
            return None
        if row.role in self.second_factor and not row.second_factor:
            return None
        staff = self.standing.staff(row.district, row.staff)
        if row.role not in staff.roles_on(today()):
            return None
        if now() - row.seen > SEEN_EVERY:
            self.rows.touch(row.session)
        shown = self._courtesy(row, row.district, staff)
        caller = Caller(row.district, row.role, str(row.staff))
        return SignedIn(caller, shown.name, shown.district_name, shown.places)

    def _courtesy(self, row: SessionRow, district: str, staff: Staff) -> Courtesy:
        known = self._courtesies.get(row.session)
        if known is not None and known.until > time.monotonic():
            return known
        places = self.accounts.places(row.account)
        made = Courtesy(
            name=self.standing.name(district, staff),
            district_name=self.standing.district_names().get(district, district),
            places=self._count(places),
            until=time.monotonic() + REMEMBERED_S,
        )
        with self._lock:
            if len(self._courtesies) >= MOST_REMEMBERED:
                self._courtesies.clear()
            self._courtesies[row.session] = made
        return made

    def _count(self, places: list[Place]) -> int:
        day = today()
        return sum(len(self.standing.staff(each.district, each.staff).roles_on(day)) for each in places)


class SessionsOf:
    """The sessions of an installation; its database is looked up with the first cookie, not before."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def find(self, cookie: str) -> SignedIn | None:
        return self._sessions.find(cookie)

    @cached_property
    def _sessions(self) -> Sessions:
        service = districts(self._settings)
        accounts = Accounts(service.pool, SignInKeys(self._settings.secrets))
        required = frozenset(map(str, self._settings.second_factor))
        return Sessions(SessionRows(service.pool), accounts, Standing(service), required)
