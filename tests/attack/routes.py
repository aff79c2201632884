"""Every route of the one address, who may use it, and how it is asked rightly: the one table of these tests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from fastapi import FastAPI

from services.kernel.roles import Role
from services.kernel.settings import SERVICES
from services.kernel.tokens import service_role

METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
SERVICE_ROLES: Final = tuple(service_role(service) for service in SERVICES)
EVERYBODY: Final = (*map(str, Role), *SERVICE_ROLES)
PEOPLE: Final = frozenset(map(str, Role))
WRITERS: Final = frozenset({"fachkraft", "koordination"})
OPERATORS: Final = frozenset({"betrieb", "koordination"})
READERS: Final = frozenset({"koordination", "planung", "pruefung", "auswertung"})
FEED_READERS: Final = frozenset(SERVICE_ROLES)
CSV: Final = b"participant_no,sozialraum,entry_date\nE-1,rieth,2024-03-04\n"


@dataclass(frozen=True, slots=True)
class Row:
    """Who may, and a question that is answered; ``roles`` None: whoever comes, without a token too."""

    roles: frozenset[str] | None
    query: dict[str, str] = field(default_factory=dict)
    body: Any = None

    @property
    def is_file(self) -> bool:
        return isinstance(self.body, bytes)


def entry(**more: Any) -> dict[str, Any]:
    return {
        "participant_no": "E-1",
        "sozialraum": "rieth",
        "entry_date": "2024-03-04",
        "exit_date": "2024-08-31",
        **more,
    }


STATUS: Final = {"participant_no": "E-1", "kind": "exit", "date": "2024-09-01", "status": "employed"}
CONTACT: Final = {"contact_no": "K-1", "date": "2024-03-04", "sozialraum": "rieth"}
OPENING: Final = {"operation": "thinka-2022", "name": "ThINKA", "start": "2022-01-01", "end": "2027-12-31"}
PERIOD: Final = {"from": "2022-01-01", "to": "2026-06-30"}

TABLE: Final[dict[tuple[str, str], Row]] = {
    ("GET", "/health"): Row(None),
    ("GET", "/metrics"): Row(None),
    ("GET", "/openapi.json"): Row(None),
    ("POST", "/districts/operations"): Row(OPERATORS, body=OPENING),
    ("GET", "/districts/operations"): Row(PEOPLE),
    ("POST", "/districts/rural-municipalities"): Row(OPERATORS, body={"ags": ["16070004"]}),
    ("GET", "/districts/sozialraeume"): Row(PEOPLE),
    ("POST", "/intake/operations/{operation}/participations"): Row(WRITERS, body=entry()),
    ("POST", "/intake/operations/{operation}/statuses"): Row(WRITERS, body=STATUS),
    ("POST", "/intake/operations/{operation}/contacts"): Row(WRITERS, body=CONTACT),
    ("POST", "/intake/operations/{operation}/imports/{kind}"): Row(WRITERS, body=CSV),
    ("GET", "/reporting/operations/{operation}/reports/esf"): Row(READERS, query={"as_of": "2026-06-30"}),
    ("GET", "/reporting/reports/activity"): Row(READERS, query=PERIOD),
    **{("GET", f"/{service}/feed"): Row(FEED_READERS) for service in SERVICES},
}


def mounted(app: FastAPI) -> Iterator[tuple[str, str]]:
    """(method, path template) of everything that answers; what FastAPI includes lazily is looked up."""
    for route in app.routes:
        contexts = getattr(route, "effective_route_contexts", None)
        for each in contexts() if contexts else [route]:
            assert each.path, route
            kept = each.methods or set()
            # a GET of Starlette's own routes answers HEAD too; nothing else is said of it here
            yield from ((method, each.path) for method in sorted(kept) if method != "HEAD")


def described(app: FastAPI) -> Iterator[tuple[str, str]]:
    """(method, path template) of the description."""
    for path, operations in app.openapi()["paths"].items():
        yield from ((method.upper(), path) for method in operations)
