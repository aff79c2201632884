"""The desk for volunteers: who helps and what they do. Names and contacts go to the vault under their key."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.events.application import Events
from services.events.domain.engagement import ENGAGEMENT, Engagement, UnknownEngagement
from services.events.domain.known_places import expect_known as expect_known_places
from services.events.domain.volunteer import VOLUNTEER, Command
from services.events.domain.volunteer_certificate import IssueCertificate
from services.events.domain.volunteer_engagements import LeaveEngagement, TakeEngagement
from services.events.domain.volunteer_enlisting import (
    CorrectVolunteer,
    EnlistVolunteer,
    EraseVolunteer,
    LeaveVolunteering,
    SignUpVolunteer,
    VolunteerDetails,
)
from services.events.domain.volunteer_state import expect_named
from services.events.forgetting import forget
from services.events.known_places import known_places
from services.events.made import Made
from services.events.texts import texts_kept
from services.events.volunteering_queries import Period, time_given
from services.kernel.deciders import Context, RuleViolation
from services.kernel.store import Outcome
from services.kernel.times import today
from services.kernel.vault import Entry


class VolunteerNameMissing(RuleViolation):
    title = "Der Name fehlt."
    field = "name"


class NoWayToReach(RuleViolation):
    title = "Bitte eine Telefonnummer oder eine E-Mail-Adresse angeben, damit wir uns melden können."
    field = "phone"


@dataclass(frozen=True, slots=True)
class VolunteersDesk:
    """One district's volunteers. Every command raises the refusals of ``domain.volunteer``.

    ``texts``: field (``volunteers_words.VOLUNTEER_FIELDS``) -> words; they replace those before, all of them.
    """

    events: Events
    district: str

    def enlist(self, details: VolunteerDetails, texts: Mapping[str, str], context: Context) -> Made:
        """Raises VolunteerNameMissing, UnknownSozialraum."""
        volunteer_id = self._new_id(context)
        return Made(volunteer_id, self._enlist(volunteer_id, details, texts, context))

    def enlist_again(
        self, volunteer_id: UUID, details: VolunteerDetails, texts: Mapping[str, str], context: Context
    ) -> Outcome:
        """Who left is back. Raises UnknownVolunteer, VolunteerIsErased, VolunteerNameMissing, UnknownSozialraum."""
        expect_named(self.events.state(self.district, VOLUNTEER, volunteer_id))
        return self._enlist(volunteer_id, details, texts, context)

    def correct(
        self, volunteer_id: UUID, details: VolunteerDetails, texts: Mapping[str, str], context: Context
    ) -> Outcome:
        """Raises VolunteerNameMissing, UnknownSozialraum."""
        expect_named(self.events.state(self.district, VOLUNTEER, volunteer_id))
        known, words = self._with_texts(volunteer_id, details, texts)
        return self._execute(volunteer_id, CorrectVolunteer(details=known, today=today()), context, words)

    def sign_up(self, engagement_id: UUID, texts: Mapping[str, str], context: Context) -> Made:
        """Somebody without an account wants to help with a public engagement.

        Raises UnknownEngagement where nobody may sign up for it, VolunteerNameMissing, NoWayToReach.
        """
        if not self._engagement(engagement_id).is_public(today()):
            raise UnknownEngagement
        volunteer_id = self._new_id(context)
        contact_id, words = self._contact(volunteer_id, texts)
        if not {"phone", "email"} & {word.field for word in words}:
            raise NoWayToReach
        command = SignUpVolunteer(
            volunteer_id=volunteer_id, engagement_id=engagement_id, contact_id=contact_id, today=today()
        )
        return Made(volunteer_id, self._execute(volunteer_id, command, context, words))

    def leave(self, volunteer_id: UUID, on: date, context: Context) -> Outcome:
        """``on`` is the last day on which they help."""
        return self._execute(volunteer_id, LeaveVolunteering(on=on), context)

    def erase(self, volunteer_id: UUID, context: Context) -> Outcome:
        """Name and contact are gone for good: after the fact the key is destroyed. Asked again, it is made sure of."""
        outcome = self._execute(volunteer_id, EraseVolunteer(today=today()), context)
        forget(self.events, self.district, [volunteer_id])
        return outcome

    def take_engagement(self, volunteer_id: UUID, engagement_id: UUID, on: date, context: Context) -> Outcome:
        """They do this; of a sign-up, the team's yes. Raises UnknownEngagement, EngagementIsClosed."""
        engagement = self._engagement(engagement_id)
        if engagement.offered is None:
            raise UnknownEngagement
        command = TakeEngagement(engagement_id=engagement_id, on=on, today=today(), is_open=engagement.is_open(today()))
        return self._execute(volunteer_id, command, context)

    def leave_engagement(self, volunteer_id: UUID, engagement_id: UUID, on: date, context: Context) -> Outcome:
        return self._execute(volunteer_id, LeaveEngagement(engagement_id=engagement_id, on=on), context)

    def issue_certificate(self, volunteer_id: UUID, period: Period, context: Context) -> Made:
        """Over what is recorded and shown at this moment. Raises NoTimeRecorded."""
        certificate_id = self.events.ids(self.district).derive("certificate", str(context.command_id))
        minutes = time_given(self.events.pool, self.district, period).by_volunteer.get(volunteer_id, 0)
        command = IssueCertificate(
            certificate_id=certificate_id,
            first_day=period.first,
            last_day=period.last,
            minutes=minutes,
            today=today(),
        )
        return Made(certificate_id, self._execute(volunteer_id, command, context))

    def _enlist(
        self, volunteer_id: UUID, details: VolunteerDetails, texts: Mapping[str, str], context: Context
    ) -> Outcome:
        known, words = self._with_texts(volunteer_id, details, texts)
        command = EnlistVolunteer(volunteer_id=volunteer_id, details=known, today=today())
        return self._execute(volunteer_id, command, context, words)

    def _with_texts(
        self, volunteer_id: UUID, details: VolunteerDetails, texts: Mapping[str, str]
    ) -> tuple[VolunteerDetails, list[Entry]]:
        places = known_places(self.events, self.district)
        expect_known_places(places, details.sozialraeume, None, field="sozialraeume")
        contact_id, words = self._contact(volunteer_id, texts)
        return replace(details, contact_id=contact_id), words

    def _contact(self, volunteer_id: UUID, texts: Mapping[str, str]) -> tuple[UUID, list[Entry]]:
        contact_id, words = texts_kept(self.events, self.district, volunteer_id, texts)
        if contact_id is None or not any(word.field == "name" for word in words):
            raise VolunteerNameMissing
        return contact_id, words

    def _engagement(self, engagement_id: UUID) -> Engagement:
        return self.events.state(self.district, ENGAGEMENT, engagement_id)

    def _new_id(self, context: Context) -> UUID:
        """A command that comes again makes the same volunteer, not another one."""
        return self.events.ids(self.district).derive("volunteer", str(context.command_id))

    def _execute(
        self, volunteer_id: UUID, command: Command, context: Context, words: list[Entry] | None = None
    ) -> Outcome:
        return self.events.desk.execute(self.district, VOLUNTEER, (volunteer_id, command, context), words or ())
