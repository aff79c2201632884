"""``lotse audit``: proofs, bundles and certificates on the command line, in-process on a real database."""

import json
import secrets
from pathlib import Path
from typing import Any

import pytest

from services.cli import run
from services.cli.failures import Exit
from services.kernel.feed import LogFeed
from services.kernel.provision import open_district
from services.kernel.reader import BatchReader
from services.kernel.reader_database import SqlReaderDatabase
from services.kernel.settings import Settings
from services.reporting import journal
from tests.reporting.conftest import Side, side_of
from tests.reporting.facts import entered, opened
from tests.reporting.history import Source
from tests.reporting.proving.bundles import put_together, taken_apart

pytestmark = [pytest.mark.server, pytest.mark.guarantee("G8")]


@pytest.fixture(scope="module")
def side(settings: Settings) -> Side:
    key = f"kreis-{secrets.token_hex(4)}"
    open_district(settings, key, f"Landkreis {key}")
    made = side_of(settings, key)
    made.take([Source("districts", key).record(opened()), *Source("intake", key).record_all(map(entered, range(1, 6)))])
    return made


@pytest.fixture
def town(settings: Settings, side: Side) -> str:
    """What commands of earlier tests noted in reporting's own log has arrived in its journal."""
    reader = BatchReader(
        "reporting.journal",
        "reporting",
        journal.append,
        LogFeed(settings),
        database=SqlReaderDatabase(side.pool),
        key_of=settings.secrets.signing_key,
    )
    reader.catch_up_with("reporting", side.district)
    side.fold()
    return side.district


def said(captured: pytest.CaptureFixture[str], *arguments: str, ends: Exit = Exit.DONE) -> Any:
    status = run([*arguments, "--format", "json"])
    told = captured.readouterr()
    assert status == ends, told.err
    return json.loads(told.out)


def test_a_bundle_is_written_and_passes_until_it_is_changed(
    town: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "kreis.zip"
    key = said(capsys, "audit", "key", "--district", town)["key"]

    made = said(capsys, "audit", "export", "--district", town, "--out", str(file))
    good = said(capsys, "audit", "verify", str(file))
    files = taken_apart(file.read_bytes())
    files["journal.jsonl"] = files["journal.jsonl"].replace(b'"isced":', b'"isked":', 1)
    file.write_bytes(put_together(files))
    bad = said(capsys, "audit", "verify", str(file), "--key", key, ends=Exit.NOT_VERIFIED)

    assert (good["result"], good["key"], good["key_confirmed"]) == ("unchanged", key, True)
    assert made["entries"] == good["entries"] == 6
    assert bad["result"] == "changed"
    assert bad["findings"]


def test_a_bundle_under_another_key_is_not_what_this_installation_exported(
    town: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    file, key = tmp_path / "kreis.zip", settings.secrets.folder / "districts" / town / "checkpoints.key"
    said(capsys, "audit", "export", "--district", town, "--out", str(file))
    kept = key.read_bytes()
    key.write_bytes(bytes(32))
    try:
        result = said(capsys, "audit", "verify", str(file), ends=Exit.NOT_VERIFIED)
    finally:
        key.write_bytes(kept)

    assert [one["file"] for one in result["findings"]] == ["key.txt"]


def test_a_fact_is_proven_and_growth_too(town: str, capsys: pytest.CaptureFixture[str]) -> None:
    here = ("--district", town)

    proof = said(capsys, "audit", "proof", *here, "--source", "intake", "--sequence", "2")
    grown = said(capsys, "audit", "consistency", *here, "--from", "3", "--to", "6")

    assert (proof["index"], proof["holds"], grown["holds"]) == (2, True, True)
    assert proof["checkpoint"].startswith(f"lotse/districts/{town}/journal\n")


def test_what_the_sources_never_stored_ends_with_4(town: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The history of these tests stands in the journal only: to a certificate all of it is too much."""
    made = said(capsys, "audit", "reconcile", "--district", town, ends=Exit.NOT_VERIFIED)

    assert (made["result"], made["missing"], made["doubled"]) == ("incomplete", 0, 6)


@pytest.mark.parametrize(
    "arguments",
    [
        ("audit", "verify", "gibt-es-nicht.zip"),
        ("audit", "reconcile", "--district", "{town}", "--format", "pdf"),
        ("audit", "proof", "--district", "{town}", "--source", "mond", "--sequence", "1"),
        ("audit", "consistency", "--district", "{town}", "--from", "99999"),
    ],
)
def test_a_wrong_call_ends_with_2(town: str, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([each.format(town=town) for each in arguments]) == Exit.USAGE
    assert capsys.readouterr().out == ""
