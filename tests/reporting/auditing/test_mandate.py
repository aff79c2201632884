"""A mandate: whom it opens what, and until when."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from services.contracts.reporting import MandateGranted, MandateRevoked
from services.kernel.deciders import RuleViolation
from services.reporting.auditing.mandate import (
    MANDATE,
    AuditedPeriodEndsBeforeItStarts,
    GrantMandate,
    Mandate,
    MandateExpiresInThePast,
    MandateWithoutOperation,
    RevokeMandate,
    UnknownMandate,
)
from tests.reporting.history import id_of

TODAY = date(2026, 11, 22)
EXAMINER, MANDATE_ID = id_of("examiner"), id_of("mandate")
GRANT = GrantMandate(
    mandate_id=MANDATE_ID,
    staff_id=EXAMINER,
    operations=("thinka-2022", "chancen-2023", "thinka-2022"),
    audited_from=date(2025, 1, 1),
    audited_to=date(2025, 12, 31),
    expires=TODAY + timedelta(days=30),
    today=TODAY,
)


def granted() -> Mandate:
    return MANDATE.fold(MANDATE.decide(GRANT, Mandate()))


def test_a_granted_mandate_names_each_operation_once() -> None:
    (fact,) = MANDATE.decide(GRANT, Mandate())

    assert isinstance(fact, MandateGranted)
    assert fact.operations == ("chancen-2023", "thinka-2022")


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"operations": ()}, MandateWithoutOperation),
        ({"audited_to": date(2024, 12, 31)}, AuditedPeriodEndsBeforeItStarts),
        ({"expires": TODAY - timedelta(days=1)}, MandateExpiresInThePast),
    ],
)
def test_a_mandate_that_makes_no_sense_is_refused(changed: dict[str, object], refused: type[RuleViolation]) -> None:
    with pytest.raises(refused):
        MANDATE.decide(replace(GRANT, **changed), Mandate())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("staff_id", "operation", "on", "covered"),
    [
        (EXAMINER, "thinka-2022", GRANT.expires, True),
        (EXAMINER, "thinka-2022", GRANT.expires + timedelta(days=1), False),
        (EXAMINER, "armut-2024", TODAY, False),
        (id_of("somebody else"), "thinka-2022", TODAY, False),
    ],
)
def test_a_mandate_covers_its_person_its_operations_and_its_last_day(
    staff_id: UUID, operation: str, on: date, *, covered: bool
) -> None:
    assert granted().covers(staff_id, operation, on) is covered


def test_a_revoked_mandate_covers_nothing_and_is_revoked_once() -> None:
    revoked = MANDATE.fold(MANDATE.decide(RevokeMandate(), granted()), granted())

    assert MANDATE.decide(RevokeMandate(), granted()) == [MandateRevoked(mandate_id=MANDATE_ID)]
    assert not revoked.covers(EXAMINER, "thinka-2022", TODAY)
    assert MANDATE.decide(RevokeMandate(), revoked) == []


def test_what_nobody_granted_cannot_be_revoked() -> None:
    with pytest.raises(UnknownMandate):
        MANDATE.decide(RevokeMandate(), Mandate())
