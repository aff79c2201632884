"""Earlier anonymous contacts become contacts of a case: only with the person's agreement, only those it points out.

Two kinds of streams change, so it takes two steps: the case says which contacts, under which consent
(:class:`JoinContacts`); then each contact is corrected (:class:`JoinContact`), which seals its details. The first step
is the decision, the second its execution: it may be repeated until all are done, and a contact that belongs to another
case or was cancelled by then stays as it is. The contact's own facts are what is counted.

What was recorded while nobody knew whose contact it was (topics, never texts of a person) stays unsealed in history, as
every tally contact; sealed is what is known from the joining on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import structs

from services.contracts.intake import ConsentPurpose, Contact, ContactCancelled, ContactCorrected, ContactsJoined
from services.intake.domain import consent as consents
from services.intake.domain.case import expect_open
from services.intake.domain.consent import Ledger, holds
from services.intake.domain.refusals import InTheFuture, Refusal, refuse
from services.kernel.deciders import Decider
from services.kernel.facts import Contract

LAWFUL: Final[frozenset[ConsentPurpose]] = frozenset(
    {"pseudonymous_file", "named_file"}
)  # what allows to keep a file of contacts

# --- The case: which contacts, with whose agreement -----------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinContacts:
    """``found``: each picked contact as it is now; one that does not exist or was cancelled is not in there."""

    case_id: UUID
    contact_ids: tuple[UUID, ...]
    found: Mapping[UUID, Contact]
    consent_id: UUID
    on: date
    today: date


@dataclass(frozen=True, slots=True)
class JoiningState:
    """The ledger of the case, and the contacts that the person agreed to join."""

    ledger: Ledger = field(default_factory=Ledger)
    joined: frozenset[UUID] = frozenset()


class JoiningConsentMissing(Refusal):
    title = "Frühere Kontakte werden nur mit gültiger Einwilligung der Person zugeordnet."
    field = "consent_id"


class NotATallyContact(Refusal):
    title = "Zugeordnet werden nur anonyme Kontakte, die zu keinem Fall gehören."
    field = "contact_ids"


class ContactOfAnotherOperation(Refusal):
    title = "Der Kontakt gehört zu einem anderen Vorhaben als der Fall."
    field = "contact_ids"


class NoContactPicked(Refusal):
    title = "Bitte mindestens einen Kontakt auswählen."
    field = "contact_ids"


def decide(command: JoinContacts, state: JoiningState) -> Sequence[Contract]:
    person = expect_open(state.ledger.case)
    new = tuple(dict.fromkeys(each for each in command.contact_ids if not _is_here(each, command, state)))
    if command.contact_ids and not new:
        return []
    refuse([*_of_the_command(command, state.ledger), *_of_contacts(command, state, new)])
    joined = ContactsJoined(
        case_id=command.case_id, person_id=person, contact_ids=new, consent_id=command.consent_id, on=command.on
    )
    return [joined]


def _is_here(contact_id: UUID, command: JoinContacts, state: JoiningState) -> bool:
    """Agreed before, or recorded on this case from the start."""
    contact = command.found.get(contact_id)
    return contact_id in state.joined or (contact is not None and contact.case_id == command.case_id)


def _of_the_command(command: JoinContacts, ledger: Ledger) -> Iterator[Refusal]:
    if command.on > command.today:
        yield InTheFuture(field="on")
    if not command.contact_ids:
        yield NoContactPicked()
    if not holds(ledger, command.consent_id, LAWFUL, command.on, command.today):
        yield JoiningConsentMissing()


def _of_contacts(command: JoinContacts, state: JoiningState, new: Sequence[UUID]) -> Iterator[Refusal]:
    contacts = [command.found.get(each) for each in new]
    if any(contact is None or contact.case_id is not None for contact in contacts):
        yield NotATallyContact()
    if any(contact is not None and contact.operation != state.ledger.case.operation for contact in contacts):
        yield ContactOfAnotherOperation()


def evolve(state: JoiningState, fact: Contract) -> JoiningState:
    if isinstance(fact, ContactsJoined):
        return replace(state, joined=state.joined.union(fact.contact_ids))
    return replace(state, ledger=consents.evolve(state.ledger, fact))


JOINING: Final = Decider(initial=JoiningState(), decide=decide, evolve=evolve)

# --- Each contact: it belongs to the case from now on ---------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinContact:
    """Carry out what the case decided."""

    case_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True)
class TallyState:
    """A contact as it is now; None: never recorded, or cancelled."""

    contact: Contact | None = None


def decide_contact(command: JoinContact, state: TallyState) -> Sequence[Contract]:
    """Nothing where there is nothing left to join; nobody is asked any more, so nothing is refused."""
    if state.contact is None or state.contact.case_id is not None:
        return []
    fields: dict[str, Any] = structs.asdict(state.contact)
    return [ContactCorrected(**{**fields, "case_id": command.case_id, "person_id": command.person_id})]


def evolve_contact(state: TallyState, fact: Contract) -> TallyState:
    if isinstance(fact, ContactCancelled):
        return TallyState()
    if not isinstance(fact, Contact):
        return state
    fields: dict[str, Any] = {name: getattr(fact, name) for name in Contact.__struct_fields__}
    return TallyState(Contact(**fields))


TALLY: Final = Decider(initial=TallyState(), decide=decide_contact, evolve=evolve_contact)
