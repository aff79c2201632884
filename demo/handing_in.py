"""What is told of reports once the demo has arrived in them.

Submissions that a second person approved, one that waits, a sample that was drawn and looked at, a certificate of
delivery. Where people handed in anything themselves, no submission is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from demo.commands import Commands
from demo.examination import EXAMINED, draw_sample
from demo.newcomers import EXAMINER, SECOND_IN_ERFURT, SECOND_IN_ILM_KREIS
from demo.profiles import DemoDistrict
from services.kernel.deciders import Context
from services.kernel.feed import LogFeed
from services.kernel.settings import Settings
from services.reporting.application import Reporting
from services.reporting.proving.other_side import Platform
from services.reporting.proving.reconciling import Reconciling
from services.reporting.reports import heads_of
from services.reporting.submissions.desk import SubmissionDesk
from services.reporting.submissions.making import Wanted
from services.reporting.submissions.reading import Submissions

PATIENCE_S: Final = 600.0
SECOND: Final[Mapping[str, str]] = {"erfurt": SECOND_IN_ERFURT.name, "ilm-kreis": SECOND_IN_ILM_KREIS.name}
APPROVED: Final = (date(2025, 12, 31), date(2026, 6, 30))
WAITING: Final = date(2025, 6, 30)  # made by the second one, so that the first one may approve it


@dataclass(frozen=True, slots=True)
class Staffed:
    """A district whose people the demo set up; ``keeper``: who leads there; ``people``: staff ids by name."""

    district: DemoDistrict
    keeper: str
    people: Mapping[str, UUID]


def hand_in(settings: Settings, staffed: Sequence[Staffed]) -> None:
    """Waits until all that was told has arrived; told again, nothing is stored. Raises NotArrived."""
    service, feed = Reporting.of(settings, PATIENCE_S), LogFeed(settings)
    for place in staffed:
        if place.district.key in SECOND:
            _hand_in(service, feed, place)
        if place.district.key == EXAMINED:
            draw_sample(service, feed, place.district, str(place.people[EXAMINER.name]), place.keeper)
            reconciling = Reconciling(service, Platform(settings), EXAMINED, PATIENCE_S)
            reconciling.certify(Commands(service.ids(EXAMINED), "delivery", place.keeper).next())


def _hand_in(service: Reporting, feed: LogFeed, place: Staffed) -> None:
    key, operation = place.district.key, place.district.operations[0].key
    second = str(place.people[SECOND[key]])
    service.reports.arrived(key, heads_of(feed, key))
    made = {as_of: _commands(service, key, place.keeper, as_of) for as_of in APPROVED}
    made[WAITING] = _commands(service, key, second, WAITING)
    if _is_left_to_people(service, key, [each.creating for each in made.values()]):
        return
    for as_of, commands in made.items():
        wanted = Wanted(operation=operation, as_of=as_of)
        created = SubmissionDesk(service, key, heads_of(feed, key)).create(wanted, commands.creating).made
        if as_of in APPROVED:
            approving = _commands(service, key, second, as_of).approving
            SubmissionDesk(service, key, heads_of(feed, key)).approve(created.submission_id, approving)


@dataclass(frozen=True, slots=True)
class _Steps:
    creating: Context
    approving: Context


def _commands(service: Reporting, district: str, actor: str, as_of: date) -> _Steps:
    """What one person does about the submission of a date."""
    ids = service.ids(district)
    making, deciding = (Commands(ids, f"{step} {as_of}", actor) for step in ("submission", "approval"))
    return _Steps(making.next(), deciding.next())


def _is_left_to_people(service: Reporting, district: str, ours: Sequence[Context]) -> bool:
    ids = service.ids(district)
    known = {ids.derive("submission", str(context.command_id)) for context in ours}
    return any(one.id not in known for one in Submissions(service.pool, district).all())
