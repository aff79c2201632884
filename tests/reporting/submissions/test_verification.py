"""A submission can be made once more whatever came later; whoever changes a fact, a row or a figure is found out."""

# ruff: noqa: S608 - statements made of names of our own
from random import Random
from typing import Any
from uuid import UUID

import pytest
from msgspec import structs

from services.kernel.database import pool
from services.kernel.envelope import read_envelope
from services.kernel.facts import Contract
from services.kernel.feed import LogFeed
from services.kernel.keys import KeyRing
from services.kernel.settings import Settings
from services.reporting.domain.submission import AnotherInForce, OwnSubmission
from services.reporting.submissions.reading import whose
from services.reporting.submissions.verification import Verification
from tests.reporting.facts import (
    configured,
    corrected,
    entered,
    estimate,
    marked,
    opened,
    released,
    retracted,
    supported,
)
from tests.reporting.facts import status as recorded_status
from tests.reporting.history import id_of
from tests.reporting.submissions.bureau import ANNA, Bureau, new_bureau

pytestmark = pytest.mark.server
LATER = 700
FLIPS = 6


def some_facts(seed: int, size: int, numbers: int = 60) -> list[Contract]:
    """Entries, corrections, statuses and their retractions, estimates and supported entities."""
    chance = Random(seed)
    return [fact for _ in range(size) for fact in [_some_fact(chance, chance.randrange(numbers))]]


def _some_fact(chance: Random, number: int) -> Contract:
    given: dict[str, Any] = {
        "exit_date": chance.choice([None, "2024-05-31", "2024-08-31"]),
        "gender": chance.choice(["female", "male", "non_binary", None]),
        "employment": chance.choice(["employed", "inactive"]),
        "isced": chance.choice([0, 3, 6, None]),
        "citizenship": chance.choice(["german", "third_country", "refused", None]),
        "residence_ags": chance.choice(["16063078", None]),
        "state": chance.choice(["submitted", "submitted", "draft", "cancelled"]),
    }
    day, what = chance.choice(["2024-06-01", "2024-09-01"]), chance.choice(["employed", "job_seeking"])
    said = recorded_status(number, "exit", day, what)
    return chance.choice(
        [
            entered(number, **given),
            corrected(number, **given),
            said,
            retracted(said),
            estimate("EECO16", chance.choice(["2024-03-31", "2024-11-30"]), chance.randrange(9)),
            supported(str(chance.randrange(5)), "2024-02-01"),
        ]
    )


def of_kinds(told: Verification) -> set[str]:
    return {one.kind for one in told.judgement.differences}


@pytest.fixture(scope="module")
def bureau(settings: Settings) -> Bureau:
    """A district with a history, which tests only add to or put back."""
    made = new_bureau(settings)
    made.record("districts", [opened(), released(), marked("16063078"), configured(disability="yes")])
    made.record("intake", [entered(number) for number in range(60)])
    made.record("intake", some_facts(1, 300))
    made.arrive()
    return made


@pytest.mark.parametrize("later", [LATER, pytest.param(10_000, marks=pytest.mark.campaign)])
def test_what_came_later_changes_nothing(bureau: Bureau, later: int) -> None:
    made = bureau.submit().made
    bureau.record("intake", some_facts(2, later))
    bureau.record("districts", [configured(), marked("16063079")])
    bureau.arrive()

    told = bureau.verify(made.submission_id)

    assert told.as_json() == {"result": "recomputed", "differences": []}
    assert told.made_from == ("tables", "journal")
    assert bureau.find(made.submission_id).report["indicators"][0]["total"] > 0


@pytest.fixture(scope="module")
def of(bureau: Bureau) -> UUID:
    """A submission, and facts after it."""
    submission_id = bureau.submit("2024-06-30").made.submission_id
    bureau.record("intake", some_facts(3, 50))
    bureau.arrive()
    return submission_id


@pytest.mark.parametrize("seed", range(FLIPS))
def test_one_flipped_byte_of_a_fact_is_found_and_the_fact_is_named(bureau: Bureau, of: UUID, seed: int) -> None:
    chance = Random(seed)
    sequence = chance.randint(1, 300)
    (sent,) = LogFeed(bureau.settings).after("intake", bureau.district, sequence - 1, 1)
    place, bit = chance.randrange(len(sent)), chance.randrange(1, 128)
    flip = (
        f"UPDATE journal SET body = set_byte(body, {place}, get_byte(body, {place}) # {bit})"
        f" WHERE source = 'intake' AND sequence = {sequence}"
    )

    with bureau.tampered("reporting", "journal", flip):
        told = bureau.verify(of)

    whole = read_envelope(sent)
    fact = next(one for one in told.judgement.differences if one.kind == "fact")
    assert told.judgement.result == "differs"
    assert (fact.details["source"], fact.details["sequence"]) == ("intake", sequence)
    assert fact.details["type"] == whole.topic
    assert fact.details["id"] is not None
    assert bureau.verify(of).judgement.result == "recomputed"


def test_facts_that_were_removed_are_named_and_not_those_that_stayed(bureau: Bureau, of: UUID) -> None:
    gone = "source = 'intake' AND sequence BETWEEN 70 AND 72"

    with bureau.tampered("reporting", "journal", f"DELETE FROM journal WHERE {gone}"):
        told = bureau.verify(of).judgement

    sent = LogFeed(bureau.settings).after("intake", bureau.district, 69, 1)
    first = read_envelope(sent[0])
    facts = [one.details for one in told.differences if one.kind == "fact"]
    named = [(one["source"], one["sequence"], one.get("last_sequence"), one["type"], one["id"]) for one in facts]
    assert named == [("intake", 70, 72, first.topic, str(first.id))]


