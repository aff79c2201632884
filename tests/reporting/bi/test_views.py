"""The views: what they say equals the reports, nothing else can be read with them, and a rebuild is not noticed."""

import shutil
import subprocess
from datetime import date
from typing import Any

import psycopg
import pytest

from services.kernel.open_views import role_of, views_of
from services.kernel.settings import SERVICES, Settings
from services.kernel.times import today
from services.reporting.bi.contract import VIEWS, Type
from services.reporting.bi.credentials import credentials
from services.reporting.rebuild import rebuild
from tests.kit.apt import ensure
from tests.reporting.bi.conftest import as_bi, publish
from tests.reporting.bi.told import AREAS, tell
from tests.reporting.conftest import Side
from tests.reporting.facts import OPERATION, entered
from tests.reporting.history import Source

pytestmark = pytest.mark.server
DRIVER = "PostgreSQL Unicode"
LINKS = 20
TYPES = {Type.TEXT: {"text"}, Type.NUMBER: {"bigint", "integer"}, Type.DATE: {"date"}}
FOREIGN = """
    SELECT c.oid::regclass::text FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname <> ALL (%s) AND c.relkind IN ('r', 'v', 'm', 'p', 'f', 'S')
        AND (has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE')
            OR CASE WHEN c.relkind <> 'S' THEN has_table_privilege(c.oid, 'DELETE, TRUNCATE') END)
        AND has_schema_privilege(n.oid, 'USAGE')"""


@pytest.fixture(scope="module", autouse=True)
def _told(side: Side) -> None:
    tell(side, links=LINKS)
    publish(side)


def test_totals_are_those_of_the_esf_report(side: Side, bi: psycopg.Connection[Any]) -> None:
    years = [year for (year,) in bi.execute("SELECT DISTINCT year FROM esf_indicators ORDER BY 1")]
    assert years == list(range(2022, today().year + 1))
    for year in years:
        report = side.esf(OPERATION, min(date(year, 12, 31), today()).isoformat())
        rows = bi.execute(
            "SELECT indicator, coalesce(gender, 'total'), value FROM esf_indicators"
            " WHERE sozialraum IS NULL AND operation = %s AND year = %s",
            (OPERATION, year),
        ).fetchall()

        told = {(code, gender): value for code, gender, value in rows}

        assert told == {
            (one["code"], gender): one[gender]
            for one in report["indicators"]
            for gender in (("female", "male", "non_binary") if "female" in one else ("total",))
        }


def test_numbers_below_the_operation_are_shown_where_nobody_is_found(bi: psycopg.Connection[Any]) -> None:
    shown = bi.execute("SELECT value FROM esf_indicators WHERE sozialraum IS NOT NULL").fetchall()
    groups = bi.execute("SELECT sozialraum, persons FROM participations").fetchall()

    assert {value for (value,) in shown} & {1, 2} == set()
    assert any(value is None for (value,) in shown)
    assert sum(value is not None and value > 2 for (value,) in shown) > 50
    assert min(persons for _, persons in groups) >= 3
    assert {area for area, _ in groups} <= {*AREAS, "übrige"}


def test_all_groups_together_are_everybody(bi: psycopg.Connection[Any]) -> None:
    together = bi.execute("SELECT sum(persons) FROM participations").fetchone()
    total = bi.execute(
        "SELECT sum(value) FROM esf_indicators WHERE sozialraum IS NULL AND indicator = 'EECO01' AND year = %s",
        (today().year,),
    ).fetchone()

    assert together == total


def test_who_stands_twice_is_one_in_every_view(side: Side, bi: psycopg.Connection[Any]) -> None:
    report = side.esf(OPERATION, today().isoformat())
    counted = bi.execute("SELECT sum(persons) FROM participations").fetchone()
    linked = [one["participations"] for one in report["not_counted"] if one["reason"] == "linked"]

    assert linked == [LINKS]
    assert counted == (report["indicators"][0]["total"],)


def test_contacts_problems_and_outcomes_are_counted(bi: psycopg.Connection[Any]) -> None:
    contacts = bi.execute("SELECT sum(contacts), sum(minutes) FROM contacts_monthly").fetchone()
    assert contacts is not None
    assert 0 < contacts[0] <= 60
    assert contacts[1] == contacts[0] * 30
    assert bi.execute("SELECT count(cases) FROM problems_monthly").fetchone() != (0,)
    outcomes = bi.execute("SELECT dimension, stage, level, sozialraum, persons FROM outcomes").fetchall()
    for stage, level in (("start", "severe"), ("now", "resolved")):
        for area in AREAS[:2]:
            assert ("problem/wohnen", stage, level, area, 6) in outcomes
    assert {row[:2] for row in outcomes} >= {("staerken/mut", "start")}


def test_every_view_and_column_is_as_promised_and_described(bi: psycopg.Connection[Any], side: Side) -> None:
    rows = bi.execute(
        "SELECT c.relname, a.attname, format_type(a.atttypid, NULL), col_description(c.oid, a.attnum),"
        " obj_description(c.oid) FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0"
        " WHERE c.relnamespace = %s::regnamespace ORDER BY 1, a.attnum",
        (views_of(side.district),),
    ).fetchall()

    assert all(column and view for *_, column, view in rows)
    for name, view in VIEWS.items():
        there = {column: type_ for of, column, type_, *_ in rows if of == name}
        assert list(there) == list(view.columns)
        for column, type_ in view.columns.items():
            assert there[column] in TYPES.get(type_, {"timestamp with time zone"})


