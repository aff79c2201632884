"""A letter opens for its receiver only, from its sender only, on its own way only."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.kernel.letters import (
    LARGEST,
    PADDED_TO,
    Address,
    LetterRefused,
    LetterTooLong,
    new_thread,
    open_letter,
    public_keys,
    seal_letter,
)
from services.kernel.secrets import LetterKeys

SENDER, RECEIVER, OTHER = (LetterKeys(open=bytes([n]) * 32, sign=bytes([n + 100]) * 32) for n in (1, 2, 3))
ADDRESS = Address("erfurt", "gera", "faden")
SEALED = seal_letter(b"Guten Tag", ADDRESS, SENDER, public_keys(RECEIVER))


def opened(
    sealed: str, address: Address = ADDRESS, receiver: LetterKeys = RECEIVER, sender: LetterKeys = SENDER
) -> bytes:
    return open_letter(sealed, address, receiver, public_keys(sender)).rstrip()


def grounds(
    sealed: str, address: Address = ADDRESS, receiver: LetterKeys = RECEIVER, sender: LetterKeys = SENDER
) -> str:
    with pytest.raises(LetterRefused) as refused:
        opened(sealed, address, receiver, sender)
    return refused.value.grounds


def test_the_receiver_reads_what_was_written() -> None:
    assert opened(SEALED) == b"Guten Tag"


def test_neither_the_sender_nor_anybody_else_reads_it() -> None:
    assert grounds(SEALED, receiver=SENDER) == "unreadable"
    assert grounds(SEALED, receiver=OTHER) == "unreadable"


def test_a_letter_of_another_hand_is_forged() -> None:
    assert grounds(SEALED, sender=OTHER) == "forged"


@pytest.mark.parametrize(
    "address", [Address("erfurt", "jena", "faden"), Address("jena", "gera", "faden"), Address("erfurt", "gera", "x")]
)
def test_a_letter_on_another_way_is_misdirected(address: Address) -> None:
    assert grounds(SEALED, address) == "misdirected"


def test_a_signed_text_in_another_envelope_is_forged() -> None:
    """The receiver of one letter cannot send it on in the sender's name."""
    from joserfc import jwe, jws  # noqa: PLC0415

    from services.kernel import letters  # noqa: PLC0415

    key = letters._okp("X25519", public_keys(RECEIVER).seal, RECEIVER.open)
    signed = jwe.decrypt_compact(SEALED, key, registry=letters._seals()).plaintext
    assert signed is not None
    onward = Address("erfurt", "jena", "faden")
    header = {"alg": letters.AGREED, "enc": letters.SEALED, "sender": "erfurt", "receiver": "jena", "thread": "faden"}
    other = letters._okp("X25519", public_keys(OTHER).seal)
    resealed = jwe.encrypt_compact(header, signed, other, registry=letters._seals())

    assert jws.deserialize_compact(
        signed, letters._okp("Ed25519", public_keys(SENDER).sign), registry=letters._signatures()
    )
    assert grounds(resealed, onward, receiver=OTHER) == "forged"


@given(place=st.integers(0, len(SEALED) - 1), letter=st.sampled_from("AZaz09-_."))
@settings(max_examples=150, deadline=None)
def test_no_changed_letter_tells_anything_else(place: int, letter: str) -> None:
    """Base64 has spare bits at its end: another spelling of the same bytes is the same letter."""
    changed = SEALED[:place] + letter + SEALED[place + 1 :]
    with suppress(LetterRefused):
        assert opened(changed) == b"Guten Tag"


@given(text=st.text(max_size=400))
@settings(max_examples=100, deadline=None)
def test_what_is_no_letter_is_refused_whatever_it_is(text: str) -> None:
    assert grounds(text) in {"unreadable", "misdirected"}


@pytest.mark.parametrize("header", [b"null", b"[]", b'{"alg":"none"}', b"[" * 5000])
def test_a_strange_header_is_refused(header: bytes) -> None:
    from base64 import urlsafe_b64encode  # noqa: PLC0415

    assert grounds(f"{urlsafe_b64encode(header).decode()}.a.b.c.d") in {"unreadable", "misdirected"}


def test_the_length_does_not_tell_a_refusal_from_an_acceptance() -> None:
    yes, no = (seal_letter(text, ADDRESS, SENDER, public_keys(RECEIVER)) for text in (b"ja", b"leider nein"))
    assert len(yes) == len(no)
    assert len(seal_letter(b"x" * (PADDED_TO + 1), ADDRESS, SENDER, public_keys(RECEIVER))) > len(yes)


def test_the_same_letter_is_sealed_differently_each_time() -> None:
    assert seal_letter(b"Guten Tag", ADDRESS, SENDER, public_keys(RECEIVER)) != SEALED


def test_a_letter_has_a_largest_size() -> None:
    with pytest.raises(LetterTooLong):
        seal_letter(b"x" * (LARGEST + 1), ADDRESS, SENDER, public_keys(RECEIVER))


def test_threads_say_nothing_and_are_never_the_same() -> None:
    threads = {new_thread() for _ in range(1000)}
    assert len(threads) == 1000