def test_a_fact_changed_at_its_source_is_named(bureau: Bureau, of: UUID) -> None:
    flipped = "set_byte(data, length(data) - 3, get_byte(data, length(data) - 3) # 1)"
    change = f"UPDATE log SET data = {flipped} WHERE position = 70"

    with bureau.tampered("intake", "log", change):
        told = bureau.verify(of).judgement

    (fact,) = told.differences
    assert (told.result, fact.kind) == ("differs", "fact")
    assert (fact.details["source"], fact.details["sequence"], fact.details["index"]) == ("intake", 70, None)


@pytest.mark.parametrize(
    ("table", "change", "kind"),
    [
        ("journal", "DELETE FROM journal WHERE index = 20", "journal"),
        ("journal", "DELETE FROM journal WHERE index > 380", "journal"),
        (
            "submissions",
            "UPDATE submissions SET document = replace(document, '\"total\":', '\"total\":1')",
            "submission",
        ),
        ("submissions", "UPDATE submissions SET digest = 'sha256:' || repeat('0', 64)", "submission"),
        ("submissions", "UPDATE submissions SET checkpoint = replace(checkpoint, '=', 'A')", "checkpoint"),
        ("submissions", "UPDATE submissions SET journal_size = journal_size - 1", "checkpoint"),
        ("submissions", "UPDATE submissions SET catalogue_content = digest", "catalogue"),
    ],
    ids=["an entry removed", "the end cut off", "document", "digest", "signature", "size", "catalogue"],
)
def test_whatever_is_changed_is_told(bureau: Bureau, of: UUID, table: str, change: str, kind: str) -> None:
    with bureau.tampered("reporting", table, change):
        told = bureau.verify(of)

    assert told.judgement.result == "differs"
    assert kind in of_kinds(told)


def test_a_row_changed_in_the_tables_is_told_by_its_cells(bureau: Bureau, of: UUID) -> None:
    change = "UPDATE participation_versions SET gender = 'non_binary' WHERE gender = 'female'"

    with bureau.tampered("reporting", "participation_versions", change):
        told = bureau.verify(of).judgement

    assert told.result == "differs"
    assert {one.details["from"] for one in told.differences} == {"tables"}
    assert ("EECO01", "female") in {(one.details["code"], one.details["gender"]) for one in told.differences}


def test_after_an_erasure_the_chain_still_holds(settings: Settings) -> None:
    bureau = new_bureau(settings)
    bureau.record("districts", [opened(), released()])
    bureau.record("intake", [entered(number) for number in range(5)])
    bureau.arrive()
    of = bureau.submit().made.submission_id
    ring = KeyRing(pool(settings.keys_database_url("intake")), settings.secrets)

    ring.destroy(bureau.district, [id_of("person", 3)])
    told = bureau.verify(of)
    gender = "UPDATE participation_versions SET gender = 'male' WHERE gender = 'female'"
    with bureau.tampered("reporting", "participation_versions", gender):
        tampered = bureau.verify(of)

    assert (told.as_json(), told.judgement.erased) == ({"result": "chain_only", "differences": []}, 1)
    assert tampered.judgement.result == "differs"


def test_a_later_submission_takes_the_place_of_an_earlier_one(settings: Settings) -> None:
    bureau = new_bureau(settings)
    bureau.record("districts", [opened(), released()])
    bureau.record("intake", [entered(1)])
    bureau.arrive()
    first = bureau.submit().made.submission_id
    with pytest.raises(OwnSubmission):
        bureau.approve(first, ANNA)
    bureau.approve(first)
    bureau.record("intake", [entered(2)])
    bureau.arrive()
    beside = bureau.submit().made.submission_id
    with pytest.raises(AnotherInForce):
        bureau.approve(beside)

    second = bureau.submit(replaces=first).made.submission_id
    before = bureau.find(first).state
    bureau.approve(second)

    assert (before, bureau.find(first).state, bureau.find(second).state) == ("approved", "superseded", "approved")
    assert bureau.find(first).replaced_by == second
    assert bureau.verify(first).judgement.result == bureau.verify(second).judgement.result == "recomputed"
    assert whose(bureau.service, second) == bureau.district


DAYS = ("2024-02-29", "2024-06-30", "2024-12-31", "2025-07-01")
OPERATIONS = ("thinka-2022", "armut-l", "strukturen", "thinka-2015")


def of_four_operations(settings: Settings) -> Bureau:
    """Of specific objective (l), on structures, and of the programme period before, each with the same persons."""
    bureau = new_bureau(settings)
    plain, narrow, structures, old = OPERATIONS
    bureau.record("districts", [opened(plain), released(plain), opened(narrow, "ESO4.12"), released(narrow)])
    earlier = {"catalogue": "esf-2014-2020"}
    bureau.record(
        "districts", [structs.replace(opened(old, "9i"), **earlier), structs.replace(released(old), **earlier)]
    )
    bureau.record("districts", [opened(structures), released(structures), marked("16063078")])
    bureau.record("districts", [configured("structure_based", structures), configured(operation=old, rural="yes")])
    bureau.record("intake", some_facts(7, 150))
    for number, operation in enumerate(OPERATIONS):
        facts = some_facts(number, 150, 30)
        moved = [structs.replace(fact, operation=operation) for fact in facts if hasattr(fact, "operation")]
        bureau.record("intake", [*moved, *(fact for fact in facts if not hasattr(fact, "operation"))])
    bureau.arrive()
    return bureau


def test_tables_and_facts_count_alike_under_all_rules(settings: Settings) -> None:
    bureau = of_four_operations(settings)

    for operation in OPERATIONS:
        for day in DAYS:
            of = bureau.submit(day, operation=operation).made.submission_id
            told = bureau.verify(of, from_journal=True)
            assert told.as_json() == {"result": "recomputed", "differences": []}, (operation, day)
