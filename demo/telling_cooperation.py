"""Telling at referral's desk who works with whom, and surveys of the partners. What people wrote to is theirs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from demo.commands import Commands
from demo.loading_day import LoadingDay
from demo.network.cooperation import Cooperation, PartnerSurvey, Tie
from services.referral.application import Referral
from services.referral.default_survey import default_statements
from services.referral.domain.edge import pair
from services.referral.network_desk import NetworkDesk, Said, SurveyDetails

TITLE: Final = "Befragung der Netzwerkpartner"


@dataclass(frozen=True, slots=True)
class Network:
    """The partners of a district by name, as one person keeps them; those that people went on with are left out."""

    referral: Referral
    district: str
    partners: Mapping[str, UUID]
    loading: LoadingDay
    actor: str

    @property
    def desk(self) -> NetworkDesk:
        return NetworkDesk(self.referral, self.district)

    def commands(self, story: str) -> Commands:
        return Commands(self.referral.ids(self.district), story, self.actor)

    def is_left_to_people(self, stream: UUID, ours: frozenset[UUID]) -> bool:
        """Whether anybody but the demo wrote there."""
        rows = self.referral.store.log.streams(self.district, [stream])[stream]
        return any(row.command_id not in ours for row in rows)


def tell_cooperation(network: Network, told: Cooperation) -> None:
    """All ties and surveys, each once. Raises RuleViolation where the story is wrong."""
    for one, other in dict.fromkeys((tie.one, tie.other) for tie in told.ties):
        if {one, other} <= network.partners.keys():
            _tie(network, one, other, [tie for tie in told.ties if (tie.one, tie.other) == (one, other)])
    for survey in told.surveys:
        if survey.replies.keys() <= network.partners.keys():
            _survey(network, survey)


def _tie(network: Network, one: str, other: str, ties: Iterable[Tie]) -> None:
    commands = network.commands(f"tie {one} {other}")
    ids = (network.partners[one], network.partners[other])
    first, second = pair(*ids)
    stream = network.referral.ids(network.district).derive("partner-edge", str(first), str(second))
    if network.is_left_to_people(stream, commands.all_ids()):
        return
    for tie in ties:
        on, context = network.loading.plus(tie.day), commands.next()
        if tie.strength is None:
            network.desk.unlink(*ids, on, context)
        else:
            network.desk.link(*ids, tie.strength, on, context)


def _survey(network: Network, told: PartnerSurvey) -> None:
    """Its id is that of its first command."""
    commands = network.commands(f"survey {told.first}")
    first = commands.next()
    survey_id = network.desk.survey_id(first)
    if network.is_left_to_people(survey_id, commands.all_ids()):
        return
    first_day, last_day = network.loading.plus(told.first), network.loading.plus(told.last)
    title = f"{TITLE} {first_day.year}"
    details = SurveyDetails(title=title, statements=default_statements(), first_day=first_day, last_day=last_day)
    network.desk.open_survey(details, first)
    for partner, replies in told.replies.items():
        said = Said(
            partner_id=network.partners[partner],
            values=replies.values(),
            provenance=replies.by,
            on=network.loading.plus(replies.day),
        )
        network.desk.answer_survey(survey_id, said, commands.next())
    if told.closed is not None:
        network.desk.close_survey(survey_id, network.loading.plus(told.closed), commands.next())
