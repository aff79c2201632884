"""A finding names the facts, not only their lines: those that were changed, removed or moved, and no others."""

import json
import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from services.reporting.proving import verify
from tests.reporting.proving.bundles import (
    HAND,
    Files,
    a_bundle,
    checked,
    joined,
    put_together,
    recomputed,
    taken_apart,
)
from tests.reporting.proving.changes import lines_of

pytestmark = pytest.mark.guarantee("G8")
KEY = verify.read_key(HAND.key.text())
ROUNDS = 25

Facts = set[tuple[str, int]]
Named = Callable[[random.Random, list[bytes]], tuple[list[bytes], Facts]]


@pytest.fixture(scope="module")
def files() -> Files:
    return taken_apart(a_bundle())


def fact_in(line: bytes) -> tuple[str, int]:
    """Source and position."""
    fact = json.loads(line)
    return fact["source"].rpartition("/")[2], int(fact["sequence"])


def facts_in(lines: Iterable[bytes]) -> Facts:
    return {fact_in(line) for line in lines}


def findings_of(files: Files, folder: Path) -> list[dict[str, Any]]:
    findings: list[dict[str, Any]] = checked(put_together(files), folder, KEY)["findings"]
    return findings


def named(findings: Iterable[dict[str, Any]]) -> Facts:
    """All facts of all gaps."""
    return {
        (one["source"], sequence)
        for one in findings
        if one["source"]
        for sequence in range(one["sequence"], one["last_sequence"] + 1)
    }


# --- what is done, and whom it concerns ---------------------------------------------


def a_byte_of_one(rng: random.Random, lines: list[bytes]) -> tuple[list[bytes], Facts]:
    place = rng.randrange(len(lines))
    line = bytearray(lines[place])
    byte = rng.randrange(len(line))
    line[byte] ^= 1 << rng.choice([bit for bit in range(8) if line[byte] ^ (1 << bit) != ord("\n")])
    return [*lines[:place], bytes(line), *lines[place + 1 :]], facts_in([lines[place]])


def one_for_another(rng: random.Random, lines: list[bytes]) -> tuple[list[bytes], Facts]:
    """A fact that says it is another one."""
    place = rng.randrange(len(lines))
    stranger = json.dumps(json.loads(lines[place]) | {"sequence": str(rng.randrange(1, 20))}).encode()
    return [*lines[:place], stranger, *lines[place + 1 :]], facts_in([lines[place]])


def some_removed(rng: random.Random, lines: list[bytes]) -> tuple[list[bytes], Facts]:
    first = rng.randrange(len(lines))
    last = first + rng.randint(1, 6)
    return [*lines[:first], *lines[last:]], facts_in(lines[first:last])


def some_here_and_there(rng: random.Random, lines: list[bytes]) -> tuple[list[bytes], Facts]:
    gone = set(rng.sample(range(len(lines)), rng.randint(2, 5)))
    return [line for place, line in enumerate(lines) if place not in gone], facts_in(lines[place] for place in gone)


def the_end(rng: random.Random, lines: list[bytes]) -> tuple[list[bytes], Facts]:
    kept = rng.randrange(len(lines))
    return lines[:kept], facts_in(lines[kept:])


def one_twice(rng: random.Random, lines: list[bytes]) -> tuple[list[bytes], Facts]:
    line = rng.choice(lines)
    place = rng.randint(0, len(lines))
    return [*lines[:place], line, *lines[place:]], facts_in([line])


def one_elsewhere(rng: random.Random, lines: list[bytes]) -> tuple[list[bytes], Facts]:
    """Further away than to its neighbour: of two that change places nobody knows which one moved."""
    place = rng.randrange(len(lines))
    rest = [*lines[:place], *lines[place + 1 :]]
    to = rng.choice([each for each in range(len(lines)) if abs(each - place) > 1])
    return [*rest[:to], lines[place], *rest[to:]], facts_in([lines[place]])


@pytest.mark.parametrize(
    "change",
    [a_byte_of_one, one_for_another, some_removed, some_here_and_there, the_end, one_twice, one_elsewhere],
    ids=lambda change: change.__name__,
)
def test_exactly_the_facts_are_named_that_were_touched(change: Named, files: Files, tmp_path: Path) -> None:
    lines = lines_of(files)
    for seed in range(ROUNDS):
        changed, touched = change(random.Random(f"{change.__name__}-{seed}"), lines)

        findings = findings_of({**files, verify.JOURNAL: joined(changed)}, tmp_path)

        assert named(findings) == touched, (seed, findings)


