"""A referral into another district: sealed, carried, accepted as a new person, answered; neither side learns an id."""

import re
from typing import Any
from uuid import UUID

import pytest

from services.contracts.referral import LetterAnswered, LetterCarried
from services.kernel.settings import Settings
from services.referral.letters_in import SENDER
from services.referral.shared_texts import MESSAGE
from tests.referral.network.post_office import TEXTS, WORDS, House, Somebody, asked, carrier

pytestmark = pytest.mark.server

Houses = tuple[House, House]


def send(somebody: Somebody, houses: Houses) -> None:
    """Handed over here, taken in there."""
    somebody.hand_over()
    deliver(houses)


def deliver(houses: Houses) -> None:
    """Whatever is due goes from the first to the second, and the receipt comes back."""
    houses[0].work()
    carrier(houses[0].settings).carry(houses[0].key)
    houses[1].work()
    houses[0].work()


def answer(houses: Houses, said: Any) -> None:
    """The second district answers, and the first one hears of it."""
    (letter,) = houses[1].received()
    houses[1].desk.answer(letter.letter_id, said, asked())
    deliver((houses[1], houses[0]))


def test_a_hand_over_by_letter_arrives_as_a_new_person_with_what_the_consent_names(
    somebody: Somebody, houses: Houses
) -> None:
    send(somebody, houses)

    sender, receiver = houses
    (letter,) = receiver.received()
    assert (letter.from_district, letter.fields) == (sender.key, ("given_name", "phone"))
    texts = receiver.referral.vault.get(
        receiver.key, [(letter.person_id, name, letter.letter_id) for name in (*TEXTS, MESSAGE, SENDER)]
    )
    assert {name: text for (_, name, _), text in texts.items()} == {
        **TEXTS,
        MESSAGE: WORDS,
        SENDER: f"Landkreis {sender.key}",
    }


def test_both_sides_log_the_letter_under_ids_of_their_own(somebody: Somebody, houses: Houses) -> None:
    send(somebody, houses)

    (sealed,) = houses[0].sealed()
    (carried,) = (fact for fact in houses[0].facts() if isinstance(fact, LetterCarried))
    (received,) = houses[1].received()
    assert carried.letter_id == sealed.letter_id != received.letter_id
    assert sealed.thread == received.thread


@pytest.mark.parametrize(
    ("said", "state"),
    [(["accepted"], "accepted"), (["declined"], "declined_by_partner"), (["accepted", "arrived"], "arrived")],
)
def test_an_answer_moves_the_referral_and_both_sides_log_it(
    somebody: Somebody, houses: Houses, said: list[str], state: str
) -> None:
    send(somebody, houses)

    for each in said:
        answer(houses, each)

    assert somebody.state() == state
    logged = [[fact for fact in house.facts() if isinstance(fact, LetterAnswered)] for house in houses]
    assert [(fact.answer, fact.ours) for fact in logged[0]] == [(each, False) for each in said]
    assert [(fact.answer, fact.ours) for fact in logged[1]] == [(each, True) for each in said]


def test_no_id_of_one_side_is_in_anything_that_the_other_side_has(somebody: Somebody, houses: Houses) -> None:
    """Logs, commands, boxes and projections, byte by byte; districts share nothing but keys of vocabularies."""
    send(somebody, houses)
    answer(houses, "accepted")
    answer(houses, "arrived")

    first, second = (ids_of(house) for house in houses)
    assert len(first) > 30
    assert len(second) > 15
    assert first & second == set()


UUIDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
NOBODYS = UUID(int=0)  # the position in a journal that is none


def ids_of(house: House) -> set[str]:
    """Every id in what this district holds, written out or in bytes."""
    text = "\n".join(
        [
            *(
                str(row)
                for row in house.rows(
                    "log",
                    "id::text, stream::text, command_id::text, correlation_id::text,"
                    " causation_id::text, actor, convert_from(data, 'UTF8')",
                )
            ),
            *(str(row) for row in house.rows("letter_inbox", "letter_inbox::text")),
            *(str(row) for row in house.rows("letters_sealed", "letters_sealed::text")),
            *(str(row) for row in house.rows("letters", "letters::text")),
            *(str(row) for row in house.rows("vault", "person::text, field, entry::text")),
        ]
    )
    return set(UUIDS.findall(text))


def test_working_twice_changes_nothing(somebody: Somebody, houses: Houses) -> None:
    send(somebody, houses)
    before = [house.facts() for house in houses]

    deliver(houses)
    deliver((houses[1], houses[0]))

    assert [house.facts() for house in houses] == before


def test_nothing_is_sealed_once_the_consent_ended(somebody: Somebody, houses: Houses) -> None:
    """The worker was away between the hand-over and the withdrawal."""
    somebody.hand_over()
    somebody.end_consent()

    deliver(houses)

    assert houses[0].sealed() == []
    assert houses[1].received() == []


def test_a_letter_that_has_not_gone_does_not_go_once_the_consent_ended(somebody: Somebody, houses: Houses) -> None:
    """The carrier was away: sealed before the withdrawal, and never carried."""
    somebody.hand_over()
    houses[0].work()
    assert len(houses[0].sealed()) == 1

    somebody.end_consent()
    deliver(houses)

    assert houses[0].rows("letter_outbox") == []
    assert houses[1].received() == []


def test_the_sender_cannot_read_its_letter_again(somebody: Somebody, houses: Houses, settings: Settings) -> None:
    from services.kernel.letters import Address, LetterRefused, open_letter, public_keys  # noqa: PLC0415

    somebody.hand_over()
    houses[0].work()
    (sealed,) = houses[0].sealed()
    own = settings.secrets.letters(houses[0].key)
    address = Address(houses[0].key, houses[1].key, sealed.thread)

    (letter,) = houses[0].outbox()
    with pytest.raises(LetterRefused, match="unreadable"):
        open_letter(letter, address, own, public_keys(own))
    assert not any(text in letter for text in TEXTS.values())
