"""Every value of a closed set has German words, and no words are left over."""

from collections.abc import Mapping
from typing import Any, get_args

import pytest

from services.contracts import referral
from services.contracts.referral_states import MOVES, State
from services.kernel.facts import fact_type
from services.referral.pages.referral_history import KINDS, STATES
from services.referral.referral_wording import (
    BY_HAND,
    CHANNELS,
    DECLINED,
    OUTCOMES,
    PROVENANCES,
    WITHDRAWN,
)


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (PROVENANCES, referral.Provenance),
        (CHANNELS, referral.Channel),
        (DECLINED, referral.Declined),
        (WITHDRAWN, referral.Withdrawn),
        (OUTCOMES, referral.Outcome),
    ],
)
def test_every_value_has_words(words: Mapping[str, str], values: Any) -> None:
    assert set(words) == set(get_args(values))
    assert all(words.values())


def test_what_a_fachkraft_writes_down_is_a_part_of_all_provenances() -> None:
    assert set(BY_HAND) < set(get_args(referral.Provenance))


def test_every_step_of_the_history_has_a_title() -> None:
    kinds = {fact_type(cls).name.partition(".")[2] for cls in MOVES}
    told_by_state = set(get_args(State)) - {"proposed", "consented"}

    assert set(STATES) == told_by_state
    assert {"referral_proposed", "referral_reopened"} == kinds & set(KINDS)
