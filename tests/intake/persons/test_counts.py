"""An upgrade changes who somebody is, and no figure that it should not change; no name is ever in a fact."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from services.contracts.intake import CaseOpened, Contact, ContactDetails, ContactRecorded, ContactsJoined
from services.intake.domain.consent import CONSENT, GiveConsent, WithdrawConsent
from services.intake.domain.joining import JOINING, TALLY, JoinContact, JoinContacts
from services.intake.domain.person import PERSON, CorrectPerson, NamePerson, is_named
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract, Recorded, topic_of
from services.kernel.ids import DistrictIds
from services.kernel.projected_rows import Put
from services.reporting.projections.contact_versions import TABLE, contact_versions

TODAY: Final = date(2026, 6, 30)
DAY: Final = date(2026, 5, 4)
IDS: Final = DistrictIds(b"k" * 32)
CASES: Final = 3
CONTACTS: Final = 8
NAMES: Final = ("Kanarienvogel", "Zaunkönig")


def case_id(number: int) -> UUID:
    return IDS.derive("case", str(number))


def person_id(number: int) -> UUID:
    return IDS.derive("case-person", str(number))


def contact_id(number: int) -> UUID:
    return IDS.derive("contact", str(number))


def consent_id(number: int, entry: int) -> UUID:
    return IDS.derive("consent", str(number), str(entry))


@dataclass
class Office:
    """A district in memory: streams, and the log as reporting gets it."""

    streams: dict[UUID, list[Contract]] = field(default_factory=dict)
    log: list[tuple[UUID, Contract]] = field(default_factory=list)

    def execute(self, decider: Decider[Any, Any], stream: UUID, command: Any) -> None:
        """Store what is decided; a refusal stores nothing."""
        history = self.streams.setdefault(stream, [])
        try:
            facts = decider.decide(command, decider.fold(history))
        except RuleViolation:
            return
        self.store(stream, facts)

    def store(self, stream: UUID, facts: Sequence[Contract]) -> None:
        self.streams.setdefault(stream, []).extend(facts)
        self.log += [(stream, fact) for fact in facts]

    def join(self, case: int, contacts: Sequence[int], entry: int, *, completed: bool) -> None:
        """Both steps; not ``completed``: the process dies in between."""
        ids = tuple(contact_id(each) for each in contacts)
        states = {each: TALLY.fold(self.streams.get(each, [])).contact for each in ids}
        found = {each: state for each, state in states.items() if state is not None}
        consent = consent_id(case, entry)
        command = JoinContacts(
            case_id=case_id(case), contact_ids=ids, found=found, consent_id=consent, on=DAY, today=TODAY
        )
        self.execute(JOINING, case_id(case), command)
        if completed:
            self.finish()

    def finish(self) -> None:
        """What the worker does with joins that are left open."""
        for fact in [fact for _, fact in self.log if isinstance(fact, ContactsJoined)]:
            for each in fact.contact_ids:
                self.execute(TALLY, each, JoinContact(case_id=fact.case_id, person_id=fact.person_id))

    def figures(self) -> dict[str, Any]:
        """The activity report's counts, over reporting's own fold."""
        rows: dict[UUID, dict[str, Any]] = {}
        for place, (stream, fact) in enumerate(self.log, 1):
            if isinstance(fact, contact_versions.reads):
                for change in contact_versions.fold(_recorded(place, stream, fact)):
                    assert isinstance(change, Put)
                    rows[change.key] = dict(zip(TABLE.columns, change.values, strict=True))  # type: ignore[index]
        return {
            "contacts": len(rows),
            "anonymous": sum(row["case_id"] is None for row in rows.values()),
            "clients": len({row["case_id"] for row in rows.values()} - {None}),
            "kinds": Counter(row["kind"] for row in rows.values()),
            "topics": Counter(topic for row in rows.values() for topic in row["topics"]),
            "months": Counter(row["date"].strftime("%Y-%m") for row in rows.values()),
            "minutes": sum(row["minutes"] for row in rows.values()),
        }


def _recorded(place: int, stream: UUID, fact: Contract) -> Recorded[Contract]:
    return Recorded(
        fact=fact,
        id=UUID(int=place),
        source="intake",
        sequence=place,
        stream=stream,
        time=datetime(2026, 6, 30, tzinfo=UTC),
        actor="test",
        topic=topic_of(fact),
    )


def opened(number: int) -> CaseOpened:
    return CaseOpened(
        case_id=case_id(number),
        person_id=person_id(number),
        operation="thinka",
        sozialraum="rieth",
        identity="pseudonymous",
        on=date(2026, 1, 7),
    )


def recorded(number: int, kind: str, topics: tuple[str, ...], case: int | None) -> ContactRecorded:
    of_case = {} if case is None else {"case_id": case_id(case), "person_id": person_id(case)}
    return ContactRecorded(
        contact_id=contact_id(number),
        operation="thinka",
        date=date(2026, 1 + number % 6, 3),
        sozialraum="rieth",
        kind=kind,
        minutes=10 * number,
        details=ContactDetails(topics=topics),
        **of_case,  # type: ignore[arg-type]
    )


def words(case: int, name: str) -> dict[str, UUID]:
    return {field: IDS.derive(field, str(person_id(case)), name) for field in ("family_name", "given_name")}


CASE = st.integers(0, CASES - 1)
ENTRY = st.integers(0, 1)
Step = Callable[[Office], None]


def give(case: int, entry: int, purpose: Any) -> Step:
    command = GiveConsent(
        case_id=case_id(case),
        consent_id=consent_id(case, entry),
        purpose=purpose,
        text="consent",
        text_version=1,
        written_for=purpose,
        form="paper",
        on=date(2026, 3, 2),
        today=TODAY,
    )
    return lambda office: office.execute(CONSENT, case_id(case), command)


def withdraw(case: int, entry: int) -> Step:
    command = WithdrawConsent(case_id=case_id(case), consent_id=consent_id(case, entry), on=TODAY, today=TODAY)
    return lambda office: office.execute(CONSENT, case_id(case), command)


def name(case: int, entry: int, text: str) -> Step:
    entries, consent = words(case, text), consent_id(case, entry)
    command = NamePerson(case_id=case_id(case), consent_id=consent, entries=entries, on=DAY, today=TODAY)
    return lambda office: office.execute(PERSON, case_id(case), command)


def correct(case: int, text: str) -> Step:
    command = CorrectPerson(case_id=case_id(case), entries=words(case, text), today=TODAY)
    return lambda office: office.execute(PERSON, case_id(case), command)


def join(case: int, contacts: list[int], entry: int, *, completed: bool) -> Step:
    return lambda office: office.join(case, contacts, entry, completed=completed)


STEPS = st.lists(
    st.one_of(
        st.builds(give, CASE, ENTRY, st.sampled_from(["pseudonymous_file", "named_file"])),
        st.builds(withdraw, CASE, ENTRY),
        st.builds(name, CASE, ENTRY, st.sampled_from(NAMES)),
        st.builds(correct, CASE, st.sampled_from(NAMES)),
        st.builds(
            join, CASE, st.lists(st.integers(0, CONTACTS - 1), min_size=1, max_size=4), ENTRY, completed=st.booleans()
        ),
    ),
    max_size=14,
)
BEGINNINGS = st.lists(
    st.tuples(
        st.sampled_from(["telefon", "sprechstunde"]),
        st.lists(st.sampled_from(["schulden", "wohnen"]), unique=True, max_size=2).map(tuple),
        st.none() | CASE,
    ),
    min_size=CONTACTS,
    max_size=CONTACTS,
)


def begun(contacts: Sequence[tuple[str, tuple[str, ...], int | None]]) -> Office:
    office = Office()
    for number in range(CASES):
        office.store(case_id(number), [opened(number)])
    for number, (kind, topics, case) in enumerate(contacts):
        office.store(contact_id(number), [recorded(number, kind, topics, case)])
    return office


@settings(deadline=None, max_examples=50)
@given(BEGINNINGS, STEPS)
def test_upgrades_and_joins_change_only_the_figures_they_should(contacts: Any, steps: list[Step]) -> None:
    office = begun(contacts)
    before = office.figures()
    for step in steps:
        step(office)
    office.finish()
    after = office.figures()

    same = ("contacts", "kinds", "topics", "months", "minutes")
    assert {key: after[key] for key in same} == {key: before[key] for key in same}
    joined = {each for _, fact in office.log if isinstance(fact, ContactsJoined) for each in fact.contact_ids}
    assert before["anonymous"] - after["anonymous"] == len(joined)
    known = {case for _, _, case in contacts if case is not None}
    gained = {fact.case_id for _, fact in office.log if isinstance(fact, ContactsJoined)}
    assert after["clients"] == len({case_id(number) for number in known} | gained)


@settings(deadline=None, max_examples=20)
@given(BEGINNINGS, STEPS)
def test_a_join_that_died_in_between_ends_as_one_that_did_not(contacts: Any, steps: list[Step]) -> None:
    office = begun(contacts)
    for step in steps:
        step(office)
    office.finish()
    once = (office.figures(), len(office.log))
    office.finish()
    assert (office.figures(), len(office.log)) == once


@settings(deadline=None, max_examples=20)
@given(BEGINNINGS, STEPS)
def test_no_fact_holds_a_name_and_no_contact_a_person_before_it_joined(contacts: Any, steps: list[Step]) -> None:
    office = begun(contacts)
    for step in steps:
        step(office)
    told = b"".join(msgspec.json.encode(fact) for _, fact in office.log)
    assert not [text for text in NAMES if text.encode() in told]
    tallies = [fact for _, fact in office.log if isinstance(fact, Contact) and fact.case_id is None]
    assert all(fact.person_id is None for fact in tallies)


@settings(deadline=None, max_examples=20)
@given(BEGINNINGS, STEPS)
def test_any_prefix_of_a_cases_history_replays(contacts: Any, steps: list[Step]) -> None:
    office = begun(contacts)
    for step in steps:
        step(office)
    for number in range(CASES):
        history, person = office.streams[case_id(number)], PERSON.initial
        for length, fact in enumerate(history, 1):
            person = PERSON.fold([fact], person)
            assert PERSON.fold(history[:length]) == person
            assert JOINING.fold(history[:length]).ledger == person.ledger
        assert not is_named(person, TODAY) or person.ledger.case.identity == "named"


def test_the_properties_see_names_joins_and_withdrawals() -> None:
    """A guard of the tests above: their steps do lead somewhere."""
    office = begun([("telefon", ("schulden",), None)] * CONTACTS)
    for step in (
        give(0, 0, "named_file"),
        name(0, 0, NAMES[0]),
        join(0, [1, 2], 0, completed=False),
        withdraw(0, 0),
    ):
        step(office)
    kinds = [type(fact).__name__ for _, fact in office.log[CASES + CONTACTS :]]
    assert kinds == ["ConsentGiven", "PersonNamed", "ContactsJoined", "ConsentWithdrawn"]
    office.finish()
    assert (office.figures()["anonymous"], office.figures()["clients"]) == (CONTACTS - 2, 1)
    broken = structs.replace(office.log[0][1], sozialraum=NAMES[0])  # type: ignore[type-var]
    assert NAMES[0].encode() in msgspec.json.encode(broken)
