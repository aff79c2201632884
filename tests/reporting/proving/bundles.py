"""A small bundle made without a server, taken apart and put together again, so that tests can change anything in it."""

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from services.contracts.reporting import CheckpointSigned, SourcePosition, SubmissionCreated
from services.kernel.canonical import canonical
from services.kernel.envelope import Envelope
from services.reporting.domain.merkle import Frontier, leaf_hash
from services.reporting.integrity import Checkpoint
from services.reporting.proving import verify
from services.reporting.proving.bundle_writing import About, BundleWriter, Entry
from services.reporting.proving.checkpoints import SignedCheckpoint, origin, text_of
from services.reporting.proving.notes import Signer
from tests.reporting.facts import OPERATION, contacted, entered, opened
from tests.reporting.history import Source, id_of

DISTRICT: Final = "kreis"
HAND: Final = Signer(origin(DISTRICT), bytes(range(32)))
STRANGER: Final = Signer(origin(DISTRICT), bytes(range(1, 33)))
Files = dict[str, bytes]


@dataclass(slots=True)
class Journal:
    """Entries in the order in which they arrived."""

    entries: list[Envelope]

    def noted(self) -> SignedCheckpoint:
        tree = Frontier().extended(leaf_hash(one.body) for one in self.entries)
        mark = Checkpoint(tree.size, tree.root)
        return SignedCheckpoint(mark.size, mark.root, HAND.signed(text_of(mark, DISTRICT)))


def a_journal(persons: int = 12) -> Journal:
    """Facts of three sources; two checkpoints and a submission stand among them."""
    districts, intake, reporting = (Source(name, DISTRICT) for name in ("districts", "intake", "reporting"))
    journal = Journal([districts.record(opened())])
    for number in range(1, persons + 1):
        journal.entries += [
            intake.record(entered(number)),
            intake.record(contacted(number, "2024-01-01", case=number)),
        ]
        if number == persons // 3:
            journal.entries.append(reporting.record(_day(journal, date(2026, 1, 2))))
        if number == persons // 2:
            journal.entries.append(reporting.record(_submission(journal)))
    journal.entries.append(reporting.record(_day(journal, date(2026, 1, 3))))
    return journal


def _day(journal: Journal, on: date) -> CheckpointSigned:
    mark = journal.noted()
    return CheckpointSigned(day=on, entries=mark.size, root=mark.root.hex(), checkpoint=mark.note)


def _submission(journal: Journal) -> SubmissionCreated:
    mark = journal.noted()
    report: dict[str, Any] = {
        "district": DISTRICT,
        "operation": OPERATION,
        "indicators": [{"code": "EECO01", "total": 6}],
    }
    digest = f"sha256:{hashlib.sha256(canonical(report)).hexdigest()}"
    document = canonical({**report, "known_at": None, "positions": {"intake": 12}, "digest": digest}).decode()
    return SubmissionCreated(
        submission_id=id_of("submission"),
        operation=OPERATION,
        as_of=date(2026, 1, 1),
        positions=(SourcePosition(source="intake", position=12),),
        journal_size=mark.size,
        catalogue="esf-plus-2021-2027",
        catalogue_version=1,
        catalogue_content=digest,
        document=document,
        digest=digest,
        checkpoint=mark.note,
    )


def a_bundle(journal: Journal | None = None) -> bytes:
    """The bytes of a bundle as ``export`` would write it."""
    told = journal or a_journal()
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        writer = BundleWriter(archive, HAND, told.noted())
        about = About(id_of("bundle"), DISTRICT, datetime(2026, 2, 1, tzinfo=UTC))
        writer.write(about, _entries(told), lambda _done, _total: None)
    return file.getvalue()


def _entries(journal: Journal) -> Iterator[Entry]:
    for place, one in enumerate(journal.entries, start=1):
        yield Entry(place, one.source, one.topic, one.body)


def taken_apart(bundle: bytes) -> Files:
    with ZipFile(io.BytesIO(bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def put_together(files: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name, verify.LONG_AGO), content, ZIP_DEFLATED)
    return file.getvalue()


def recomputed(files: Files) -> Files:
    """As somebody would do it who wants the manifest to fit what he changed; he cannot sign it."""
    manifest = json.loads(files[verify.MANIFEST])
    lines = files[verify.JOURNAL].split(b"\n")[:-1]
    leaves = [leaf_hash(line) for line in lines]
    changed = {**files, verify.LEAVES: b"".join(leaf.hex().encode() + b"\n" for leaf in leaves)}
    manifest |= {"entries": len(lines), "root": Frontier().extended(leaves).root.hex(), "sources": _counted(lines)}
    manifest["files"] = {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in changed.items()
        if name not in (verify.MANIFEST, verify.MANIFEST_NOTE)
    }
    return {**changed, verify.MANIFEST: canonical(manifest)}


def signed_by_a_stranger(files: Files) -> Files:
    """Everything made anew and signed, with a key of one's own: only the expected key tells."""
    made = recomputed({**files, verify.KEY: STRANGER.key.text().encode() + b"\n"})
    digest = hashlib.sha256(made[verify.MANIFEST]).hexdigest()
    note = STRANGER.signed(f"{STRANGER.name}/manifest\nsha256:{digest}\n")
    return {**made, verify.MANIFEST_NOTE: note.encode()}


def _counted(lines: list[bytes]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for line in lines:
        try:
            name = str(json.loads(line)["source"]).rpartition("/")[2]
        except (ValueError, LookupError, TypeError):
            continue
        counts[name] = counts.get(name, 0) + 1
    return counts


def checked(bundle: bytes, folder: Path, key: verify.Key | None = None) -> dict[str, Any]:
    """What the verifier says."""
    path = folder / "bundle.zip"
    path.write_bytes(bundle)
    return verify.verify(str(path), key)


def joined(lines: list[bytes]) -> bytes:
    return b"".join(chain.from_iterable((line, b"\n") for line in lines))
