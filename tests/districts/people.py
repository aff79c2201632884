"""Who and what the tests of districts are about: a Träger, a team, people, an operation."""

from datetime import date, time
from uuid import UUID

from services.contracts.districts import (
    Hours,
    OperationOpened,
    RoleGranted,
    StaffJoined,
    TeamFormed,
    TeamJoined,
    TraegerRegistered,
)

CARITAS, AWO = UUID(int=11), UUID(int=12)
TEAM_ID, OTHER_TEAM_ID = UUID(int=21), UUID(int=22)
ANNA, BERND, CLARA = UUID(int=31), UUID(int=32), UUID(int=33)
SITE_ID = UUID(int=41)
GRANT_ID, MEMBERSHIP_ID, NAME_ID = UUID(int=51), UUID(int=61), UUID(int=71)

REGISTERED = TraegerRegistered(traeger_id=CARITAS, name="Caritasverband")
OTHER_REGISTERED = TraegerRegistered(traeger_id=AWO, name="AWO")
OPENED = OperationOpened(
    operation_id=UUID(int=1),
    operation="thinka",
    name="Th.INKA",
    start=date(2022, 1, 1),
    end=date(2027, 12, 31),
    catalogue="esf-plus-2021-2027",
    specific_objective="ESO4.8",
)
FORMED = TeamFormed(team_id=TEAM_ID, traeger_id=CARITAS, operation="thinka", name="KOMPASS Arnstadt")
FIRST_DAY = date(2026, 1, 1)
JOINED = StaffJoined(staff_id=ANNA, traeger_id=CARITAS, name_id=NAME_ID, start=FIRST_DAY)
GRANTED = RoleGranted(grant_id=GRANT_ID, staff_id=ANNA, role="fachkraft", start=FIRST_DAY, operation="thinka")
MEMBER = TeamJoined(membership_id=MEMBERSHIP_ID, team_id=TEAM_ID, staff_id=ANNA, start=FIRST_DAY)


def hours(weekday: int, opens: str, closes: str, kind: str = "sprechstunde") -> Hours:
    return Hours(weekday=weekday, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes), kind=kind)
