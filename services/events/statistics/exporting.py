"""All figures as the table that the import reads: read again, it stores nothing."""

import csv
import io
from typing import Final

from services.contracts.decimals import unambiguous
from services.events.application import Events
from services.events.statistics.columns import COLUMNS
from services.events.statistics.queries import Figure, Statistic, figures_of, statistics_of

NO_VALUE: Final = "."
# A spreadsheet would take such a text for a formula; a blank before it is dropped again by whoever reads the file.
FORMULA: Final = ("=", "+", "-", "@")


def exported(events: Events, district: str) -> bytes:
    """UTF-8 CSV, one row a figure; an indicator without figures has none."""
    statistics = statistics_of(events.pool, district)
    text = io.StringIO()
    names = [column.name for column in COLUMNS]
    writer = csv.DictWriter(text, names, lineterminator="\r\n")
    writer.writeheader()
    for figure in figures_of(events.pool, district):
        writer.writerow(_row(figure, statistics[figure.statistic]))
    return text.getvalue().encode()


def _row(figure: Figure, statistic: Statistic) -> dict[str, object]:
    return {
        "statistic": figure.statistic,
        "area": _text(figure.area),
        "area_kind": figure.area_kind,
        "area_label": _text(figure.area_label or ""),
        "period": figure.period,
        "value": NO_VALUE if figure.value is None else unambiguous(figure.value),
        "source": _text(figure.source),
        "persons": figure.persons,
        "estimated": "ja" if figure.estimated else "nein",
        "label": _text(statistic.label),
        "unit": _text(statistic.unit),
        "handlungsfeld": statistic.handlungsfeld,
        "smallest": statistic.smallest,
        "decimals": statistic.decimals,
    }


def _text(words: str) -> str:
    return f" {words}" if words.startswith(FORMULA) else words
