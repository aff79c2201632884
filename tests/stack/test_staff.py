"""Staff, sites and definitions on the real stack: what districts records arrives in intake and stops no report."""

import secrets
from datetime import date, timedelta
from uuid import UUID

import httpx
import pytest

from services.intake import directory
from services.intake.site_directory import office_hours_on
from services.kernel.database import pool
from services.kernel.times import today
from tests.stack.platform import CHECKOUT, Platform

SINCE = ("--from", "2022-01-01")
STAERKEN = str(CHECKOUT / "services" / "districts" / "data" / "staerken.toml")


@pytest.mark.campaign
def test_who_works_where_and_when_arrives_in_intake_by_the_broker(platform: Platform) -> None:
    key = f"belegschaft-{secrets.token_hex(3)}"
    here = ("--district", key)
    platform.lotse("district", "add", key, "--name", "Belegschaft")
    platform.lotse("operation", "add", "thinka", *here, "--name", "ThINKA", *SINCE, "--to", "2027-12-31")
    platform.lotse("traeger", "add", "Caritas", *here)
    team = platform.json("team", "add", "Nord", "--traeger", "Caritas", "--operation", "thinka", *here)["team_id"]
    staff = platform.json("staff", "add", "Anna Berg", "--traeger", "Caritas", *SINCE, *here)["staff_id"]
    platform.lotse("team", "join", "Nord", "Anna Berg", *SINCE, *here)
    platform.lotse("role", "grant", "Anna Berg", "fachkraft", *SINCE, *here)
    site = platform.json("site", "add", "Treff", "--traeger", "Caritas", "--sozialraum", "nord", *here)["site_id"]
    platform.lotse("site", "hours", "Treff", *SINCE, "--open", "Mo 09:00-12:00", *here)
    platform.lotse("instrument", "release", STAERKEN, *here)
    platform.lotse("operation", "configure", "thinka", "--silent-weeks", "4", *here)

    platform.wait()  # reporting, too, has folded everything

    intakes = pool(platform.settings.service_database_url("intake"))
    assert directory.teams_of(intakes, key, UUID(staff), today()) == {UUID(team)}
    assert {held.role for held in directory.roles_of(intakes, key, UUID(staff), today())} == {"fachkraft"}
    assert office_hours_on(intakes, key, UUID(site), date(2026, 3, 2))
    assert directory.instrument(intakes, key, "staerken") is not None
    assert directory.operation_settings(intakes, key, "thinka").silent_weeks == 4

    platform.lotse("staff", "leave", "Anna Berg", "--on", (today() - timedelta(days=1)).isoformat(), *here)
    platform.wait()
    assert directory.teams_of(intakes, key, UUID(staff), today()) == frozenset()
    platform.lotse("token", "--role", "fachkraft", "--staff", "Anna Berg", *here, statuses=(2,))
    token = platform.json("token", "--role", "koordination", *here)["token"]
    told = httpx.get(
        f"{platform.address}/districts/staff", headers={"Authorization": f"Bearer {token}"}, trust_env=False
    )
    assert [each["name"] for each in told.json()] == ["Anna Berg"]
    report = platform.json("report", "esf", *here, "--operation", "thinka", "--as-of", "2026-06-30")
    assert {each["total"] for each in report["indicators"]} == {0}
