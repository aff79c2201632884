"""Whoever asks for a live report after records were erased is told what was handed in, outside of the document."""

from typing import Final
from uuid import UUID

import pytest

from services.cli import run
from services.contracts.intake import KeyDestroyed
from services.kernel.database import pool
from services.kernel.feed import LogFeed
from services.kernel.keys import KeyRing
from services.kernel.settings import Settings
from services.reporting.esf import Document, EsfQuestion
from services.reporting.reports import Reports, heads_of
from services.reporting.submissions.instead import has_erased
from tests.reporting.facts import OPERATION, entered, opened, released
from tests.reporting.history import id_of
from tests.reporting.submissions.bureau import Bureau, new_bureau

AS_OF: Final = "2024-12-31"


@pytest.fixture(scope="module")
def bureau(settings: Settings) -> Bureau:
    made = new_bureau(settings)
    made.record("districts", [opened(), released()])
    made.record("intake", [entered(number) for number in range(3)])
    made.arrive()
    return made


def asked(bureau: Bureau) -> Document:
    question = EsfQuestion(operation=OPERATION, as_of=bureau.submit(AS_OF).made.as_of)
    reports = Reports.of(bureau.settings)
    return reports.esf(bureau.district, question, heads_of(LogFeed(bureau.settings), bureau.district))


def erase(bureau: Bureau, number: int) -> None:
    person = id_of("person", number)
    KeyRing(pool(bureau.settings.keys_database_url("intake")), bureau.settings.secrets).destroy(
        bureau.district, [person]
    )
    bureau.record("intake", [KeyDestroyed(erasure_id=UUID(int=9), persons=(person,), scope="record")])
    bureau.arrive()


@pytest.mark.server
@pytest.mark.guarantee("G7", "G8")
def test_a_report_with_erased_records_is_answered_with_its_submissions(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    reports, command = Reports.of(bureau.settings), ["report", "esf", "--district", bureau.district]
    handed_in = bureau.submit(AS_OF).made.submission_id
    before = asked(bureau)
    assert reports.instead_of(bureau.district, before) == []

    erase(bureau, 1)
    after = asked(bureau)

    assert {each.id for each in reports.instead_of(bureau.district, after)} >= {handed_in}
    assert run([*command, "--operation", OPERATION, "--as-of", AS_OF]) == 0
    told = capsys.readouterr()
    assert str(handed_in) in told.err
    assert str(handed_in) not in told.out  # the document is as the interface says
    assert bureau.verify(handed_in).judgement.result == "chain_only"


@pytest.mark.parametrize(("reasons", "erased"), [([], False), (["draft"], False), (["draft", "erased"], True)])
def test_only_an_erased_record_asks_for_submissions(reasons: list[str], *, erased: bool) -> None:
    document: Document = {"not_counted": [{"reason": reason, "participations": 1} for reason in reasons]}

    assert has_erased(document) is erased
