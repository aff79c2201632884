"""The erasure journal: on the disk before a key goes, whole after a crash, readable by whoever restores."""

from pathlib import Path
from uuid import UUID

import pytest

from services.kernel.erasures import ErasureJournal, JournalDamaged

ONE = UUID(int=1)
TWO = UUID(int=2)


def journal(tmp_path: Path) -> ErasureJournal:
    return ErasureJournal(tmp_path / "erasures.jsonl")


def test_what_is_appended_is_read_again_in_order(tmp_path: Path) -> None:
    journal(tmp_path).append("a-kreis", None, ("identity",), [TWO, ONE])
    journal(tmp_path).append("a-kreis", "events", ("identity", "record"), [TWO])

    first, second = journal(tmp_path).entries()

    assert (first.owner, first.purposes, first.persons) == (None, ("identity",), (ONE, TWO))
    assert (second.owner, second.persons) == ("events", (TWO,))


def test_without_a_file_nothing_was_erased(tmp_path: Path) -> None:
    assert list(journal(tmp_path).entries()) == []


def test_half_a_line_of_a_process_that_died_hides_nothing_behind_it(tmp_path: Path) -> None:
    journal(tmp_path).append("a-kreis", None, ("identity",), [ONE])
    with (tmp_path / "erasures.jsonl").open("ab") as file:
        file.write(b'{"district":"a-kr')
    assert [each.persons for each in journal(tmp_path).entries()] == [(ONE,)]

    journal(tmp_path).append("a-kreis", None, ("identity",), [TWO])

    assert [each.persons for each in journal(tmp_path).entries()] == [(ONE,), (TWO,)]


def test_another_copy_adds_what_is_not_known_here_once(tmp_path: Path) -> None:
    here, copy = journal(tmp_path), ErasureJournal(tmp_path / "copy.jsonl")
    here.append("a-kreis", None, ("identity",), [ONE])
    copy.append("a-kreis", "events", ("identity",), [TWO])

    assert here.adopt([*here.entries(), *copy.entries(), *copy.entries()]) == 1
    assert here.adopt(copy.entries()) == 0

    assert [each.owner for each in here.entries()] == [None, "events"]


def test_a_line_that_was_changed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "erasures.jsonl"
    path.write_bytes(b'{"district":\n')

    with pytest.raises(JournalDamaged, match="Zeile 1"):
        list(journal(tmp_path).entries())
