"""The tree of RFC 9162 against its known vectors and against a naive tree."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.domain.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_holds,
    consistency_proof,
    inclusion_holds,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
)

# The entries and roots that implementations of RFC 6962 and RFC 9162 test themselves with.
ENTRIES = [
    bytes.fromhex(entry)
    for entry in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]

entries = st.lists(st.binary(max_size=8), max_size=70)
some_entries = st.lists(st.binary(max_size=8), min_size=1, max_size=70)


def naive(leaves: Sequence[bytes]) -> bytes:
    """The definition, word by word."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(naive(leaves[:split]), naive(leaves[split:]))


@pytest.mark.guarantee("G8")
@pytest.mark.parametrize("size", range(9))
def test_the_known_roots_come_out(size: int) -> None:
    assert root(LEAVES[:size]).hex() == ROOTS[size]


def test_the_known_audit_path_comes_out() -> None:
    assert [one.hex() for one in inclusion_proof(5, LEAVES)] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_the_known_consistency_proof_comes_out() -> None:
    assert [one.hex() for one in consistency_proof(6, LEAVES)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@given(entries)
def test_the_root_is_that_of_the_naive_tree(given_entries: list[bytes]) -> None:
    leaves = [leaf_hash(entry) for entry in given_entries]

    assert root(leaves) == naive(leaves)


@given(entries, st.integers(0, 70))
def test_growing_in_two_steps_through_storage_gives_the_same_tree(given_entries: list[bytes], cut: int) -> None:
    leaves = [leaf_hash(entry) for entry in given_entries]
    first = Frontier().extended(leaves[:cut])

    grown = Frontier.unpacked(first.size, first.packed()).extended(leaves[cut:])

    assert grown == Frontier().extended(leaves)


@given(some_entries, st.data())
def test_every_entry_can_be_proven_and_no_other(given_entries: list[bytes], data: st.DataObject) -> None:
    leaves = [leaf_hash(entry) for entry in given_entries]
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof = inclusion_proof(index, leaves)

    assert inclusion_holds(leaves[index], index, len(leaves), proof, naive(leaves))
    assert not inclusion_holds(leaf_hash(b"another entry"), index, len(leaves), proof, naive(leaves))
    assert not inclusion_holds(leaves[index], index, len(leaves), [*proof, bytes(32)], naive(leaves))
    assert not inclusion_holds(leaves[index], len(leaves), len(leaves), proof, naive(leaves))


@pytest.mark.guarantee("G8")
@given(some_entries, st.data())
def test_every_earlier_tree_is_proven_a_prefix_and_a_changed_one_is_not(
    given_entries: list[bytes], data: st.DataObject
) -> None:
    leaves = [leaf_hash(entry) for entry in given_entries]
    old = data.draw(st.integers(1, len(leaves)))
    proof = consistency_proof(old, leaves)
    changed = naive([leaf_hash(b"changed afterwards"), *leaves[1:old]])

    assert consistency_holds(old, len(leaves), naive(leaves[:old]), naive(leaves), proof)
    assert not consistency_holds(old, len(leaves), changed, naive(leaves), proof)


def test_a_frontier_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="3 entries"):
        Frontier.unpacked(3, bytes(32))


@pytest.mark.parametrize("size", [0, 1, 8])
def test_proofs_outside_the_tree_are_refused(size: int) -> None:
    with pytest.raises(IndexError):
        inclusion_proof(size, LEAVES[:size])
    with pytest.raises(IndexError):
        consistency_proof(size + 1, LEAVES[:size])
