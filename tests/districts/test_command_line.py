"""Staff, places and definitions on the command line, in-process on a real database."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import as_file, files
from typing import Any

import pytest

from services.cli import run
from services.districts.application import districts, operator
from services.districts.places_desk import PlacesDesk, SiteDetails
from services.kernel import tokens
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.kernel.times import today

pytestmark = pytest.mark.server

PERIOD = (date(2022, 1, 1), date(2027, 12, 31))
SINCE = ("--from", "2022-01-01")


@dataclass(frozen=True, slots=True)
class Shell:
    """A terminal in one district."""

    district: str
    settings: Settings
    captured: pytest.CaptureFixture[str]

    def json(self, *arguments: str) -> Any:
        status = run([*arguments, "--district", self.district, "--format", "json"])
        said = self.captured.readouterr()
        assert status == 0, said.err
        return json.loads(said.out)

    def refused(self, *arguments: str) -> str:
        """What is said to a command that ends with 2."""
        assert run([*arguments, "--district", self.district]) == 2
        return self.captured.readouterr().err

    def text(self, *arguments: str) -> str:
        assert run([*arguments, "--district", self.district]) == 0
        return self.captured.readouterr().out


@pytest.fixture
def shell(settings: Settings, district: str, capsys: pytest.CaptureFixture[str]) -> Shell:
    districts(settings).open_operation(district, "thinka", "Th.INKA", PERIOD, operator("cli:test"))
    return Shell(district, settings, capsys)


@pytest.fixture
def staffed(shell: Shell) -> Shell:
    """A Träger with a team and two people."""
    shell.json("traeger", "add", "Caritas")
    shell.json("team", "add", "Nord", "--traeger", "caritas", "--operation", "thinka")
    for name in ("Anna Berg", "Bernd Tal"):
        shell.json("staff", "add", name, "--traeger", "Caritas", *SINCE)
    return shell


@pytest.fixture(scope="module")
def quiet(settings: Settings) -> str:
    """The key of a district for all calls that store nothing: a Träger, a site, an operation."""
    open_district(settings, "stilles-tal", "Stilles Tal")
    service, me = districts(settings), operator("cli:test")
    service.open_operation("stilles-tal", "thinka", "Th.INKA", PERIOD, me)
    desk = PlacesDesk(service, "stilles-tal")
    caritas = desk.register_traeger("Caritas", operator("cli:test")).id
    desk.open_site(caritas, SiteDetails(name="KOMPASS", sozialraum="arnstadt", kind="office"), operator("cli:test"))
    return "stilles-tal"


def test_a_team_is_put_together_and_listed(staffed: Shell) -> None:
    staffed.json("traeger", "engage", "Caritas", "--operation", "thinka", *SINCE)
    staffed.json("team", "join", "Nord", "anna berg", *SINCE)
    staffed.json("team", "join", "Nord", "Bernd Tal", *SINCE, "--to", "2024-12-31")
    staffed.json("team", "leave", "Nord", "Anna Berg", "--on", "2026-06-30")

    (team,) = staffed.json("team", "list")
    people = {each["name"]: each["staff_id"] for each in staffed.json("staff", "list")}

    assert {(each["staff_id"], each["to"]) for each in team["members"]} == {
        (people["Anna Berg"], "2026-06-30"),
        (people["Bernd Tal"], "2024-12-31"),
    }
    assert staffed.json("traeger", "list")[0]["operations"] == [
        {"operation": "thinka", "from": "2022-01-01", "to": None}
    ]


def test_somebody_leaves_and_a_colleague_takes_over(staffed: Shell) -> None:
    left = staffed.json("staff", "leave", "Anna Berg", "--on", "2026-06-30", "--successor", "Bernd Tal")

    listed = {each["name"]: each for each in staffed.json("staff", "list")}
    assert listed["Anna Berg"]["to"] == "2026-06-30"
    assert listed["Anna Berg"]["successor_id"] == left["successor_id"] == listed["Bernd Tal"]["staff_id"]
    assert [each["name"] for each in staffed.json("staff", "list", "--on", "2026-07-01")] == ["Bernd Tal"]
    assert "gibt es in diesem Landkreis nicht" in staffed.refused("staff", "leave", "Niemand", "--on", "2026-06-30")


def test_a_token_for_a_person_carries_their_id_and_only_a_role_they_have_today(staffed: Shell) -> None:
    grant = staffed.json("role", "grant", "Anna Berg", "fachkraft", *SINCE, "--operation", "thinka")

    given = staffed.json("token", "--role", "fachkraft", "--staff", "Anna Berg")
    caller = tokens.read(staffed.settings, given["token"])
    assert (caller.actor, caller.role, caller.district) == (grant["staff_id"], "fachkraft", staffed.district)
    said = staffed.refused("token", "--role", "koordination", "--staff", "Anna Berg")
    assert "hat heute nicht die Rolle koordination" in said
    assert "fachkraft" in said


def test_a_revoked_role_gives_no_token_any_more(staffed: Shell) -> None:
    grant = staffed.json("role", "grant", "Anna Berg", "fachkraft", *SINCE)["grant_id"]
    staffed.json("role", "revoke", grant, "--on", today().isoformat())
    staffed.json("token", "--role", "fachkraft", "--staff", "Anna Berg")

    staffed.json("role", "revoke", grant)

    assert "keine" in staffed.refused("token", "--role", "fachkraft", "--staff", "Anna Berg")
    (listed,) = staffed.json("role", "list")
    assert listed["to"] == (today() - timedelta(days=1)).isoformat()
    assert "gibt es nicht" in staffed.refused("role", "revoke", "keine-rolle")


def test_two_people_of_one_name_are_told_apart_by_their_id(staffed: Shell) -> None:
    second = staffed.json("staff", "add", "Anna Berg", "--traeger", "Caritas", "--from", "2023-01-01")["staff_id"]

    said = staffed.refused("role", "grant", "Anna Berg", "fachkraft", "--from", "2023-01-01")
    assert "nicht eindeutig" in said
    assert second in said
    assert staffed.json("role", "grant", second, "fachkraft", "--from", "2023-01-01")["staff_id"] == second


def test_a_site_has_hours_exceptions_and_a_last_day(staffed: Shell) -> None:
    staffed.json("site", "add", "KOMPASS", "--traeger", "Caritas", "--sozialraum", "arnstadt")
    staffed.json("site", "hours", "KOMPASS", *SINCE, "--open", "Mo 09:00-12:00", "--open", "Di 20:00-24:00 telefon")
    staffed.json("site", "except", "KOMPASS", "--on", "2026-04-14")

    days = staffed.json("site", "calendar", "KOMPASS", "--from", "2026-04-06", "--to", "2026-04-14")
    told = {day["on"]: (day["hours"], day["holiday"]) for day in days}
    assert told["2026-04-06"] == ([], "Ostermontag")
    assert told["2026-04-07"] == (["Di 20:00-24:00 telefon"], None)
    assert told["2026-04-13"] == (["Mo 09:00-12:00 sprechstunde"], None)
    assert told["2026-04-14"] == ([], None)
    staffed.json("site", "close", "KOMPASS", "--on", "2026-04-12")
    assert staffed.json("site", "list")[0]["closed"] == "2026-04-12"
    assert not staffed.json("site", "calendar", "KOMPASS", "--from", "2026-04-13", "--to", "2026-04-13")[0]["hours"]


@pytest.mark.parametrize(
    ("arguments", "german"),
    [
        (("site", "hours", "KOMPASS", *SINCE, "--open", "morgens"), "ist keine Sprechzeit"),
        (("site", "hours", "KOMPASS", *SINCE, "--open", "Mo 12:00-09:00"), "endet, bevor sie beginnt"),
        (("site", "add", "Neu", "--traeger", "Caritas", "--sozialraum", "x", "--kind", "zelt"), "möglich sind office"),
        (("site", "add", "Neu", "--traeger", "AWO", "--sozialraum", "x"), "Träger „AWO“ gibt es"),
        (("operation", "configure", "thinka", "--mode", "anders"), "möglich sind participant_based"),
        (("operation", "configure", "thinka", "--fixed", "alter=18"), "ist kein feld=wert"),
        (("operation", "configure", "thinka", "--fixed", "employment=reich"), "Diesen Wert hat das Merkmal nicht."),
        (("operation", "configure", "nichts", "--silent-weeks", "4"), "Dieses Vorhaben gibt es nicht."),
        (("vocabulary", "show", "--version", "7"), "Die Version 7 gibt es nicht."),
        (("instrument", "show", "staerken"), "Dieses Instrument gibt es nicht"),
        (("vocabulary", "release", "/nirgends.toml"), "kann nicht gelesen werden"),
        (("staff", "add", " ", "--traeger", "Caritas", *SINCE), "Der Name fehlt."),
        (("staff", "add", "Carl", "--traeger", "Caritas", "--from", "gestern"), "ist kein Datum"),
    ],
    ids=lambda value: " ".join(value)[:50] if isinstance(value, tuple) else "",
)
def test_a_wrong_call_ends_with_2_and_a_german_line(
    quiet: str, settings: Settings, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], german: str
) -> None:
    assert german in Shell(quiet, settings, capsys).refused(*arguments)


def test_the_files_of_the_package_are_released_once_a_change(shell: Shell) -> None:
    with as_file(files("services.districts") / "data") as folder:
        for _ in range(2):
            assert shell.json("instrument", "release", str(folder / "staerken.toml"))["version"] == 1
            assert shell.json("vocabulary", "release", str(folder / "themen-ilm-kreis.toml"))["version"] == 1

    assert shell.json("instrument", "show", "staerken")["label"] == "Förderung und Stärkung"
    assert shell.json("vocabulary", "show")["terms"][0]["key"] == "isolation"
    assert shell.json("vocabulary", "show", "--version", "0")["terms"][0]["key"] == "schulden"
    assert "voll und ganz" in shell.text("instrument", "show", "staerken")
    assert "Soziale Isolation" in shell.text("vocabulary", "show")


def test_settings_change_one_by_one_and_without_any_are_shown(shell: Shell) -> None:
    configure = ("operation", "configure", "thinka")
    assert shell.json(*configure)["bagatelle_minutes"] == 480
    shell.json(*configure, "--bagatelle-minutes", "600", "--fixed", "employment=unemployed")
    assert shell.json(*configure, "--silent-weeks", "4")["bagatelle_minutes"] == 600
    assert shell.json(*configure)["fixed_traits"] == [{"field": "employment", "value": "unemployed"}]
    assert shell.json(*configure, "--fixed", "-")["fixed_traits"] == []


def test_lists_for_people_are_tables(staffed: Shell) -> None:
    staffed.json("role", "grant", "Anna Berg", "koordination", *SINCE)
    staffed.json("site", "add", "KOMPASS", "--traeger", "Caritas", "--sozialraum", "arnstadt")
    for subject, shown in (
        ("traeger", "Caritas"),
        ("team", "Nord"),
        ("staff", "Anna"),
        ("role", "koordination"),
        ("site", "arnstadt"),
    ):
        assert shown in staffed.text(subject, "list")


def test_names_are_corrected(staffed: Shell) -> None:
    staffed.json("staff", "rename", "Anna Berg", "--name", "Anna Tal-Berg")
    staffed.json("traeger", "rename", "Caritas", "--name", "Caritasverband")

    assert {each["name"] for each in staffed.json("staff", "list")} == {"Anna Tal-Berg", "Bernd Tal"}
    assert [each["name"] for each in staffed.json("traeger", "list")] == ["Caritasverband"]


def test_people_of_one_district_are_unknown_in_another(staffed: Shell, new_district: Callable[[], str]) -> None:
    (anna, *_) = (each["staff_id"] for each in staffed.json("staff", "list"))
    elsewhere = Shell(new_district(), staffed.settings, staffed.captured)

    assert elsewhere.json("staff", "list") == []
    assert "arbeitet hier nicht" in elsewhere.refused("role", "grant", anna, "fachkraft", *SINCE)


def test_a_leaving_is_taken_back(staffed: Shell) -> None:
    staffed.json("staff", "leave", "Anna Berg", "--on", "2026-06-30")
    staffed.json("staff", "stay", "Anna Berg")

    assert {each["to"] for each in staffed.json("staff", "list")} == {None}
