"""The files of an audit bundle, written into a ZIP as their content comes: memory does not grow with the journal."""

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final, NamedTuple
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from services.contracts import generate
from services.kernel.canonical import canonical
from services.kernel.times import rfc3339
from services.reporting.domain.merkle import Frontier
from services.reporting.proving import verify
from services.reporting.proving.checkpoints import SignedCheckpoint
from services.reporting.proving.notes import Signer

VERIFIER: Final = Path(verify.__file__)
GUIDE: Final = Path(__file__).with_name("bundle_guide.txt")
CHECKPOINT_FACT: Final = "reporting.checkpoint_signed.v"
SUBMISSION_FACT: Final = "reporting.submission_created.v"

Progress = Callable[[int, int], None]  # entries written, entries in all


class Entry(NamedTuple):
    """One entry of the journal: its place from 1, its source and topic, and the envelope as received."""

    place: int
    source: str
    topic: str
    body: bytes


class About(NamedTuple):
    """What a bundle says of itself: its id, whose journal it holds, when it was made."""

    bundle: UUID
    district: str
    exported: datetime


@dataclass(slots=True)
class BundleWriter:
    """One bundle that is being written; ``files`` becomes the manifest, ``tree`` is that of the entries written."""

    archive: ZipFile
    hand: Signer
    head: SignedCheckpoint
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    topics: set[str] = field(default_factory=set)
    told: dict[str, str] = field(default_factory=dict)  # texts found in facts on the way, by the name of their file
    tree: Frontier = field(default_factory=Frontier)

    def write(self, about: About, entries: Iterable[Entry], progress: Progress) -> str:
        """Every file, the manifest last; returns the manifest's SHA-256 (hex)."""
        self._put("LIESMICH.txt", GUIDE.read_bytes())
        self._put("verify.py", VERIFIER.read_bytes())
        self._put(verify.KEY, self.hand.key.text().encode() + b"\n")
        self._put(verify.LAST_CHECKPOINT, self.head.note.encode())
        self._journal(entries, progress)
        for name, text in sorted(self.told.items()):
            self._put(name, text.encode())
        for topic in sorted(self.topics):
            self._schema(topic)
        return self._manifest(about)

    def _journal(self, entries: Iterable[Entry], progress: Progress) -> None:
        with tempfile.TemporaryFile() as leaves:
            with self._member(verify.JOURNAL) as file:
                for entry in entries:
                    file.write(entry.body + b"\n")
                    leaf = hashlib.sha256(b"\x00" + entry.body)
                    leaves.write(leaf.hexdigest().encode() + b"\n")
                    self.tree = self.tree.extended([leaf.digest()])
                    self._note(entry)
                    progress(entry.place, self.head.size)
            leaves.seek(0)
            with self._member(verify.LEAVES) as file:
                while block := leaves.read(verify.BLOCK):
                    file.write(block)

    def _note(self, entry: Entry) -> None:
        self.sources[entry.source] = self.sources.get(entry.source, 0) + 1
        self.topics.add(entry.topic)
        if entry.topic.startswith(CHECKPOINT_FACT):
            data = _data(entry.body)
            self._tell(f"{verify.CHECKPOINTS}{data.get('day')}.txt", data.get("checkpoint"))
        elif entry.topic.startswith(SUBMISSION_FACT):
            data = _data(entry.body)
            name = f"{verify.SUBMISSIONS}{data.get('submission_id')}"
            self._tell(f"{name}.json", data.get("document"))
            self._tell(f"{name}.checkpoint.txt", data.get("checkpoint"))

    def _tell(self, name: str, text: object) -> None:
        if isinstance(text, str):
            self.told[name] = text

    def _schema(self, topic: str) -> None:
        path = generate.SCHEMAS / f"{topic}.json"
        if path.exists():  # otherwise the checker says so: a fact of a type that this code does not know
            self._put(f"{verify.SCHEMAS}{topic}.json", path.read_bytes())

    def _manifest(self, about: About) -> str:
        content = canonical(
            {
                "format": verify.FORMAT,
                "bundle": str(about.bundle),
                "district": about.district,
                "exported": rfc3339(about.exported),
                "entries": self.head.size,
                "root": self.head.root.hex(),
                "sources": self.sources,
                "files": self.files,
            }
        )
        digest = hashlib.sha256(content).hexdigest()
        self._put(verify.MANIFEST, content)
        self._put(verify.MANIFEST_NOTE, self.hand.signed(f"{self.hand.name}/manifest\nsha256:{digest}\n").encode())
        return digest

    def _put(self, name: str, content: bytes) -> None:
        with self._member(name) as file:
            file.write(content)

    @contextmanager
    def _member(self, name: str) -> Iterator["_Hashed"]:
        """A file of the bundle, hashed as it is written; without a time of its own: equal content, equal bytes."""
        info = ZipInfo(name, verify.LONG_AGO)
        info.compress_type = ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        with self.archive.open(info, "w", force_zip64=True) as file:
            hashed = _Hashed(file)
            yield hashed
        self.files[name] = {"bytes": hashed.size, "sha256": hashed.digest.hexdigest()}


@dataclass(slots=True)
class _Hashed:
    """A file that is written, with its size and SHA-256 so far."""

    file: IO[bytes]
    size: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def write(self, block: bytes) -> None:
        self.file.write(block)
        self.digest.update(block)
        self.size += len(block)


def _data(body: bytes) -> Mapping[str, Any]:
    """What a fact says; nothing of one that was damaged, which the checker finds."""
    try:
        data = json.loads(body)["data"]
    except (ValueError, LookupError, TypeError):
        return {}
    return data if isinstance(data, dict) else {}
