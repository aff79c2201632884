"""Plans of money as files (TOML or JSON): period, shares and costs with the fields of the fact, amounts in cents."""

from datetime import date
from pathlib import Path

import msgspec

from services.contracts.districts import CostPlan, FundingShare
from services.districts.definition_files import read_as
from services.districts.funding_desk import PlanDetails


class PlanFile(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the file."""

    first_day: date
    last_day: date
    shares: tuple[FundingShare, ...]
    costs: tuple[CostPlan, ...]
    title: str | None = None


def read_plan(path: Path) -> PlanDetails:
    """Raises FileUnusable."""
    file = read_as(path, PlanFile)
    return PlanDetails(period=(file.first_day, file.last_day), shares=file.shares, costs=file.costs, title=file.title)
