"""Telling a district's community work at the desks of events, each thing once. What people wrote to is theirs."""

from demo.community.shape import Community
from demo.figures import tell_figures
from demo.neighbourhood import Neighbourhood
from demo.telling_engagements import tell_engagement
from demo.telling_events import tell_cancelled, tell_coming, tell_held
from demo.telling_groups import tell_group
from demo.telling_press import tell_press
from demo.telling_survey import tell_survey


def tell_community(place: Neighbourhood, told: Community) -> None:
    """Raises RuleViolation where the story is wrong."""
    for held in told.held:
        tell_held(place, held)
    for coming in told.coming:
        tell_coming(place, coming)
    for cancelled in told.cancelled:
        tell_cancelled(place, cancelled)
    for group in told.groups:
        tell_group(place, group)
    for engagement in told.engagements:
        tell_engagement(place, engagement)
    for item in told.press:
        tell_press(place, item)
    for tell_strategy in told.strategies:
        tell_strategy(place.events, place.district, place.actor)
    for survey in told.surveys:
        tell_survey(place, survey)
    tell_figures(place.events, place.district)
