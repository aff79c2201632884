"""What an erasure ends in the books of a person: of every case of hers, once she stood twice in the data."""

import datetime as dt
from uuid import uuid4

from services.contracts.intake import ErasureOrdered
from services.kernel.ids import DistrictIds
from services.referral.domain.book_commands import EndAllConsents
from services.referral.domain.book_ids import book_of_case
from services.referral.policies import stop_what_the_erased_allowed

IDS = DistrictIds(b"key of the district's ids")
ON = dt.date(2026, 5, 4)
FIRST, SECOND, THIRD = uuid4(), uuid4(), uuid4()


def ordered(**cases: object) -> ErasureOrdered:
    who = {"erasure_id": uuid4(), "persons": (uuid4(),), "scope": "identity"}
    return ErasureOrdered(**who, **cases, grounds="objection", reason_id=uuid4(), on=ON)  # type: ignore[arg-type]


def test_the_consents_of_all_her_cases_end() -> None:
    orders = stop_what_the_erased_allowed(ordered(case_id=FIRST, further_cases=(SECOND, THIRD)), IDS)
    assert [order.stream for order in orders] == [book_of_case(IDS, case) for case in (FIRST, SECOND, THIRD)]
    assert [order.command for order in orders] == [EndAllConsents(on=ON)] * 3


def test_who_has_no_case_has_no_book() -> None:
    assert stop_what_the_erased_allowed(ordered(), IDS) == []
