"""The form of a plausibility rule: its threshold, and whether it is asked."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter

from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.problems import not_found
from services.reporting.api.checks import CheckIn
from services.reporting.application import SERVICE
from services.reporting.checking.desk import CheckingDesk, UnknownCheck, known_check
from services.reporting.checking.settings import ConfigureCheck
from services.reporting.pages.auditing_here import COORDINATORS, Here
from services.reporting.pages.checks import RULES

router: Final = APIRouter()


class CheckForm(CheckIn):
    """A box that is not ticked is not sent: the rule is then not asked."""

    active: bool = False


def _rule(here: Here) -> Mapping[str, Any]:
    """The rule in the address as it is set. Raises a Problem (404)."""
    try:
        key = known_check(here.key("check"))
    except UnknownCheck as unknown:
        raise not_found(unknown.title) from None
    return next(one for one in CheckingDesk(here.service, here.district).rules() if one["check"] == key)


def _fields(here: Here) -> Sequence[Field]:
    rule = _rule(here)
    return (
        Field(
            name="threshold",
            title=f"Schwelle ({rule['unit']})",
            kind="number",
            optional=True,
            hint=f"Von {rule['lowest']} bis {rule['highest']}. Leer: wie ausgeliefert, also {rule['delivered']}.",
        ),
        Field(name="active", title="Diese Regel prüfen", kind="check", optional=True),
    )


def _typed(here: Here) -> Mapping[str, str]:
    rule = _rule(here)
    ticked = {"active": "true"} if rule["active"] else {}
    return {"threshold": str(rule["threshold"]), **ticked}


def _send(here: Here, body: CheckForm, context: Context) -> Stored:
    key = known_check(_rule(here)["check"])
    command = ConfigureCheck(check=key, threshold=body.threshold, active=body.active)
    return Stored(CheckingDesk(here.service, here.district).configure(command, context).position)


FORMS: Final = (
    DescribedForm(
        path=f"{RULES}/{{check}}",
        title="Prüfregel einstellen",
        button="Regel speichern",
        model=CheckForm,
        fields=_fields,
        typed=_typed,
        send=_send,
        back=lambda _here: RULES,
        about=lambda here: str(_rule(here)["text"]),
        remarks=lambda _here: ("Eine Regel weist auf Auffälliges hin. Sie verhindert keine Abgabe.",),
    ),
)
add_forms(router, SERVICE, COORDINATORS, FORMS)
