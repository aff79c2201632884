"""*Träger und Teams*: who carries operations, with which teams; and the forms for both."""

from collections.abc import Sequence
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.districts import place_queries, queries
from services.districts.api import traeger
from services.districts.api.asking import NameIn, Service
from services.districts.application import SERVICE, Districts
from services.districts.domain.team import UnknownTeam
from services.districts.domain.traeger import UnknownTraeger
from services.districts.pages.asking import FIELD_OF, OPERATORS, Here, OperatorHere, at_home
from services.districts.pages.operator_fields import operation_field, period_fields, traeger_field
from services.districts.place_queries import TeamRow, TraegerRow
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.rendering import rendered
from services.kernel.pages.small_form import Field
from services.kernel.problems import not_found

router: Final = APIRouter()

TRAEGER: Final = "/traeger"


@router.get(TRAEGER)
def traeger_page(request: Request, asking: OperatorHere, service: Service) -> Response:
    """Each Träger with what it carries and its teams."""
    pool, district = service.pool, asking.district
    teams = place_queries.team_list(pool, district)
    context = {
        "traeger": [
            (row, [team for team in teams if team.traeger_id == row.traeger_id])
            for row in place_queries.traeger_list(pool, district)
        ],
        "operations": {row.operation: row.name for row in queries.operations(pool, district)},
    }
    return rendered(request, "districts/traeger.html", context)


# --- What a form is about ------------------------------------------------------------


def _traeger(here: Here) -> TraegerRow:
    rows = place_queries.traeger_list(here.service.pool, here.district)
    found = next((row for row in rows if row.traeger_id == here.named("traeger")), None)
    if found is None:
        raise not_found(UnknownTraeger.title)
    return found


def _team(here: Here) -> TeamRow:
    rows = place_queries.team_list(here.service.pool, here.district)
    found = next((row for row in rows if row.team_id == here.named("team")), None)
    if found is None:
        raise not_found(UnknownTeam.title)
    return found


def _name_field(default: str = "") -> Sequence[Field]:
    return (Field(name="name", title="Name", default=default),)


# --- Commands ------------------------------------------------------------------------


def _register(here: Here, body: NameIn, context: Context) -> Stored:
    return Stored(traeger.register_traeger(body, here.asking, context, here.service).position)


def _rename(here: Here, body: NameIn, context: Context) -> Stored:
    return Stored(traeger.rename_traeger(here.named("traeger"), body, here.asking, context, here.service).position)


def _engage(here: Here, body: traeger.EngagementIn, context: Context) -> Stored:
    return Stored(traeger.engage_traeger(here.named("traeger"), body, here.asking, context, here.service).position)


def _form(here: Here, body: traeger.TeamIn, context: Context) -> Stored:
    return Stored(traeger.form_team(body, here.asking, context, here.service).position)


def _rename_team(here: Here, body: NameIn, context: Context) -> Stored:
    return Stored(traeger.rename_team(here.named("team"), body, here.asking, context, here.service).position)


def _listed(**of: Any) -> DescribedForm[Districts]:
    return DescribedForm(back=at_home(TRAEGER), field_of=FIELD_OF, **of)


FORMS: Final = (
    _listed(
        path=f"{TRAEGER}/neu",
        title="Träger anlegen",
        button="Träger anlegen",
        model=NameIn,
        fields=lambda _: _name_field(),
        send=_register,
    ),
    _listed(
        path=f"{TRAEGER}/{{traeger}}/name",
        title="Träger umbenennen",
        button="Namen speichern",
        model=NameIn,
        fields=lambda here: _name_field(_traeger(here).name),
        send=_rename,
    ),
    _listed(
        path=f"{TRAEGER}/{{traeger}}/vorhaben",
        title="Durchführung eines Vorhabens festhalten",
        button="Durchführung speichern",
        model=traeger.EngagementIn,
        fields=lambda here: (operation_field(here), *period_fields()),
        send=_engage,
        about=lambda here: _traeger(here).name,
    ),
    _listed(
        path="/teams/neu",
        title="Team bilden",
        button="Team bilden",
        model=traeger.TeamIn,
        fields=lambda here: (*_name_field(), traeger_field(here), operation_field(here)),
        send=_form,
    ),
    _listed(
        path="/teams/{team}/name",
        title="Team umbenennen",
        button="Namen speichern",
        model=NameIn,
        fields=lambda here: _name_field(_team(here).name),
        send=_rename_team,
    ),
)
add_forms(router, SERVICE, OPERATORS, FORMS)
