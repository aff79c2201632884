"""From import files to a proof in an auditor's hands, by command line and HTTP alone: every claim holds."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import pytest
from psycopg.sql import SQL, Identifier

from services.kernel.database import connect
from services.kernel.district import schema_of
from tests.oracle.counting import CODES
from tests.stack.claims import Claims, Report
from tests.stack.people import STICHTAGE, People
from tests.stack.platform import Platform

pytestmark = pytest.mark.timeout(1800)

STICHTAG: Final = date(2024, 12, 31)
SOME_CODES: Final = ("EECO07", "EECO18", "EECR02", "EECR04")  # a slice; the campaign asks for every cell
PERSONS: Final = 40
FLIP: Final = SQL("UPDATE {} SET body = set_byte(body, 99, get_byte(body, 99) # 1) WHERE source = %s AND sequence = %s")
FILES_BEFORE: Final = 3  # of twelve; the others correct, cancel and add


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(tmp_path_factory.mktemp("claims"))


def handed_in(platform: Platform, folder: Path, seed: int, size: int) -> tuple[Claims, Report]:
    """A submission, and much recorded after it."""
    claims, made = Claims(People.arrive(platform, folder, seed, size)), dict[str, str]()

    def hand_in(number: int) -> None:
        if number == FILES_BEFORE:
            made.update(claims.hand_in(STICHTAG))

    claims.people.import_all(hand_in)
    platform.wait()
    return claims, made


@pytest.fixture(scope="module")
def submitted(platform: Platform, folder: Path) -> tuple[Claims, Report]:
    return handed_in(platform, folder, 1, PERSONS)


def test_everybody_is_explained_by_facts_of_their_own(submitted: tuple[Claims, Report]) -> None:
    claims, _ = submitted

    assert list(claims.unexplained(STICHTAG, None, SOME_CODES)) == []
    assert list(claims.unexplained(STICHTAGE[2], claims.people.moments[3], SOME_CODES[::2])) == []


def test_a_submission_is_recomputed_whatever_came_after_it(submitted: tuple[Claims, Report]) -> None:
    claims, made = submitted

    verified = claims.people.platform.json("submission", "verify", made["id"])

    assert set(made) == {"id", "digest", "positions", "checkpoint"}
    assert verified == {"result": "recomputed", "differences": []}
    assert list(claims.not_accounted_for(made["id"], STICHTAG)) == []


@contextmanager
def flipped(claims: Claims, sequence: int) -> Iterator[None]:
    """One bit of one fact of intake is another one in the journal, changed by its owner behind the triggers."""
    journal = Identifier(schema_of(claims.people.district), "journal")
    with connect(claims.people.platform.settings.admin_database_url("lotse_reporting")) as owner:
        owner.execute("SET ROLE lotse_reporting_owner")
        owner.execute(SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(journal))
        try:
            owner.execute(FLIP.format(journal), ("intake", sequence))
            yield
        finally:
            owner.execute(FLIP.format(journal), ("intake", sequence))
            owner.execute(SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(journal))


@pytest.mark.parametrize("later", [0, 1], ids=["the last one before", "the first one after"])
def test_a_flipped_fact_is_named_before_the_submission_and_after(submitted: tuple[Claims, Report], later: int) -> None:
    claims, made = submitted
    sequence = made["positions"]["intake"] + later

    with flipped(claims, sequence):
        said = claims.people.platform.lotse("submission", "verify", made["id"], "--format", "json", statuses=(4,))

    named = [one for one in json.loads(said.stdout)["differences"] if one["kind"] == "fact"]
    assert [(one["source"], one["sequence"]) for one in named] == [("intake", sequence)]


def test_an_auditor_checks_the_bundle_with_nothing_but_python(submitted: tuple[Claims, Report], folder: Path) -> None:
    claims, _ = submitted
    bundle, program = folder / "bundle.zip", folder / "verify.py"
    claims.people.platform.lotse("audit", "export", "--district", claims.people.district, "--out", str(bundle))
    with ZipFile(bundle) as archive:
        program.write_bytes(archive.read("verify.py"))

    alone = subprocess.run([sys.executable, "-I", program, bundle], capture_output=True, check=False, env={})

    assert alone.returncode == 0, alone.stdout
    assert json.loads(alone.stdout)["sources"]["intake"] == max(
        one["sequence"] for one in claims.history.values() if one["source"] == "intake"
    )


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(2, 6))
def test_all_cells_of_larger_districts(platform: Platform, tmp_path: Path, seed: int) -> None:
    claims, made = handed_in(platform, tmp_path, seed, 300)

    for as_of in STICHTAGE:
        assert claims.people.differences(as_of) == []
        assert list(claims.unexplained(as_of, None, CODES)) == []
    assert list(claims.not_accounted_for(made["id"], STICHTAG)) == []
