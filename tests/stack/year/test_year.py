"""A year of Ilm-Kreis on the real stack: what reporting says equals what the story says, before and after upgrades."""

import json
import secrets
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.kit.proof import Proof
from tests.oracle.activity import activity_report
from tests.oracle.esf import comparable, esf_report
from tests.stack.platform import Platform
from tests.stack.year.count import OPERATION, history
from tests.stack.year.offices import District, opened, staffed
from tests.stack.year.perform import Workers, perform
from tests.stack.year.story import END, PEOPLE, START, TALKS, Year, the_year

pytestmark = [pytest.mark.timeout(1800), pytest.mark.campaign]


@pytest.fixture(scope="module")
def year() -> Year:
    return the_year()


@pytest.fixture(scope="module")
def ilm_kreis(platform: Platform, year: Year, tmp_path_factory: pytest.TempPathFactory) -> District:
    """A district in which the year took place."""
    district = opened(platform, f"ilm-kreis-{secrets.token_hex(3)}")
    with httpx.Client(base_url=platform.address, timeout=60, trust_env=False) as http:
        desks = staffed(district)
        platform.wait()
        perform(year, Workers(district, desks, http), Path(tmp_path_factory.mktemp("papier")))
    platform.wait()
    return district


def report(district: District, *arguments: str) -> dict[str, Any]:
    done = district.platform.lotse("report", *arguments, "--district", district.key, "--format", "json")
    document: dict[str, Any] = json.loads(done.stdout)
    return document


@pytest.mark.guarantee("G1", "G2")
def test_the_activity_report_counts_every_talk_and_nobody_twice(ilm_kreis: District, year: Year, proof: Proof) -> None:
    ours = report(ilm_kreis, "activity", "--from", START.isoformat(), "--to", END.isoformat())

    theirs = activity_report(history(year), ilm_kreis.key, START, END)
    assert ours == theirs
    assert ours["contacts"] == TALKS
    proof.add("Ein Jahr Ilm-Kreis", "Tätigkeitsbericht", people=PEOPLE, talks=TALKS, differing=int(ours != theirs))


@pytest.mark.guarantee("G3")
def test_the_esf_report_equals_the_count_of_the_questionnaires(ilm_kreis: District, year: Year) -> None:
    ours = report(ilm_kreis, "esf", "--operation", OPERATION.key, "--as-of", END.isoformat())

    theirs = esf_report(history(year), OPERATION, (), END, None)
    assert comparable(ours)["indicators"] == comparable(theirs)["indicators"]
    assert comparable(ours)["not_counted"] == comparable(theirs)["not_counted"]
    total = next(one["total"] for one in ours["indicators"] if one["code"] == "EECO01")
    assert total > 0


def test_a_rebuild_tells_the_same_year(ilm_kreis: District) -> None:
    before = report(ilm_kreis, "activity", "--from", START.isoformat(), "--to", END.isoformat())

    ilm_kreis.platform.lotse("rebuild", "--district", ilm_kreis.key)

    assert report(ilm_kreis, "activity", "--from", START.isoformat(), "--to", END.isoformat()) == before
