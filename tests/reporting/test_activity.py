"""The activity report from contacts."""

from typing import Any

import pytest

from services.reporting.activity import PeriodEndsBeforeItStarts
from services.reporting.esf import UnknownOperation
from services.reporting.sheets import activity_csv
from tests.reporting.conftest import Side
from tests.reporting.facts import contacted, opened, recontacted, released
from tests.reporting.history import Source

pytestmark = pytest.mark.server

EMPTY: dict[str, Any] = {
    "clients_reached": 0,
    "clients_by_track": {},
    "clients_with_migration_background": 0,
    "contacts": 0,
    "anonymous_contacts": 0,
    "contacts_by_kind": {},
    "contacts_by_topic": {},
    "clients_by_topic": {},
    "contacts_by_month": {},
    "contacts_by_sozialraum": {},
    "referrals_by_state": {},
    "referrals_by_partner_kind": {},
    "events_by_kind": {},
    "event_attendance": 0,
    "volunteer_hours": 0,
    "press_items": 0,
    "network_meetings": 0,
}


@pytest.fixture
def intake(side: Side) -> Source:
    side.take(Source("districts", side.district).record_all([opened(), released(), opened("b"), released("b")]))
    return Source("intake", side.district)


def test_a_period_without_contacts_shows_every_key(side: Side) -> None:
    expected = {"district": side.district, "from": "2024-01-01", "to": "2024-12-31", **EMPTY}

    assert side.activity("2024-01-01", "2024-12-31") == expected


def test_contacts_and_cases_are_counted(side: Side, intake: Source) -> None:
    side.take(
        intake.record_all(
            [
                contacted(1, "2024-01-01", kind="telefon", topics=("wohnen", "schulden", "wohnen")),
                contacted(2, "2024-01-31", case=1, kind="telefon", topics=("schulden",)),
                contacted(3, "2024-02-01", case=1, topics=("schulden",), sozialraum="sued"),
                contacted(4, "2024-02-29", case=2, topics=("wohnen",)),
                contacted(5, "2024-03-01", case=3),
                contacted(6, "2023-12-31", case=4),
            ]
        )
    )
    document = side.activity("2024-01-01", "2024-02-29")

    assert document == {
        "district": side.district,
        "from": "2024-01-01",
        "to": "2024-02-29",
        **EMPTY,
        "clients_reached": 2,
        "contacts": 4,
        "anonymous_contacts": 1,
        "contacts_by_kind": {"telefon": 2},
        "contacts_by_topic": {"schulden": 3, "wohnen": 2},
        "clients_by_topic": {"schulden": 1, "wohnen": 1},
        "contacts_by_month": {"2024-01": 2, "2024-02": 2},
        "contacts_by_sozialraum": {"nord": 3, "sued": 1},
    }


def test_what_a_case_is_like_is_the_last_value_given_by_the_end_of_the_period(side: Side, intake: Source) -> None:
    side.take(
        intake.record_all(
            [
                contacted(1, "2023-05-01", case=1, track="social", migration_background="yes"),
                contacted(2, "2024-05-01", case=1),
                contacted(3, "2024-05-01", case=2, track="social"),
                contacted(4, "2024-05-01", case=2, track="social_and_vocational", migration_background="yes"),
                contacted(5, "2024-04-01", case=2, track="social", migration_background="no"),
                contacted(6, "2025-01-01", case=2, track="social", migration_background="no"),
                contacted(7, "2023-01-01", case=3, track="social"),
            ]
        )
    )
    document = side.activity("2024-01-01", "2024-12-31")

    assert document["clients_by_track"] == {"social": 1, "social_and_vocational": 1}
    assert document["clients_with_migration_background"] == 2


def test_a_corrected_contact_keeps_its_place(side: Side, intake: Source) -> None:
    side.take(
        intake.record_all(
            [
                contacted(1, "2024-05-01", case=1, track="social"),
                contacted(2, "2024-05-01", case=1, track="social_and_vocational"),
            ]
        )
    )
    side.take([intake.record(recontacted(1, "2024-05-01", case=1, track="social", minutes=30))])

    assert side.activity("2024-05-01", "2024-05-01")["clients_by_track"] == {"social_and_vocational": 1}


def test_one_operation_can_be_asked_for(side: Side, intake: Source) -> None:
    side.take(intake.record_all([contacted(1, "2024-05-01"), contacted(2, "2024-05-01", operation="b")]))

    document = side.activity("2024-01-01", "2024-12-31", "b")

    assert (document["operation"], document["contacts"]) == ("b", 1)
    with pytest.raises(UnknownOperation):
        side.activity("2024-01-01", "2024-12-31", "c")


def test_a_period_that_ends_before_it_starts_is_refused(side: Side) -> None:
    with pytest.raises(PeriodEndsBeforeItStarts):
        side.activity("2024-01-02", "2024-01-01")


def test_the_csv_form_has_a_row_a_figure(side: Side, intake: Source) -> None:
    side.take([intake.record(contacted(1, "2024-05-01", topics=("wohnen", "schulden")))])
    lines = activity_csv(side.activity("2024-05-01", "2024-05-31")).decode("utf-8-sig").splitlines()

    assert lines[0] == "Landkreis;Vorhaben;von;bis;Kennzahl;Merkmal;Wert"
    assert f"{side.district};;2024-05-01;2024-05-31;Kontakte nach Thema;wohnen;1" in lines
