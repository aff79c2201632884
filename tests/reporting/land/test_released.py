"""What the Land reads: of every district only what was approved, the newest of it, and never a person."""

import json
import secrets
from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs

from services.contracts.districts import OperationClassified
from services.contracts.reporting import (
    SourcePosition,
    SubmissionApproved,
    SubmissionCreated,
    SubmissionReturned,
)
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.reporting.checking.periods import Period
from services.reporting.land.released import Released, released
from services.reporting.land.rollup import CATALOGUE
from tests.reporting.conftest import Side, side_of
from tests.reporting.facts import entered, opened
from tests.reporting.facts import released as catalogue_released
from tests.reporting.history import Source, id_of

pytestmark = pytest.mark.server

PERIOD = Period("202412")


def created(operation: str, name: str, report: dict[str, Any], replaces: str | None = None) -> SubmissionCreated:
    return SubmissionCreated(
        submission_id=id_of("submission", operation, name),
        operation=operation,
        as_of=PERIOD.as_of,
        period=PERIOD.name,
        positions=(SourcePosition(source="intake", position=1),),
        journal_size=1,
        catalogue=CATALOGUE,
        catalogue_version=1,
        catalogue_content=f"sha256:{'0' * 64}",
        document=json.dumps(report),
        digest=report["digest"],
        checkpoint="",
        replaces=None if replaces is None else id_of("submission", operation, replaces),
    )


def approved(operation: str, name: str) -> SubmissionApproved:
    return SubmissionApproved(submission_id=id_of("submission", operation, name))


@pytest.fixture(scope="module")
def two(settings: Settings) -> tuple[Side, Side]:
    """Two districts: one handed in two operations, one of them twice; the other made a report that came back."""
    sides = []
    for name in ("a", "b"):
        key = f"land-{name}-{secrets.token_hex(4)}"
        open_district(settings, key, f"Landkreis {key}")
        sides.append(side_of(settings, key))
    first, second = sides
    for side in sides:
        _people(side)
    own = Source("reporting", first.district)
    one, other = (first.esf(key, "2024-12-31") for key in ("eins", "zwei"))
    empty = replace_total(one, 0)
    first.take(
        own.record_all(
            [
                created("eins", "first", empty),
                approved("eins", "first"),
                created("eins", "second", one, replaces="first"),
                approved("eins", "second"),
                created("zwei", "only", other),
                approved("zwei", "only"),
                created("zwei", "draft", empty),
            ]
        )
    )
    elsewhere = Source("reporting", second.district)
    made = created("eins", "first", second.esf("eins", "2024-12-31"))
    back = SubmissionReturned(submission_id=made.submission_id, ground="wrong_date")
    second.take(elsewhere.record_all([made, back]))
    return first, second


def _people(side: Side) -> None:
    districts, intake = Source("districts", side.district), Source("intake", side.district)
    for key in ("eins", "zwei"):
        side.take(districts.record_all([opened(key), catalogue_released(key)]))
    class_of = OperationClassified(
        operation_id=id_of("operation", "eins"), operation="eins", priority="P2", category_of_region="transition"
    )
    later = structs.replace(opened("später"), operation="spaeter", start=opened().end)
    side.take(districts.record_all([class_of, later]))
    side.take(intake.record_all([entered(n, operation="eins") for n in range(3)]))
    side.take(intake.record_all([entered(f"z{n}", operation="zwei", gender="male") for n in range(2)]))


def replace_total(report: dict[str, Any], value: int) -> dict[str, Any]:
    return {**report, "indicators": [{**cell, "total": value} for cell in report["indicators"]]}


def found(two: tuple[Side, Side]) -> dict[tuple[str, str], Released]:
    """By place in the list of districts and operation; other tests' districts are left out."""
    keys = {side.district: name for side, name in zip(two, "ab", strict=True)}
    everywhere = released(two[0].pool, PERIOD, CATALOGUE)
    return {(keys[one.district], one.operation): one for one in everywhere if one.district in keys}


def test_the_newest_approved_submission_of_each_operation_counts(two: tuple[Side, Side]) -> None:
    handed_in = {key: one.submission and one.submission.id for key, one in found(two).items()}

    assert handed_in == {
        ("a", "eins"): id_of("submission", "eins", "second"),
        ("a", "zwei"): id_of("submission", "zwei", "only"),
        ("b", "eins"): None,
        ("b", "zwei"): None,
    }


def test_where_figures_belong_is_the_operations_classification_or_the_usual_one(two: tuple[Side, Side]) -> None:
    groups = {key: one.group for key, one in found(two).items()}

    assert groups["a", "eins"].priority == "P2"
    assert groups["a", "zwei"] == replace(groups["a", "eins"], priority="")
    assert groups["a", "zwei"].category_of_region == "transition"


def test_the_roll_up_adds_what_was_released_and_names_who_is_missing(two: tuple[Side, Side]) -> None:
    document = two[0].reports.rollup(PERIOD)
    of_one = [one for one in document["submissions"] if one["district"] == two[0].district]
    missing = {one["operation"] for one in document["missing"] if one["district"] == two[1].district}

    assert {one["operation"] for one in of_one} == {"eins", "zwei"}
    assert missing == {"eins", "zwei"}
    everybody = [row for row in document["tables"]["6"] if row["indicator"] == "EECO01"]
    assert sum(row["female"] for row in everybody) >= 3
    assert sum(row["male"] for row in everybody) >= 2


def test_nothing_of_another_period_is_read(two: tuple[Side, Side]) -> None:
    keys = {side.district for side in two}
    other = [one for one in released(two[0].pool, Period("202406"), CATALOGUE) if one.district in keys]

    assert [one.submission for one in other] == [None] * 4
