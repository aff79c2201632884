"""Reports, feeds, health and figures over HTTP."""

import json
from datetime import date

import pytest

from services.kernel.envelope import read_envelope, verify
from services.kernel.settings import SERVICES
from services.reporting.activity import ActivityQuestion
from services.reporting.documents import Form, activity_file, esf_file, json_bytes
from services.reporting.esf import EsfQuestion
from services.reporting.reports import Reports
from tests.api.conftest import ENTRY, OPERATION, Town

pytestmark = pytest.mark.server

ENTRIES = f"/intake/operations/{OPERATION}/participations"
ESF = f"/reporting/operations/{OPERATION}/reports/esf"
ACTIVITY = "/reporting/reports/activity"


def test_the_esf_report_is_the_command_lines_byte_for_byte(town: Town) -> None:
    town.post(ENTRIES, ENTRY)
    town.settle()
    question = EsfQuestion(operation=OPERATION, as_of=date(2026, 6, 30))
    expected = Reports.of(town.settings).esf(town.district, question)
    answer = town.get(f"{ESF}?as_of=2026-06-30", "pruefung")
    assert answer.content == json_bytes(expected)
    assert answer.headers["content-type"] == "application/json"
    table = town.get(f"{ESF}?as_of=2026-06-30&format=csv", "pruefung")
    assert table.content == esf_file(expected, "csv").content
    assert table.headers["content-type"].startswith("text/csv")


def test_the_activity_report_is_the_command_lines_byte_for_byte(town: Town) -> None:
    contact = {"contact_no": "K-1", "date": "2026-03-04", "sozialraum": "rieth", "case_no": "F-1"}
    town.post(f"/intake/operations/{OPERATION}/contacts", contact)
    town.settle()
    question = ActivityQuestion(start=date(2026, 1, 1), end=date(2026, 6, 30))
    expected = Reports.of(town.settings).activity(town.district, question)
    assert expected["clients_reached"] == 1
    forms: tuple[Form, ...] = ("json", "csv", "xlsx", "pdf")
    for form in forms:
        answer = town.get(f"{ACTIVITY}?from=2026-01-01&to=2026-06-30&format={form}", "planung")
        assert answer.content == activity_file(expected, form).content


@pytest.mark.parametrize(
    ("path", "status", "field"),
    [
        (ESF, 422, "as_of"),
        (f"{ESF}?as_of=gestern", 422, "as_of"),
        (f"{ESF}?as_of=0001-01-01", 422, "as_of"),
        (f"{ESF}?as_of=9999-12-31", 422, "as_of"),
        (f"{ESF}?as_of=2026-06-30&known_at=gestern", 422, "known_at"),
        (f"{ESF}?as_of=2026-06-30&known_at=2999-01-01T00:00:00Z", 422, "known_at"),
        (f"{ESF}?as_of=2026-06-30&knownat=2026-01-01T00:00:00Z", 422, "knownat"),
        (f"{ESF}?as_of=2026-06-30&catalogue_version=99", 422, "catalogue_version"),
        (f"{ESF}?as_of=2026-06-30&format=docx", 422, "format"),
        (f"{ACTIVITY}?from=2026-06-30&to=2026-01-01", 422, "to"),
        (f"{ACTIVITY}?to=2026-01-01", 422, "from"),
        ("/intake/feed?after=-1", 422, "after"),
        ("/intake/feed?limit=100000", 422, "limit"),
        ("/reporting/operations/nirgends/reports/esf?as_of=2026-06-30", 404, None),
        (f"{ACTIVITY}?from=2026-01-01&to=2026-06-30&operation=nirgends", 404, None),
    ],
)
def test_a_question_that_cannot_be_answered_names_its_parameter(
    quiet_town: Town, path: str, status: int, field: str | None
) -> None:
    role = "service:reporting" if "feed" in path else "koordination"
    answer = quiet_town.get(path, role)
    assert answer.status_code == status, answer.text
    assert [error["field"] for error in answer.json().get("errors", [])] == ([field] if field else [])


def test_as_of_may_lie_in_the_future_and_known_at_in_the_past(quiet_town: Town) -> None:
    answer = quiet_town.get(f"{ESF}?as_of=2031-12-31&known_at=2020-01-01T00:00:00Z")
    assert answer.status_code == 200
    assert answer.json()["known_at"].startswith("2020-01-01")


def test_a_feed_gives_signed_envelopes_of_this_district_only(town: Town) -> None:
    town.post(ENTRIES, ENTRY)
    town.post(ENTRIES, ENTRY | {"participant_no": "E-2"})
    answer = town.get("/intake/feed?after=1", "service:reporting")
    [line] = answer.content.splitlines()
    received = read_envelope(line)
    verify(received, received.routing_key, town.settings.secrets.signing_key)
    assert (received.district, received.sequence) == (town.district, 2)
    assert answer.headers["lotse-head"] == "2"
    assert b"E-2" not in answer.content


def test_health_sums_what_was_stored_and_tells_a_platform_without_relays(town: Town) -> None:
    town.post(ENTRIES, ENTRY)
    told = town.client.get("/health")
    assert told.status_code == 200
    document = told.json()
    assert set(document["services"]) == set(SERVICES)
    intake = document["services"]["intake"]
    assert set(intake) == {"stored", "published", "processed", "lag"}
    assert intake["stored"] >= 1
    assert intake["lag"] == intake["stored"] - min(intake["published"], *intake["processed"].values())
    assert set(intake["processed"]) >= {"reporting", "districts"}
    assert document["status"] == "degraded"  # no relay runs in this test


def test_figures_are_there_for_prometheus(quiet_town: Town) -> None:
    quiet_town.get("/districts/operations")
    text = quiet_town.client.get("/metrics").text
    assert 'lotse_facts_stored{service="intake"}' in text
    assert 'lotse_requests_total{method="GET",route="/districts/operations",status="200"}' in text
    assert quiet_town.district not in text


def test_the_description_names_token_problems_and_german_titles(quiet_town: Town) -> None:
    document = quiet_town.client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert document["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    for path, operations in document["paths"].items():
        for operation in operations.values():
            assert operation["summary"]
            assert set(operation["responses"]) >= {"401", "422", "503"}
            assert ("security" in operation) is (path != "/health")
    assert "HTTPValidationError" not in json.dumps(document)


def test_every_operation_of_the_description_has_a_name_of_its_own(quiet_town: Town) -> None:
    document = quiet_town.client.get("/openapi.json").json()
    names = [operation["operationId"] for operations in document["paths"].values() for operation in operations.values()]

    assert sorted(set(names)) == sorted(names)
