"""Districts through the real store and its own projections."""

from datetime import date

import pytest

from services.districts.application import districts, operator
from services.districts.domain.operation import OpenedOtherwise
from services.districts.folding import fold
from services.districts.queries import operations
from services.kernel.database import pool
from services.kernel.settings import Settings

pytestmark = pytest.mark.server

PERIOD = (date(2022, 1, 1), date(2027, 12, 31))


def test_an_operation_is_opened_once_and_listed(settings: Settings, district: str) -> None:
    service, me = districts(settings), operator("cli:test")
    service.open_district(district, "Erfurt", operator("cli:test"))
    assert service.open_operation(district, "thinka", "Th.INKA", PERIOD, me).position == 3
    assert service.open_operation(district, "thinka", "Th.INKA", PERIOD, operator("cli:test")).position is None
    with pytest.raises(OpenedOtherwise):
        service.open_operation(district, "thinka", "Anders", PERIOD, operator("cli:test"))

    fold(settings, district)
    (row,) = operations(pool(settings.service_database_url("districts")), district)
    assert (row.operation, row.starts, row.ends, row.catalogue_version) == ("thinka", *PERIOD, 1)


def test_rural_municipalities_are_marked_once(settings: Settings, district: str) -> None:
    service = districts(settings)
    assert service.mark_rural(district, ["16066001"], operator("cli:test")).position == 1
    assert service.mark_rural(district, ["16066001"], operator("cli:test")).position is None
