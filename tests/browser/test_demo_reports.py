"""What the demo hands in once everything has arrived: approved by a second person, and told once."""

from demo.handing_in import APPROVED, WAITING
from services.kernel.feed import LogFeed
from services.reporting.application import Reporting
from services.reporting.auditing.samples_queries import samples_of
from services.reporting.proving.noted import deliveries
from services.reporting.submissions.reading import Submissions
from tests.browser.demo import Demo
from tests.browser.things import DISTRICT
from tests.kit.patience import PATIENCE_S


def test_the_demo_hands_in_with_four_eyes_and_told_again_stores_nothing(demo: Demo) -> None:
    service, feed = Reporting.of(demo.settings, PATIENCE_S), LogFeed(demo.settings)
    before = feed.head("reporting", DISTRICT)

    demo.load()

    kept = Submissions(service.pool, DISTRICT)
    ours = {one.as_of: one for one in reversed(kept.all()) if not one.created_by.startswith("cli:")}
    assert feed.head("reporting", DISTRICT) == before
    assert {day: one.state for day, one in ours.items()} == {**dict.fromkeys(APPROVED, "approved"), WAITING: "created"}
    for day in APPROVED:
        (step,) = kept.steps(ours[day].id)
        assert step.actor != ours[day].created_by
    assert samples_of(service.pool, DISTRICT)
    assert deliveries(service, DISTRICT)
