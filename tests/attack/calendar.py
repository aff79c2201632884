"""Rows of community events, their registrations, and tasks, for the table of ``routes``."""

from typing import Any, Final

TEAM: Final = frozenset({"fachkraft", "koordination", "planung"})
NOT_THERE: Final = frozenset({404, 409})

NOTHING: Final = "00000000-0000-8000-8000-000000000001"
PLACES: Final = {**dict.fromkeys(("event", "cost", "registration", "task", "proof", "of_id"), NOTHING), "of": "event"}
ON: Final = {"on": "2024-03-04"}
EVENT: Final = {"title": "Stadtteilfest", "kind": "stadtteilfest", **ON}
ERRAND: Final = {"what": "Plakate drucken"}

Fields = dict[str, Any]


def read(**fields: Any) -> Fields:
    return {"roles": TEAM, **fields}


def done(**body: Any) -> Fields:
    """A command that is carried out, and stores nothing when it comes again."""
    return {"roles": TEAM, "body": body, "keyed": True}


def absent(**body: Any) -> Fields:
    """A command on something that is not there."""
    return {"roles": TEAM, "body": body, "answers": NOT_THERE}


ONE: Final = "/events/events/{event}"
TASK: Final = "/events/tasks/{task}"
OF_CALENDAR: Final[dict[tuple[str, str], Fields]] = {
    ("POST", "/events/events"): done(**EVENT),
    ("GET", "/events/events"): read(query={"from": "2024-01-01", "to": "2024-12-31", "stage": "planned"}),
    ("GET", ONE): read(answers=NOT_THERE),
    ("POST", f"{ONE}/details"): absent(**EVENT),
    ("POST", f"{ONE}/series"): absent(rhythm="weekly", until="2024-12-31"),
    ("POST", f"{ONE}/cancellation"): absent(grounds="weather"),
    ("POST", f"{ONE}/partners/{{partner}}"): absent(role="host"),
    ("POST", f"{ONE}/partners/{{partner}}/leaving"): absent(),
    ("POST", f"{ONE}/budget"): absent(lines=[{"purpose": "rent", "cents": 100}]),
    ("POST", f"{ONE}/costs"): absent(purpose="rent", cents=100, **ON),
    ("POST", f"{ONE}/costs/{{cost}}"): absent(purpose="rent", cents=100, **ON),
    ("POST", f"{ONE}/publication"): absent(),
    ("POST", f"{ONE}/publication/ending"): absent(),
    ("POST", f"{ONE}/attendance"): absent(attendance=12, **ON),
    ("POST", f"{ONE}/evaluation"): absent(reached=4, again=True),
    ("POST", f"{ONE}/registrations"): absent(name="Erika Beispiel"),
    ("GET", f"{ONE}/registrations"): read(answers=NOT_THERE),
    ("POST", f"{ONE}/registrations/{{registration}}/release"): absent(),
    ("POST", f"{ONE}/registrations/forgetting"): absent(),
    ("POST", "/events/registrations/forgetting"): done(),
    ("POST", "/events/tasks"): absent(of="event", of_id=NOTHING, **ERRAND),
    ("GET", "/events/tasks"): read(),
    ("GET", "/events/tasks/of/{of_id}"): read(),
    ("POST", f"{TASK}/details"): absent(**ERRAND),
    ("POST", f"{TASK}/done"): absent(**ON),
    ("POST", f"{TASK}/dropping"): absent(),
    ("POST", "/events/proofs/of/{of}/{of_id}"): {
        "roles": TEAM,
        "query": {"kind": "photo", **ON},
        "body": b"%PDF-1.7 nothing",
        "media_type": "application/pdf",
        "answers": NOT_THERE,
    },
    ("GET", "/events/proofs/of/{of_id}"): read(),
    ("GET", "/events/proofs/{proof}/file"): read(answers=NOT_THERE),
    ("POST", "/events/proofs/{proof}/removal"): absent(),
}
