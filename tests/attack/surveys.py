"""Rows of surveys and findings, for the table of ``routes``."""

from typing import Any, Final

from tests.attack.groups import NOT_THERE, NOTHING, absent, done, read

PLANNERS: Final = frozenset({"koordination", "planung"})
PLACES: Final = dict.fromkeys(("survey", "response", "finding", "feedback"), NOTHING)
SURVEY: Final = {"title": {"de": "Elternbefragung"}}
FINDING: Final = {"title": "Es fehlt Betreuung", "text": "Am Nachmittag."}

Fields = dict[str, Any]
ONE: Final = "/events/surveys/{survey}"


def planned(**body: Any) -> Fields:
    """A command of planners on something that is not there."""
    return {"roles": PLANNERS, "body": body, "answers": NOT_THERE}


OF_SURVEYS: Final[dict[tuple[str, str], Fields]] = {
    ("POST", "/events/surveys"): {**done(SURVEY), "keyed": True},
    ("GET", "/events/surveys"): read(),
    ("GET", ONE): read(answers=NOT_THERE),
    ("POST", f"{ONE}/draft"): absent(**SURVEY),
    ("POST", f"{ONE}/opening"): absent(first_day="2024-03-04", last_day="2024-03-31"),
    ("POST", f"{ONE}/closing"): absent(on="2024-03-04"),
    ("POST", f"{ONE}/tickets"): absent(tickets=3),
    ("POST", f"{ONE}/responses"): absent(language="de", answers={"kinder": ["2"]}),
    ("POST", f"{ONE}/responses/{{response}}/discarding"): absent(),
    ("GET", f"{ONE}/results"): read(query={"by": "language"}, answers=NOT_THERE),
    ("GET", f"{ONE}/results.csv"): read(query={"by": "language"}, answers=NOT_THERE),
    ("GET", f"{ONE}/free-answers"): read(answers=NOT_THERE),
    ("POST", f"{ONE}/findings"): planned(**FINDING),
    ("GET", f"{ONE}/findings"): read(),
    ("POST", f"{ONE}/findings/{{finding}}/details"): planned(**FINDING),
    ("POST", f"{ONE}/findings/{{finding}}/withdrawal"): planned(),
    ("POST", f"{ONE}/feedback/{{feedback}}/consideration"): planned(shown=True),
}
