"""An explained figure as a document; nothing in it names a person."""

from typing import Any

from services.reporting.esf import Document
from services.reporting.explaining.activity.figures import FigureAnswer, FigureLine
from services.reporting.explaining.documents import event_document


def figure_document(answer: FigureAnswer) -> Document:
    """The values of what is counted add up to ``value`` (of ``volunteer_hours``: minutes to hours)."""
    return {
        "figure": answer.figure,
        "key": answer.key,
        "value": answer.value,
        "counted": [_row(line) for line in answer.counted_lines],
        "not_counted": [_row(line) for line in answer.not_counted_lines],
    }


def _row(line: FigureLine) -> dict[str, Any]:
    return {
        "what": line.tally.thing.what,
        "on": line.tally.thing.on.isoformat(),
        "value": line.tally.value,
        "rule": line.tally.rule,
        "events": [event_document(one) for one in line.events],
    }
