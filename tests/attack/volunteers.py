"""Rows of volunteers, engagements, hours and press work, for the table of ``routes``."""

from typing import Any, Final

TEAM: Final = frozenset({"fachkraft", "koordination", "planung"})
HELPED: Final = frozenset({"fachkraft", "koordination"})
NOT_THERE: Final = frozenset({404, 409})

NOTHING: Final = "00000000-0000-8000-8000-000000000001"
PLACES: Final = dict.fromkeys(("volunteer", "engagement", "record", "certificate", "item"), NOTHING)
ON: Final = {"on": "2024-03-04"}
SOMEBODY: Final = {"name": "Zaunkönig", **ON}
TIME: Final = {**ON, "minutes": 90, "persons": 3}
REPORT: Final = {**ON, "medium": "Tageblatt", "channel": "print", "tone": "positive"}
PERIOD: Final = {"from": "2024-01-01", "to": "2024-12-31"}

Fields = dict[str, Any]


def fields(roles: frozenset[str], **more: Any) -> Fields:
    return {"roles": roles, **more}


def absent(roles: frozenset[str], **body: Any) -> Fields:
    """A command on something that is not there."""
    return {"roles": roles, "body": body, "answers": NOT_THERE}


ONE: Final = "/events/volunteers/{volunteer}"
OF_VOLUNTEERS: Final[dict[tuple[str, str], Fields]] = {
    ("POST", "/events/volunteers"): fields(HELPED, body=SOMEBODY, keyed=True),
    ("GET", "/events/volunteers"): fields(HELPED),
    ("GET", ONE): fields(HELPED, answers=NOT_THERE),
    ("POST", f"{ONE}/details"): absent(HELPED, **SOMEBODY),
    ("POST", f"{ONE}/leaving"): absent(HELPED, **ON),
    ("POST", f"{ONE}/return"): absent(HELPED, **SOMEBODY),
    ("POST", f"{ONE}/erasure"): absent(HELPED),
    ("POST", f"{ONE}/engagements"): absent(HELPED, engagement_id=NOTHING),
    ("POST", f"{ONE}/engagements/{{engagement}}/leaving"): absent(HELPED, **ON),
    ("POST", f"{ONE}/certificates"): absent(HELPED, first_day="2024-01-01", last_day="2024-12-31"),
    ("GET", f"{ONE}/certificates"): fields(HELPED),
    ("GET", f"{ONE}/certificates/{{certificate}}"): fields(HELPED, answers=NOT_THERE),
    ("POST", "/events/engagements"): fields(TEAM, body={"title": "Hausaufgabenhilfe"}, keyed=True),
    ("GET", "/events/engagements"): fields(TEAM),
    ("POST", "/events/engagements/{engagement}/details"): absent(TEAM, title="Vorlesen"),
    ("POST", "/events/engagements/{engagement}/closing"): absent(TEAM, **ON),
    ("POST", "/events/volunteering"): fields(HELPED, body=TIME, keyed=True),
    ("GET", "/events/volunteering"): fields(TEAM, query=PERIOD),
    ("GET", "/events/volunteering/sums"): fields(TEAM, query=PERIOD),
    ("POST", "/events/volunteering/{record}/details"): absent(HELPED, **TIME),
    ("POST", "/events/volunteering/{record}/cancellation"): absent(HELPED),
    ("POST", "/events/press"): fields(TEAM, body=REPORT, keyed=True),
    ("GET", "/events/press"): fields(TEAM),
    ("GET", "/events/press/trend"): fields(TEAM),
    ("GET", "/events/press/{item}"): fields(TEAM, answers=NOT_THERE),
    ("POST", "/events/press/{item}/details"): absent(TEAM, **REPORT),
    ("POST", "/events/press/{item}/withdrawal"): absent(TEAM),
}
