"""Figures for Prometheus: requests by route, and how far each service is.

No district is a label: their number grows with the platform, and /metrics asks for no token.
"""

from collections.abc import Callable, Iterator
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from services.kernel.database import DatabaseDown
from services.kernel.health import Health

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The registry of one web process."""

    def __init__(self, look: Callable[[], Health]) -> None:
        self.registry = CollectorRegistry()
        self.registry.register(_Standing(look))
        self._requests = Counter(
            "lotse_requests",
            "Answered requests",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "lotse_request_duration_seconds",
            "Time to the end of the answer",
            ("method", "route"),
            buckets=SECONDS,
            registry=self.registry,
        )

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answered request; ``route`` is a template, so labels stay few."""
        known = method if method in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS") else "other"
        self._requests.labels(known, route, str(status)).inc()
        self._seconds.labels(known, route).observe(seconds)

    def text(self) -> bytes:
        return generate_latest(self.registry)


class _Standing(Collector):
    """Asks /health's source at each scrape; without a database only ``lotse_up`` is told."""

    def __init__(self, look: Callable[[], Health]) -> None:
        self._look = look

    def describe(self) -> Iterator[GaugeMetricFamily]:
        return iter(())

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            health = self._look()
        except DatabaseDown:
            yield GaugeMetricFamily("lotse_up", "1: every database answers", value=0)
            return
        yield GaugeMetricFamily("lotse_up", "1: every database answers", value=1)
        yield GaugeMetricFamily("lotse_ok", "1: nothing is stopped", value=int(health.ok))
        yield from _by_service(health)


def _by_service(health: Health) -> Iterator[GaugeMetricFamily]:
    for figure in ("stored", "published", "lag"):
        family = GaugeMetricFamily(f"lotse_facts_{figure}", f"Facts {figure}, all districts", labels=["service"])
        for service, found in health.services.items():
            family.add_metric([service], found[figure])
        yield family
    processed = GaugeMetricFamily("lotse_facts_processed", "Facts read, all districts", labels=["service", "reader"])
    for service, found in health.services.items():
        for reader, position in found["processed"].items():
            processed.add_metric([service, reader], position)
    yield processed
