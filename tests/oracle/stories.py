"""Short stories of what became of people, as tables."""

from datetime import date, timedelta

from tests.oracle.dates import add_months

Cells = dict[str, str]

# (days after the exit, status, further cells)
EXIT_STORIES: tuple[tuple[tuple[int, str, Cells], ...], ...] = (
    ((0, "employed", {}),),
    ((28, "employed", {}),),
    ((29, "employed", {}),),
    ((-1, "employed", {}),),
    ((0, "job_seeking", {}), (20, "employed", {})),
    ((0, "employed", {}), (28, "unemployed", {})),
    ((3, "employed", {}), (10, "no_answer", {"reason": "verzogen; kein Kontakt"})),
    ((14, "no_answer", {"reason": "nicht erreicht"}),),
    ((5, "unemployed", {}), (5, "employed", {})),
    ((5, "employed", {}), (5, "unemployed", {})),
    ((20, "inactive", {}), (4, "employed", {})),
    ((7, "inactive", {"in_education": "yes"}),),
    ((2, "inactive", {"in_education": "yes"}), (9, "job_seeking", {"in_education": "no"})),
    ((2, "job_seeking", {"in_education": "yes"}), (9, "unemployed", {})),
    ((1, "inactive", {"qualification": "yes"}), (8, "inactive", {"qualification": "no"})),
    ((6, "no_answer", {"reason": "nur schriftlich", "in_education": "yes"}),),
    ((4, "employed", {"improved": "yes"}),),
    ((12, "unemployed", {"reason": 'sagt "vorerst", später mehr'}),),
)

# (calendar months and days after the exit, status, further cells)
FOLLOWUP_STORIES: tuple[tuple[tuple[int, int, str, Cells], ...], ...] = (
    ((6, 0, "employed", {}),),
    ((6, -1, "employed", {}),),
    ((9, 0, "employed", {"improved": "yes"}),),
    ((9, 1, "employed", {"improved": "yes"}),),
    ((7, 3, "inactive", {}), (7, 3, "employed", {})),
    ((6, 0, "employed", {}), (8, 10, "unemployed", {})),
    ((6, 5, "employed", {"improved": "yes"}), (8, 0, "employed", {"improved": "no"})),
    ((6, 5, "employed", {"improved": "yes"}), (8, 0, "employed", {})),
    ((6, 9, "no_answer", {"reason": "Post kam zurück", "improved": "yes"}),),
    ((7, 0, "employed", {}), (7, 20, "no_answer", {"reason": "nicht erreicht"})),
    ((8, 0, "unemployed", {"qualification": "yes", "in_education": "yes"}),),
)


def exit_rows(number: str, exit_day: date, story: int) -> list[Cells]:
    """The exit statuses of a story; the index is taken round the table."""
    return [
        _row(number, "exit", exit_day + timedelta(days=days), status, cells)
        for days, status, cells in EXIT_STORIES[story % len(EXIT_STORIES)]
    ]


def followup_rows(number: str, exit_day: date, story: int) -> list[Cells]:
    """The followup statuses of a story; the index is taken round the table."""
    return [
        _row(number, "followup", add_months(exit_day, months) + timedelta(days=days), status, cells)
        for months, days, status, cells in FOLLOWUP_STORIES[story % len(FOLLOWUP_STORIES)]
    ]


def _row(number: str, kind: str, day: date, status: str, cells: Cells) -> Cells:
    row = {"participant_no": number, "kind": kind, "date": day.isoformat(), "status": status}
    return row | cells
