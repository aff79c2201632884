"""Forms about people at work: coming and going, roles, teams."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from fastapi import APIRouter

from services.districts import place_queries
from services.districts.api import staff
from services.districts.api.asking import LastDayIn, NameIn
from services.districts.application import SERVICE, Districts
from services.districts.pages.asking import FIELD_OF, OPERATORS, Here, at_home
from services.districts.pages.operator_fields import last_day_field, operation_field, period_fields, traeger_field
from services.districts.pages.people import name_of_person, people, person, works_still
from services.districts.pages.team import TEAM
from services.districts.pages.words import ROLES, options
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.roles import Role
from services.kernel.times import today

router: Final = APIRouter()

ONE: Final = f"{TEAM}/{{staff}}"


# --- Fields ------------------------------------------------------------------------


def _joining(here: Here) -> Sequence[Field]:
    return (
        Field(name="name", title="Vor- und Nachname"),
        traeger_field(here),
        Field(name="start", title="Erster Arbeitstag", kind="date", default=str(today())),
    )


def _name(here: Here) -> Sequence[Field]:
    return (Field(name="name", title="Vor- und Nachname", default=person(here).name or ""),)


def _leaving(here: Here) -> Sequence[Field]:
    everybody, one = people(here), person(here)
    others = [
        (str(each.staff_id), each.name or "")
        for each in everybody.listed
        if each.traeger_id == one.traeger_id and each.staff_id != one.staff_id and works_still(each)
    ]
    hint = "Offene Fälle und Aufgaben gehen am Tag danach an diese Person. Leer: an das Team."
    return (
        last_day_field(),
        Field(
            name="successor_id",
            title="Nachfolge",
            kind="select",
            optional=True,
            options=others,
            empty="das Team",
            hint=hint,
        ),
    )


def _role(here: Here) -> Sequence[Field]:
    """Betrieb gives the role Betrieb, and nobody else does; the role of the Land is given at the command line only."""
    is_operator = here.asking.caller.role == Role.BETRIEB
    closed = {"land"} if is_operator else {"land", "betrieb"}
    may = {role: words for role, words in ROLES.items() if role not in closed}
    return (
        Field(name="role", title="Rolle", kind="select", options=options(may)),
        operation_field(here, or_all=True),
        *period_fields(),
    )


def _membership(here: Here) -> Sequence[Field]:
    traeger = person(here).traeger_id
    rows = place_queries.team_list(here.service.pool, here.district)
    own = [(str(row.team_id), row.name) for row in rows if row.traeger_id == traeger]
    only = own[0][0] if len(own) == 1 else ""
    hint = None if own else "Der Träger hat noch kein Team. Sie können eines unter „Träger und Teams“ bilden."
    return (
        Field(name="team_id", title="Team", kind="select", options=own, default=only, hint=hint),
        *period_fields(),
    )


# --- Commands ----------------------------------------------------------------------


def _join(here: Here, body: staff.StaffIn, context: Context) -> Stored:
    return Stored(staff.join_staff(body, here.asking, context, here.service).position)


def _rename(here: Here, body: NameIn, context: Context) -> Stored:
    return Stored(staff.rename_staff(here.named("staff"), body, here.asking, context, here.service).position)


def _leave(here: Here, body: staff.LeavingIn, context: Context) -> Stored:
    return Stored(staff.leave(here.named("staff"), body, here.asking, context, here.service).position)


def _stay(here: Here, body: staff.Nothing, context: Context) -> Stored:
    return Stored(staff.stay(here.named("staff"), body, here.asking, context, here.service).position)


def _grant(here: Here, body: staff.RoleIn, context: Context) -> Stored:
    return Stored(staff.grant_role(here.named("staff"), body, here.asking, context, here.service).position)


def _revoke(here: Here, body: LastDayIn, context: Context) -> Stored:
    ending = staff.RevocationIn(on=body.on, grant_id=here.named("grant"))
    return Stored(staff.revoke_role(here.named("staff"), ending, here.asking, context, here.service).position)


def _join_team(here: Here, body: staff.MembershipIn, context: Context) -> Stored:
    return Stored(staff.join_team(here.named("staff"), body, here.asking, context, here.service).position)


def _leave_team(here: Here, body: LastDayIn, context: Context) -> Stored:
    ending = staff.TeamLeavingIn(on=body.on, membership_id=here.named("membership"))
    return Stored(staff.leave_team(here.named("staff"), ending, here.asking, context, here.service).position)


# --- Forms -------------------------------------------------------------------------


def _to_person(here: Here) -> str:
    return f"{TEAM}/{here.named('staff')}"


def _of_person(**of: Any) -> DescribedForm[Districts]:
    return DescribedForm(back=_to_person, about=name_of_person, field_of=FIELD_OF, **of)


def _until(_here: Here) -> Sequence[Field]:
    yesterday = today() - timedelta(days=1)
    return (last_day_field(f"Soll es sofort enden, dann gestern: {yesterday:%d.%m.%Y}."),)


FORMS: Final = (
    DescribedForm(
        path=f"{TEAM}/neu",
        title="Person anlegen",
        button="Person anlegen",
        model=staff.StaffIn,
        fields=_joining,
        send=_join,
        back=at_home(TEAM),
        field_of=FIELD_OF,
        remarks=lambda _here: ("Wer nach dem Ausscheiden wiederkommt, wird neu angelegt.",),
    ),
    _of_person(
        path=f"{ONE}/name",
        title="Namen berichtigen",
        button="Namen speichern",
        model=NameIn,
        fields=_name,
        send=_rename,
    ),
    _of_person(
        path=f"{ONE}/ausscheiden",
        title="Ausscheiden festhalten",
        button="Ausscheiden speichern",
        model=staff.LeavingIn,
        fields=_leaving,
        send=_leave,
        remarks=lambda _here: ("Rollen und Teams enden mit dem letzten Tag von selbst.",),
    ),
    _of_person(
        path=f"{ONE}/bleibt",
        title="Ausscheiden zurücknehmen",
        button="Ausscheiden zurücknehmen",
        model=staff.Nothing,
        fields=lambda _: (),
        send=_stay,
        remarks=lambda _here: ("Rollen und Teams gelten danach wieder wie vorher.",),
    ),
    _of_person(
        path=f"{ONE}/rolle",
        title="Rolle geben",
        button="Rolle geben",
        model=staff.RoleIn,
        fields=_role,
        send=_grant,
    ),
    _of_person(
        path=f"{ONE}/rolle/{{grant}}/ende",
        title="Rolle beenden",
        button="Rolle beenden",
        model=LastDayIn,
        fields=_until,
        send=_revoke,
    ),
    _of_person(
        path=f"{ONE}/zugehoerigkeit",
        title="In ein Team aufnehmen",
        button="Aufnehmen",
        model=staff.MembershipIn,
        fields=_membership,
        send=_join_team,
    ),
    _of_person(
        path=f"{ONE}/zugehoerigkeit/{{membership}}/ende",
        title="Zugehörigkeit zum Team beenden",
        button="Zugehörigkeit beenden",
        model=LastDayIn,
        fields=_until,
        send=_leave_team,
    ),
)
add_forms(router, SERVICE, OPERATORS, FORMS)
