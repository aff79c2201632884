"""Prüft ein Prüfbündel von Lotse, ohne Server und ohne weitere Programme: ``python3 verify.py BUENDEL.zip``.

One file that needs nothing but Python (3.9 or later): it lies in every bundle, and the platform runs the same one.
It reads the bundle twice from end to end and keeps nothing of it but positions. Exit status: 0 unchanged, 4 changed,
2 wrong usage. Standard output: one JSON object.

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
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

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


# --- The bundle --------------------------------------------------------------------


@dataclass
class Source:
    """How far the journal told of one source."""

    last: int = 0
    time: str = ""
    log: str = ""


@dataclass
class Report:
    """What was found; ``findings`` stays empty while nothing is wrong."""

    told: dict[str, Any] = field(default_factory=dict)
    findings: list[dict[str, Any]] = field(default_factory=list)

    def wrong(self, what: str, file: str | None = None, line: int | None = None, fact: Any = None) -> None:
        """Note what is wrong, and with which fact."""
        if len(self.findings) < MOST:
            source, sequence = _named(fact)
            self.findings.append({"what": what, "file": file, "line": line, "source": source, "sequence": sequence})

    def as_json(self) -> dict[str, Any]:
        return {"result": "changed" if self.findings else "unchanged", **self.told, "findings": self.findings}


def _named(fact: Any) -> tuple[str | None, int | None]:
    """Source and position that a line claims to be, as far as they can be read."""
    if not isinstance(fact, dict):
        return None, None
    source, sequence = str(fact.get("source", "")), str(fact.get("sequence", ""))
    return source.rpartition("/")[2] or None, int(sequence) if NUMBER.fullmatch(sequence) else None


class Bundle:
    """An audit bundle, checked from outside to inside."""

    def __init__(self, archive: zipfile.ZipFile, report: Report) -> None:
        self.archive = archive
        self.report = report
        self.files: dict[str, dict[str, Any]] = {}
        self.sound: set[str] = set()
        self.sources: dict[str, Source] = {}
        self.marks: list[Mark] = []
        self.known_notes: dict[str, Mark | None] = {}
        self.submitted: dict[str, dict[str, Any]] = {}
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
        leaves = self.numbered(LEAVES) if LEAVES in self.sound else iter(())
        strict = LEAVES in self.sound
        for number, (line, leaf) in enumerate(zip_longest(self.numbered(JOURNAL), leaves), start=1):
            if line is None:
                self.report.wrong("Am Ende fehlen Einträge.", JOURNAL, number)
                break
            self.lines = number
            fact = _fact(line)
            if strict and (leaf is None or hashlib.sha256(b"\x00" + line).hexdigest() != leaf.decode()):
                self.report.wrong("Dieser Eintrag ist nicht der, der exportiert wurde.", JOURNAL, number, fact)
            if fact is None:
                self.report.wrong("Dieser Eintrag ist nicht lesbar.", JOURNAL, number)
            else:
                self.check_line(number, fact)

    def check_line(self, number: int, fact: dict[str, Any]) -> None:
        for what in self.wrong_with(number, fact):
            self.report.wrong(what, JOURNAL, number, fact)

    def wrong_with(self, number: int, fact: dict[str, Any]) -> Iterator[str]:
        """What is wrong with a fact at its place, and what it says of checkpoints and submissions."""
        name = str(fact["type"]).partition(".")[0]
        if fact["source"] != f"/districts/{self.district}/{name}":
            yield "Der Eintrag gehört einem anderen Landkreis oder einer anderen Quelle."
        source = self.sources.setdefault(name, Source(log=str(fact["logid"])))
        sequence, time = str(fact["sequence"]), str(fact["time"])
        if sequence != str(source.last + 1):
            yield f"Erwartet wurde die Position {source.last + 1} der Quelle {name}; hier steht {sequence}."
        if not TIME.fullmatch(time) or time <= source.time:
            yield f"Die Zeit ist nicht später als die des vorigen Eintrags der Quelle {name}."
        if fact["logid"] != source.log or not UUID.fullmatch(source.log):
            yield f"Der Eintrag stammt aus einem anderen Protokoll als die vorigen der Quelle {name}."
        source.last = int(sequence) if NUMBER.fullmatch(sequence) else source.last + 1
        source.time = time
        self.topics.add(str(fact["type"]))
        if name == "reporting":
            yield from self.wrong_with_proof(number, fact)

    def wrong_with_proof(self, number: int, fact: dict[str, Any]) -> Iterator[str]:
        data = fact["data"]
        note = data.get("checkpoint")
        if isinstance(note, str):
            mark = self.mark(note, f"{JOURNAL}:{number}")
            if mark is None:
                yield "Der Prüfpunkt in diesem Eintrag ist nicht von diesem Landkreis unterschrieben."
            elif mark.size >= number:
                yield "Der Prüfpunkt in diesem Eintrag nennt mehr Einträge, als es davor gibt."
        if str(fact["type"]).startswith("reporting.submission_created."):
            self.submitted[str(data["submission_id"])] = data

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
            said = self.submitted.get(id_)
            if said is None:
                self.report.wrong("Zu dieser Einreichung gibt es keinen Eintrag im Journal.", name)
            elif self.text(name) != said["document" if kind == "json" else "checkpoint"]:
                self.report.wrong("Die Einreichung lautet im Journal anders.", name)
        for id_, said in self.submitted.items():
            document = json.loads(said["document"])
            counted = {key: value for key, value in document.items() if key not in NOT_IN_DIGEST}
            if not said["digest"] == document.get("digest") == f"sha256:{_canonical_digest(counted)}":
                self.report.wrong(f"Die Prüfsumme der Einreichung {id_} passt nicht zu ihrem Bericht.", JOURNAL)

    def check_schemas(self) -> None:
        for topic in sorted(self.topics):
            if f"{SCHEMAS}{topic}.json" not in self.files:
                self.report.wrong(f"Die Beschreibung der Ereignisart {topic} fehlt.")

    # --- the tree, and what the manifest counts ----------------------------------------

    def check_roots(self) -> None:
        """All checkpoints against one tree: so they are consistent with each other, too."""
        marks = sorted(self.marks, key=lambda mark: mark.size)
        tree = Tree()
        for line in self.numbered(JOURNAL):
            while marks and marks[0].size == tree.size:
                self.compare(tree, marks.pop(0))
            tree.add(hashlib.sha256(b"\x00" + line).digest())
        for mark in marks:
            self.compare(tree, mark)
        if tree.root.hex() != self.manifest["root"]:
            self.report.wrong("Die Prüfsumme über alle Einträge passt nicht.", JOURNAL)

    def compare(self, tree: Tree, mark: Mark) -> None:
        if tree.size != mark.size:
            self.report.wrong(f"Ein Prüfpunkt nennt {mark.size} Einträge; es sind nur {tree.size}.", mark.where)
        elif tree.root != mark.root:
            what = f"Unter den ersten {mark.size} Einträgen wurde etwas verändert: Ein Prüfpunkt passt nicht."
            self.report.wrong(what, mark.where)

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
        """The lines of a file without their ends; a last line without an end is none of ours."""
        with self.archive.open(name) as file:
            for line in file:
                if not line.endswith(b"\n"):
                    self.report.wrong("Die letzte Zeile hat kein Ende.", name)
                yield line[:-1] if line.endswith(b"\n") else line


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
