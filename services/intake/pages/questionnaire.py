"""The pages and the fragment of the questionnaire: questions, what is missing, what is worth a second look."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from services.intake.api.access import access_desk
from services.intake.api.participations import FindingOut, check_participation
from services.intake.application import Intake
from services.intake.choices_queries import operations
from services.intake.domain.operation import OperationRules
from services.intake.domain.record_state import clock
from services.intake.domain.restriction import ProcessingIsRestricted
from services.intake.duplicates.seen import Briefly, reported_with
from services.intake.pages import words
from services.intake.pages.case_forms import CASES
from services.intake.pages.participation_here import At, as_typed
from services.intake.pages.questions import NUMBER, Group, questionnaire, titles
from services.intake.participation_file import visible_participation
from services.intake.persons_queries import find_person
from services.intake.rows_in import ParticipationIn
from services.kernel.pages.forms import Filled, blank
from services.kernel.pages.problem_page import is_fragment
from services.kernel.pages.rendering import rendered
from services.kernel.pages.small_form import with_errors_at
from services.kernel.requests import Session
from services.kernel.roles import Role
from services.kernel.times import today

BUTTON: Final = "aktion"
Typed: TypeAlias = Filled[ParticipationIn]


@dataclass(frozen=True, slots=True)
class NewParticipation:
    """A questionnaire that is not stored yet; ``case``: whose person it is of."""

    request: Request
    service: Intake
    asking: Session
    rules: OperationRules
    case: UUID | None


def stored(at: At) -> Typed:
    """The values as they are, for the first look."""
    typed = as_typed(at.values)
    number = at.file.participant_no
    if number is None:
        return blank(**typed)
    said = {name: value for name, value in typed.items() if value}
    return Filled(blank(**typed).typed, ParticipationIn.model_validate({**said, NUMBER: number}))


def new_page(new: NewParticipation, filled: Typed, status: int = 200) -> Response:
    """A new questionnaire, as far as it is filled in."""
    groups = questionnaire(new.rules, with_number=True)
    context = {
        "heading": "Fragebogen bei Eintritt",
        "is_new": True,
        "state": None,
        "is_open": True,
        "code_word": _code_word(new) if new.case else None,
        "back": f"{CASES}/{new.case}#teilnahmen" if new.case else "/teilnahmen",
        "clocks": (),
        "statuses": (),
        "reported_with": (),
        "at": None,
        "saved": False,
    }
    return _page(new, groups, filled, context, status)


def known_page(at: At, filled: Typed, *, status: int = 200, saved: bool = False) -> Response:
    """The questionnaire of a known participation, with its statuses."""
    groups = questionnaire(at.rules, with_number=False)
    context = {
        "heading": f"Teilnahme {at.file.participant_no or 'gelöscht'}",
        "is_new": False,
        "state": at.values.state,
        "is_open": at.values.state != "cancelled" and not at.restricted,
        "code_word": None,
        "back": _back(at),
        "clocks": _clocks(at),
        "statuses": sorted(at.file.statuses, key=lambda each: each.date),
        "reported_with": _reported_with(at),
        "at": at,
        "saved": saved,
    }
    return _page(at, groups, filled, context, status)


def _page(
    of: NewParticipation | At, groups: Sequence[Group], filled: Typed, context: Mapping[str, Any], status: int
) -> Response:
    findings = _findings(of, filled)
    common = {
        "action": str(of.request.scope["path"]),
        "operation": of.rules.operation,
        "operation_name": _name_of(of),
        "groups": groups,
        "titles": titles(groups),
        "form": with_errors_at([each for group in groups for each in group.questions], filled),
        "missing": [each for each in findings if each.severity == "missing"],
        "told": _by_field(findings),
        "button": BUTTON,
        "checked": filled.model is not None,
        "words": words,
    }
    template = "intake/questionnaire_check.html" if is_fragment(of.request) else "intake/questionnaire.html"
    return rendered(of.request, template, {**common, **context}, status=status)


def _findings(of: NewParticipation | At, filled: Typed) -> Sequence[FindingOut]:
    """Everything that the rules of entry say of the values, nothing of what is left alone; nothing is stored."""
    if filled.model is None:
        return ()
    try:
        return check_participation(of.rules.operation, filled.model, of.asking, of.service).findings
    except ProcessingIsRestricted:
        return ()


def _by_field(findings: Sequence[FindingOut]) -> Mapping[str, Sequence[FindingOut]]:
    found: defaultdict[str, list[FindingOut]] = defaultdict(list)
    for each in findings:
        found[each.column].append(each)
    return dict(found)


def _clocks(at: At) -> Sequence[str]:
    """How the clocks after the exit stand, in German."""
    if at.values.exit_date is None:
        return ()
    told = [(each.kind, each.date) for each in at.file.statuses]
    return [clock(kind, at.values.exit_date, told, at.rules, today()) for kind in words.STATUS_KINDS]


def _reported_with(at: At) -> Sequence[tuple[Briefly, bool]]:
    """The other participations of the same person in this operation, each with whether the asker may open it."""
    desk = access_desk(at.service, at.asking)
    others = reported_with(at.service, at.asking.district, at.values)
    return [(each, visible_participation(desk, each.operation, each.participation) is not None) for each in others]


def _back(at: At) -> str:
    """The case, for who may open it."""
    if at.file.case_id is not None and at.asking.caller.role == Role.FACHKRAFT:
        return f"{CASES}/{at.file.case_id}#teilnahmen"
    return "/teilnahmen"


def _code_word(new: NewParticipation) -> str | None:
    assert new.case is not None
    return find_person(new.service, new.asking.district, new.case).code_word


def _name_of(of: NewParticipation | At) -> str:
    known = operations(of.service.pool, of.asking.district)
    return next((each.name for each in known if each.operation == of.rules.operation), of.rules.operation)
