"""Prüft ein Prüfbündel von Lotse, ohne Server und ohne weitere Programme: ``python3 verify.py BUENDEL.zip``.

One file that needs nothing but Python (3.9 or later): it lies in every bundle, and the platform runs the same one.
It reads the bundle from end to end, a line at a time, and keeps nothing of it but positions, and the hashes of lines
from the first changed one on. Exit status: 0 unchanged, 4 changed, 2 wrong usage. Standard output: one JSON object.

A finding says what, and where: ``file``, ``line`` to ``last_line`` in it, and the facts: ``source``, ``sequence`` to
``last_sequence`` (of a gap: the first and the last missing position). What is of no fact, as a changed key, has null.

What is checked: the container; the manifest's signature; every file against the manifest; every line of the journal
(its district, dense positions and strictly increasing times a source, one log a source); every checkpoint's signature
(Ed25519, RFC 8032) and root (RFC 9162), in the bundle's files and in the facts themselves; every submitted report's
digest. Sealed blocks stay sealed: nobody needs to read them in order to see that they are unchanged.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import re
import struct
import sys
import zipfile
import zlib
from array import array
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import merge
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FORMAT: Final = "lotse-audit-bundle-1"
MANIFEST: Final = "manifest.json"
MANIFEST_NOTE: Final = "manifest.note"
KEY: Final = "key.txt"
JOURNAL: Final = "journal.jsonl"
LEAVES: Final = "leaves.txt"
LAST_CHECKPOINT: Final = "checkpoint.txt"
CHECKPOINTS: Final = "checkpoints/"
SUBMISSIONS: Final = "submissions/"
SCHEMAS: Final = "schemas/"
MOST: Final = 50  # findings that are told
LARGEST_TEXT: Final = 64 * 2**20  # bytes of a file that is read as a whole
BLOCK: Final = 2**20
LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)  # no file in a bundle has a time of its own
NOT_CHANGED: Final = 0
WRONG_USAGE: Final = 2
CHANGED: Final = 4

HELP: Final = """Aufruf: python3 verify.py BUENDEL.zip [--key SCHLUESSEL]

Prüft ein Prüfbündel von Lotse.

  BUENDEL.zip        das Prüfbündel
  --key SCHLUESSEL   der Prüfschlüssel, den Sie auf anderem Weg bekommen haben (lotse audit key)
