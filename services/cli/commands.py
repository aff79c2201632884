"""Which commands there are; a module is imported when its command is called: all together take seconds to import."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, Final

import typer

GROUPS: Final[Mapping[str, str]] = {
    "district": "districts.district_app",
    "operation": "districts.operation_app",
    "traeger": "traeger.traeger_app",
    "team": "traeger.team_app",
    "staff": "staff.staff_app",
    "role": "staff.role_app",
    "user": "users.user_app",
    "site": "sites.site_app",
    "vocabulary": "definitions.vocabulary_app",
    "instrument": "definitions.instrument_app",
    "funding": "funding.funding_app",
    "import": "importing.import_app",
    "directory": "partner_directory.directory_app",
    "report": "reporting.report_app",
    "bi": "bi.bi_app",
    "check": "checks.check_app",
    "land": "land.land_app",
    "submission": "submissions.submission_app",
    "form": "forms.form_app",
    "person": "persons.person_app",
    "estimate": "estimates.estimate_app",
    "entity": "entities.entity_app",
    "parked": "parked.parked_app",
    "dead": "dead.dead_app",
    "audit": "audit.audit_app",
}
SINGLE: Final[Mapping[str, str]] = {
    "explain": "explaining.explain",
    "explain-activity": "explaining.explain_activity",
    "replay": "history.replay",
    "rebuild": "history.rebuild",
    "erase": "erasing.erase",
    "wait": "platform.wait",
    "env": "platform.env",
    "token": "platform.token",
}


def app_for(arguments: Sequence[str] = ()) -> typer.Typer:
    """The command line as far as a call needs it: the command it names, or all of them for help and misspelt names."""
    app = typer.Typer(
        name="lotse",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help="Lotse: Sozialarbeit im Sozialraum festhalten, nachweisen und nachrechnen.",
    )
    app.callback()(_nothing)  # or a single command would be called without its name
    called = next(iter(arguments), "")
    known = called in GROUPS or called in SINGLE
    for name, place in GROUPS.items():
        if not known or name == called:
            app.add_typer(_found(place), name=name)
    for name, place in SINGLE.items():
        if not known or name == called:
            app.command(name)(_found(place))
    return app


def _nothing() -> None:
    pass


def _found(place: str) -> Any:
    module, _, attribute = place.partition(".")
    return getattr(import_module(f"services.cli.{module}"), attribute)
