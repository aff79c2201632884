"""What a consent that is over leaves to do."""

from datetime import date, timedelta
from typing import get_args

import pytest

from services.contracts.intake import ConsentPurpose
from services.intake.domain.consent import CONSENT as DECIDER
from services.intake.domain.consent_effects import Resting, effects
from services.kernel.facts import Contract
from tests.intake.consents.papers import CLOSED, OPENED, OTHER, PARTNER, TODAY, given_consent, withdrawn

ALL = Resting(named=True, participation=True)


def purposes(*facts: Contract, resting: Resting = ALL, day: date = TODAY) -> list[ConsentPurpose]:
    return [each.purpose for each in effects(DECIDER.fold([OPENED, *facts]), resting, day)]


@pytest.mark.parametrize("purpose", get_args(ConsentPurpose))
def test_every_purpose_leaves_something_to_do_once_it_is_withdrawn(purpose: ConsentPurpose) -> None:
    assert purposes(given_consent(purpose)) == []
    assert purposes(given_consent(purpose), withdrawn()) == [purpose]


def test_the_end_of_a_term_has_the_same_effect_from_the_day_after() -> None:
    ending = given_consent("esf_data", until=TODAY)
    assert purposes(ending) == []
    (effect,) = effects(DECIDER.fold([OPENED, ending]), ALL, TODAY + timedelta(days=1))
    assert (effect.since, effect.withdrawn) == (TODAY + timedelta(days=1), False)
    assert effect.task == "ESF-Angaben dürfen nicht weiter ergänzt werden."


def test_the_earlier_of_withdrawal_and_term_is_what_ended_it() -> None:
    facts = [OPENED, given_consent("esf_data", until=date(2026, 4, 1)), withdrawn(on=date(2026, 6, 1))]
    (effect,) = effects(DECIDER.fold(facts), ALL, TODAY)
    assert (effect.since, effect.withdrawn) == (date(2026, 4, 2), False)


def test_nothing_is_to_do_while_another_consent_allows_it() -> None:
    assert (
        purposes(given_consent("named_file"), given_consent("named_file", OTHER, form="electronic"), withdrawn()) == []
    )


def test_another_partner_does_not_take_the_place_of_the_first() -> None:
    first = given_consent("referral", partner_id=PARTNER, fields=("phone",))
    second = given_consent("referral", OTHER, partner_id=OTHER, fields=("phone",))
    assert purposes(first, second, withdrawn()) == ["referral"]


@pytest.mark.parametrize(
    ("purpose", "resting"),
    [
        ("named_file", Resting(participation=True)),
        ("esf_data", Resting(named=True)),
        ("follow_up_survey", Resting(named=True)),
    ],
)
def test_where_nothing_rests_on_it_there_is_nothing_to_do(purpose: ConsentPurpose, resting: Resting) -> None:
    assert purposes(given_consent(purpose), withdrawn(), resting=resting) == []


def test_a_closed_case_need_not_be_closed() -> None:
    assert purposes(given_consent("pseudonymous_file"), withdrawn(), CLOSED) == []
