"""What somebody may do to a bundle, at random: to the journal, to any file, with a new manifest, or signed anew."""

import json
import random
from collections.abc import Callable
from pathlib import Path

from services.reporting.proving import verify
from tests.reporting.proving.bundles import (
    STRANGER,
    Files,
    checked,
    joined,
    put_together,
    recomputed,
    signed_by_a_stranger,
)

Change = Callable[[random.Random, Files], Files]


def flipped(rng: random.Random, content: bytes) -> bytes:
    place = rng.randrange(len(content))
    return content[:place] + bytes([content[place] ^ (1 << rng.randrange(8))]) + content[place + 1 :]


def lines_of(files: Files) -> list[bytes]:
    return files[verify.JOURNAL].split(b"\n")[:-1]


def change_a_fact(rng: random.Random, files: Files) -> Files:
    lines = lines_of(files)
    place = rng.randrange(len(lines))
    lines[place] = flipped(rng, lines[place])
    return {**files, verify.JOURNAL: joined(lines)}


def change_a_number_in_a_fact(rng: random.Random, files: Files) -> Files:
    lines = lines_of(files)
    place = rng.randrange(len(lines))
    fact = json.loads(lines[place])
    fact["data"]["isced"] = rng.randrange(10, 99)
    lines[place] = json.dumps(fact, sort_keys=True, separators=(",", ":")).encode()
    return {**files, verify.JOURNAL: joined(lines)}


def remove_facts(rng: random.Random, files: Files) -> Files:
    lines = lines_of(files)
    place = rng.randrange(len(lines))
    del lines[place : place + rng.randint(1, 4)]
    return {**files, verify.JOURNAL: joined(lines)}


def insert_a_fact(rng: random.Random, files: Files) -> Files:
    lines = lines_of(files)
    lines.insert(rng.randint(0, len(lines)), rng.choice(lines))
    return {**files, verify.JOURNAL: joined(lines)}


def swap_facts(rng: random.Random, files: Files) -> Files:
    lines = lines_of(files)
    one, other = rng.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    return {**files, verify.JOURNAL: joined(lines)}


def truncate_the_journal(rng: random.Random, files: Files) -> Files:
    content = files[verify.JOURNAL]
    return {**files, verify.JOURNAL: content[: rng.randrange(len(content))]}


def truncate_after_a_line(rng: random.Random, files: Files) -> Files:
    lines = lines_of(files)
    return {**files, verify.JOURNAL: joined(lines[: rng.randrange(len(lines))])}


def change_any_file(rng: random.Random, files: Files) -> Files:
    name = rng.choice(sorted(files))
    return {**files, name: flipped(rng, files[name])}


def change_a_checkpoint(rng: random.Random, files: Files) -> Files:
    name = rng.choice([name for name in sorted(files) if name.startswith(verify.CHECKPOINTS)])
    return {**files, name: flipped(rng, files[name])}


def change_the_manifest(rng: random.Random, files: Files) -> Files:
    manifest = json.loads(files[verify.MANIFEST])
    name = rng.choice(sorted(manifest))
    manifest[name] = [manifest[name], rng.random()]
    return {**files, verify.MANIFEST: json.dumps(manifest).encode()}


def remove_a_file(rng: random.Random, files: Files) -> Files:
    gone = rng.choice(sorted(files))
    return {name: content for name, content in files.items() if name != gone}


def add_a_file(rng: random.Random, files: Files) -> Files:
    return {**files, f"{verify.CHECKPOINTS}{rng.random()}.txt": files[verify.LAST_CHECKPOINT]}


def exchange_two_files(rng: random.Random, files: Files) -> Files:
    one, other = rng.sample(sorted(files), 2)
    return {**files, one: files[other], other: files[one]}


def exchange_the_key(_rng: random.Random, files: Files) -> Files:
    return {**files, verify.KEY: STRANGER.key.text().encode() + b"\n"}


def _with_new_manifest(change: Change) -> Change:
    def both(rng: random.Random, files: Files) -> Files:
        return recomputed(change(rng, files))

    both.__name__ = f"{change.__name__}_and_recompute_the_manifest"
    return both


def _signed_anew(change: Change) -> Change:
    def both(rng: random.Random, files: Files) -> Files:
        return signed_by_a_stranger(change(rng, files))

    both.__name__ = f"{change.__name__}_and_sign_it_all_anew"
    return both


IN_JOURNAL: list[Change] = [
    change_a_fact,
    change_a_number_in_a_fact,
    remove_facts,
    insert_a_fact,
    swap_facts,
    truncate_the_journal,
    truncate_after_a_line,
]
CHANGES: list[Change] = [
    *IN_JOURNAL,
    change_any_file,
    change_a_checkpoint,
    change_the_manifest,
    remove_a_file,
    add_a_file,
    exchange_two_files,
    exchange_the_key,
    *(_with_new_manifest(change) for change in (*IN_JOURNAL, change_a_checkpoint)),
    *(_signed_anew(change) for change in IN_JOURNAL),
]


def found(change: Change, files: Files, folder: Path, key: verify.Key | None, rounds: range) -> tuple[int, int]:
    """How often something was changed, and how often that was missed; a number is a seed."""
    tried = missed = 0
    for seed in rounds:
        changed = change(random.Random(f"{change.__name__}-{seed}"), dict(files))
        if changed == files:
            continue
        tried += 1
        missed += checked(put_together(changed), folder, key)["result"] == "unchanged"
    return tried, missed
