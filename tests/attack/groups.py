"""Rows of groups, meetings, resolutions and their calendars, for the table of ``routes``."""

from typing import Any, Final

TEAM: Final = frozenset({"fachkraft", "koordination", "planung"})
NOT_THERE: Final = frozenset({404, 409})

NOTHING: Final = "00000000-0000-8000-8000-000000000001"
PLACES: Final = dict.fromkeys(("group", "meeting", "resolution"), NOTHING)
ON: Final = {"on": "2024-03-04"}
GROUP: Final = {"name": "Planungsgruppe Rieth", "kind": "planning_group", "since": "2024-03-04"}
MEETING: Final = {**ON, "starts": "14:00", "agenda": "Begrüßung"}
RESOLUTION: Final = {"body": "Kreistag", "number": "KT/2018/105", "on": "2018-09-05", "majority": "unanimous"}

Fields = dict[str, Any]


def read(**fields: Any) -> Fields:
    return {"roles": TEAM, **fields}


def done(body: Fields) -> Fields:
    """A command that is carried out, and stores nothing when it comes again."""
    return {"roles": TEAM, "body": body, "keyed": True}


def absent(**body: Any) -> Fields:
    """A command on something that is not there."""
    return {"roles": TEAM, "body": body, "answers": NOT_THERE}


ONE: Final = "/events/groups/{group}"
A_MEETING: Final = "/events/meetings/{meeting}"
OF_GROUPS: Final[dict[tuple[str, str], Fields]] = {
    ("POST", "/events/groups"): done(GROUP),
    ("GET", "/events/groups"): read(),
    ("GET", ONE): read(answers=NOT_THERE),
    ("POST", f"{ONE}/details"): absent(**GROUP),
    ("POST", f"{ONE}/dissolution"): absent(**ON),
    ("POST", f"{ONE}/refounding"): absent(**GROUP),
    ("POST", f"{ONE}/members"): absent(partner_id=NOTHING),
    ("POST", f"{ONE}/members/{{partner}}/leaving"): absent(**ON),
    ("GET", f"{ONE}/feed"): read(answers=NOT_THERE),
    ("POST", f"{ONE}/feed"): absent(),
    ("POST", f"{ONE}/feed/closing"): absent(),
    ("POST", f"{ONE}/meetings"): absent(**MEETING),
    ("GET", f"{ONE}/meetings"): read(),
    ("GET", "/events/network-meetings"): read(query={"first": "2024-01-01", "last": "2024-12-31"}),
    ("GET", A_MEETING): read(answers=NOT_THERE),
    ("POST", f"{A_MEETING}/details"): absent(**MEETING),
    ("POST", f"{A_MEETING}/answers"): absent(partner_id=NOTHING, answer="accepted"),
    ("POST", f"{A_MEETING}/record"): absent(**ON, minutes="Besprochen"),
    ("POST", f"{A_MEETING}/cancellation"): absent(grounds="illness"),
    ("POST", "/events/resolutions"): done(RESOLUTION),
    ("GET", "/events/resolutions"): read(query={"words": "2018"}),
    ("GET", "/events/resolutions/{resolution}"): read(answers=NOT_THERE),
    ("POST", "/events/resolutions/{resolution}/details"): absent(**RESOLUTION),
}
