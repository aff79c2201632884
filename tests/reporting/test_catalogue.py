"""The catalogue is what the regulation says, and a released version never changes."""

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.catalogues import INDICATORS, RELEASES
from services.reporting.domain.catalogue import content_hash
from services.reporting.domain.catalogues import CATALOGUES, UnknownCatalogue, catalogue, oldest
from services.reporting.domain.catalogues.esf_plus_2021_2027 import VERSION_1
from services.reporting.domain.checks import CHECKS

# A changed hash means a changed released version: make a new version instead.
RELEASED = {
    ("esf-2014-2020", 1): "7297203649f5b3dcda4bcf3e0ae4a427a239340cd3149e77eaa03b1abcb6c125",
    ("esf-plus-2021-2027", 1): "1a7654d773139b70a68f63f1f659e621bcca658293ba89bf0291c619be794555",
}
OBJECTIVE_L = {"EECO01", "EECO06", "EECO07", "EECO08", *(f"EECO{number}" for number in range(12, 20))}


@pytest.mark.parametrize("known", CATALOGUES, ids=lambda known: f"{known.key}.v{known.version}")
def test_a_released_version_never_changes(known: Any) -> None:
    assert content_hash(known) == RELEASED[known.key, known.version]


def test_reporting_and_the_published_language_know_the_same_versions_and_windows() -> None:
    published = {(one.catalogue, one.version): asdict(one) for one in RELEASES}
    here = {
        (one.key, one.version): {"catalogue": one.key, "version": one.version, **asdict(one.windows)}
        for one in CATALOGUES
    }
    assert here == published


def test_reporting_and_the_published_language_know_the_same_indicators() -> None:
    here = {one.key: [indicator.code for indicator in one.indicators] for one in CATALOGUES}

    assert here == {catalogue: list(codes) for catalogue, codes in INDICATORS.items()}


def test_there_are_25_indicators_in_the_order_of_their_codes() -> None:
    codes = [one.code for one in VERSION_1.indicators]

    assert codes == [*(f"EECO{number:02}" for number in range(1, 20)), *(f"EECR{number:02}" for number in range(1, 7))]


def test_objective_l_knows_fewer_indicators() -> None:
    assert {one.code for one in VERSION_1.indicators if one.applies_to_eso_4_12} == OBJECTIVE_L


def test_every_check_has_its_rule() -> None:
    assert [check.id for known in reversed(CATALOGUES) for check in known.checks] == list(CHECKS)


def test_unknown_versions_are_refused() -> None:
    assert oldest("esf-plus-2021-2027") is catalogue("esf-plus-2021-2027", 1)
    with pytest.raises(UnknownCatalogue):
        catalogue("esf-plus-2021-2027", 2)
    with pytest.raises(UnknownCatalogue):
        oldest("esf-2028-2034")


days = st.dates(date(2018, 1, 1), date(2026, 12, 31))
entries = st.fixed_dictionaries(
    {
        "gender": st.sampled_from(["female", "male", "non_binary"]),
        "birth_date": st.dates(date(1930, 1, 1), date(2020, 1, 1)),
        "entry_date": days,
        "employment": st.sampled_from(["employed", "unemployed", "inactive"]),
        "unemployed_since": st.none() | days,
        "in_education": st.sampled_from([None, "yes", "no"]),
        "isced": st.integers(0, 8),
        "disability": st.sampled_from([None, "yes", "no", "refused"]),
        "foreign_background": st.none(),
        "minority": st.none(),
        "citizenship": st.sampled_from([None, "german", "eu", "third_country", "stateless", "undetermined", "refused"]),
        "housing": st.sampled_from([None, "housed", "roofless", "refused"]),
        "rural": st.booleans(),
        "exit_status": st.sampled_from([None, "employed", "job_seeking", "unemployed", "inactive"]),
        "exit_education": st.sampled_from([None, "yes", "no"]),
        "exit_qualification": st.sampled_from([None, True, False]),
        "followup_status": st.sampled_from([None, "employed", "inactive"]),
        "followup_improved": st.sampled_from([None, "yes", "no"]),
        "as_of": days,
    }
)


def indicators_for(entry: dict[str, Any]) -> set[str]:
    return {one.code for one in VERSION_1.indicators if one.when is not None and one.when.holds(entry)}


@given(entries)
def test_the_indicators_imply_what_the_checks_say(entry: dict[str, Any]) -> None:
    found = indicators_for(entry)

    assert "EECO03" not in found or "EECO02" in found
    assert len(found & {"EECO02", "EECO04", "EECO05"}) == 1
    assert len(found & {"EECO06", "EECO07", "EECO08"}) <= 1
    assert len(found & {"EECO09", "EECO10", "EECO11"}) == 1
    assert not {"EECR01", "EECR04"} <= found
    for result in (one for one in VERSION_1.indicators if one.reference and one.code in found):
        assert set(result.reference) & (found | {"EECO01"})
