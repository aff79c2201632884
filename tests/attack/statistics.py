"""Rows of social reporting, for the table of ``routes``: indicators, figures, and the reports made of them."""

from typing import Any, Final

TEAM: Final = frozenset({"fachkraft", "koordination", "planung"})
PLANNERS: Final = frozenset({"koordination", "planung"})
NOT_THERE: Final = frozenset({404, 409})
STATISTIC: Final = {"statistic": "arbeitslose", "label": "Arbeitslose", "unit": "Prozent"}
PLACE: Final = {"statistic": "kein_wert", "area": "rieth", "period": "2025"}
FIGURE: Final = {**PLACE, "value": "22,5", "source": "Amt"}
TABLE: Final = b"statistic,area,period,value,source\narbeitslose,rieth,2025,1,Amt\n"

Fields = dict[str, Any]
OF_STATISTICS: Final[dict[tuple[str, str], Fields]] = {
    ("GET", "/events/statistics"): {"roles": TEAM},
    ("POST", "/events/statistics"): {"roles": PLANNERS, "body": STATISTIC, "keyed": True},
    ("POST", "/events/statistics/threshold"): {"roles": PLANNERS, "body": {"smallest": 5}, "keyed": True},
    ("GET", "/events/statistics/figures"): {
        "roles": TEAM,
        "query": {"statistic": "kein_wert"},
        "answers": NOT_THERE,
    },
    ("POST", "/events/statistics/figures"): {"roles": PLANNERS, "body": FIGURE, "answers": NOT_THERE},
    ("POST", "/events/statistics/withdrawn-figures"): {
        "roles": PLANNERS,
        "body": {**PLACE, "area_kind": "sozialraum"},
        "answers": NOT_THERE,
    },
    ("GET", "/events/statistics/export"): {"roles": TEAM},
    ("POST", "/events/statistics/import"): {"roles": PLANNERS, "query": {"dry_run": "true"}, "body": TABLE},
}
