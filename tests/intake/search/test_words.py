"""By which words somebody is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.search_words import WORDS_OF, code_words, cologne, name_words, parts
from services.kernel.blind_index import Word, token_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Müller-Lüdenscheidt", ["mueller", "luedenscheidt"]),
        ("  GROẞE  Straße ", ["grosse", "strasse"]),
        ("Nguyễn", ["nguyen"]),
        ("O'Brien", ["o", "brien"]),
        ("Łukasz Şahin", ["lukasz", "sahin"]),
        ("Mu\u0308ller", ["mueller"]),
        ("Иванов", ["иванов"]),
        ("𝐌üller", ["mueller"]),  # noqa: RUF001 - letters that only look like ours
        ("Ǽrø", ["aeroe"]),
        ("…", []),
    ],
)
def test_spelling_is_folded(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("word", "sound"),
    [
        ("muellerluedenscheidt", "65752682"),
        ("wikipedia", "3412"),
        ("breschnew", "17863"),
        ("meier", "67"),
        ("mayr", "67"),
        ("schmidt", "862"),
        ("schmitt", "862"),
        ("phillip", "351"),
        ("filip", "351"),
        ("xaver", "4837"),
        ("hexe", "048"),
        ("tsarow", "873"),
        ("caesar", "487"),
        ("cidre", "827"),
        ("иванов", ""),
    ],
)
def test_names_that_sound_alike_have_one_sound(word: str, sound: str) -> None:
    assert cologne(word) == sound


def test_a_code_word_is_one_word_however_it_is_written() -> None:
    assert set(code_words("Apfel-Wolke-7")) == set(code_words("apfel wolke 7")) == {Word("code_word", "apfelwolke7")}


def test_a_sound_of_one_digit_finds_nobody() -> None:
    assert list(name_words("Ay")) == [Word("name", "ay")]
    assert list(name_words("Meier")) == [Word("name", "meier"), Word("sound", "67")]


def test_only_code_word_and_names_are_words_of_the_index() -> None:
    assert set(WORDS_OF) == {"case_no", "family_name", "given_name", "birth_name"}


@given(st.text(max_size=40))
def test_any_text_is_folded_once_and_for_all(text: str) -> None:
    folded = parts(text)
    assert parts(" ".join(folded)) == folded
    assert all(cologne(part).isdigit() or not cologne(part) for part in folded)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_a_sound_has_no_vowel_but_the_first(word: str) -> None:
    sound = cologne(word)
    assert "0" not in sound[1:]


def test_tokens_tell_kinds_keys_and_boundaries_apart() -> None:
    words = [Word("name", "ab"), Word("sound", "ab"), Word("namea", "b"), Word("name", "abc")]
    tokens = [token_of(key, word) for key in (b"k" * 32, b"j" * 32) for word in words]
    assert len(set(tokens)) == len(tokens)
    assert {len(token) for token in tokens} == {16}
