"""Members of a group: organisations of the directory, each in a role from a day on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.contracts.events import MemberJoined, MemberLeft
from services.contracts.events.words import MemberRole
from services.events.domain.days import expect_in_order
from services.events.domain.group_state import Group, Membership, ended, expect_known, expect_working, joined_to
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinGroup:
    """An organisation becomes a member, or its role changes from ``since`` on; ``is_listed``: in the directory then."""

    partner_id: UUID
    role: MemberRole
    since: date
    is_listed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveGroup:
    """The organisation is no member after ``on``; said again, the day is corrected."""

    partner_id: UUID
    on: date


Command: TypeAlias = JoinGroup | LeaveGroup


# --- Decisions: may it happen? ----------------------------------------------


class MemberNotListed(RuleViolation):
    title = "Mitglied kann nur werden, wer als Partner im Verzeichnis steht. Bitte den Partner zuerst aufnehmen."
    field = "partner_id"


class NoMember(RuleViolation):
    title = "Dieser Partner ist kein Mitglied."
    field = "partner_id"


def join(command: JoinGroup, group: Group) -> Sequence[Contract]:
    known = expect_working(group)
    if not command.is_listed:
        raise MemberNotListed
    expect_in_order(known.since, command.since, field="since")
    periods = group.members.get(command.partner_id, ())
    if joined_to(periods, Membership(command.role, command.since)) == periods:
        return []
    return [
        MemberJoined(group_id=known.group_id, partner_id=command.partner_id, role=command.role, since=command.since)
    ]


def leave(command: LeaveGroup, group: Group) -> Sequence[Contract]:
    known = expect_known(group)
    periods = group.members.get(command.partner_id)
    if not periods:
        raise NoMember
    expect_in_order(periods[0].since, command.on, field="on")
    if ended(periods, command.on) == periods:
        return []
    return [MemberLeft(group_id=known.group_id, partner_id=command.partner_id, on=command.on)]
