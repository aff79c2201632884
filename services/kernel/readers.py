"""Who reads whom by broker: one queue a reader, bound to the facts of its sources."""

from typing import Final

from services.kernel.settings import SERVICES

READERS: Final[dict[str, tuple[str, ...]]] = {
    "reporting.journal": SERVICES,
    "intake.projections": ("districts", "referral", "reporting"),
    "districts.policies": ("intake",),
    "referral.projections": ("districts", "intake"),
    "referral.policies": ("intake",),
    "events.projections": ("districts", "referral"),
}
