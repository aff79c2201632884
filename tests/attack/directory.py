"""What the table of routes and the table of commands say of staff, places and definitions."""

from typing import Any, Final

from services.kernel.roles import IN_A_DISTRICT

PEOPLE: Final = frozenset(map(str, IN_A_DISTRICT))
OPERATORS: Final = frozenset({"betrieb", "koordination"})
NOTHING: Final = "00000000-0000-8000-8000-000000000001"
NOT_THERE: Final = frozenset({404, 409})
ON: Final = {"on": "2026-06-30"}
SINCE: Final = {"start": "2026-01-01"}
NAMED: Final = {"name": "Nachbarn e. V."}
SITE: Final = {"name": "KOMPASS", "sozialraum": "rieth", "kind": "office"}
TOPICS: Final = {"terms": [{"key": "schulden", "label": "Schulden", "core": "schulden"}]}
INSTRUMENT: Final[dict[str, Any]] = {
    "instrument": "bogen",
    "label": "Bogen",
    "scale": {"lowest": 1, "labels": ["nie", "immer"]},
    "dimensions": [{"key": "halt", "label": "Halt", "items": [{"key": "halt", "text": "Findet Halt"}]}],
    "missing": "leave_out",
}


Fields = dict[str, Any]  # of a Row


def done(body: Fields) -> Fields:
    """A command that is carried out, and stores nothing when it comes again."""
    return {"roles": OPERATORS, "body": body}


def absent(**body: Any) -> Fields:
    """A command on somebody or something that is not there."""
    return {"roles": OPERATORS, "body": body, "answers": NOT_THERE}


def read(**fields: Any) -> Fields:
    """A question that everybody may ask."""
    return {"roles": PEOPLE, **fields}


OF_DISTRICTS: Final[dict[tuple[str, str], Fields]] = {
    ("POST", "/districts/traeger"): done(NAMED),
    ("GET", "/districts/traeger"): read(),
    ("POST", "/districts/traeger/{traeger_id}/name"): absent(**NAMED),
    ("POST", "/districts/traeger/{traeger_id}/engagements"): absent(operation="thinka-2022", **SINCE),
    ("POST", "/districts/teams"): absent(traeger_id=NOTHING, operation="thinka-2022", **NAMED),
    ("GET", "/districts/teams"): read(),
    ("POST", "/districts/teams/{team_id}/name"): absent(**NAMED),
    ("POST", "/districts/staff"): absent(traeger_id=NOTHING, **NAMED, **SINCE),
    ("GET", "/districts/staff"): read(query={"on": "2026-06-30"}),
    ("POST", "/districts/staff/{staff_id}/name"): absent(**NAMED),
    ("POST", "/districts/staff/{staff_id}/leaving"): absent(**ON),
    ("POST", "/districts/staff/{staff_id}/staying"): absent(),
    ("POST", "/districts/staff/{staff_id}/roles"): absent(role="fachkraft", **SINCE),
    ("POST", "/districts/staff/{staff_id}/revoked-roles"): absent(grant_id=NOTHING, **ON),
    ("POST", "/districts/staff/{staff_id}/teams"): absent(team_id=NOTHING, **SINCE),
    ("POST", "/districts/staff/{staff_id}/left-teams"): absent(membership_id=NOTHING, **ON),
    ("POST", "/districts/sites"): absent(traeger_id=NOTHING, **SITE),
    ("GET", "/districts/sites"): read(),
    ("POST", "/districts/sites/{site_id}/details"): absent(**SITE),
    ("POST", "/districts/sites/{site_id}/closing"): absent(**ON),
    ("POST", "/districts/sites/{site_id}/hours"): absent(hours=[], **SINCE),
    ("POST", "/districts/sites/{site_id}/exceptions"): absent(hours=[], **ON),
    ("GET", "/districts/sites/{site_id}/hours"): read(
        query={"from": "2026-01-01", "to": "2026-01-31"}, answers=NOT_THERE
    ),
    ("POST", "/districts/topics"): done(TOPICS),
    ("GET", "/districts/topics"): read(),
    ("POST", "/districts/instruments"): done(INSTRUMENT),
    ("GET", "/districts/instruments"): read(),
    ("GET", "/districts/instruments/{instrument}"): read(),
    ("POST", "/districts/operations/{operation}/settings"): done({"silent_weeks": 6}),
    ("GET", "/districts/operations/{operation}/settings"): read(),
    ("POST", "/districts/operations/{operation}/classification"): done({"priority": "P2"}),
    ("GET", "/districts/operations/{operation}/classification"): read(),
}
PLACES: Final = {
    **dict.fromkeys(("traeger_id", "team_id", "staff_id", "site_id"), NOTHING),
    "instrument": INSTRUMENT["instrument"],
}

FROM: Final = ("--from", "2026-01-01")
LAST_DAY: Final = ("--on", "2026-06-30")
COMMANDS: Final[dict[str, tuple[str, ...]]] = {
    "traeger add": ("Nachbarn e. V.",),
    "traeger rename": (NOTHING, "--name", "AWO"),
    "traeger engage": (NOTHING, "--operation", "thinka-2022", *FROM),
    "traeger list": (),
    "team add": ("Nord", "--traeger", NOTHING, "--operation", "thinka-2022"),
    "team join": (NOTHING, NOTHING, *FROM),
    "team leave": (NOTHING, NOTHING, *LAST_DAY),
    "team list": (),
    "staff add": ("Anna", "--traeger", NOTHING, *FROM),
    "staff rename": (NOTHING, "--name", "Anna"),
    "staff leave": (NOTHING, *LAST_DAY),
    "staff stay": (NOTHING,),
    "staff list": (),
    "role grant": (NOTHING, "fachkraft", *FROM),
    "role revoke": (NOTHING,),
    "role list": (),
    "site add": ("KOMPASS", "--traeger", NOTHING, "--sozialraum", "rieth"),
    "site close": (NOTHING, *LAST_DAY),
    "site hours": (NOTHING, *FROM, "--open", "Mo 09:00-12:00"),
    "site except": (NOTHING, *LAST_DAY),
    "site calendar": (NOTHING, *FROM, "--to", "2026-01-31"),
    "site list": (),
    "vocabulary release": ("FILE",),
    "vocabulary show": (),
    "funding plan": ("FILE", "--operation", "thinka-2022"),
    "funding show": ("--operation", "thinka-2022"),
    "instrument release": ("FILE",),
    "instrument show": ("bogen",),
    "operation configure": ("thinka-2022",),
    "operation classify": ("thinka-2022", "--priority", "P2"),
}
