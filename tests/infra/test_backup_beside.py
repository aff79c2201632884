"""What lies beside the dumps of a backup: copies of the erasure journal, and which secrets are needed."""

from pathlib import Path
from typing import Final
from uuid import UUID

import pytest

from infra.backup.journals import adopt_journals, copy_journal
from infra.backup.manifest import Manifest, read_manifest
from infra.backup.needed_secrets import expect_secrets, fingerprints
from infra.failure import Failure
from infra.unfinished import FILE, expect_none, marked
from services.kernel.erasures import ErasureJournal
from services.kernel.secrets import Secrets

DISTRICT: Final = "erfurt"
ONE: Final = UUID(int=1)
TWO: Final = UUID(int=2)


def installation(folder: Path) -> Secrets:
    folder.mkdir()
    made = Secrets(folder / "secrets")
    made.create_district(DISTRICT)
    return made


def manifest(secrets: Secrets) -> Manifest:
    return Manifest(
        stamp="20261102T080000Z",
        districts={DISTRICT: "Erfurt"},
        heads={},
        roles=[],
        digests={},
        secrets=fingerprints(secrets, [DISTRICT]),
    )


def copied(secrets: Secrets, backup: Path) -> Path:
    backup.mkdir(parents=True)
    copy_journal(secrets, backup)
    return backup


def erased(secrets: Secrets) -> list[UUID]:
    return [person for each in ErasureJournal.beside(secrets).entries() for person in each.persons]


def test_an_old_backup_is_restored_with_what_newer_backups_know(tmp_path: Path) -> None:
    here = installation(tmp_path / "home")
    journal = ErasureJournal.beside(here)
    journal.append(DISTRICT, None, ("identity",), [ONE])
    old = copied(here, tmp_path / "backups" / "20261101T080000Z")
    journal.append(DISTRICT, None, ("identity",), [TWO])
    copied(here, tmp_path / "backups" / "20261102T080000Z")
    another = installation(tmp_path / "another")

    assert adopt_journals(another, old) == 2
    assert adopt_journals(another, old) == 0  # a restore that is done again

    assert erased(another) == [ONE, TWO]


def test_what_this_machine_knows_stays(tmp_path: Path) -> None:
    here = installation(tmp_path / "home")
    backup = copied(here, tmp_path / "backups" / "20261101T080000Z")
    ErasureJournal.beside(here).append(DISTRICT, None, ("record",), [TWO])

    assert adopt_journals(here, backup) == 0

    assert erased(here) == [TWO]


def test_a_damaged_copy_stops_the_restore(tmp_path: Path) -> None:
    here = installation(tmp_path / "home")
    backup = copied(here, tmp_path / "backups" / "20261101T080000Z")
    (backup / "erasures.jsonl").write_bytes(b"{}\n")

    with pytest.raises(Failure, match="Zeile 1"):
        adopt_journals(here, backup)


def test_a_backup_holds_no_secret_and_knows_which_it_needs(tmp_path: Path) -> None:
    here = installation(tmp_path / "home")
    manifest(here).write(tmp_path)
    written = (tmp_path / "manifest.json").read_bytes()
    keys = here.district(DISTRICT)
    assert keys.wrap_key.hex() not in written.decode()
    assert keys.id_key.hex() not in written.decode()

    expect_secrets(here, read_manifest(tmp_path))
    for other in (installation(tmp_path / "another"), Secrets(tmp_path / "nothing")):
        with pytest.raises(Failure, match="Geheimnisse von erfurt"):
            expect_secrets(other, read_manifest(tmp_path))


def test_after_a_restore_that_broke_off_nothing_starts(tmp_path: Path) -> None:
    with pytest.raises(ConnectionError), marked(tmp_path, tmp_path / "backup"):
        raise ConnectionError

    with pytest.raises(Failure, match=r"restore .*backup"):
        expect_none(tmp_path)
    with marked(tmp_path, tmp_path / "backup"):
        assert (tmp_path / FILE).exists()
    expect_none(tmp_path)
