"""*Fallakte*: everything of a case on one page, with a line of days that can be filtered by kind."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.contracts.referral_waiting import WORDS
from services.intake.api.asking import Service
from services.intake.application import Intake
from services.intake.case_file import SECTIONS
from services.intake.choices_queries import Directory, directory
from services.intake.directory import topics
from services.intake.domain.person_fields import PERSON_FIELDS
from services.intake.forms.library import released
from services.intake.pages import words
from services.intake.pages.asking import FachkraftHere
from services.intake.pages.case_access import CaseRead
from services.intake.pages.case_forms import CASES
from services.intake.pages.case_hints import hints
from services.intake.pages.case_timeline import KINDS, Kind, Wording, timeline
from services.intake.pages.referral_addresses import proposing_address, referral_address
from services.intake.participation_file import participation_file
from services.intake.referrals_work import REFERRED
from services.intake.situations_queries import separate_assessments
from services.kernel.pages.names import names_for
from services.kernel.pages.rendering import rendered
from services.kernel.requests import Session

router: Final = APIRouter()

A_PAGE: Final = 40
OTHER: Final = "eine andere Fachkraft"


@router.get(f"{CASES}/{{case}}")
def case_page(
    *,
    request: Request,
    of: CaseRead,
    asking: FachkraftHere,
    service: Service,
    kind: Annotated[Kind | None, Query(alias="art")] = None,
    page: Annotated[int, Query(alias="seite", ge=1, le=1000)] = 1,
    whole: Annotated[bool, Query(alias="ganz")] = False,
    told: Annotated[list[str], Query(alias="hinweis", max_length=10)] = [],  # noqa: B006 - fastapi copies it
) -> Response:
    """``ganz``: the whole line of days at once, to print it. That the case was read is recorded."""
    service, case, here = service.with_keys_at_hand(), of.case_id, directory(service.pool, asking.district)
    sections = {each.key: each.read(service, asking.district, case) for each in SECTIONS}
    of_operations = {each.operation: each.name for each in here.operations}
    sections["questionnaires"] = _questionnaires(service, asking.district, sections["participations"], of_operations)
    wording = _wording(request, asking, service, here)
    entries = timeline(sections, wording, kind)
    start = 0 if whole else (page - 1) * A_PAGE
    shown = entries[start:] if whole else entries[start : start + A_PAGE]
    context = {
        **sections,
        "case": f"{CASES}/{case}",
        "case_id": str(case),
        "entries": shown,
        "kinds": _kinds(case, kind),
        "further": _page_link(case, kind, page + 1) if start + len(shown) < len(entries) else None,
        "newer": _page_link(case, kind, page - 1) if page > 1 and not whole else None,
        "print": f"{CASES}/{case}?{urlencode({'ganz': 'true'})}",
        "hints": hints(told),
        "restricted": of.restricted,
        "glass_until": of.access.glass.get(asking.caller.actor) if of.verdict.break_glass else None,
        "team": next((each.name for each in here.teams if str(each.team) == sections["head"]["team"]), None),
        "operations": of_operations,
        "without_questionnaire": _without_questionnaire(sections, of_operations),
        "assessments": separate_assessments(service, asking.district, case),
        "instruments": here.instruments,
        "printable": released(),
        "referred_kinds": REFERRED,
        "referral_address": referral_address,
        "proposing_address": proposing_address,
        "waiting_words": WORDS,
        "wording": wording,
        "words": words,
        "person_words": [
            (title, sections["person"]["words"][name])
            for name, title in PERSON_FIELDS.items()
            if name in sections["person"]["words"]
        ],
    }
    return rendered(request, "intake/case_file.html", context)


def _wording(request: Request, asking: Session, service: Intake, here: Directory) -> Wording:
    names = {str(staff): name for staff, name in names_for(request, asking).items()}
    of_sites = {str(each.site): each.name for each in here.sites}
    return Wording(
        topic=topics(service.pool, asking.district).label,
        staff=lambda staff: names.get(staff, OTHER) if staff else None,
        site=lambda site: of_sites.get(site) if site else None,
    )


def _questionnaires(
    service: Intake, district: str, linked: Sequence[Mapping[str, str]], of_operations: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The participations of the case's person, as they stand."""
    known = [participation_file(service, district, UUID(each["participation_id"])) for each in linked]
    return [
        {
            "participation": str(each.values.participation_id),
            "name": of_operations.get(each.values.operation, each.values.operation),
            "href": f"/teilnahmen/{each.values.operation}/{each.values.participation_id}",
            "participant_no": each.participant_no,
            "state": words.STATES[each.values.state],
            "entry_date": each.values.entry_date,
            "exit_date": each.values.exit_date,
            "statuses": each.statuses,
        }
        for each in known
        if each is not None
    ]


def _without_questionnaire(sections: Mapping[str, Any], of_operations: Mapping[str, str]) -> list[tuple[str, str]]:
    """Operations in which the person was met or the case is, and has no participation yet: (key, name)."""
    linked = {each["operation"] for each in sections["participations"]}
    met = {sections["head"]["operation"], *(each["operation"] for each in sections["minutes"])}
    return [(each, of_operations.get(each, each)) for each in sorted(met - linked)]


def _kinds(case: UUID, chosen: Kind | None) -> list[tuple[str, str, bool]]:
    """The filter: title, address, whether it is chosen."""
    every: tuple[str, str, bool] = ("alles", f"{CASES}/{case}#verlauf", chosen is None)
    return [every, *((title, _page_link(case, kind, 1), kind == chosen) for kind, title in KINDS.items())]


def _page_link(case: UUID, kind: Kind | None, page: int) -> str:
    query = ({"art": kind} if kind else {}) | ({"seite": str(page)} if page > 1 else {})
    return f"{CASES}/{case}{'?' if query else ''}{urlencode(query)}#verlauf"
