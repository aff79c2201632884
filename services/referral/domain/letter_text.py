"""What stands in a letter between districts: words for people, and never an id of either side."""

import datetime as dt
from typing import Annotated, Final, TypeAlias

import msgspec
from msgspec import Meta

from services.contracts.referral import LetterAnswer
from services.contracts.vocabularies import referable_fields
from services.kernel.letters import LetterRefused

LONGEST_TEXT: Final = 10_000

Text: TypeAlias = Annotated[str, Meta(max_length=LONGEST_TEXT)]


class ReferralLetter(
    msgspec.Struct, frozen=True, kw_only=True, tag="referral", tag_field="kind", forbid_unknown_fields=True
):
    """Somebody is handed over: the texts of the fields that the consent names, a word to the colleagues, who writes."""

    fields: dict[str, Text]
    message: Text | None = None
    sender: Text


class AnswerToLetter(
    msgspec.Struct, frozen=True, kw_only=True, tag="answer", tag_field="kind", forbid_unknown_fields=True
):
    """What became of it; ``on`` is a local day."""

    answer: LetterAnswer
    on: dt.date


LetterText: TypeAlias = ReferralLetter | AnswerToLetter

_decoder: Final = msgspec.json.Decoder(LetterText)


def written(letter: LetterText) -> bytes:
    return msgspec.json.encode(letter)


def understood(text: bytes) -> LetterText:
    """The letter behind an opened text. Raises LetterRefused for what no district of this platform writes."""
    try:
        letter: LetterText = _decoder.decode(text)
    except (msgspec.MsgspecError, ValueError):
        raise LetterRefused("unreadable") from None
    if isinstance(letter, ReferralLetter) and not _is_sound(letter):
        raise LetterRefused("unreadable")
    return letter


def _is_sound(letter: ReferralLetter) -> bool:
    """Fields that a consent can name, and characters that can be stored."""
    texts = (*letter.fields.values(), letter.message or "", letter.sender)
    return set(letter.fields) <= set(referable_fields()) and not any("\x00" in text for text in texts)
