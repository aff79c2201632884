"""The Merkle tree of RFC 9162, section 2.1: roots, frontiers, inclusion and consistency proofs; SHA-256, 32 bytes.

A *frontier* is the list of roots of the perfect subtrees that a tree of that size falls into, largest first.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

HASH_SIZE: Final = 32


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 || entry)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


EMPTY_ROOT: Final = hashlib.sha256(b"").digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """A tree that only grows: its size and one hash for each bit set in the size."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def extended(self, leaves: Iterable[bytes]) -> Self:
        """The tree after these leaf hashes."""
        size, hashes = self.size, list(self.hashes)
        for leaf in leaves:
            size += 1
            hashes.append(leaf)
            for _ in range(_trailing_zeros(size)):
                right, left = hashes.pop(), hashes.pop()
                hashes.append(node_hash(left, right))
        return type(self)(size, tuple(hashes))

    @property
    def root(self) -> bytes:
        """The root hash of the tree."""
        return _joined(self.hashes)

    def packed(self) -> bytes:
        """The hashes in one string, as stored."""
        return b"".join(self.hashes)

    @classmethod
    def unpacked(cls, size: int, packed: bytes) -> Self:
        """The inverse of :meth:`packed`; raises ValueError when size and length disagree."""
        if len(packed) != HASH_SIZE * size.bit_count():
            msg = f"a frontier of {size} entries has {size.bit_count()} hashes"
            raise ValueError(msg)
        parts = (packed[start : start + HASH_SIZE] for start in range(0, len(packed), HASH_SIZE))
        return cls(size, tuple(parts))


def root(leaves: Sequence[bytes]) -> bytes:
    """The root hash over leaf hashes."""
    return Frontier().extended(leaves).root


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The audit path of leaf ``index`` (from 0) in the tree over ``leaves``; section 2.1.3.1."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    return _path(index, leaves)


def inclusion_holds(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected_root: bytes) -> bool:
    """Whether the leaf is entry ``index`` of the tree of that size and root; section 2.1.3.2."""
    if not 0 <= index < size:
        return False
    first, second, current = index, size - 1, leaf
    for sibling in proof:
        if second == 0:
            return False
        if first & 1 or first == second:
            current = node_hash(sibling, current)
            while not first & 1 and first:
                first, second = first >> 1, second >> 1
        else:
            current = node_hash(current, sibling)
        first, second = first >> 1, second >> 1
    return second == 0 and current == expected_root


def consistency_proof(old_size: int, leaves: Sequence[bytes]) -> list[bytes]:
    """That the tree over the first ``old_size`` leaves is a prefix of this one; section 2.1.4.1."""
    if not 0 < old_size <= len(leaves):
        raise IndexError(old_size)
    return _subproof(old_size, leaves, whole=True)


def consistency_holds(old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that nothing before ``old_size`` was changed; section 2.1.4.2."""
    if old_size == new_size:
        return not proof and old_root == new_root
    if not 0 < old_size < new_size:
        return False
    path = [old_root, *proof] if old_size.bit_count() == 1 else list(proof)
    return bool(path) and _climb(old_size - 1, new_size - 1, path) == (old_root, new_root)


def _climb(first: int, second: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    while first & 1:
        first, second = first >> 1, second >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if second == 0:
            return None
        if first & 1 or first == second:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not first & 1 and first:
                first, second = first >> 1, second >> 1
        else:
            new = node_hash(new, sibling)
        first, second = first >> 1, second >> 1
    return (old, new) if second == 0 else None


def _path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*_path(index, leaves[:split]), root(leaves[split:])]
    return [*_path(index - split, leaves[split:]), root(leaves[:split])]


def _subproof(old_size: int, leaves: Sequence[bytes], *, whole: bool) -> list[bytes]:
    if old_size == len(leaves):
        return [] if whole else [root(leaves)]
    split = _split(len(leaves))
    if old_size <= split:
        return [*_subproof(old_size, leaves[:split], whole=whole), root(leaves[split:])]
    return [*_subproof(old_size - split, leaves[split:], whole=False), root(leaves[:split])]


def _split(size: int) -> int:
    """The largest power of two below ``size`` (> 1)."""
    return 1 << ((size - 1).bit_length() - 1)


def _joined(hashes: Sequence[bytes]) -> bytes:
    if not hashes:
        return EMPTY_ROOT
    current = hashes[-1]
    for left in reversed(hashes[:-1]):
        current = node_hash(left, current)
    return current


def _trailing_zeros(number: int) -> int:
    return (number & -number).bit_length() - 1
