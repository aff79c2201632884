"""Every route of the one address, who may use it, and how it is asked rightly: the one table of these tests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from fastapi import FastAPI

from services.kernel.roles import IN_A_DISTRICT, Role
from services.kernel.settings import SERVICES
from services.kernel.tokens import service_role
from tests.attack.calendar import OF_CALENDAR
from tests.attack.calendar import PLACES as IN_CALENDAR
from tests.attack.checking import OF_CHECKING
from tests.attack.checking import PLACES as OF_A_CHECK
from tests.attack.directory import OF_DISTRICTS
from tests.attack.directory import PLACES as OF_DIRECTORY
from tests.attack.examination import OF_EXAMINATION
from tests.attack.examination import PLACES as OF_AN_EXAMINATION
from tests.attack.funding import OF_FUNDING
from tests.attack.groups import OF_GROUPS
from tests.attack.groups import PLACES as OF_A_GROUP
from tests.attack.network import OF_NETWORK
from tests.attack.network import PLACES as IN_NETWORK
from tests.attack.odata import OF_ODATA
from tests.attack.odata import PLACES as IN_ODATA
from tests.attack.partners import OF_PARTNERS
from tests.attack.partners import PLACES as OF_A_PARTNER
from tests.attack.planning import OF_PLANNING
from tests.attack.planning import PLACES as IN_PLANNING
from tests.attack.proofs import OF_PROOFS
from tests.attack.proofs import PLACES as OF_A_PROOF
from tests.attack.referrals import OF_REFERRALS
from tests.attack.referrals import PLACES as OF_A_REFERRAL
from tests.attack.statistics import OF_STATISTICS
from tests.attack.submissions import OF_SUBMISSIONS
from tests.attack.submissions import PLACES as OF_A_SUBMISSION
from tests.attack.surveys import OF_SURVEYS
from tests.attack.surveys import PLACES as OF_A_SURVEY
from tests.attack.volunteers import OF_VOLUNTEERS
from tests.attack.volunteers import PLACES as OF_A_VOLUNTEER

METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
SERVICE_ROLES: Final = tuple(service_role(service) for service in SERVICES)
EVERYBODY: Final = (*map(str, Role), *SERVICE_ROLES)
PEOPLE: Final = frozenset(map(str, IN_A_DISTRICT))
WRITERS: Final = frozenset({"fachkraft", "koordination"})
OPERATORS: Final = frozenset({"betrieb", "koordination"})
READERS: Final = frozenset({"koordination", "planung", "pruefung", "auswertung"})
TEAM: Final = frozenset({"fachkraft", "koordination", "planung"})
KOORDINATION: Final = frozenset({"koordination"})
PLANNERS: Final = frozenset({"koordination", "planung"})
KEEPERS: Final = frozenset({"fachkraft", "koordination", "planung", "pruefung"})
FEED_READERS: Final = frozenset(SERVICE_ROLES)
CSV: Final = b"participant_no,sozialraum,entry_date\nE-1,rieth,2024-03-04\n"


@dataclass(frozen=True, slots=True)
class Row:
    """Who may, and a question that is answered; ``roles`` None: whoever comes, without a token too.

    ``answers``: what who may is answered; 404 or 409 where the question names something that is not there.
    ``keyed``: sent under an Idempotency-Key and once before all tests, so that asking again stores nothing.
    """

    roles: frozenset[str] | None
    query: dict[str, str] = field(default_factory=dict)
    body: Any = None
    answers: frozenset[int] = frozenset({200, 201})
    keyed: bool = False
    media_type: str = "text/csv"  # of a file

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

ESTIMATE: Final = {
    "indicator": "EECO14",
    "on": "2024-06-30",
    "female": 1,
    "male": 0,
    "non_binary": 0,
    "method": "sample",
    "base": "Stichprobe",
}
ENTITY: Final = {"kind": "enterprise", "name": "Tischlerei", "on": "2024-03-04"}
ENTERED: Final = {"entry_date": "2024-03-04"}
NOTHING: Final = "00000000-0000-8000-8000-000000000001"
NOT_THERE: Final = frozenset({404, 409})
# What stands in the places of a path; ids of a district are known once it is there (conftest).
PLACES: Final[dict[str, str]] = {
    "operation": OPENING["operation"],
    "kind": "participants",
    "participation": NOTHING,
    "reminder": NOTHING,
    "erasure": NOTHING,
    "link": NOTHING,
    "key": "merkblatt",
    **OF_DIRECTORY,
    **IN_NETWORK,
    **IN_PLANNING,
    **OF_A_PARTNER,
    **OF_A_GROUP,
    **OF_A_VOLUNTEER,
    **IN_CALENDAR,
    **OF_A_SURVEY,
    **OF_A_REFERRAL,
    **OF_A_SUBMISSION,
    **OF_A_PROOF,
    **IN_ODATA,
    **OF_A_CHECK,
    **OF_AN_EXAMINATION,
}
FACHKRAFT: Final = frozenset({"fachkraft"})
CASE: Final = {"operation": OPENING["operation"], "sozialraum": "rieth", "on": "2024-03-04", "code_word": "Nachtigall"}
TALLY: Final = {"operation": OPENING["operation"], "sozialraum": "rieth", "date": "2024-03-04"}
ON: Final = {"on": "2024-03-05"}
DEBTS: Final = {"topic": "schulden", "severity": "severe"}
SHEET: Final = {"instrument": "staerken", "stage": "start", **ON, "answers": [{"item": "resilienz", "value": 2}]}
MEETING: Final = {"starts": "2024-03-06T10:00:00", "minutes": 30, "note": "im Rathaus"}
PAPER: Final = {"text": "consent-named-file", "text_version": 1, "form": "paper", "on": "2024-03-04"}
NAME: Final = {"family_name": "Zaunkönig", "given_name": "Erika"}
# The identity of a case that others work on here is not erased, and nobody is kept from working on it.
OF_RIGHTS: Final[dict[tuple[str, str], Row]] = {
    ("POST", "/intake/cases/{case}/erasure"): Row(
        FACHKRAFT, body={"scope": "record", "grounds": "not_needed", "reason": "Wunsch der Person"}, keyed=True
    ),
    ("POST", "/intake/cases/{case}/restriction"): Row(FACHKRAFT, body={"grounds": "because"}, answers=frozenset({422})),
    ("POST", "/intake/cases/{case}/restriction/lifting"): Row(FACHKRAFT, body={}, keyed=True),
    ("POST", "/intake/cases/{case}/access-export"): Row(FACHKRAFT, body={"form": "json"}, keyed=True),
}
OF_ERASURES: Final[dict[tuple[str, str], Row]] = {
    ("GET", "/intake/erasures"): Row(frozenset({"koordination"})),
    ("POST", "/intake/erasures/{erasure}/confirmation"): Row(frozenset({"koordination"}), body={}, answers=NOT_THERE),
    ("POST", "/intake/erasures/{erasure}/rejection"): Row(frozenset({"koordination"}), body={}, answers=NOT_THERE),
}
OF_DUPLICATES: Final[dict[tuple[str, str], Row]] = {
    ("GET", "/intake/duplicates"): Row(KOORDINATION, query={"operation": OPENING["operation"]}),
    ("GET", "/intake/person-links"): Row(KOORDINATION),
    ("POST", "/intake/person-links"): Row(
        KOORDINATION, body={"one": NOTHING, "other": NOTHING, "grounds": "same_record"}, answers=NOT_THERE
    ),
    ("POST", "/intake/person-links/told-apart"): Row(
        KOORDINATION, body={"one": NOTHING, "other": NOTHING}, answers=NOT_THERE
    ),
    ("POST", "/intake/person-links/{link}/unlink"): Row(KOORDINATION, body={}, answers=NOT_THERE),
}
OF_A_CASE: Final[dict[tuple[str, str], Row]] = {
    ("POST", "/intake/cases"): Row(FACHKRAFT, body={**CASE, "team": None}, keyed=True),
    ("GET", "/intake/cases"): Row(WRITERS),
    ("GET", "/intake/cases/{case}"): Row(FACHKRAFT),
    ("GET", "/intake/cases/{case}/access-log"): Row(frozenset({"koordination", "pruefung"})),
    ("POST", "/intake/cases/{case}/pause"): Row(FACHKRAFT, body=ON, keyed=True),
    ("POST", "/intake/cases/{case}/resume"): Row(FACHKRAFT, body=ON, keyed=True),
    ("POST", "/intake/cases/{case}/close"): Row(FACHKRAFT, body={**ON, "end_kind": "referred"}, keyed=True),
    ("POST", "/intake/cases/{case}/reopen"): Row(FACHKRAFT, body=ON, keyed=True),
    ("POST", "/intake/cases/{case}/notes"): Row(FACHKRAFT, body={**ON, "text": "Notiz"}, keyed=True),
    ("POST", "/intake/cases/{case}/assignment"): Row(WRITERS, body={**ON, "team": None, "staff": None}, keyed=True),
    ("POST", "/intake/break-glass"): Row(FACHKRAFT, body={"code_word": "Nachtigall", "reason": "Notfall"}),
    ("GET", "/intake/today"): Row(FACHKRAFT),
    ("POST", "/intake/contacts"): Row(FACHKRAFT, body=TALLY, keyed=True),
    ("GET", "/intake/contacts"): Row(WRITERS),
    ("GET", "/intake/contacts/{contact}"): Row(FACHKRAFT),
    ("POST", "/intake/contacts/{contact}/corrections"): Row(FACHKRAFT, body={"minutes": 5}, keyed=True),
    ("POST", "/intake/contacts/{contact}/cancellation"): Row(FACHKRAFT, body={"reason": "Irrtum"}, keyed=True),
    ("POST", "/intake/contacts/{contact}/undo"): Row(FACHKRAFT, body={}, keyed=True),
    ("POST", "/intake/cases/{case}/situations"): Row(FACHKRAFT, body={**ON, "situations": [DEBTS]}, keyed=True),
    ("GET", "/intake/cases/{case}/situations"): Row(FACHKRAFT),
    ("POST", "/intake/cases/{case}/retracted-situations"): Row(
        FACHKRAFT, body={"assessment": NOTHING}, answers=NOT_THERE
    ),
    ("POST", "/intake/cases/{case}/strengths"): Row(FACHKRAFT, body=SHEET, answers=NOT_THERE),
    ("GET", "/intake/cases/{case}/strengths"): Row(FACHKRAFT),
    ("POST", "/intake/cases/{case}/retracted-strengths"): Row(
        FACHKRAFT, body={"assessment": NOTHING}, answers=NOT_THERE
    ),
    ("POST", "/intake/cases/{case}/goals"): Row(FACHKRAFT, body={**ON, "text": "Ziel"}, keyed=True),
    ("GET", "/intake/cases/{case}/goals"): Row(FACHKRAFT),
    ("POST", "/intake/cases/{case}/goals/{goal}/steps"): Row(
        FACHKRAFT, body={"text": "Schritt", "by_client": True}, keyed=True
    ),
    ("POST", "/intake/cases/{case}/goals/{goal}/steps/{step}/done"): Row(FACHKRAFT, body=ON, keyed=True),
    ("POST", "/intake/cases/{case}/goals/{goal}/reviews"): Row(FACHKRAFT, body={**ON, "progress": 50}, keyed=True),
    ("POST", "/intake/cases/{case}/goals/{goal}/end"): Row(FACHKRAFT, body={**ON, "outcome": "reached"}, keyed=True),
    ("POST", "/intake/cases/{case}/appointments"): Row(FACHKRAFT, body=MEETING, keyed=True),
    ("GET", "/intake/cases/{case}/appointments"): Row(FACHKRAFT),
    ("POST", "/intake/cases/{case}/appointments/{appointment}/move"): Row(
        FACHKRAFT, body={**MEETING, "minutes": 45}, keyed=True
    ),
    ("POST", "/intake/cases/{case}/appointments/{appointment}/end"): Row(FACHKRAFT, body={"end": "kept"}, keyed=True),
    ("GET", "/intake/appointments"): Row(FACHKRAFT),
    ("POST", "/intake/tasks"): Row(
        WRITERS, body={"text": "Aufgabe", "due": "2024-03-06", "operation": OPENING["operation"]}, keyed=True
    ),
    ("POST", "/intake/tasks/{task}/done"): Row(WRITERS, body=ON, keyed=True),
    ("GET", "/intake/worklist"): Row(WRITERS),
    ("POST", "/intake/reminders/{reminder}/done"): Row(WRITERS, body=ON, answers=NOT_THERE),
    ("POST", "/intake/cases/{case}/consents"): Row(FACHKRAFT, body={**PAPER, "purpose": "named_file"}, keyed=True),
    ("GET", "/intake/cases/{case}/consents"): Row(FACHKRAFT),
    ("POST", "/intake/cases/{case}/consents/{consent}/withdrawal"): Row(FACHKRAFT, body=ON, keyed=True),
    ("POST", "/intake/cases/{case}/notices"): Row(FACHKRAFT, body={**PAPER, "text": "merkblatt"}, keyed=True),
    ("GET", "/intake/cases/{case}/person"): Row(FACHKRAFT),
    ("POST", "/intake/cases/{case}/person"): Row(
        FACHKRAFT, body={**NAME, **ON, "consent_id": NOTHING}, answers=NOT_THERE
    ),
    ("POST", "/intake/cases/{case}/person/correction"): Row(FACHKRAFT, body=NAME, answers=NOT_THERE),
    ("POST", "/intake/cases/{case}/joins"): Row(
        FACHKRAFT, body={**ON, "contact_ids": [NOTHING], "consent_id": NOTHING}, answers=NOT_THERE
    ),
    ("POST", "/intake/cases/{case}/participations"): Row(
        FACHKRAFT, body={"operation": OPENING["operation"], "participant_no": "E-1"}, answers=NOT_THERE
    ),
    ("POST", "/intake/cases/{case}/participations/{participation}/unlink"): Row(FACHKRAFT, body={}, answers=NOT_THERE),
    ("POST", "/intake/search"): Row(FACHKRAFT, body={"text": "Nachtigall"}),
    ("GET", "/intake/cases/{case}/forms/{key}.pdf"): Row(FACHKRAFT),
    **OF_RIGHTS,
}


def filled(path: str, **places: str) -> str:
    """A path template with something in every place."""
    return path.format(**{**PLACES, **places})


TABLE: Final[dict[tuple[str, str], Row]] = {
    ("GET", "/health"): Row(None),
    ("GET", "/metrics"): Row(None),
    ("GET", "/openapi.json"): Row(None),
    ("POST", "/districts/operations"): Row(OPERATORS, body=OPENING),
    ("GET", "/districts/operations"): Row(PEOPLE),
    ("POST", "/districts/rural-municipalities"): Row(OPERATORS, body={"ags": ["16070004"]}),
    ("GET", "/districts/sozialraeume"): Row(PEOPLE),
    **OF_ERASURES,
    **OF_DUPLICATES,
    **{route: Row(**fields) for route, fields in OF_DISTRICTS.items()},
    **{route: Row(**fields) for route, fields in OF_FUNDING.items()},
    ("GET", "/intake/forms"): Row(WRITERS),
    ("GET", "/intake/operations/{operation}/forms/{key}.pdf"): Row(WRITERS),
    ("POST", "/intake/operations/{operation}/participations"): Row(WRITERS, body=entry()),
    ("POST", "/intake/operations/{operation}/statuses"): Row(WRITERS, body=STATUS),
    ("POST", "/intake/operations/{operation}/contacts"): Row(WRITERS, body=CONTACT),
    ("POST", "/intake/operations/{operation}/imports/{kind}"): Row(WRITERS, body=CSV),
    ("POST", "/intake/operations/{operation}/participations/check"): Row(WRITERS, body=entry()),
    ("GET", "/intake/operations/{operation}/participations/incomplete"): Row(WRITERS),
    ("GET", "/intake/operations/{operation}/estimates"): Row(KEEPERS),
    ("POST", "/intake/operations/{operation}/estimates"): Row(KOORDINATION, body=ESTIMATE),
    ("POST", "/intake/operations/{operation}/retracted-estimates"): Row(
        KOORDINATION, body={"indicator": "EECO14", "on": "2024-12-31"}, answers=NOT_THERE
    ),
    ("GET", "/intake/operations/{operation}/entities"): Row(KEEPERS),
    ("POST", "/intake/operations/{operation}/entities"): Row(KOORDINATION, body=ENTITY),
    ("POST", "/intake/operations/{operation}/retracted-entities"): Row(
        KOORDINATION, body={"entity_id": NOTHING}, answers=NOT_THERE
    ),
    ("GET", "/reporting/operations/{operation}/participations/{participation}/cells"): Row(WRITERS, answers=NOT_THERE),
    ("POST", "/reporting/operations/{operation}/cells"): Row(WRITERS, body=ENTERED),
    ("GET", "/reporting/operations/{operation}/reports/esf"): Row(READERS, query={"as_of": "2026-06-30"}),
    # Pruefung needs a mandate besides; without one it is refused like a stranger
    ("GET", "/reporting/operations/{operation}/explain"): Row(
        KOORDINATION, query={"as_of": "2026-06-30", "indicator": "EECO01"}
    ),
    ("GET", "/reporting/replay"): Row(KOORDINATION, query={"operation": OPENING["operation"]}),
    ("GET", "/reporting/submissions/{submission}/delta"): Row(KOORDINATION | {"pruefung"}, answers=NOT_THERE),
    ("GET", "/reporting/reports/activity"): Row(READERS, query=PERIOD),
    ("GET", "/reporting/reports/activity/explain"): Row(KOORDINATION, query={**PERIOD, "figure": "clients_reached"}),
    ("GET", "/reporting/reports/gaps"): Row(PLANNERS, query=PERIOD),
    # before anything of events is stored: what reporting has not read yet is waited for
    ("GET", "/reporting/reports/sozialraum"): Row(TEAM, query={"sozialraum": "rieth", "as_of": "2026-06-30"}),
    ("GET", "/reporting/reports/statistic"): Row(
        TEAM, query={"statistic": "kein_wert", "as_of": "2026-06-30"}, answers=NOT_THERE
    ),
    ("GET", "/referral/directory/export"): Row(WRITERS),
    ("POST", "/referral/directory/import"): Row(
        WRITERS, query={"form": "partners", "dry_run": "true"}, body=b"name\nMuster e. V.\n"
    ),
    **OF_A_CASE,
    **{route: Row(**fields) for route, fields in OF_NETWORK.items()},
    **{route: Row(**fields) for route, fields in OF_PARTNERS.items()},
    **{route: Row(**fields) for route, fields in OF_GROUPS.items()},
    **{route: Row(**fields) for route, fields in OF_VOLUNTEERS.items()},
    **{route: Row(**fields) for route, fields in OF_CALENDAR.items()},
    **{route: Row(**fields) for route, fields in OF_REFERRALS.items()},
    **{route: Row(**fields) for route, fields in OF_PLANNING.items()},
    **{route: Row(**fields) for route, fields in OF_PROOFS.items()},
    **{route: Row(**fields) for route, fields in OF_ODATA.items()},
    **{route: Row(**fields) for route, fields in OF_CHECKING.items()},
    **{route: Row(**fields) for route, fields in OF_EXAMINATION.items()},
    **{route: Row(**fields) for route, fields in OF_STATISTICS.items()},
    **{route: Row(**fields) for route, fields in OF_SUBMISSIONS.items()},
    **{route: Row(**fields) for route, fields in OF_SURVEYS.items()},
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
