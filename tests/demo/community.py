"""The demo's community work as the oracle hears it: one thing said after the other."""

from collections.abc import Iterator

from demo.community.shape import Community, Engagement, Hours
from tests.oracle.community import Said


def said(community: Community) -> list[Said]:
    """Everything that the activity report counts."""
    return [*_events(community), *_press(community), *_meetings(community), *_time(community)]


def _events(community: Community) -> Iterator[Said]:
    for number, held in enumerate(community.held):
        yield Said("event", number, "planned", held.on, held.plan.kind, held.plan.operation)
        yield Said("event", number, "held", held.on, amount=held.came)


def _press(community: Community) -> Iterator[Said]:
    for number, item in enumerate(community.press):
        yield Said("press", number, "printed", item.on, operation=item.operation)


def _meetings(community: Community) -> Iterator[Said]:
    numbers = iter(range(1000))
    for group_number, group in enumerate(community.groups):
        yield Said("group", group_number, "founded", group.since, group.kind, group.operation)
        for meeting in group.meetings:
            yield Said("meeting", next(numbers), "met", meeting.on, group=group_number)


def _time(community: Community) -> Iterator[Said]:
    numbers = iter(range(1000))
    for engagement in community.engagements:
        for hours in _hours(engagement):
            yield Said("time", next(numbers), "given", hours.on, operation=engagement.operation, amount=hours.minutes)


def _hours(engagement: Engagement) -> Iterator[Hours]:
    yield from engagement.together
    for volunteer in engagement.volunteers:
        yield from volunteer.hours
