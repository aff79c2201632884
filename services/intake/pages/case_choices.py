"""What forms of a case offer to choose from, in words: people, teams, sites, topics, consents in force."""

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from services.contracts.intake import ConsentPurpose
from services.intake.application import Intake
from services.intake.case_file import head
from services.intake.choices_queries import sites, teams
from services.intake.consents_queries import find_ledger
from services.intake.directory import members_of, topics
from services.intake.pages.case_forms import Here
from services.intake.pages.words import CONSENT_PURPOSES
from services.kernel.pages.names import names_for
from services.kernel.pages.small_form import Field
from services.kernel.pages.wording import day
from services.kernel.roles import Role
from services.kernel.times import today

Options = Sequence[tuple[str, str]]

SOMEBODY: Final = "Fachkraft ohne Namen hier"


def operation_of(here: Here) -> str:
    """The operation of the case."""
    return str(head(here.service, here.district, here.case)["operation"])


def staff_options(here: Here) -> Options:
    """Whoever belongs today to a team of the case's operation, and the Fachkraft who asks; by name."""
    operation, pool = operation_of(here), here.service.pool
    of_teams = [each.team for each in teams(pool, here.district) if each.operation == operation]
    members = {staff for team in of_teams for staff in members_of(pool, here.district, team, today())}
    asker = {here.asking.caller.actor} if here.asking.caller.role == Role.FACHKRAFT else set()
    return named(here, {str(staff) for staff in members} | asker)


def named(here: Here, people: Collection[str]) -> Options:
    """People with their names, as far as the asker may know them; programs are nobody."""
    names = {str(staff): name for staff, name in names_for(here.request, here.asking).items()}
    shown = [(staff, names.get(staff, f"{SOMEBODY} ({staff[-4:]})")) for staff in people if is_person(staff)]
    return sorted(shown, key=lambda option: option[1])


def is_person(actor: str) -> bool:
    """Programs and operators have no staff id."""
    try:
        return bool(UUID(actor))
    except ValueError:
        return False


def team_options(here: Here) -> Options:
    """The teams of the case's operation."""
    operation = operation_of(here)
    found = teams(here.service.pool, here.district)
    return [(str(each.team), each.name) for each in found if each.operation == operation]


def site_options(service: Intake, district: str) -> Options:
    """Sites that are open."""
    found = sites(service.pool, district)
    return [(str(each.site), each.name) for each in found if each.last_day is None or each.last_day >= today()]


def topic_options(here: Here) -> Options:
    """The district's newest list."""
    return [(term.key, term.label) for term in topics(here.service.pool, here.district).terms]


def consent_options(here: Here, purposes: Collection[ConsentPurpose]) -> Options:
    """Consents of these purposes that are in force today."""
    ledger = find_ledger(here.service, here.district, here.case).ledger
    found = [each for each in ledger.consents.values() if each.purpose in purposes and each.in_force(today())]
    return [(str(each.consent_id), f"{CONSENT_PURPOSES[each.purpose]}, vom {day(each.on)}") for each in found]


def consent_field(here: Here, title: str, purposes: Collection[ConsentPurpose]) -> Field:
    choices = consent_options(here, purposes)
    default = choices[0][0] if len(choices) == 1 else ""
    return Field(name="consent_id", title=title, kind="select", options=choices, default=default)
