"""Code words: easy to keep, hard to mistype."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.code_word import (
    LONGEST_CODE_WORD,
    WORDS,
    CheckDigitWrong,
    canonical,
    case_id_of,
    made_from,
    person_id_of,
)
from tests.intake.memory import IDS


@given(st.uuids())
def test_what_was_made_is_kept_in_any_spelling(seed: UUID) -> None:
    word = made_from(seed)

    assert len(word) <= LONGEST_CODE_WORD
    assert canonical(word) == word
    assert canonical(f"  {word.upper()} ") == word
    assert canonical(word.replace("-", " ").lower()) == word


@given(st.uuids(), st.integers(1, 9))
def test_no_other_digit_is_the_check_digit(seed: UUID, step: int) -> None:
    word = made_from(seed)
    wrong = f"{word[:-1]}{(int(word[-1]) + step) % 10}"

    with pytest.raises(CheckDigitWrong):
        canonical(wrong)


def test_the_words_are_distinct_short_and_plain() -> None:
    assert len(set(WORDS)) == len(WORDS) > 256
    assert all(word.isascii() and word.isalpha() and word[0].isupper() and len(word) < 12 for word in WORDS)


def test_a_word_that_is_not_ours_stays_as_typed() -> None:
    assert canonical(" Nachtigall ") == "Nachtigall"
    assert canonical("Apfel-Nachtigall-7") == "Apfel-Nachtigall-7"


def test_case_and_person_are_those_of_the_case_number_in_a_file() -> None:
    assert case_id_of(IDS, "F-17") == IDS.derive("case", "F-17")
    assert person_id_of(IDS, "F-17") == IDS.derive("case-person", "F-17")
