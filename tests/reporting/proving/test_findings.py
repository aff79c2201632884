"""Where a journal was changed: the fact is named, by its source's signature, its columns, its place or the tree."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from services.contracts.reporting import CheckpointSigned
from services.kernel.deciders import Context
from services.kernel.district import schema_of
from services.kernel.provision import open_district
from services.kernel.secrets import Secrets
from services.kernel.settings import Settings
from services.reporting.application import Reporting
from services.reporting.domain.merkle import inclusion_holds, leaf_hash
from services.reporting.domain.proofs import CHECKPOINT_DAYS, CheckpointDays, SignCheckpoint
from services.reporting.integrity import Checkpoint, checkpoint
from services.reporting.proving.bundle import export
from services.reporting.proving.checkpoints import public_key, read_checkpoint, signed_checkpoint
from services.reporting.proving.daily import DailyCheckpoints
from services.reporting.proving.findings import FORGED, Finding, findings
from services.reporting.proving.noted import bundles, checkpoints
from services.reporting.proving.notes import NotSigned, Signer
from services.reporting.proving.trees import NoSuchSize, NotInJournal, consistency, inclusion
from services.reporting.proving.verify import read_key, verify
from tests.reporting.conftest import Side, side_of
from tests.reporting.history import KEY
from tests.reporting.test_folding import a_history, interleaved
from tests.reporting.test_integrity import KINDS, Tamper

pytestmark = [pytest.mark.server, pytest.mark.guarantee("G8")]
ROUNDS: Final = 10


@pytest.fixture(scope="module")
def proven(settings: Settings) -> Side:
    """One district for all tests of the file: a history that nobody adds to."""
    key = f"pruefkreis-{uuid4().hex[:8]}"
    open_district(settings, key, "Prüfkreis")
    made = side_of(settings, key)
    made.take(interleaved(a_history(key, 5), 1))
    return made


@pytest.fixture(scope="module")
def service(settings: Settings, proven: Side) -> Reporting:  # noqa: ARG001 - the district is there
    return Reporting.of(settings, 1)


@pytest.fixture
def owner(settings: Settings, proven: Side) -> Iterator[psycopg.Connection[Any]]:
    """Somebody with the owner's rights who has switched the triggers off; nothing of it stays."""
    with psycopg.connect(settings.admin_database_url("lotse_reporting")) as conn:
        conn.execute("SET ROLE lotse_reporting_owner")
        conn.execute(SQL("SET LOCAL search_path = {}").format(Identifier(schema_of(proven.district))))
        conn.execute("ALTER TABLE journal DISABLE TRIGGER append_only")
        conn.execute("ALTER TABLE journal DROP CONSTRAINT journal_index_check")
        yield conn
        conn.rollback()


def key_of(_source: str) -> bytes:
    return KEY


def found(conn: psycopg.Connection[Any], proven: Side, noted: tuple[Checkpoint, ...] = ()) -> list[Finding]:
    return list(findings(conn, proven.district, key_of, noted))


def context() -> Context:
    return Context(actor="cli:tester", command_id=uuid4(), correlation_id=uuid4())


def test_an_unchanged_journal_has_no_findings(proven: Side, owner: psycopg.Connection[Any]) -> None:
    assert found(owner, proven, (checkpoint(owner, proven.district),)) == []


@pytest.mark.parametrize("tamper", KINDS, ids=lambda tamper: tamper.__name__)
def test_every_kind_of_change_is_found(proven: Side, owner: psycopg.Connection[Any], tamper: Tamper) -> None:
    noted, rng, missed = checkpoint(owner, proven.district), random.Random(f"findings-{tamper.__name__}"), 0
    for _ in range(ROUNDS):
        with owner.transaction(force_rollback=True):
            for statement in tamper(rng, noted.size):
                owner.execute(statement.encode())
            missed += not found(owner, proven, (noted,))

    assert missed == 0


def test_a_flipped_byte_names_its_fact(proven: Side, owner: psycopg.Connection[Any]) -> None:
    with owner.transaction(force_rollback=True):
        owner.execute("UPDATE journal SET body = set_byte(body, 30, get_byte(body, 30) # 1) WHERE index = 9")
        row = owner.execute("SELECT source, sequence FROM journal WHERE index = 9").fetchone()

        first = found(owner, proven)[0]

    assert row is not None
    assert (first.index, first.source, first.sequence) == (9, *row)


