"""The verifier of bundles: what is as it was passes, and whatever else was done to a bundle is found."""

import ast
import base64
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.reporting.proving import verify
from tests.kit.proof import Proof
from tests.reporting.proving.bundles import HAND, STRANGER, Files, a_bundle, checked, put_together, taken_apart
from tests.reporting.proving.changes import CHANGES, Change, change_a_fact, flipped, found

pytestmark = pytest.mark.guarantee("G8")

SOME = 40


@pytest.fixture(scope="module")
def bundle() -> bytes:
    return a_bundle()


@pytest.fixture(scope="module")
def files(bundle: bytes) -> Files:
    return taken_apart(bundle)


KEY = verify.read_key(HAND.key.text())


def test_a_bundle_as_it_was_written_passes(bundle: bytes, tmp_path: Path) -> None:
    result = checked(bundle, tmp_path, KEY)

    assert (result["result"], result["findings"]) == ("unchanged", [])
    assert result["sources"] == {"districts": 1, "intake": 24, "reporting": 3}
    assert (result["entries"], result["checkpoints"], result["submissions"]) == (28, 4, 1)
    assert result["key_confirmed"]


def test_put_together_again_it_passes_too(files: Files, tmp_path: Path) -> None:
    """So whatever the next tests find is the change, not the putting together."""
    assert checked(put_together(files), tmp_path, KEY)["result"] == "unchanged"


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_whatever_is_changed_in_a_bundle_is_found(change: Change, files: Files, tmp_path: Path, proof: Proof) -> None:
    tried, missed = found(change, files, tmp_path, KEY, range(SOME))

    proof.add("Manipulation des Prüfbündels", change.__name__, tried=tried, missed=missed)
    assert tried > 0
    assert missed == 0


def test_a_bundle_cut_off_anywhere_is_told_as_damaged(bundle: bytes, tmp_path: Path) -> None:
    rng = random.Random("cut")
    for _ in range(SOME):
        result = checked(bundle[: rng.randrange(len(bundle))], tmp_path, KEY)
        assert result["result"] == "changed"


def test_no_damage_makes_the_verifier_fall_over(bundle: bytes, tmp_path: Path) -> None:
    rng = random.Random("noise")
    for _ in range(SOME):
        damaged = bytearray(bundle)
        for _ in range(rng.randint(1, 20)):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        assert checked(bytes(damaged), tmp_path, KEY)["result"] in {"changed", "unchanged"}


def test_another_key_than_the_expected_one_is_found_even_if_all_fits(files: Files, tmp_path: Path) -> None:
    result = checked(put_together(files), tmp_path, verify.read_key(STRANGER.key.text()))

    assert [one["file"] for one in result["findings"]] == [verify.KEY]
    assert not result["key_confirmed"]


# --- the file by itself ------------------------------------------------------------


def test_the_file_from_the_bundle_runs_alone_and_says_0_or_4(files: Files, bundle: bytes, tmp_path: Path) -> None:
    program, good, bad = tmp_path / "verify.py", tmp_path / "good.zip", tmp_path / "bad.zip"
    program.write_bytes(files["verify.py"])
    good.write_bytes(bundle)
    bad.write_bytes(put_together(change_a_fact(random.Random(1), dict(files))))

    ends = [
        subprocess.run([sys.executable, "-I", program, path], capture_output=True, check=False) for path in (good, bad)
    ]

    assert [end.returncode for end in ends] == [0, 4]
    assert [json.loads(end.stdout)["result"] for end in ends] == ["unchanged", "changed"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Aufruf: python3 verify.py BUENDEL.zip"),
        (["fehlt.zip"], verify.NO_FILE),
        (["."], verify.NO_FILE),
        ([__file__, "--key", "quatsch"], verify.NO_KEY),
        ([__file__, "--quatsch"], "Aufruf: python3 verify.py BUENDEL.zip"),
    ],
    ids=["no file named", "no such file", "a folder", "no key", "unknown option"],
)
def test_wrong_usage_ends_with_2_and_says_so_in_german(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        verify.main(arguments)

    printed = capsys.readouterr()
    assert (ended.value.code, printed.out) == (verify.WRONG_USAGE, "")
    assert said in printed.err
    assert "error" not in printed.err


def test_it_needs_nothing_but_the_standard_library_of_an_older_python(files: Files) -> None:
    tree = ast.parse(files["verify.py"], feature_version=(3, 9))
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name) or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }

    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names


def test_its_signatures_are_those_of_the_library() -> None:
    rng = random.Random("ed25519")
    for _ in range(20):
        private = Ed25519PrivateKey.from_private_bytes(rng.randbytes(32))
        text, key = rng.randbytes(rng.randrange(200)), private.public_key().public_bytes_raw()
        signature = private.sign(text)

        assert verify.signature_holds(key, text, signature)
        assert not verify.signature_holds(key, text + b".", signature)
        assert not verify.signature_holds(key, text, flipped(rng, signature))
        assert not verify.signature_holds(flipped(rng, key), text, signature)


def test_a_second_spelling_of_a_signature_is_refused() -> None:
    private = Ed25519PrivateKey.from_private_bytes(bytes(32))
    signature = private.sign(b"text")
    larger = int.from_bytes(signature[32:], "little") + verify.ORDER

    again = signature[:32] + larger.to_bytes(32, "little")

    assert not verify.signature_holds(private.public_key().public_bytes_raw(), b"text", again)


def test_the_known_note_of_the_specification_opens() -> None:
    key = verify.read_key("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
    note = (
        "This is an example message.\n\n— example.com/foo "
        "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
    )

    assert key is not None
    assert verify.opened_note(note, key) == ["This is an example message."]
    assert verify.opened_note(note.replace("an example", "no example"), key) is None


def test_the_known_root_comes_out() -> None:
    tree = verify.Tree()
    for entry in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"):
        tree.add(verify.hashlib.sha256(b"\x00" + bytes.fromhex(entry)).digest())

    assert tree.root.hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    assert base64.b64encode(tree.root).decode() == "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg="
