"""The worker of ``referral``: its own projections, what others tell, the policies that react to intake, the post."""

from collections.abc import Sequence

from services.kernel.consume import consume_batch
from services.kernel.delivery import Delivery
from services.kernel.worker import Following, Reading
from services.referral.folding import follower
from services.referral.post import follower as post
from services.referral.reacting import READER as POLICIES
from services.referral.reading import PROJECTIONS, policy_reader, projections_reader


class ReferralWorker:
    """Wiring only."""

    name = "referral"

    policies = Reading(policy_reader)
    received = Reading(projections_reader)
    projections = Following(follower)
    letters = Following(post)

    @consume_batch(PROJECTIONS)
    def receive(self, deliveries: Sequence[Delivery]) -> None:
        self.received.receive(deliveries)

    @consume_batch(POLICIES)
    def react(self, deliveries: Sequence[Delivery]) -> None:
        self.policies.receive(deliveries)
