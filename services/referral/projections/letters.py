"""Which letters were sent and received, how far they are, and which entries of the directory are other districts?

Read by the page of letters. ``district`` of a letter is the other side.
"""

from collections.abc import Iterable
from typing import TypeAlias, assert_never

from services.contracts.referral import (
    DistrictAssigned,
    LetterAnswered,
    LetterCarried,
    LetterDestroyed,
    LetterReceived,
    LetterSealed,
)
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table, Values
from services.kernel.projection import Projection

LETTERS = Table(
    "letters",
    "letter",
    ("direction", "district", "thread", "referral", "book", "person", "fields", "begun"),
    versioned=False,
)
ANSWERS = Table(
    "letter_answers", "letter_answer", ("letter", "answer", "on_day", "number"), key_type="text", versioned=False
)
DELIVERIES = Table("letter_deliveries", "digest", ("letter", "carried"), key_type="text", versioned=False)
DESTRUCTIONS = Table("letter_destructions", "letter", ("destroyed",), versioned=False)
DISTRICTS = Table("partner_districts", "partner", ("district",), versioned=False)

Fact: TypeAlias = LetterSealed | LetterReceived | LetterCarried | LetterDestroyed | LetterAnswered | DistrictAssigned


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """An answer of ours is sealed, too: what begins a letter of ours names a referral."""
    fact = recorded.fact
    match fact:
        case LetterSealed():
            sent: Values = (
                "sent",
                fact.to_district,
                fact.thread,
                fact.referral_id,
                fact.book_id,
                None,
                [],
                recorded.time,
            )
            return [Put(LETTERS, fact.letter_id, sent)] if fact.referral_id is not None else []
        case LetterReceived():
            whose = (None, None, fact.person_id, list(fact.fields))
            values = ("received", fact.from_district, fact.thread, *whose, recorded.time)
            return [Put(LETTERS, fact.letter_id, values)]
        case LetterCarried():
            return [Put(DELIVERIES, fact.digest, (fact.letter_id, fact.at))]
        case LetterDestroyed():
            return [Put(DESTRUCTIONS, fact.letter_id, (recorded.time,))]
        case LetterAnswered():
            said = (fact.letter_id, fact.answer, fact.on, recorded.sequence)
            return [Put(ANSWERS, f"{fact.letter_id}:{fact.answer}", said)]
        case DistrictAssigned():
            gone = fact.to_district is None
            return [Drop(DISTRICTS, fact.partner_id) if gone else Put(DISTRICTS, fact.partner_id, (fact.to_district,))]
        case _:
            assert_never(fact)


letters = Projection(
    "letters",
    version=1,
    tables=(LETTERS, ANSWERS, DELIVERIES, DESTRUCTIONS, DISTRICTS),
    reads=(LetterSealed, LetterReceived, LetterCarried, LetterDestroyed, LetterAnswered, DistrictAssigned),
    fold=keep,
)
