"""The ledger's audit, on a platform that has done nothing wrong: whatever is made to look wrong must be named."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from psycopg.sql import SQL, Identifier

from services.kernel.database import connect
from services.kernel.district import schema_of
from services.reporting.projections.contact_versions import TABLE as CONTACTS
from tests.stack.audit import Found, audit
from tests.stack.ledger import Answer, Ledger
from tests.stack.platform import Platform

pytestmark = pytest.mark.timeout(1800)

COMMANDS = 60


@pytest.fixture(scope="module")
def kept(platform: Platform, tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """A district in which everything was kept."""
    ledger = Ledger.arrive(platform, Path(tmp_path_factory.mktemp("audit")))
    with ledger.writing(clients=2, per_second=60):
        while len(ledger.answers) < COMMANDS:
            platform.wait()
    ledger.assert_kept()
    return ledger


def stored(ledger: Ledger) -> str:
    """The key of a command that became a fact."""
    return next(key for key, answer in ledger.answers.items() if answer.position is not None)


@pytest.mark.campaign
def test_an_acknowledged_command_that_the_log_does_not_hold_is_lost(kept: Ledger) -> None:
    key = stored(kept)
    invented = replace(kept.sent[key], key=f"{key}-invented")
    sent, answers = {**kept.sent, invented.key: invented}, {**kept.answers, invented.key: kept.answers[key]}

    assert audit(replace(kept, sent=sent, answers=answers)).lost > 0


@pytest.mark.campaign
def test_a_fact_that_no_client_sent_is_foreign(kept: Ledger) -> None:
    key = stored(kept)
    sent = {other: command for other, command in kept.sent.items() if other != key}
    answers = {other: answer for other, answer in kept.answers.items() if other != key}

    assert audit(replace(kept, sent=sent, answers=answers)).foreign > 0


@pytest.mark.campaign
def test_a_command_without_an_answer_is_lost(kept: Ledger) -> None:
    answers = {key: answer for key, answer in kept.answers.items() if key != stored(kept)}

    assert audit(replace(kept, answers=answers)).lost > 0


@pytest.mark.campaign
def test_another_position_than_the_acknowledged_one_is_named(kept: Ledger) -> None:
    key = stored(kept)
    position = kept.answers[key].position
    assert position is not None
    answers = {**kept.answers, key: Answer(201, {"position": position + 100_000})}

    assert audit(replace(kept, answers=answers)).complaints


@pytest.mark.campaign
def test_a_row_that_left_a_projection_is_named(kept: Ledger) -> None:
    live, gone = schema_of(kept.district), SQL("WHERE contact = (SELECT contact FROM {} LIMIT 1)")
    with closing(connect(kept.platform.settings.admin_database_url("lotse_reporting"))) as connection:
        table = Identifier(live, CONTACTS.name)
        connection.execute(SQL("DELETE FROM {} {}").format(table, gone.format(table)))

    found = audit(kept)  # compares with a rebuild first, which mends the table

    assert any("digests of the projections" in complaint for complaint in found.complaints)
    kept.assert_kept()


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ([], ["a"], Found(lost=1)),
        (["a", "a"], ["a"], Found(doubled=1)),
        (["b"], [], Found(foreign=1)),
        (["a"], ["a"], Found()),
    ],
    ids=["too few", "one too many", "unexpected", "equal"],
)
def test_bags_are_compared_by_kind_of_difference(ours: list[str], theirs: list[str], expected: Found) -> None:
    found = Found()

    found.compare("rows", ours, theirs)

    assert (found.lost, found.doubled, found.foreign) == (expected.lost, expected.doubled, expected.foreign)
    assert bool(found.complaints) == (ours != theirs)