"""
NO_KEY: Final = "--key: Das ist kein Prüfschlüssel."
NO_FILE: Final = "Diese Datei gibt es nicht."
OURS: Final = (NO_KEY, NO_FILE)

UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z", re.ASCII)
NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)
NOT_IN_DIGEST: Final = ("digest", "known_at", "positions")

# Whatever a damaged file may raise while it is read; a wrong flag in a ZIP asks for a password (RuntimeError).
DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RuntimeError,
    OverflowError,
)


class Unusable(Exception):
    """The bundle is so damaged that nothing more can be told of it; the message is German."""


# --- Ed25519 (RFC 8032), verification only -------------------------------------

P: Final = 2**255 - 19
ORDER: Final = 2**252 + 27742317777372353535851937790883648493
D: Final = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE: Final = pow(2, (P - 1) // 4, P)

Point = tuple[int, int, int, int]


def _plus(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(factor: int, p: Point) -> Point:
    total = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            total = _plus(total, p)
        p = _plus(p, p)
        factor >>= 1
    return total


def _x_of(y: int, sign: int) -> int | None:
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def _point(encoded: bytes) -> Point | None:
    number = int.from_bytes(encoded, "little")
    y = number & ((1 << 255) - 1)
    x = _x_of(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % P)


def _encoded(p: Point) -> bytes:
    inverse = pow(p[2], P - 2, P)
    x, y = p[0] * inverse % P, p[1] * inverse % P
    return (y | ((x & 1) << 255)).to_bytes(32, "little")


BASE_Y: Final = 4 * pow(5, P - 2, P) % P
BASE: Final = _point(BASE_Y.to_bytes(32, "little"))


@lru_cache(maxsize=4096)  # the same note stands in a file and in a fact
def signature_holds(key: bytes, text: bytes, signature: bytes) -> bool:
    """Whether the holder of the private key signed this very text; any other spelling of a signature is refused."""
    point = _point(key) if len(key) == 32 else None
    if point is None or BASE is None or len(signature) != 64:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= ORDER:
        return False
    mixed = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % ORDER
    negative = (P - point[0], point[1], point[2], P - point[3])
    return _encoded(_plus(_times(scalar, BASE), _times(mixed, negative))) == signature[:32]


# --- Signed notes (C2SP signed-note, tlog-checkpoint) ----------------------------


def _strict_base64(text: str) -> bytes | None:
    """None unless the text is the one way to write these bytes."""
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if base64.b64encode(raw).decode() == text else None


@dataclass(frozen=True)
class Key:
    """A verifier key: ``<name>+<hex id>+<base64(0x01 || public key)>``."""

    text: str
    name: str
    raw: bytes

    @property
    def id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n\x01" + self.raw).digest()[:4]


def read_key(text: str) -> Key | None:
    """None for what is no Ed25519 verifier key."""
    name, _, rest = text.partition("+")
    id_, _, encoded = rest.partition("+")
    raw = _strict_base64(encoded)
    if not name or raw is None or len(raw) != 33 or raw[:1] != b"\x01":
        return None
    key = Key(text, name, raw[1:])
    return key if key.id.hex() == id_ else None


def opened_note(note: str, key: Key) -> list[str] | None:
    """The lines that the key signed; None unless the note is exactly them and one good signature of that key."""
    text, found, line = note.rpartition("\n\n")
    prefix = f"\N{EM DASH} {key.name} "
    if not found or not line.startswith(prefix) or not line.endswith("\n"):
        return None
    given = _strict_base64(line[len(prefix) : -1])
    if given is None or given[:4] != key.id or not signature_holds(key.raw, (text + "\n").encode(), given[4:]):
        return None
    return text.split("\n")


@dataclass(frozen=True)
class Mark:
    """A checkpoint: the first ``size`` lines of the journal have this root; ``where`` it is said."""

    size: int
    root: bytes
    where: str


def read_mark(note: str, key: Key, where: str) -> Mark | None:
    """None for what is no checkpoint under this key's signature."""
    lines = opened_note(note, key)
    if lines is None or len(lines) != 3 or lines[0] != key.name or not NUMBER.fullmatch(lines[1]):
        return None
    root = _strict_base64(lines[2])
    return None if root is None or len(root) != 32 else Mark(int(lines[1]), root, where)


# --- The tree (RFC 9162, section 2.1) ---------------------------------------------


@dataclass
class Tree:
    """A Merkle tree that only grows: one hash for each bit set in its size."""

    size: int = 0
    hashes: list[bytes] = field(default_factory=list)

    def add(self, leaf: bytes) -> None:
        self.size += 1
        self.hashes.append(leaf)
        size = self.size
        while not size & 1:
            right = self.hashes.pop()
            self.hashes.append(hashlib.sha256(b"\x01" + self.hashes.pop() + right).digest())
            size >>= 1

    @property
    def root(self) -> bytes:
        if not self.hashes:
            return hashlib.sha256(b"").digest()
        current = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            current = hashlib.sha256(b"\x01" + left + current).digest()
        return current


# --- What is not in its place ---------------------------------------------------------

EXCHANGED: Final = "exchanged"  # nothing like it was exported
DOUBLED: Final = "doubled"
MOVED: Final = "moved"
WORDS: Final = {
    EXCHANGED: "Dieser Eintrag ist nicht der, der exportiert wurde.",
    DOUBLED: "Dieser Eintrag steht zum zweiten Mal da.",
    MOVED: "Dieser Eintrag steht nicht an seiner Stelle.",
}
UNREADABLE: Final = "Dieser Eintrag ist nicht lesbar."
FOREIGN: Final = "Der Eintrag gehört einem anderen Landkreis oder einer anderen Quelle."


