"""Who asks to be forgotten, so that *Löschungen* shows what it is for: ids and reasons that name nobody, all invented.

In Erfurt the last ESF payment came in 2018, and nothing has to be kept any more; in Ilm-Kreis a hold stops the clock.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from demo.commands import Commands
from demo.staffing import Placed
from services.contracts.intake import ErasureGrounds, ErasureScope
from services.intake.application import Intake
from services.intake.domain.erasure import MustBeKept
from services.intake.erasing.desk import ErasingDesk, Wish
from services.intake.erasing.persons import Persons


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """A participant, what is to go and why, and who says so; a record waits for a second person."""

    participant_no: str
    scope: ErasureScope
    grounds: ErasureGrounds
    reason: str
    by: str


ERASURES: Final[Mapping[str, Sequence[Forgotten]]] = {
    "erfurt": (
        Forgotten(
            participant_no="EF-0003",
            scope="record",
            grounds="not_needed",
            reason="Die Aufbewahrungsfrist ist abgelaufen.",
            by="Tobias Lindner",
        ),
        Forgotten(
            participant_no="EF-0005",
            scope="identity",
            grounds="consent_withdrawn",
            reason="Die Person hat ihre Einwilligung widerrufen.",
            by="Tobias Lindner",
        ),
    ),
    "ilm-kreis": (
        Forgotten(
            participant_no="IK-0003",
            scope="record",
            grounds="objection",
            reason="Die Person widerspricht der weiteren Verarbeitung.",
            by="Heiko Sauer",
        ),
    ),
}


def tell_erasures(service: Intake, district: str, operation: str, placed: Placed) -> None:
    """Before anything is handed in. Told again, nothing is stored; what people decided since stays.

    On a platform that loaded an earlier edition of the demo, a report may count the person by now: then she is kept.
    """
    desk = ErasingDesk(service, district)
    known = {(each.asked.persons, each.asked.scope) for each in desk.state().by_id.values()}
    for told in ERASURES.get(district, ()):
        meant = Persons(service, district).named(told.participant_no, operation)
        if (meant.persons, told.scope) in known:
            continue
        story, actor = f"erasure of {told.participant_no}", str(placed.people[told.by])
        context = Commands(service.ids(district), story, actor).next()
        say = desk.propose if told.scope == "record" else desk.order
        with suppress(MustBeKept):
            say(meant, Wish(scope=told.scope, grounds=told.grounds, reason=told.reason), context)
