"""The desk for groups: ids and words around their decider."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.events.words import MemberRole
from services.contracts.names import expect_name, same_name
from services.events.application import Events
from services.events.domain.group import GROUP, Command, CorrectGroup, DissolveGroup, FoundGroup, GroupDetails
from services.events.domain.group_feed import CloseFeed, OpenFeed
from services.events.domain.group_members import JoinGroup, LeaveGroup
from services.events.domain.group_state import Group, expect_known
from services.events.known import partners_of
from services.events.made import Made
from services.events.texts import Texts, texts_kept
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.vault import Entry

GROUP_FIELDS: Final = ("mandate",)


@dataclass(frozen=True, slots=True)
class GroupsDesk:
    """One district's groups. Every command raises the refusals of ``domain.group``; ``texts``: ``GROUP_FIELDS``."""

    events: Events
    district: str

    def found(self, details: GroupDetails, texts: Texts, context: Context) -> Made:
        """A name stands once in a district, whatever its capitals and blanks; one that was dissolved works again."""
        name = same_name(expect_name(details.name))
        group_id = self.events.ids(self.district).derive("group", name)
        known, words = self._with_texts(group_id, details, texts)
        return Made(group_id, self._execute(group_id, FoundGroup(group_id=group_id, details=known), context, words))

    def found_again(self, group_id: UUID, details: GroupDetails, texts: Texts, context: Context) -> Outcome:
        """One that was dissolved works again, whatever its name is by now. Raises UnknownGroup."""
        expect_known(self.group(group_id))
        known, words = self._with_texts(group_id, details, texts)
        return self._execute(group_id, FoundGroup(group_id=group_id, details=known), context, words)

    def correct(self, group_id: UUID, details: GroupDetails, texts: Texts, context: Context) -> Outcome:
        known, words = self._with_texts(group_id, details, texts)
        return self._execute(group_id, CorrectGroup(details=known), context, words)

    def dissolve(self, group_id: UUID, on: date, context: Context) -> Outcome:
        """``on`` is its last day."""
        return self._execute(group_id, DissolveGroup(on=on), context)

    def join(self, group_id: UUID, partner_id: UUID, role: MemberRole, since: date, context: Context) -> Outcome:
        partner = partners_of(self.events.pool, self.district).get(partner_id)
        listed = partner is not None and partner.is_listed(since)
        command = JoinGroup(partner_id=partner_id, role=role, since=since, is_listed=listed)
        return self._execute(group_id, command, context)

    def leave(self, group_id: UUID, partner_id: UUID, on: date, context: Context) -> Outcome:
        """``on`` is its last day as a member."""
        return self._execute(group_id, LeaveGroup(partner_id=partner_id, on=on), context)

    def open_feed(self, group_id: UUID, context: Context) -> Outcome:
        """A new link to the group's calendar; the one before opens nothing any more."""
        feed_id = self.events.ids(self.district).derive("feed", str(group_id), str(context.command_id))
        return self._execute(group_id, OpenFeed(feed_id=feed_id), context)

    def close_feed(self, group_id: UUID, context: Context) -> Outcome:
        return self._execute(group_id, CloseFeed(), context)

    def group(self, group_id: UUID) -> Group:
        """What the log says of it now."""
        return self.events.state(self.district, GROUP, group_id)

    def _execute(self, group_id: UUID, command: Command, context: Context, words: list[Entry] | None = None) -> Outcome:
        return self.events.desk.execute(self.district, GROUP, (group_id, command, context), words or ())

    def _with_texts(self, group_id: UUID, details: GroupDetails, texts: Texts) -> tuple[GroupDetails, list[Entry]]:
        details_id, words = texts_kept(self.events, self.district, group_id, texts)
        return replace(details, details_id=details_id), words
