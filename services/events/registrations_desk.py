"""The desk for registrations: who comes lies in the vault under a key of its own, a code gives the places back."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from services.events.application import Events
from services.events.domain.event import EVENT
from services.events.domain.event_state import Event
from services.events.domain.registration import ReleasePlace, RequestPlace, UnknownRegistration
from services.events.forgetting import forget
from services.events.made import Made
from services.events.opening import key_ring
from services.events.registrations_queries import registrations_of, registrations_until
from services.events.texts import Texts, texts_kept
from services.kernel import readable_codes
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import BERLIN, now, today

# So many days after an event nobody needs to ring those who came (Regulation (EU) 2016/679, Art. 5(1)(e)).
KEPT_DAYS: Final = 30
CODE_LETTERS: Final = 12


@dataclass(frozen=True, slots=True)
class Registered:
    """What somebody who registered is told: whether there was a place, and the code that gives it back."""

    made: Made
    has_place: bool
    code: str


@dataclass(frozen=True, slots=True)
class RegistrationsDesk:
    """One district's registrations. Every command raises the refusals of ``domain.registration``.

    ``texts``: ``registrations_queries.CONTACT_FIELDS``. Nobody but the team reads them.
    """

    events: Events
    district: str

    def request_place(self, event_id: UUID, persons: int, texts: Texts, context: Context) -> Registered:
        """The same command again is the same registration, and the same code."""
        registration_id = self.events.ids(self.district).derive("registration", str(context.command_id))
        contact_id, words = texts_kept(self.events, self.district, registration_id, texts)
        at = now().astimezone(BERLIN)
        command = RequestPlace(registration_id=registration_id, persons=persons, contact_id=contact_id, at=at)
        outcome = self.events.desk.execute(self.district, EVENT, (event_id, command, context), words)
        has_place = self._event(event_id).places.accepted.get(registration_id, False)
        return Registered(Made(registration_id, outcome), has_place, self.code_of(registration_id))

    def release_place(self, event_id: UUID, registration_id: UUID, context: Context) -> Outcome:
        """Contact details of whoever does not come are gone at once."""
        command = ReleasePlace(registration_id=registration_id)
        outcome = self.events.desk.execute(self.district, EVENT, (event_id, command, context))
        forget(self.events, self.district, [registration_id])
        return outcome

    def release_by_code(self, event_id: UUID, typed: str, context: Context) -> Outcome:
        """Raises UnknownRegistration where no registration of this event has that code."""
        places = self._event(event_id).places
        code = readable_codes.plain(typed)
        found = self._with_code([*places.wanted, *sorted(places.given_back)], code)
        if found is None:
            raise UnknownRegistration
        return self.release_place(event_id, found, context)

    def forget_registrations(self, event_id: UUID, after: date) -> int:
        """Destroy the contact details of an event whose ``after`` has come; how many there were."""
        if after > today():
            return 0
        found = registrations_of(self.events.pool, self.district, event_id)
        return self._forget({each.registration_id for each in found})

    def forget_old_registrations(self, day: date | None = None) -> int:
        """The same for all events that have been over for ``KEPT_DAYS`` (today); how many registrations there were."""
        last = (day or today()) - timedelta(days=KEPT_DAYS)
        return self._forget(registrations_until(self.events.pool, self.district, last))

    def code_of(self, registration_id: UUID) -> str:
        """Twelve letters (59 bits) that follow from the district's key; kept nowhere."""
        derived = self.events.ids(self.district).derive("release-code", str(registration_id))
        return readable_codes.of_bytes(derived.bytes, CODE_LETTERS)

    def _with_code(self, registrations: Iterable[UUID], code: str) -> UUID | None:
        """All are compared, each in constant time: how long it takes tells nothing."""
        found = [each for each in registrations if hmac.compare_digest(self.code_of(each), code)]
        return found[0] if found else None

    def _forget(self, registrations: set[UUID]) -> int:
        """What was forgotten before stays out of the erasure journal."""
        ring = key_ring(self.events.settings)
        left = registrations - ring.destroyed(self.district, registrations)
        forget(self.events, self.district, sorted(left))
        return len(left)

    def _event(self, event_id: UUID) -> Event:
        return self.events.state(self.district, EVENT, event_id)


def forgotten_on(last_day: date) -> date:
    """From this day on the contact details of an event are no longer kept."""
    return last_day + timedelta(days=KEPT_DAYS)
