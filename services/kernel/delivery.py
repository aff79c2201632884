"""What a queue hands to a handler, and how a handler says that something in it is not for anybody."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message; ``body`` as it came, ``routing_key`` as it was sent."""

    body: bytes
    routing_key: str
    redelivered: bool


class Refused(Exception):
    """Some deliveries of a batch are unreadable or forged, and nothing of the batch was done.

    ``reasons``: place in the batch (from 0) -> the class of what is wrong. These are dead-lettered, the rest is handed
    over again.
    """

    def __init__(self, reasons: Mapping[int, str]) -> None:
        super().__init__(f"{len(reasons)} deliveries refused")
        self.reasons = dict(reasons)
