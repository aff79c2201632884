"""Staff, places and definitions over HTTP, and what intake knows of them once it has read them."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from psycopg.sql import SQL

from services.contracts.districts import FixedTrait
from services.districts.application import SERVICE
from services.districts.roster import ERASED_NAME
from services.intake import directory
from services.intake.directory import RoleHeld
from services.intake.site_directory import office_hours_on, site
from services.kernel.database import Pool, pool
from services.kernel.district import district as enter
from tests.api.conftest import OPERATION, Town
from tests.api.office import FIRST_DAY, Office, Person

DAY = timedelta(days=1)
NOBODY = UUID(int=1)
EVERYTHING = """
    SELECT t::text FROM {0}.log t UNION ALL SELECT t::text FROM {0}.vault t UNION ALL SELECT t::text FROM {0}.staff t
    UNION ALL SELECT t::text FROM {0}.staff_names t UNION ALL SELECT t::text FROM {0}.team_memberships t"""
DESTROY = "UPDATE {}.districts_identity_keys SET wrapped = NULL WHERE person = %s"
TERM = {"key": "kredit", "label": "Schulden aus Krediten", "core": "schulden"}
STRENGTHS = {
    "instrument": "staerken",
    "label": "Stärken",
    "scale": {"lowest": 1, "labels": ["nie", "manchmal", "immer"]},
    "dimensions": [{"key": "resilienz", "label": "Resilienz", "items": [{"key": "halt", "text": "Findet Halt"}]}],
    "missing": "leave_out",
}


def intakes(town: Town) -> Pool:
    return pool(town.settings.service_database_url("intake"))


def post(town: Town, path: str, body: Any) -> Any:
    answer = town.post(f"/districts{path}", body, "koordination")
    assert answer.status_code == 201, answer.text
    town.settle()
    return answer.json()


# --- People -----------------------------------------------------------------------


def test_who_works_here_is_made_over_http_and_known_to_intake(town: Town) -> None:
    traeger = post(town, "/traeger", {"name": "Caritas"})["id"]
    team = post(town, "/teams", {"traeger_id": traeger, "operation": OPERATION, "name": "Nord"})["id"]
    anna = post(town, "/staff", {"traeger_id": traeger, "name": "Anna Berg", "start": "2024-01-01"})["id"]
    post(town, f"/staff/{anna}/teams", {"team_id": team, "start": "2024-02-01", "end": "2024-02-29"})
    role = {"role": "fachkraft", "start": "2024-02-01", "operation": OPERATION}
    grant = post(town, f"/staff/{anna}/roles", role)["id"]
    post(town, f"/staff/{anna}/revoked-roles", {"grant_id": grant, "on": "2024-03-31"})

    def teams(day: date) -> frozenset[UUID]:
        return directory.teams_of(intakes(town), town.district, UUID(anna), day)

    def roles(day: date) -> frozenset[RoleHeld]:
        return directory.roles_of(intakes(town), town.district, UUID(anna), day)

    assert teams(date(2024, 1, 31)) == frozenset()
    assert teams(date(2024, 2, 1)) == teams(date(2024, 2, 29)) == {UUID(team)}
    assert teams(date(2024, 3, 1)) == frozenset()
    assert roles(date(2024, 3, 31)) == {RoleHeld("fachkraft", OPERATION)}
    assert roles(date(2024, 4, 1)) == frozenset()


def test_whoever_left_belongs_nowhere_until_the_leaving_is_taken_back(place: Office) -> None:
    town, anna, last_day = place.town, UUID(place.anna.subject), date(2026, 6, 30)
    post(town, f"/staff/{anna}/roles", {"role": "fachkraft", "start": FIRST_DAY.isoformat()})
    leaving = {"on": last_day.isoformat(), "successor_id": str(place.berta.subject)}
    assert town.post(f"/districts/staff/{anna}/leaving", leaving, "koordination").status_code == 201
    town.settle()

    def known(day: date) -> tuple[bool, bool, bool]:
        here = intakes(town), town.district
        return (
            place.north in directory.teams_of(*here, anna, day),
            anna in directory.members_of(*here, place.north, day),
            bool(directory.roles_of(*here, anna, day)),
        )

    assert known(last_day) == (True, True, True)
    assert known(last_day + DAY) == (False, False, False)
    gone = directory.colleague(intakes(town), town.district, anna)
    assert gone is not None
    assert gone.successor == UUID(place.berta.subject)
    assert (gone.works_on(last_day), gone.works_on(last_day + DAY)) == (True, False)

    post(town, f"/staff/{anna}/staying", {})
    assert known(last_day + DAY) == (True, True, True)


def test_names_are_for_the_koordination_and_for_colleagues(place: Office) -> None:
    town = place.town
    awo = post(town, "/traeger", {"name": "AWO"})["id"]
    carl = post(town, "/staff", {"traeger_id": awo, "name": "Carl Neu", "start": "2024-01-01"})["id"]

    def names(person: Person) -> set[str | None]:
        return {each["name"] for each in person.get("/districts/staff").json()}

    assert names(place.leader) == {"Anna Berg", "Berta Tal", "Carl Neu"}
    assert names(place.anna) == {"Anna Berg", "Berta Tal", None}
    assert names(Person(town, carl)) == {None, "Carl Neu"}
    assert names(place.auditor) == {None}


def test_a_name_is_corrected_and_no_name_leaves_the_vault(place: Office) -> None:
    town, anna = place.town, place.anna.subject
    post(town, f"/staff/{anna}/name", {"name": "Anna Tal-Berg"})

    assert "Anna Tal-Berg" in {each["name"] for each in place.leader.get("/districts/staff").json()}
    own = pool(town.settings.service_database_url(SERVICE))
    with own.transaction() as connection, enter(connection, town.district) as schema:
        rows = connection.execute(SQL(EVERYTHING).format(schema)).fetchall()
    assert rows
    assert not any("Berg" in str(row) for row in rows)


def test_an_erased_person_is_listed_without_a_name_and_cannot_be_renamed(place: Office) -> None:
    town, anna = place.town, place.anna.subject
    keys = pool(town.settings.keys_database_url(SERVICE))
    with keys.transaction() as connection, enter(connection, town.district) as schema:
        connection.execute(SQL(DESTROY).format(schema), (UUID(anna),))

    listed = {each["staff_id"]: each["name"] for each in place.leader.get("/districts/staff").json()}
    assert listed[anna] == ERASED_NAME
    assert listed[place.berta.subject] == "Berta Tal"
    again = town.post(f"/districts/staff/{anna}/name", {"name": "Anna"}, "koordination")
    assert again.status_code == 409
    assert "gelöscht" in again.json()["title"]


def test_the_list_of_a_day_holds_who_works_on_it(place: Office) -> None:
    place.leave(place.anna, date(2026, 6, 30), None)

    def there(day: str) -> set[str]:
        return {each["staff_id"] for each in place.leader.get(f"/districts/staff?on={day}").json()}

    assert there("2021-12-31") == set()
    assert there("2026-06-30") == {place.anna.subject, place.berta.subject}
    assert there("2026-07-01") == {place.berta.subject}


def test_only_betrieb_makes_betrieb(place: Office) -> None:
    path, body = f"/districts/staff/{place.anna.subject}/roles", {"role": "betrieb", "start": "2026-01-01"}

    assert place.town.post(path, body, "koordination").status_code == 403
    assert place.town.post(path, body, "betrieb").status_code == 201


def test_a_repeated_command_gets_its_first_answer(place: Office) -> None:
    body = {"traeger_id": str(place.traeger), "name": "Dora Neu", "start": "2026-01-01"}
    first, second = (
        place.town.post("/districts/staff", body, "koordination", **{"Idempotency-Key": "neu-1"}) for _ in range(2)
    )

    assert first.json() == second.json()


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (f"/traeger/{NOBODY}/name", {"name": "AWO"}),
        (f"/teams/{NOBODY}/name", {"name": "Nord"}),
        (f"/staff/{NOBODY}/name", {"name": "Anna"}),
        (f"/staff/{NOBODY}/leaving", {"on": "2026-06-30"}),
        (f"/staff/{NOBODY}/staying", {}),
        (f"/staff/{NOBODY}/roles", {"role": "fachkraft", "start": "2026-01-01"}),
        (f"/staff/{NOBODY}/revoked-roles", {"grant_id": str(NOBODY), "on": "2026-01-01"}),
        (f"/staff/{NOBODY}/left-teams", {"membership_id": str(NOBODY), "on": "2026-01-01"}),
        (f"/sites/{NOBODY}/closing", {"on": "2026-01-01"}),
        (f"/sites/{NOBODY}/hours", {"start": "2026-01-01", "hours": []}),
        (f"/sites/{NOBODY}/exceptions", {"on": "2026-01-01"}),
        ("/operations/nichts/settings", {"silent_weeks": 4}),
    ],
)
def test_what_is_not_there_is_a_404_in_german(quiet_town: Town, path: str, body: Any) -> None:
    answer = quiet_town.post(f"/districts{path}", body, "betrieb")

    assert answer.status_code == 404
    assert "nicht" in answer.json()["detail"]


# --- Places -----------------------------------------------------------------------


def test_hours_of_a_site_are_shown_day_by_day_and_known_to_intake(place: Office) -> None:
    town = place.town
    weekly = [{"weekday": 1, "opens": "09:00", "closes": "12:00"}, {"weekday": 2, "opens": "20:00", "closes": "24:00"}]
    post(town, f"/sites/{place.site}/hours", {"start": "2026-01-01", "hours": weekly})
    evening = {"on": "2026-04-13", "hours": [{"opens": "16:00", "closes": "20:00", "kind": "telefon"}]}
    post(town, f"/sites/{place.site}/exceptions", evening)

    days = town.get(f"/districts/sites/{place.site}/hours?from=2026-04-06&to=2026-04-14", "fachkraft").json()

    told = {
        day["on"]: (day["holiday"], [f"{h['opens']}-{h['closes']} {h['kind']}" for h in day["hours"]]) for day in days
    }
    assert told["2026-04-06"] == ("Ostermontag", [])
    assert told["2026-04-07"] == (None, ["20:00-24:00 sprechstunde"])
    assert told["2026-04-13"] == (None, ["16:00-20:00 telefon"])
    known = {date.fromisoformat(on): len(hours) for on, (_, hours) in told.items()}
    there = {day: office_hours_on(intakes(town), town.district, place.site, day) for day in known}
    assert {day: len(hours or ()) for day, hours in there.items()} == known


def test_a_site_without_hours_has_none_to_warn_of_and_a_closed_one_has_no_day(place: Office) -> None:
    town, here = place.town, (intakes(place.town), place.town.district)

    assert office_hours_on(*here, place.site, date(2026, 3, 2)) is None
    assert office_hours_on(*here, NOBODY, date(2026, 3, 2)) is None
    post(town, f"/sites/{place.site}/closing", {"on": "2026-02-28"})
    assert office_hours_on(*here, place.site, date(2026, 3, 2)) == ()
    closed = site(*here, place.site)
    assert closed is not None
    assert closed.last_day == date(2026, 2, 28)


@pytest.mark.parametrize(("first", "last"), [("2026-04-02", "2026-04-01"), ("2026-01-01", "2027-01-03")])
def test_a_calendar_has_at_most_a_year(place: Office, first: str, last: str) -> None:
    answer = place.anna.get(f"/districts/sites/{place.site}/hours?from={first}&to={last}")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "to"


# --- Definitions ------------------------------------------------------------------


def test_where_nothing_was_released_the_common_list_counts(town: Town) -> None:
    here = intakes(town), town.district

    assert town.get("/districts/topics").json()["version"] == 0
    vocabulary = directory.topics(*here)
    assert (vocabulary.version, vocabulary.offers("sucht"), vocabulary.handlungsfelder("sucht")) == (
        0,
        True,
        ("gesundheit",),
    )
    assert directory.instrument(*here, "staerken") is None


def test_a_removed_term_stays_readable(town: Town) -> None:
    post(town, "/topics", {"terms": [TERM, {"key": "miete", "label": "Miete", "core": "mietschulden"}]})
    post(town, "/topics", {"terms": [{**TERM, "label": "Kredite", "handlungsfelder": ["arbeit"]}]})

    vocabulary = directory.topics(intakes(town), town.district)

    assert (vocabulary.version, [term.key for term in vocabulary.terms]) == (2, ["kredit"])
    assert (vocabulary.offers("miete"), vocabulary.label("miete"), vocabulary.core("miete")) == (
        False,
        "Miete",
        "mietschulden",
    )
    assert (vocabulary.label("kredit"), vocabulary.handlungsfelder("kredit")) == ("Kredite", ("arbeit",))
    assert vocabulary.handlungsfelder("miete") == ("konsum_schulden",)
    assert vocabulary.label("sucht") == "Sucht"  # import files name entries of the common list
    first = town.get("/districts/topics?version=1").json()
    assert [term["label"] for term in first["terms"]] == ["Schulden aus Krediten", "Miete"]
    assert town.get("/districts/topics?version=3").status_code == 404


def test_every_version_of_an_instrument_stays(town: Town) -> None:
    post(town, "/instruments", STRENGTHS)
    post(town, "/instruments", {**STRENGTHS, "missing": "no_value"})
    here = intakes(town), town.district

    newest, first = directory.instrument(*here, "staerken"), directory.instrument(*here, "staerken", 1)

    assert newest is not None
    assert first is not None
    assert (newest.version, newest.missing, first.version, first.missing) == (2, "no_value", 1, "leave_out")
    assert directory.instrument(*here, "staerken", 3) is None
    assert [each["version"] for each in town.get("/districts/instruments").json()] == [2]
    assert town.get("/districts/instruments/staerken?version=1").json()["missing"] == "leave_out"


def test_settings_have_defaults_and_change_one_by_one(town: Town) -> None:
    here = intakes(town), town.district
    assert directory.operation_settings(*here, OPERATION).bagatelle_minutes == 480

    path = f"/operations/{OPERATION}/settings"
    post(town, path, {"bagatelle_minutes": 600})
    post(town, path, {"fixed_traits": [{"field": "employment", "value": "inactive"}]})

    settings = directory.operation_settings(*here, OPERATION)
    assert (settings.bagatelle_minutes, settings.silent_weeks, settings.fixed_traits) == (
        600,
        8,
        (FixedTrait(field="employment", value="inactive"),),
    )
    assert town.get(f"/districts{path}").json()["bagatelle_minutes"] == 600


def test_only_a_person_at_work_has_a_staff_id(place: Office) -> None:
    assert directory.staff_id_of("cli:leitung") is None
    assert directory.staff_id_of(place.anna.subject) == UUID(place.anna.subject)
