"""What districts does by itself."""

from datetime import date
from uuid import UUID

import pytest

from services.contracts.districts import SozialraumOpened
from services.contracts.intake import ContactDetails, ContactRecorded, EntryTraits, ParticipationEntered
from services.districts.domain.district import DISTRICT, OpenSozialraum
from services.districts.policies import open_a_sozialraum_on_first_use, policies
from services.kernel.facts import Contract, topic_of
from services.kernel.ids import DistrictIds

IDS = DistrictIds(b"k" * 32)
ENTERED = ParticipationEntered(
    participation_id=UUID(int=1),
    person_id=UUID(int=2),
    operation="thinka",
    sozialraum="rieth",
    state="draft",
    entry_date=date(2024, 1, 10),
    traits=EntryTraits(),
)
CONTACT = ContactRecorded(
    contact_id=UUID(int=3),
    operation="thinka",
    date=date(2024, 1, 10),
    sozialraum="rieth",
    details=ContactDetails(),
)


@pytest.mark.parametrize("fact", [ENTERED, CONTACT])
def test_the_first_use_opens_a_sozialraum_and_the_second_does_nothing(fact: ParticipationEntered) -> None:
    [order] = open_a_sozialraum_on_first_use(fact, IDS)
    assert order.command == OpenSozialraum(sozialraum="rieth")
    assert order.stream == IDS.derive("district")

    opened = DISTRICT.decide(order.command, DISTRICT.initial)
    assert list(opened) == [SozialraumOpened(sozialraum="rieth")]
    assert not DISTRICT.decide(order.command, DISTRICT.fold(opened))


@pytest.mark.parametrize("fact", [ENTERED, CONTACT])
def test_the_policy_is_registered(fact: Contract) -> None:
    assert [policy.name for policy in policies.of(topic_of(fact))] == ["open_a_sozialraum_on_first_use"]