def test_freshness_tells_what_is_missing(side: Side, bi: psycopg.Connection[Any]) -> None:
    asked = "SELECT position, lag_events, recorded_time IS NOT NULL FROM freshness WHERE source = 'intake'"
    (before,) = bi.execute(asked).fetchall()
    intake = Source("intake", side.district)
    for number in range(before[0]):
        intake.record(entered(f"told {number}"))
    side.take([intake.record(entered("late"))])

    assert before[1:] == (0, True)
    assert bi.execute(asked).fetchall() == [(before[0], 1, True)]
    publish(side)
    assert bi.execute(asked).fetchall() == [(before[0] + 1, 0, True)]


def test_the_role_reads_nothing_but_its_views(side: Side, bi: psycopg.Connection[Any]) -> None:
    own = [views_of(side.district), "pg_catalog", "information_schema", "pg_toast"]
    assert bi.execute(FOREIGN, (own,)).fetchall() == []
    for name in ("platform", schema_name(side)):
        assert bi.execute("SELECT has_schema_privilege(%s, 'USAGE')", (name,)).fetchone() == (False,)
    for forbidden in (
        f"TABLE {schema_name(side)}.journal",
        f"TABLE {schema_name(side)}.bi_positions",
        "SELECT key FROM platform.districts",
        f"SET ROLE lotse_reporting_d_{side.district.replace('-', '_')}",
        "SET default_transaction_read_only = off; CREATE TEMP TABLE mine (n int)",
        "SET default_transaction_read_only = off; CREATE TABLE mine (n int)",
        "DELETE FROM participations",
    ):
        with pytest.raises(psycopg.Error) as refused:
            bi.execute(forbidden.encode())
        assert refused.value.sqlstate in {"42501", "25006"}
        bi.execute("RESET ALL")


def test_no_other_database_lets_it_in(settings: Settings, side: Side, bi: psycopg.Connection[Any]) -> None:
    allowed = bi.execute(
        "SELECT datname FROM pg_database WHERE datallowconn"
        " AND (has_database_privilege(oid, 'CONNECT') OR has_database_privilege(oid, 'TEMP'))"
    ).fetchall()
    assert allowed == [("lotse_reporting",)]
    url = credentials(settings, side.district).url
    for service in SERVICES[:2]:
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            psycopg.connect(url.replace("/lotse_reporting", f"/lotse_{service}"))


def test_settings_keep_it_from_standing_in_the_way(bi: psycopg.Connection[Any]) -> None:
    names = ("default_transaction_read_only", "statement_timeout")
    assert [bi.execute("SELECT current_setting(%s)", (name,)).fetchone() for name in names] == [("on",), ("30s",)]
    limit = bi.execute("SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user").fetchone()
    assert limit == (8,)


def test_a_session_reads_on_across_a_rebuild(side: Side, settings: Settings, bi: psycopg.Connection[Any]) -> None:
    with bi.transaction():
        before = bi.execute("SELECT * FROM esf_indicators ORDER BY 1, 2, 3, 4, 5").fetchall()
        rebuild(settings, side.district)
        assert bi.execute("SELECT * FROM esf_indicators ORDER BY 1, 2, 3, 4, 5").fetchall() == before
    publish(side)
    assert bi.execute("SELECT * FROM esf_indicators ORDER BY 1, 2, 3, 4, 5").fetchall() == before


def test_a_password_is_made_once_and_can_be_changed(settings: Settings, side: Side) -> None:
    first = credentials(settings, side.district)
    assert credentials(settings, side.district) == first
    assert first.role == role_of(side.district)

    second = credentials(settings, side.district, rotate=True)

    assert second.url != first.url
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(first.url)
    with as_bi(settings, side.district) as conn:
        assert conn.execute("SELECT count(*) FROM freshness").fetchone() == (5,)


@pytest.mark.skipif(shutil.which("psql") is None, reason="psql is not on this machine")
def test_psql_reads_a_view(settings: Settings, side: Side) -> None:
    command = ["psql", credentials(settings, side.district).url, "-At", "-c", "SELECT source FROM freshness ORDER BY 1"]

    answer = subprocess.run(command, capture_output=True, text=True, check=True)

    assert answer.stdout.split() == sorted(SERVICES)


def test_odbc_reads_a_view(settings: Settings, side: Side, bi: psycopg.Connection[Any]) -> None:
    ensure(["isql"], ["unixodbc", "odbc-postgresql"])
    import pyodbc  # noqa: PLC0415 - it needs unixODBC

    assert DRIVER in pyodbc.drivers()
    info = psycopg.conninfo.conninfo_to_dict(credentials(settings, side.district).url)
    names = {"Server": info["host"], "Port": info["port"], "Database": info["dbname"]}
    names |= {"Uid": info["user"], "Pwd": info["password"]}
    there = ";".join(f"{name}={value}" for name, value in names.items())

    with pyodbc.connect(f"Driver={{{DRIVER}}};{there}") as conn:
        rows = conn.execute("SELECT * FROM contacts_monthly ORDER BY 1, 2, 3, 4").fetchall()

    assert [tuple(row) for row in rows] == bi.execute("SELECT * FROM contacts_monthly ORDER BY 1, 2, 3, 4").fetchall()


def schema_name(side: Side) -> str:
    return f"d_{side.district.replace('-', '_')}"