def test_what_was_changed_by_whoever_has_the_keys_shows_in_the_tree(
    proven: Side, owner: psycopg.Connection[Any]
) -> None:
    """A fact that is signed well but was never received in this place."""
    size = checkpoint(owner, proven.district).size
    with owner.transaction(force_rollback=True):
        other = interleaved(a_history(proven.district, 6), 1)
        row = owner.execute("SELECT source, sequence FROM journal WHERE index = 9").fetchone()
        assert row is not None
        same_place = next(one for one in other if (one.source, one.sequence) == row)
        owner.execute("UPDATE journal SET body = %s, topic = %s WHERE index = 9", (same_place.body, same_place.topic))

        told = found(owner, proven)

    assert any(one.index is None and f"bis {size} " in one.what for one in told)
    assert FORGED not in {one.what for one in told}


def test_a_signed_checkpoint_is_read_with_the_public_key_and_with_no_other(
    proven: Side, settings: Settings, owner: psycopg.Connection[Any]
) -> None:
    signed = signed_checkpoint(owner, settings.secrets, proven.district)
    key = public_key(settings.secrets, proven.district)

    assert read_checkpoint(signed.note, key) == signed
    with pytest.raises(NotSigned):
        read_checkpoint(signed.note.replace(f"\n{signed.size}\n", f"\n{signed.size + 1}\n"), key)
    with pytest.raises(NotSigned):
        read_checkpoint(signed.note, Signer(key.name, bytes(32)).key)


def test_a_fact_is_proven_to_be_in_the_journal(
    proven: Side, settings: Settings, owner: psycopg.Connection[Any]
) -> None:
    proof = inclusion(owner, settings.secrets, proven.district, "intake", 3)

    signed = read_checkpoint(proof.checkpoint.note, public_key(settings.secrets, proven.district))
    assert proof.holds
    assert inclusion_holds(leaf_hash(proof.body), proof.index, signed.size, proof.path, signed.root)
    with pytest.raises(NotInJournal):
        inclusion(owner, settings.secrets, proven.district, "intake", 10**6)


def test_a_proof_does_not_hold_over_changed_rows(
    proven: Side, settings: Settings, owner: psycopg.Connection[Any]
) -> None:
    size = checkpoint(owner, proven.district).size
    with owner.transaction(force_rollback=True):
        owner.execute("UPDATE journal SET body = set_byte(body, 30, get_byte(body, 30) # 1) WHERE index = 9")

        assert not inclusion(owner, settings.secrets, proven.district, "intake", 1).holds
        assert not consistency(owner, proven.district, 9, size).holds
    assert consistency(owner, proven.district, 9, None).holds
    with pytest.raises(NoSuchSize):
        consistency(owner, proven.district, 1, size + 1)


# --- what is noted -----------------------------------------------------------------


def test_there_is_at_most_one_checkpoint_a_day() -> None:
    monday = CheckpointSigned(day=date(2026, 3, 2), entries=1, root="00" * 32, checkpoint="a")
    tuesday = CheckpointSigned(day=date(2026, 3, 3), entries=2, root="00" * 32, checkpoint="b")
    days = CHECKPOINT_DAYS.fold([monday])

    assert days == CheckpointDays(monday.day)
    assert CHECKPOINT_DAYS.decide(SignCheckpoint(monday), days) == []
    assert CHECKPOINT_DAYS.decide(SignCheckpoint(tuesday), days) == [tuesday]


def test_the_worker_signs_once_a_day_from_the_second_day_on(proven: Side, service: Reporting) -> None:
    """The history of these tests was recorded on 1 January 2026."""
    begun = date(2026, 1, 1)
    for day in (begun, begun + timedelta(1), begun + timedelta(1), begun + timedelta(2)):
        DailyCheckpoints(service, lambda day=day: day).step(proven.district)  # type: ignore[misc]

    noted = [one.fact for one in checkpoints(service, proven.district)]

    assert [one.day.day for one in noted] == [2, 3]
    key = public_key(service.secrets, proven.district)
    assert all(read_checkpoint(one.checkpoint, key).root.hex() == one.root for one in noted)


def test_a_bundle_of_the_journal_passes_and_is_noted(proven: Side, service: Reporting, tmp_path: Any) -> None:
    out, told = tmp_path / "kreis.zip", list[tuple[int, int]]()

    made = export(service, proven.district, out, context(), lambda done, total: told.append((done, total)))

    result = verify(str(out), read_key(public_key(service.secrets, proven.district).text()))
    assert (result["result"], result["entries"], result["findings"]) == ("unchanged", made.entries, [])
    assert told[-1] == (made.entries, made.entries)
    assert [one.fact.digest for one in bundles(service, proven.district)] == [made.digest]
    assert [path.name for path in tmp_path.iterdir()] == ["kreis.zip"]


def test_a_district_made_before_there_were_checkpoints_gets_its_key(tmp_path: Any) -> None:
    secrets = Secrets(tmp_path)
    secrets.create_district("alt")
    (tmp_path / "districts/alt/checkpoints.key").unlink()

    secrets.create_district("alt")

    assert len(secrets.checkpoint_key("alt")) == 32
