"""How moments stand in fields of the browser, which knows no zone and no microseconds."""

import pytest

from services.kernel.pages.wording import entered


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("2026-11-23T05:05:21.493254Z", "2026-11-23T06:05:21.494"),
        ("2026-07-01T05:05:21Z", "2026-07-01T07:05:21"),
        ("2026-11-23T06:05:21.493254", "2026-11-23T06:05:21.494"),
        ("2026-12-31T23:59:59.999001", "2027-01-01T00:00"),
        ("2026-11-23T06:05", "2026-11-23T06:05"),
        ("9999-12-31T23:59:59.999999", "9999-12-31T23:59:59.999999"),
        ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+14:00"),
        ("gestern", "gestern"),
        ("", ""),
    ],
)
def test_a_moment_fits_its_field_and_loses_nothing_that_was_known(asked: str, shown: str) -> None:
    assert entered(asked) == shown
