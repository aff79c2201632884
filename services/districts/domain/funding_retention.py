"""How long the documents of an operation are kept: Regulation (EU) 2021/1060, Art. 82(1)."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from services.contracts.districts import PaymentRecorded

SOURCE: Final = "Verordnung (EU) 2021/1060, Artikel 82 Absatz 1"
KEPT_YEARS: Final = 5


def retention_end(payments: Iterable[PaymentRecorded]) -> date | None:
    """31 December, five years after the year of the last payment of the managing authority; None until it came.

    The managing authority pays the ESF money, so another's last payment begins nothing. Court proceedings and requests
    of the Commission suspend the period: that is not known here.
    """
    last = [each.on.year for each in payments if each.last and each.cents and each.source == "esf"]
    return date(max(last) + KEPT_YEARS, 12, 31) if last else None