def in_order(numbers: Sequence[int]) -> set[int]:
    """Which places belong to a longest part that only rises: whoever moves one entry has not moved all others."""
    ends: list[int] = []  # of the best part of each length, its last number
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(places[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        places[length : length + 1] = [place]
    kept, place = set(), places[-1] if places else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return kept


def out_of_place(lines: Iterable[bytes | None], leaves: Iterable[bytes | None]) -> dict[int, str]:
    """Lines, counted from 1, that are not where the leaves have them, and in which way. All are hashes."""
    told, exported, begun = list[bytes](), list[bytes](), 0
    for number, (line, leaf) in enumerate(zip_longest(lines, leaves), start=1):
        if line == leaf and not begun:
            continue
        begun = begun or number
        told += [] if line is None else [line]
        exported += [] if leaf is None else [leaf]
    while told and exported and told[-1] == exported[-1]:
        del told[-1], exported[-1]
    return {begun + place: how for place, how in _strays(told, exported)}


def _strays(told: Sequence[bytes], exported: Sequence[bytes]) -> Iterator[tuple[int, str]]:
    place_of = {leaf: place for place, leaf in enumerate(exported)}
    known: dict[int, int] = {}  # where a line was exported, by where it is now
    for place, line in enumerate(told):
        if line not in place_of:
            yield place, EXCHANGED
        elif (was := place_of.pop(line)) < 0:
            yield place, DOUBLED
        else:
            known[place] = was
            place_of[line] = -1
    kept = in_order(list(known.values()))
    yield from ((place, MOVED) for index, place in enumerate(known) if index not in kept)


class Place(NamedTuple):
    """Lines of a file and facts of a source, first and last included; of a gap the line that it is before."""

    line: int | None = None
    last_line: int | None = None
    source: str | None = None
    sequence: int | None = None
    last_sequence: int | None = None


NOWHERE: Final = Place()


def at_line(line: int, source: str | None = None, sequence: int | None = None) -> Place:
    """One line, and the fact in it as far as it is known."""
    return Place(line, line, source, sequence, sequence)


class Stray(NamedTuple):
    """A line that is not as it was exported; whose it says it is may not be true."""

    what: str
    line: int
    source: str | None = None
    sequence: int | None = None


# --- The bundle --------------------------------------------------------------------


@dataclass
class Source:
    """What the journal tells of one source: positions as they come, each with its line."""

    name: str
    log: str
    time: str = ""
    positions: array[int] = field(default_factory=lambda: array("q"))
    lines: array[int] = field(default_factory=lambda: array("q"))
    elsewhere: set[int] = field(default_factory=set)  # positions that the journal has, though not in their place

    def take(self, sequence: int, line: int) -> None:
        self.positions.append(sequence)
        self.lines.append(line)

    def put_in_order(self) -> Iterator[Stray]:
        """Facts that stand where their positions do not belong; they are taken out."""
        if all(position == place for place, position in enumerate(self.positions, start=1)):
            return
        kept, told = in_order(self.positions), list(zip(self.positions, self.lines))  # noqa: B905 - not in Python 3.9
        self.positions = array("q", (told[place][0] for place in sorted(kept)))
        self.lines = array("q", (told[place][1] for place in sorted(kept)))
        known = {*self.positions, *self.elsewhere}
        for position, line in (one for place, one in enumerate(told) if place not in kept):
            yield Stray(WORDS[DOUBLED if position in known else MOVED], line, self.name, position)
            known.add(position)
            self.elsewhere.add(position)

    def missing(self, counted: int, end: int) -> Iterator[Place]:
        """Gaps among the positions, up to as many as were counted; ``end``: the line behind all others."""
        last, elsewhere = 0, sorted((position, end) for position in self.elsewhere)
        for position, line in merge(zip(self.positions, self.lines), elsewhere):  # noqa: B905 - not in Python 3.9
            if position > last + 1:
                yield Place(line, line, self.name, last + 1, position - 1)
            last = position
        if counted > last:
            yield Place(end, end, self.name, last + 1, counted)

    @property
    def last(self) -> int:
        return max((*self.positions[-1:], *self.elsewhere), default=0)


@dataclass
class Report:
    """What was found; ``findings`` stays empty while nothing is wrong."""

    told: dict[str, Any] = field(default_factory=dict)
    findings: list[dict[str, Any]] = field(default_factory=list)

    def wrong(self, what: str, file: str | None = None, at: Place = NOWHERE) -> None:
        """Note what is wrong, and where; the same only once."""
        finding = {"what": what, "file": file, **at._asdict()}
        if len(self.findings) < MOST and finding not in self.findings:
            self.findings.append(finding)

    def as_json(self) -> dict[str, Any]:
        return {"result": "changed" if self.findings else "unchanged", **self.told, "findings": self.findings}


class Bundle:
    """An audit bundle, checked from outside to inside."""

    def __init__(self, archive: zipfile.ZipFile, report: Report) -> None:
        self.archive = archive
        self.report = report
        self.files: dict[str, dict[str, Any]] = {}
        self.sound: set[str] = set()
        self.sources: dict[str, Source] = {}
        self.strays: list[Stray] = []
        self.unproven: list[tuple[int, str, int]] = []  # line, source, position of those whose leaf is not there
        self.marks: list[Mark] = []
        self.known_notes: dict[str, Mark | None] = {}
        self.submitted: dict[str, tuple[dict[str, Any], Place]] = {}
        self.topics: set[str] = set()
        self.lines = 0

    def check(self, expected: Key | None) -> None:
        """Everything; raises Unusable where nothing more can be told."""
        self.check_container()
        self.key = self.read_own_key(expected)
        self.manifest = self.read_manifest()
        self.district = str(self.manifest["district"])
        self.check_files()
        self.check_head()
        self.read_journal()
        self.check_order()
        self.check_leaves()
        self.read_notes()
        self.check_submissions()
        self.check_schemas()
        self.check_roots()
        self.check_counts()
        self.report.told["checkpoints"] = len(self.marks)
        self.report.told["submissions"] = len(self.submitted)

    # --- container, key, manifest ------------------------------------------------

    def check_container(self) -> None:
        """A file that unpacking would hide or show twice is none of ours."""
        names = self.archive.namelist()
        if len(names) != len(set(names)):
            raise Unusable("Eine Datei ist zweimal im Bündel.")
        infos = self.archive.infolist()
        if self.archive.comment or any(info.comment or info.date_time != LONG_AGO for info in infos):
            self.report.wrong("Am Bündel steht etwas, das nicht dorthin gehört.")
        if min((info.header_offset for info in infos), default=0) != 0:
            self.report.wrong("Vor dem Anfang des Bündels steht etwas, das nicht dorthin gehört.")

    def read_own_key(self, expected: Key | None) -> Key:
        key = read_key(self.text(KEY).rstrip("\n"))
        if key is None:
            raise Unusable("Der Prüfschlüssel im Bündel ist nicht lesbar.")
        self.report.told["key"] = key.text
        self.report.told["key_confirmed"] = expected is not None and expected.text == key.text
        if expected is not None and expected.text != key.text:
            self.report.wrong("Das Bündel ist mit einem anderen Schlüssel unterschrieben als erwartet.", KEY)
        return key

    def read_manifest(self) -> dict[str, Any]:
        raw = self.bytes_of(MANIFEST)
        digest = hashlib.sha256(raw).hexdigest()
        lines = opened_note(self.text(MANIFEST_NOTE), self.key)
        if lines != [f"{self.key.name}/manifest", f"sha256:{digest}"]:
            self.report.wrong("Die Unterschrift passt nicht zum Inhaltsverzeichnis.", MANIFEST)
        manifest = json.loads(raw)
        if manifest["format"] != FORMAT:
            raise Unusable("Das ist kein Prüfbündel von Lotse, oder eines in einer anderen Fassung.")
        self.report.told.update(
            {name: manifest[name] for name in ("bundle", "district", "exported", "entries", "root")}
        )
        return dict(manifest)

    # --- files against the manifest ----------------------------------------------

    def check_files(self) -> None:
        self.files = dict(self.manifest["files"])
        present = set(self.archive.namelist()) - {MANIFEST, MANIFEST_NOTE}
        for name in sorted(present - self.files.keys()):
            self.report.wrong("Diese Datei steht nicht im Inhaltsverzeichnis.", name)
        for name in sorted(self.files.keys() - present):
            self.report.wrong("Diese Datei fehlt.", name)
        for name in sorted(self.files.keys() & present):
            self.check_file(name)
        for name in (KEY, JOURNAL, LEAVES, LAST_CHECKPOINT):
            if name not in self.files or name not in present:
                raise Unusable(f"Die Datei {name} fehlt.")

    def check_file(self, name: str) -> None:
        digest, size = hashlib.sha256(), 0
        try:
            with self.archive.open(name) as file:
                while block := file.read(BLOCK):
                    digest.update(block)
                    size += len(block)
        except DAMAGED:
            self.report.wrong("Die Datei ist beschädigt.", name)
            return
        if (size, digest.hexdigest()) == (self.files[name]["bytes"], self.files[name]["sha256"]):
            self.sound.add(name)
        else:
            self.report.wrong("Die Datei ist nicht die, die im Inhaltsverzeichnis steht.", name)

    def check_head(self) -> None:
        """The checkpoint of the export is that of the whole journal."""
        mark = self.mark(self.text(LAST_CHECKPOINT), LAST_CHECKPOINT)
        if mark is None:
            return
        if (mark.size, mark.root.hex()) != (self.manifest["entries"], self.manifest["root"]):
            self.report.wrong("Prüfpunkt und Inhaltsverzeichnis sagen Verschiedenes.", LAST_CHECKPOINT)

    # --- the journal: every line for itself ------------------------------------------

    def read_journal(self) -> None:
        odd = self.out_of_place()
        trusted = LEAVES in self.sound
        for number, line in enumerate(self.numbered(JOURNAL), start=1):
            self.lines = number
            fact, how = _fact(line), odd.get(number)
            if how is not None and not trusted:
                self.unproven.append((number, *_claim(fact)))
            self.check_line(number, fact, how if trusted else None)

    def out_of_place(self) -> dict[int, str]:
        """Nothing where both files are those of the manifest, nor where neither is."""
        if (JOURNAL in self.sound) == (LEAVES in self.sound):
            return {}
        return out_of_place((leaf.hex().encode() for leaf in self.hashed()), self.numbered(LEAVES))

    def check_line(self, number: int, fact: dict[str, Any] | None, how: str | None) -> None:
        """What is not as it was exported is judged later, together with what is missing."""
        if fact is None:
            self.strays.append(Stray(UNREADABLE, number))
            return
        name, position = _claim(fact)
        self.topics.add(str(fact["type"]))
        if how is not None:
            self.strays.append(Stray(WORDS[how], number, name, position))
            if how == MOVED:
                self.source(fact, name).elsewhere.add(position)
        elif fact["source"] != f"/districts/{self.district}/{name}" or not position:
            self.strays.append(Stray(FOREIGN, number, name, position))
        else:
            for what in self.wrong_with(number, fact, name, position):
                self.report.wrong(what, JOURNAL, at_line(number, name, position))
        if name == "reporting" and how != DOUBLED:
            self.check_proof(number, fact, at_line(number, name, position))

    def wrong_with(self, number: int, fact: dict[str, Any], name: str, position: int) -> Iterator[str]:
        """What is wrong with a fact beside the one before; its position is looked at in the end."""
        source, time = self.source(fact, name), str(fact["time"])
        if not TIME.fullmatch(time) or time <= source.time:
            yield f"Die Zeit ist nicht später als die des vorigen Eintrags der Quelle {name}."
        if fact["logid"] != source.log or not UUID.fullmatch(source.log):
            yield f"Der Eintrag stammt aus einem anderen Protokoll als die vorigen der Quelle {name}."
        source.time = time
        source.take(position, number)

    def source(self, fact: dict[str, Any], name: str) -> Source:
        return self.sources.setdefault(name, Source(name, str(fact["logid"])))

    def check_proof(self, number: int, fact: dict[str, Any], at: Place) -> None:
        """What a fact says of checkpoints and submissions; it is not to blame for what is missing before it."""
        data = fact["data"]
        note = data.get("checkpoint")
        if isinstance(note, str):
            mark = self.mark(note, f"{JOURNAL}:{number}")
            if mark is None:
                what = "Der Prüfpunkt in diesem Eintrag ist nicht von diesem Landkreis unterschrieben."
                self.report.wrong(what, JOURNAL, at)
            elif mark.size >= number:
                what = f"Vor Zeile {number} standen einmal {mark.size} Einträge: So sagt es der Prüfpunkt in ihr."
                self.report.wrong(what, JOURNAL, Place(1, number - 1))
        if str(fact["type"]).startswith("reporting.submission_created."):
            self.submitted[str(data["submission_id"])] = data, at

    # --- the journal: what is missing, and what stands there instead --------------------

    def check_order(self) -> None:
        """Names every fact that is missing, or not as it was exported, or not where it was."""
        for source in self.sources.values():
            self.strays += source.put_in_order()
        gaps, nameless = list(self.missing()), list[Stray]()
        for stray in self.strays:
            if any(_is_in(stray, gap) for gap in gaps):
                self.sources[str(stray.source)].elsewhere.add(stray.sequence or 0)
            elif stray.what not in (WORDS[DOUBLED], WORDS[MOVED]):
                nameless.append(stray)
        gaps = list(self.missing())
        if len(nameless) == len(gaps) == 1 and gaps[0].sequence == gaps[0].last_sequence:
            self.strays.remove(nameless[0])
            self.strays.append(nameless[0]._replace(source=gaps[0].source, sequence=gaps[0].sequence))
            gaps = []
        told = [(stray.what, at_line(*stray[1:])) for stray in self.strays]
        for what, at in sorted([*told, *((_gap(gap), gap) for gap in gaps)], key=lambda one: one[1].line or 0):
            self.report.wrong(what, JOURNAL, at)

    def missing(self) -> Iterator[Place]:
        """Gaps of all sources, the end of the journal included."""
        counted = self.manifest["sources"] if isinstance(self.manifest["sources"], dict) else {}
        for name in sorted({*self.sources, *counted}):
            source = self.sources.setdefault(name, Source(name, ""))
            yield from source.missing(_count(counted.get(name)), self.lines + 1)

    def check_leaves(self) -> None:
        """Of a sound journal: whose leaves are missing, changed or not in their place."""
        spans: dict[str, Place] = {}
        for line, source, position in self.unproven:
            before = spans.get(source)
            if before is not None and before.last_sequence == position - 1:
                spans[source] = before._replace(last_line=line, last_sequence=position)
            else:
                self.tell_leaves(before)
                spans[source] = at_line(line, source, position)
        for span in spans.values():
            self.tell_leaves(span)

    def tell_leaves(self, of: Place | None) -> None:
        if of is not None:
            whose = "dieses Eintrags" if of.sequence == of.last_sequence else "dieser Einträge"
            self.report.wrong(f"Die Prüfsumme {whose} fehlt, oder sie ist eine andere.", LEAVES, of)

    # --- checkpoints, submissions, schemas ---------------------------------------------

    def mark(self, note: str, where: str) -> Mark | None:
        """A note's checkpoint, remembered for the tree; the same note is checked once."""
        if note not in self.known_notes:
            mark = self.known_notes[note] = read_mark(note, self.key, where)
            if mark is not None:
                self.marks.append(mark)
        if self.known_notes[note] is None and not where.startswith(JOURNAL):
            self.report.wrong("Der Prüfpunkt ist nicht von diesem Landkreis unterschrieben.", where)
        return self.known_notes[note]

    def read_notes(self) -> None:
        for name in self.present(CHECKPOINTS):
            self.mark(self.text(name), name)

    def check_submissions(self) -> None:
        for name in self.present(SUBMISSIONS):
            id_, _, kind = name[len(SUBMISSIONS) :].partition(".")
            said, at = self.submitted.get(id_, ({}, NOWHERE))
            if not said:
                self.report.wrong("Zu dieser Einreichung gibt es keinen Eintrag im Journal.", name)
            elif self.text(name) != said["document" if kind == "json" else "checkpoint"]:
                self.report.wrong(
                    "Die Einreichung lautet im Journal anders.", name, at._replace(line=None, last_line=None)
                )
        for id_, (said, at) in self.submitted.items():
            document = json.loads(said["document"])
            counted = {key: value for key, value in document.items() if key not in NOT_IN_DIGEST}
            if not said["digest"] == document.get("digest") == f"sha256:{_canonical_digest(counted)}":
                self.report.wrong(f"Die Prüfsumme der Einreichung {id_} passt nicht zu ihrem Bericht.", JOURNAL, at)

    def check_schemas(self) -> None:
        for topic in sorted(self.topics):
            if f"{SCHEMAS}{topic}.json" not in self.files:
                self.report.wrong(f"Die Beschreibung der Ereignisart {topic} fehlt.")

    # --- the tree, and what the manifest counts ----------------------------------------

    def check_roots(self) -> None:
        """All checkpoints against one tree: so they are consistent with each other, too."""
        marks = sorted(self.marks, key=lambda mark: mark.size)
        tree, leaves, met = Tree(), hashlib.sha256(), 0
        for leaf in self.hashed():
            while marks and marks[0].size == tree.size:
                met = self.compare(tree, marks.pop(0), met)
            tree.add(leaf)
            leaves.update(leaf.hex().encode() + b"\n")
        for mark in marks:
            met = self.compare(tree, mark, met)
        if tree.root.hex() != self.manifest["root"]:
            self.report.wrong("Die Prüfsumme über alle Einträge passt nicht.", JOURNAL)
        if {JOURNAL, LEAVES} <= self.sound and leaves.hexdigest() != self.files[LEAVES]["sha256"]:
            self.report.wrong("Die Prüfsummen der Einträge gehören nicht zu diesem Journal.", LEAVES)

    def compare(self, tree: Tree, mark: Mark, met: int) -> int:
        """Returns up to which entry the checkpoints so far were met."""
        if tree.size == mark.size and tree.root == mark.root:
            return mark.size
        if tree.size == mark.size:
            what = f"Unter den ersten {mark.size} Einträgen wurde etwas verändert"
            self.report.wrong(f"{what}: Der Prüfpunkt in {mark.where} passt nicht.", JOURNAL, Place(met + 1, mark.size))
        else:
            what = f"Der Prüfpunkt in {mark.where} nennt {mark.size} Einträge; es sind nur {tree.size}."
            self.report.wrong(what, JOURNAL, Place(tree.size + 1, mark.size))
        return met

    def check_counts(self) -> None:
        counted = {name: source.last for name, source in sorted(self.sources.items())}
        self.report.told["sources"] = counted
        if counted != self.manifest["sources"] or self.lines != self.manifest["entries"]:
            self.report.wrong("Es sind nicht so viele Einträge, wie das Inhaltsverzeichnis sagt.", MANIFEST)

    # --- reading --------------------------------------------------------------------------

    def present(self, folder: str) -> list[str]:
        return sorted(name for name in self.archive.namelist() if name.startswith(folder))

    def bytes_of(self, name: str) -> bytes:
        if self.archive.getinfo(name).file_size > LARGEST_TEXT:
            raise Unusable(f"Die Datei {name} ist zu groß.")
        return self.archive.read(name)

    def text(self, name: str) -> str:
        return self.bytes_of(name).decode("utf-8")

    def numbered(self, name: str) -> Iterator[bytes]:
        """The lines of a file without their ends, as far as it can be read; a last line needs its end, too."""
        with self.archive.open(name) as file:
            try:
                for line in file:
                    if not line.endswith(b"\n"):
                        self.report.wrong("Die letzte Zeile hat kein Ende.", name)
                    yield line[:-1] if line.endswith(b"\n") else line
            except DAMAGED:
                return  # the file was told to be damaged when it was compared with the manifest

    def hashed(self) -> Iterator[bytes]:
        """The leaves of the journal's lines, made anew."""
        return (hashlib.sha256(b"\x00" + line).digest() for line in self.numbered(JOURNAL))


def _fact(line: bytes) -> dict[str, Any] | None:
    """A line as a fact; None unless it is an object with all that is asked of it below."""
    try:
        fact = json.loads(line)
    except (ValueError, RecursionError):
        return None
    needed = ("type", "source", "sequence", "time", "logid", "data")
    if not isinstance(fact, dict) or any(name not in fact for name in needed) or not isinstance(fact["data"], dict):
        return None
    return fact


def _claim(fact: dict[str, Any] | None) -> tuple[str, int]:
    """Source and position that a line says it is; 0 for what is no position."""
    if fact is None:
        return "", 0
    sequence = str(fact["sequence"])
    return str(fact["type"]).partition(".")[0], int(sequence) if NUMBER.fullmatch(sequence) else 0


def _is_in(stray: Stray, gap: Place) -> bool:
    """Whether a line says that it is one of those that are missing: then that is what it was."""
    position = stray.sequence or 0
    return stray.source == gap.source and (gap.sequence or 0) <= position <= (gap.last_sequence or 0) != 0


def _gap(of: Place) -> str:
    if of.sequence == of.last_sequence:
        return f"Hier fehlt Eintrag {of.sequence} der Quelle {of.source}."
    return f"Hier fehlen die Einträge {of.sequence} bis {of.last_sequence} der Quelle {of.source}."


def _count(said: object) -> int:
    """A number of entries; 0 for what is none."""
    return int(str(said)) if NUMBER.fullmatch(str(said)) else 0


def _canonical_digest(value: Any) -> str:
    """SHA-256 over canonical JSON (RFC 8785); reports hold whole numbers and ASCII names only."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def verify(path: str, expected: Key | None = None) -> dict[str, Any]:
    """Check a bundle; ``expected`` is the key that it must be signed with, got in another way than the bundle."""
    report = Report()
    try:
        with zipfile.ZipFile(path) as archive:
            Bundle(archive, report).check(expected)
    except Unusable as damage:
        report.wrong(str(damage))
    except DAMAGED as damage:
        report.wrong(f"Das Bündel ist beschädigt ({type(damage).__name__}).")
    return report.as_json()


def district_of(path: str) -> str | None:
    """The district that a bundle says it is of, not checked yet; None where it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            return str(json.loads(archive.read(MANIFEST))["district"])
    except DAMAGED:
        return None


class Asking(argparse.ArgumentParser):
    """Reads the call; help and wrong usage are German."""

    def format_help(self) -> str:
        return HELP

    def error(self, message: str) -> NoReturn:
        """Exit 2, with our own words where they are ours."""
        self.exit(WRONG_USAGE, f"{message}\n" if message in OURS else HELP)


def main(arguments: list[str]) -> int:
    """The exit status; the result goes to standard output."""
    parser = Asking(add_help=False)
    parser.add_argument("file")
    parser.add_argument("--key")
    parser.add_argument("-h", "--help", action="help")
    asked = parser.parse_args(arguments)
    expected = None if asked.key is None else read_key(asked.key.strip())
    if asked.key is not None and expected is None:
        parser.error(NO_KEY)
    if not Path(asked.file).is_file():
        parser.error(NO_FILE)
    result = verify(asked.file, expected)
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    return CHANGED if result["findings"] else NOT_CHANGED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
