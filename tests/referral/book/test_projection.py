"""What lists show is what the book says: the same histories through the projection and through the decider."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

import msgspec
import pytest

from services.contracts.referral import PartnerTold, ReferralProposed
from services.kernel.deciders import Context, Decider
from services.kernel.facts import ERASED, Contract
from services.kernel.settings import Settings
from services.referral.application import Referral, referral
from services.referral.domain.book import BOOK
from services.referral.folding import fold
from services.referral.projections.referrals import REFERRALS, referrals
from services.referral.referral_rows import Listing, ReferralRow
from services.referral.referrals_queries import history, listed, one
from tests.intake.folded import recorded, rows
from tests.referral.book.stories import (
    BOOK_ID,
    CASE,
    CONSENT,
    CONSENTED,
    ENDED,
    OF_REFERRAL,
    OTHER,
    PERSON,
    PROPOSED,
    REFERRAL,
    SHARED,
    SOLVED,
    STATES,
    consent,
    day,
    proposed,
)

ALL: Final[dict[str, tuple[Contract, ...]]] = {
    **{name: facts for name, facts in STATES.items() if facts},
    "shared": (PROPOSED, CONSENTED, SHARED),
    "consent ended": (PROPOSED, CONSENTED, SHARED, ENDED),
    "partner told": (PROPOSED, CONSENTED, SHARED, ENDED, PartnerTold(**OF_REFERRAL, on=day(6), consent_id=CONSENT)),
    "shared before it was reopened": (PROPOSED, CONSENTED, SHARED, SOLVED, *STATES["reopened"][3:], ENDED),
    "under a second consent": (PROPOSED, CONSENTED, ENDED, consent(OTHER, until=day(20))),
    "not yet consented": (PROPOSED, consent(on=day(20))),
}
AS_IT_IS: Final = Decider(None, lambda facts, _: facts, lambda state, _: state)


def test_of_an_erased_person_the_referral_stays_without_what_it_was_about() -> None:
    (row,) = rows(referrals, recorded([proposed(need=ERASED)]), REFERRALS).values()
    assert (row["case_id"], row["topics"], row["language"]) == (CASE, [], None)


@dataclass(frozen=True, slots=True)
class Stored:
    """Every history under ids of its own, in one district."""

    referral: Referral
    district: str
    facts: dict[str, tuple[Contract, ...]]

    def ids(self, name: str) -> tuple[UUID, UUID]:
        """Book and referral."""
        first = self.facts[name][0]
        assert isinstance(first, ReferralProposed)
        return first.book_id, first.referral_id


@pytest.fixture(scope="module")
def stored(settings: Settings) -> Stored:
    from services.kernel.provision import open_district  # noqa: PLC0415 - servers are only needed here

    open_district(settings, "kreis-der-staende", "Kreis der Stände")
    here = Stored(referral(settings), "kreis-der-staende", {name: _apart(facts) for name, facts in ALL.items()})
    for facts in here.facts.values():
        context = Context(actor="cli:test", command_id=uuid4(), correlation_id=uuid4())
        here.referral.store.execute(here.district, AS_IT_IS, facts[0].book_id, facts, context)  # type: ignore[attr-defined]
    fold(settings, here.district)
    return here


def _apart(facts: tuple[Contract, ...]) -> tuple[Contract, ...]:
    """The same history under fresh ids."""
    fresh = {known: uuid4() for known in (BOOK_ID, PERSON, CASE, REFERRAL, CONSENT, OTHER)}

    def renamed(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(renamed(each) for each in value)
        return fresh.get(value, value) if isinstance(value, UUID) else value

    return tuple(
        msgspec.structs.replace(fact, **{name: renamed(getattr(fact, name)) for name in fact.__struct_fields__})
        for fact in facts
    )


@pytest.mark.server
@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("on", [day(4), day(10), day(25)], ids=str)
def test_a_row_says_what_the_book_says(stored: Stored, name: str, on: date) -> None:
    book_id, referral_id = stored.ids(name)
    book = BOOK.fold(stored.facts[name])
    said, row = book.referrals[referral_id], one(stored.referral.pool, stored.district, referral_id, on)

    assert row is not None
    assert (row.book_id, row.state, row.closed) == (book_id, book.state_on(referral_id, on), said.closed)
    assert (row.is_open, set(row.to_tell)) == (said.is_open, set(book.to_tell(referral_id)))
    assert set(row.topics) == said.topics
    covering = book.covering(said.proposed.partner_id, (), on)
    assert row.consent_id == (covering[0].given.consent_id if covering else None)
    if not said.closed:
        assert row.since == said.since
    last = said.handed[-1] if said.handed and said.handed[-1] in said.said.values() else None
    assert (row.handed_under, row.fields) == ((None, ()) if last is None else (last.consent_id, last.fields))
    assert len(history(stored.referral.pool, stored.district, referral_id)) == sum(
        getattr(fact, "referral_id", None) == referral_id for fact in stored.facts[name]
    )


@pytest.mark.server
def test_lists_hold_what_is_asked_for(stored: Stored) -> None:
    def names(**wanted: Any) -> set[str]:
        found = listed(stored.referral.pool, stored.district, day(10), Listing(**wanted))
        return {names_by_id[row.referral_id] for row in found}

    names_by_id = {stored.ids(name)[1]: name for name in ALL}
    assert names() == set(ALL)
    assert names(states=frozenset({"missed"})) == {"missed"}
    assert names(only_to_tell=True) == {"consent ended", "shared before it was reopened"}
    books = {name: BOOK.fold(facts).referrals[stored.ids(name)[1]] for name, facts in stored.facts.items()}
    assert names(only_open=True) == {name for name, one_of in books.items() if one_of.is_open}
    assert len(names(most=3)) == 3
    assert names(teams=frozenset({uuid4()}), proposed_by="cli:nobody") == set(ALL), "nobody's is everybody's"


def test_what_may_not_be_read_is_left_out(stored: Stored) -> None:
    row = one(stored.referral.pool, stored.district, stored.ids("shared")[1], day(4))
    assert isinstance(row, ReferralRow)
    hidden = row.without_content()
    assert row.topics
    assert (hidden.topics, hidden.language, hidden.note_id, hidden.share_id) == ((), None, None, None)
