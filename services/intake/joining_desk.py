"""Joining earlier contacts on the desk: first the case's fact, then each contact's; whoever comes next completes it.

A process that dies in between leaves contacts that are agreed and not yet joined. The same command completes them when
it comes again, and so does the worker (:func:`finish_open_joins`): the second step's command ids are derived from case
and contact.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.intake import Contact
from services.intake.application import Intake
from services.intake.casework import casework
from services.intake.domain.joining import JOINING, TALLY, JoinContact, JoinContacts
from services.intake.joining_queries import OpenJoin, open_joins
from services.intake.opening import SERVICE, key_ring, vault
from services.kernel.database import pool
from services.kernel.deciders import Context
from services.kernel.ids import DistrictIds
from services.kernel.log import Log
from services.kernel.mapper import FactMapper
from services.kernel.settings import Settings
from services.kernel.store import EventStore, Outcome
from services.kernel.times import today
from services.kernel.vault import Entry, Vault

SITE: Final = "site"


@dataclass(frozen=True, slots=True)
class Joined:
    """What became of the command, and which of the contacts belong to the case now."""

    outcome: Outcome
    contact_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Joins:
    """The second step, for one district."""

    district: str
    ids: DistrictIds
    store: EventStore
    vault: Vault

    def carry_out(self, joins: Sequence[OpenJoin], correlation_id: UUID) -> int | None:
        """Each contact to its case, where it still belongs to none; the position of the last fact."""
        self._hand_over_sites(joins)
        requests = [
            (
                join.contact,
                JoinContact(case_id=join.case_id, person_id=join.person),
                self._context(join, correlation_id),
            )
            for join in joins
        ]
        outcomes = self.store.execute_many(self.district, TALLY, requests)
        positions = [each.position for each in outcomes if isinstance(each, Outcome) and each.position is not None]
        return max(positions, default=None)

    def _context(self, join: OpenJoin, correlation_id: UUID) -> Context:
        return Context(
            actor=join.actor,
            command_id=self.ids.derive("join-contact", str(join.case_id), str(join.contact)),
            correlation_id=correlation_id,
            causation_id=join.cause,
        )

    def _hand_over_sites(self, joins: Sequence[OpenJoin]) -> None:
        """Where a tally contact took place stood under nobody; from now on it stands under the person."""
        nobody = self.ids.derive("nobody")
        contacts = self.store.load(self.district, [join.contact for join in joins])
        sites = {
            join: state.contact.site_id
            for join in joins
            if (state := TALLY.fold(contacts[join.contact])).contact is not None and state.contact.site_id is not None
        }
        texts = self.vault.get(self.district, {(nobody, SITE, site) for site in sites.values()})
        known = {join: texts.get((nobody, SITE, site)) for join, site in sites.items()}
        entries = [Entry(join.person, SITE, sites[join], text) for join, text in known.items() if text is not None]
        self.vault.put(self.district, entries)


@dataclass(frozen=True, slots=True)
class JoiningDesk:
    """Commands on one case. Raises UnknownCase, KeyDestroyed and the decider's refusals."""

    service: Intake
    district: str
    case_id: UUID

    def join(self, contact_ids: Sequence[UUID], consent_id: UUID, on: date, context: Context) -> Joined:
        """Contacts that the Fachkraft picked and the person agreed to."""
        case = casework(self.service, self.district, self.case_id)
        command = JoinContacts(
            case_id=self.case_id,
            contact_ids=tuple(contact_ids),
            found=self._found(contact_ids),
            consent_id=consent_id,
            on=on,
            today=today(),
        )
        agreed = case.execute(JOINING, command, context)
        open_ones = self._agreed(contact_ids, case.person, context)
        joins = Joins(self.district, self.service.ids(self.district), self.service.store, self.service.vault)
        last = joins.carry_out(open_ones, context.correlation_id)
        outcome = Outcome(last if last is not None else agreed.position, agreed.repeated)
        return Joined(outcome, self._joined(contact_ids))

    def _found(self, contact_ids: Collection[UUID]) -> dict[UUID, Contact]:
        streams = self.service.store.load(self.district, contact_ids)
        folded = {contact: TALLY.fold(facts).contact for contact, facts in streams.items()}
        return {contact: state for contact, state in folded.items() if state is not None}

    def _agreed(self, contact_ids: Sequence[UUID], person: UUID, context: Context) -> list[OpenJoin]:
        """Those that the case's facts name, by this command or an earlier one."""
        state = JOINING.fold(self.service.store.load(self.district, [self.case_id])[self.case_id])
        picked = [contact for contact in dict.fromkeys(contact_ids) if contact in state.joined]
        return [OpenJoin(contact, self.case_id, person, context.actor, context.command_id) for contact in picked]

    def _joined(self, contact_ids: Sequence[UUID]) -> tuple[UUID, ...]:
        found = self._found(contact_ids)
        mine = (contact for contact in contact_ids if contact in found and found[contact].case_id == self.case_id)
        return tuple(dict.fromkeys(mine))


def finish_open_joins(settings: Settings, district: str) -> None:
    """Complete what a process that died left open: the worker's part, one question where nothing is."""
    waiting = open_joins(pool(settings.service_database_url(SERVICE)), district)
    if waiting:
        _joins_of(settings, district).carry_out(waiting, waiting[0].cause)


def _joins_of(settings: Settings, district: str) -> Joins:
    """With a store that needs no grouping threads."""
    log = Log(SERVICE, pool(settings.service_database_url(SERVICE)))
    store = EventStore(log, FactMapper(key_ring(settings)))
    return Joins(district, DistrictIds(settings.secrets.district(district).id_key), store, vault(settings))
