"""Who may do what with a referral: every role, every purpose, every relation to it."""

from itertools import product
from typing import Final, get_args
from uuid import UUID

import pytest

from services.kernel.roles import Role
from services.referral.domain.access import Action, Asker, Belongs, Purpose, may, may_do

NORTH: Final = UUID(int=1)
SOUTH: Final = UUID(int=2)
ANNA: Final = "anna"
OURS: Final = Belongs(NORTH, "berta")
NOBODYS: Final = Belongs(None, "berta")
OTHERS: Final = Belongs(SOUTH, "berta")
PROPOSED_BY_HER: Final = Belongs(SOUTH, ANNA)
KINDS: Final = (OURS, NOBODYS, OTHERS, PROPOSED_BY_HER)
# Everything that is allowed; all else is not.
ALLOWED: Final = {
    *(("fachkraft", purpose, kind) for purpose in get_args(Purpose) for kind in (OURS, NOBODYS, PROPOSED_BY_HER)),
    *(("koordination", "state", kind) for kind in KINDS),
}
DONE: Final = {
    ("fachkraft", "list"),
    ("fachkraft", "propose"),
    ("koordination", "list"),
    ("koordination", "set_terms"),
    ("koordination", "count"),
    ("planung", "count"),
}


@pytest.mark.parametrize(("role", "purpose", "kind"), list(product(Role, get_args(Purpose), KINDS)))
def test_who_may_do_what_with_a_referral(role: Role, purpose: Purpose, kind: Belongs) -> None:
    asker = Asker(ANNA, role, frozenset({NORTH}))

    assert may(asker, purpose, kind) == ((role.value, purpose, kind) in ALLOWED)


@pytest.mark.parametrize(("role", "action"), list(product(Role, get_args(Action))))
def test_what_a_role_does_at_all(role: Role, action: Action) -> None:
    assert may_do(Asker(ANNA, role), action) == ((role.value, action) in DONE)


def test_somebody_of_no_team_sees_only_what_belongs_to_nobody() -> None:
    stranger = Asker("cli:programm", "fachkraft")

    assert [may(stranger, "read", kind) for kind in KINDS] == [False, True, False, False]


def test_a_service_does_nothing_with_referrals() -> None:
    service = Asker("service:intake", "service", frozenset({NORTH}))

    assert not any(may(service, purpose, kind) for purpose, kind in product(get_args(Purpose), KINDS))
    assert not any(may_do(service, action) for action in get_args(Action))
