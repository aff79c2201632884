"""Verify of a submission: every entry by its signature, the tree, the sources' logs, and the report made twice more."""

from contextlib import closing
from functools import partial
from typing import Any, Final
from uuid import UUID

from psycopg import Connection

from bench import people
from bench.esf_report import AS_OF
from bench.figures import Aim, Figure, Section
from bench.filling import append, commits, envelopes, open_operation, to_journal
from bench.rounds import alternate, timed
from bench.stage import OPERATION, Stage
from services.districts.application import operator
from services.kernel.database import connect, pool
from services.kernel.district import district as enter
from services.kernel.feed import LogFeed
from services.reporting import journal
from services.reporting.application import Reporting
from services.reporting.folding import folding, runner_with
from services.reporting.opening import opener
from services.reporting.rebuild import rebuild_one
from services.reporting.submissions.desk import SubmissionDesk
from services.reporting.submissions.making import Wanted
from services.reporting.submissions.verification import Verifier

TITLE: Final = "Verify of a submission"
COUNT: Final = 20_000
WAIT_S: Final = 10.0


def measure(stage: Stage) -> Section:
    """All facts before the submission; everything is read again for each round."""
    key = stage.district()
    open_operation(stage, key)
    append(stage, key, commits(stage, key, people.facts(stage.amount(COUNT, 500))))
    count = to_journal(stage, key)
    service = Reporting.of(stage.settings, WAIT_S)
    folding(stage.settings).step(key)
    of = _submitted(stage, service, key)
    with closing(connect(stage.settings.admin_database_url("lotse_reporting"))) as connection:
        runs = {
            "ours": partial(_verify, service, key, of, count),
            "rebuild": partial(_rebuild, stage, connection, key, count),
        }
        seconds = alternate(runs, stage.rounds)
    figure = Figure(
        name="verify.submission",
        title=f"lotse submission verify over {count} facts",
        subject="signatures, columns, order and tree of the journal; the sources' logs; the report made twice",
        yardstick="lotse rebuild of the same journal: read, check against its own tree, open, fold, write, switch",
        unit="1/s",
        of="rate",
        subject_seconds=seconds["ours"],
        yardstick_seconds=seconds["rebuild"],
        aim=Aim(">=", 0.25),
    )
    return Section(TITLE, [figure])


def _submitted(stage: Stage, service: Reporting, key: str) -> UUID:
    """A submission that has arrived in the journal and the tables."""
    made = SubmissionDesk(service, key, {}).create(Wanted(operation=OPERATION, as_of=AS_OF), operator("cli:bench")).made
    with pool(stage.settings.service_database_url("reporting")).transaction() as conn, enter(conn, key):
        journal.append(conn, key, "reporting", list(envelopes(stage, key, "reporting")))
    folding(stage.settings).step(key)
    return made.submission_id


def _verify(service: Reporting, key: str, of: UUID, count: int) -> float:
    with timed() as clock:
        told = Verifier(service, LogFeed(service.settings), key, from_journal=True).verify(of)
    assert told.judgement.result == "recomputed", told
    return clock.seconds / count


def _rebuild(stage: Stage, connection: Connection[Any], key: str, count: int) -> float:
    with timed() as clock:
        rebuilt = rebuild_one(connection, key, runner_with(opener(stage.settings)))
    assert not rebuilt.differs, rebuilt
    return clock.seconds / count