def test_two_that_changed_places_are_both_named(files: Files, tmp_path: Path) -> None:
    lines = lines_of(files)
    lines[4], lines[17] = lines[17], lines[4]

    findings = findings_of({**files, verify.JOURNAL: joined(lines)}, tmp_path)

    assert named(findings) == facts_in([lines[4], lines[17]])
    assert [one["line"] for one in findings if one["source"]] == [5, 18]


@pytest.mark.parametrize("change", [some_removed, some_here_and_there], ids=lambda change: change.__name__)
def test_whoever_makes_the_manifest_anew_is_found_by_the_positions(change: Named, files: Files, tmp_path: Path) -> None:
    """What is gone before the last fact of its source is named; of the end only the checkpoints know."""
    lines = lines_of(files)
    for seed in range(ROUNDS):
        changed, touched = change(random.Random(f"{change.__name__}-{seed}"), lines)
        told = facts_in(changed)
        inside = {(source, at) for source, at in touched if any(s == source and p > at for s, p in told)}

        findings = findings_of(recomputed({**files, verify.JOURNAL: joined(changed)}), tmp_path)

        assert named(findings) == inside, seed
        assert any(one["file"] == verify.JOURNAL and one["line"] for one in findings)


def test_the_end_that_a_checkpoint_knew_is_told_by_its_lines(files: Files, tmp_path: Path) -> None:
    lines = lines_of(files)

    findings = findings_of(recomputed({**files, verify.JOURNAL: joined(lines[:20])}), tmp_path)

    spans = [(one["line"], one["last_line"]) for one in findings if one["file"] == verify.JOURNAL]
    assert (21, len(lines)) in spans


@pytest.mark.parametrize("gone", [slice(6, 7), slice(6, 12), slice(20, None)], ids=["one", "several", "the end"])
def test_whose_leaves_are_gone_is_named(files: Files, gone: slice, tmp_path: Path) -> None:
    lines, leaves = lines_of(files), files[verify.LEAVES].split(b"\n")[:-1]
    kept = [leaf for leaf in leaves if leaf not in leaves[gone]]

    findings = findings_of({**files, verify.LEAVES: joined(kept)}, tmp_path)

    assert named(findings) == facts_in(lines[gone])
    assert {one["file"] for one in findings} == {verify.LEAVES}


def test_a_gap_is_one_finding_with_its_first_and_last_position(files: Files, tmp_path: Path) -> None:
    lines = lines_of(files)
    of_intake = [line for line in lines if fact_in(line)[0] == "intake"]
    rest = [line for line in lines if line not in of_intake[4:9]]

    findings = findings_of({**files, verify.JOURNAL: joined(rest)}, tmp_path)

    (gap,) = [one for one in findings if one["source"]]
    assert (gap["source"], gap["sequence"], gap["last_sequence"]) == ("intake", 5, 9)
    assert rest[gap["line"] - 1] == of_intake[9]
    assert gap["what"] == "Hier fehlen die Einträge 5 bis 9 der Quelle intake."


def test_every_finding_has_the_same_fields(files: Files, tmp_path: Path) -> None:
    changed = {**files, verify.KEY: b"", "fremd.txt": b""}

    for findings in (findings_of(changed, tmp_path), findings_of({**files, verify.JOURNAL: b""}, tmp_path)):
        for one in findings:
            assert set(one) == {"what", "file", "line", "last_line", "source", "sequence", "last_sequence"}


def test_a_damaged_journal_is_told_as_far_as_it_goes(files: Files, tmp_path: Path) -> None:
    """A byte of the packed file: what cannot be unpacked any more is missing, and named."""
    bundle = bytearray(put_together(files))
    start = bundle.index(verify.JOURNAL.encode()) + len(verify.JOURNAL)
    bundle[start + 200] ^= 4

    findings = checked(bytes(bundle), tmp_path, KEY)["findings"]

    assert ("Die Datei ist beschädigt.", verify.JOURNAL) in {(one["what"], one["file"]) for one in findings}
    assert named(findings)
