"""*Gremien*: which groups there are, when each meets next; and everything of one group on one page."""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from services.contracts.events.words import GroupKind
from services.contracts.vocabularies import handlungsfelder
from services.events.api.asking import Service
from services.events.groups_desk import GROUP_FIELDS
from services.events.groups_feed import feed_address
from services.events.groups_queries import GroupEntry, groups_of
from services.events.groups_wording import GROUP_KINDS, MEMBER_ROLES
from services.events.meetings_queries import meetings_of, next_meetings
from services.events.pages.asking import Here, TeamHere
from services.events.pages.groups_here import GROUPS, NAMELESS, group_of, known_names
from services.events.texts import Sheet, words_of
from services.kernel.pages.forms import asked
from services.kernel.pages.rendering import rendered
from services.kernel.problems import invalid_input
from services.kernel.times import today

router: Final = APIRouter()


class GroupsAsked(BaseModel):
    """Which groups are to be shown; ``gone``: those that do not work any more."""

    model_config = ConfigDict(extra="forbid")

    kind: GroupKind | None = None
    gone: bool = False


@router.get(GROUPS)
def groups_page(request: Request, asking: TeamHere, service: Service) -> Response:
    """By name, with the number of members today and the next meeting."""
    form = asked(request, GroupsAsked)
    if form.model is None:
        raise invalid_input(form.errors)
    wished, day = form.model, today()
    following = next_meetings(service.pool, asking.district, day)
    found = [each for each in groups_of(service.pool, asking.district) if each.works(day) is not wished.gone]
    context = {
        "form": form,
        "rows": [
            {"group": each, "members": len(each.members_on(day)), "next": following.get(each.group_id)}
            for each in found
            if wished.kind in {None, each.kind}
        ],
        "kinds": GROUP_KINDS,
        "gone": wished.gone,
        "narrowed": wished != GroupsAsked(),
    }
    return rendered(request, "events/gremien.html", context)


@router.get(f"{GROUPS}/{{group}}")
def group_page(request: Request, asking: TeamHere, service: Service) -> Response:
    """Its members, meetings and calendar."""
    here, day = Here(request, service, asking), today()
    group = group_of(here)
    meetings = meetings_of(service.pool, here.district, group.group_id)
    context = {
        "group": group,
        "kind": GROUP_KINDS[group.kind],
        "roles": MEMBER_ROLES,
        "fields": [handlungsfelder().get(key, key) for key in group.handlungsfelder],
        "mandate": words_of(service, here.district, Sheet(group.group_id, group.details_id, GROUP_FIELDS)).get(
            "mandate"
        ),
        **_members(here, group),
        "ahead": [each for each in reversed(meetings) if each.held_on is None and each.on_day >= day],
        "unrecorded": [each for each in meetings if _is_unrecorded(each.held_on, each.cancelled) and each.on_day < day],
        "past": [each for each in meetings if each.held_on or (each.cancelled and each.on_day < day)],
        "feed": feed_address(service, here.district, group),
        "works": group.works(day),
    }
    return rendered(request, "events/gremium.html", context)


def _is_unrecorded(held_on: object, cancelled: object) -> bool:
    """Nobody said yet whether it took place."""
    return held_on is None and cancelled is None


def _members(here: Here, group: GroupEntry) -> dict[str, Any]:
    """Who belongs to it, by name; and who did."""
    names, day = known_names(here), today()

    def name(partner_id: UUID) -> str:
        return names.get(partner_id, NAMELESS)

    periods = [(name(partner_id), partner_id, each) for partner_id, its in group.members.items() for each in its]
    ordered = sorted(periods, key=lambda each: (each[0].casefold(), each[2].since))
    return {
        "members": [each for each in ordered if each[2].last_day is None or each[2].last_day >= day],
        "former": [each for each in ordered if each[2].last_day is not None and each[2].last_day < day],
    }
