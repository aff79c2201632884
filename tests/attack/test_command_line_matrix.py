"""Every command that names a district: a forged name ends with 2, and nothing of another district is printed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import typer.main

from services.cli import run
from services.cli.commands import app_for
from services.kernel.tokens import DISTRICT_KEY
from tests.attack import forged
from tests.attack.conftest import OPERATION, OTHER, OWN, SECRET_OPERATION, World
from tests.attack.directory import COMMANDS
from tests.attack.routes import CSV
from tests.attack.tally import examples
from tests.kit.proof import Proof

pytestmark = [pytest.mark.server, pytest.mark.guarantee("G6")]

FILE: Final = "FILE"
PERIOD: Final = ("--from", "2022-01-01", "--to", "2026-06-30")
REPORT: Final = ("--operation", OPERATION, "--as-of", "2026-06-30")
OF_OPERATION: Final = ("--operation", OPERATION)
SOMEBODY: Final = ("--staff", "Erika Muster")
# What else a command needs. A command without a row here fails the first test.
TABLE: Final[dict[str, tuple[str, ...]]] = {
    "district rural": ("--ags", "16070004"),
    "operation add": ("neues-vorhaben", "--name", "Neu", *PERIOD),
    "import participants": (FILE, "--operation", OPERATION),
    "import statuses": (FILE, "--operation", OPERATION),
    "import statistics": (FILE,),
    "import contacts": (FILE, "--operation", OPERATION),
    "directory export": ("--out", FILE),
    "directory import": (FILE, "--format", "partners"),
    "estimate record": (
        *("--indicator", "EECO12", "--on", "2026-06-30", "--female", "1", "--male", "1"),
        *("--method", "sample", "--base", "Stichprobe", *OF_OPERATION),
    ),
    "estimate retract": ("--indicator", "EECO12", "--on", "2026-06-30", *OF_OPERATION),
    "estimate list": OF_OPERATION,
    "entity add": ("Jobcenter", "--kind", "public_administration", "--on", "2026-06-30", *OF_OPERATION),
    "entity retract": ("00000000-0000-8000-8000-000000000001", *OF_OPERATION),
    "entity list": OF_OPERATION,
    "form print": ("merkblatt", "--operation", OPERATION, "--out", FILE),
    "report esf": REPORT,
    "report checks": REPORT,
    "report sfc": (*OF_OPERATION, "--period", "202606"),
    "report activity": PERIOD,
    "check list": (),
    "check set": ("women_share", "--threshold", "30"),
    "report gaps": PERIOD,
    "report sozialraum": ("rieth", "--as-of", "2026-06-30"),
    "report comparison": ("arbeitslose", "--as-of", "2026-06-30"),
    "explain": (*REPORT, "--indicator", "EECO01"),
    "explain-activity": (*PERIOD, "--figure", "clients_reached"),
    "parked list": (),
    "parked retry": (),
    "parked discard": ("--source", "intake", "--position", "1"),
    "submission create": REPORT,
    "submission approve": ("00000000-0000-8000-8000-000000000001",),
    "submission return": ("00000000-0000-8000-8000-000000000001", "--ground", "other"),
    "submission withdraw": ("00000000-0000-8000-8000-000000000001",),
    "submission list": (),
    "submission show": ("00000000-0000-8000-8000-000000000001",),
    "submission verify": ("00000000-0000-8000-8000-000000000001",),
    "submission delta": ("00000000-0000-8000-8000-000000000001",),
    "audit key": (),
    "audit checkpoint": (),
    "audit proof": ("--source", "intake", "--sequence", "1"),
    "audit consistency": ("--from", "1"),
    "audit export": ("--out", FILE),
    "audit reconcile": (),
    "audit mandate grant": (
        *("Erika Muster", "--from", "2024-01-01", "--to", "2024-12-31", "--expires", "2027-12-31"),
        *OF_OPERATION,
    ),
    "audit mandate revoke": ("00000000-0000-8000-8000-000000000001",),
    "audit mandate list": (),
    "audit sample": ("--n", "2", "--seed", "7", *OF_OPERATION),
    "bi credentials": (),
    "bi export": ("--out", FILE),
    "erase": ("--person", "niemand", "--reason", "Wunsch der Person"),
    "person export": ("--person", "niemand"),
    "person restrict": ("--person", "niemand", "--grounds", "unlawful"),
    "person lift": ("--person", "niemand"),
    "person link": ("--person", "niemand", "--person", "keiner", "--grounds", "same_record"),
    "person unlink": ("--person", "niemand", "--person", "keiner"),
    "person list": (),
    "replay": (),
    "rebuild": (),
    "token": ("--role", "koordination"),
    "user add": SOMEBODY,
    "user invite": SOMEBODY,
    "user place": (*SOMEBODY, "--also-district", OWN, "--also-staff", "Erika Muster"),
    "user lock": SOMEBODY,
    "user unlock": SOMEBODY,
    "user list": (),
    **COMMANDS,
}


def commands(group: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, f"{path} {name}".strip())
    if not hasattr(group, "commands"):
        yield path, group


def naming_a_district() -> set[str]:
    found = commands(typer.main.get_command(app_for()))
    return {name for name, command in found if any("--district" in each.opts for each in command.params)}


def test_the_table_has_every_command_that_names_a_district() -> None:
    assert naming_a_district() == set(TABLE)


def rest_of(name: str, folder: Path) -> list[str]:
    file = folder / "rows.csv"
    file.write_bytes(CSV)
    return [str(file) if word == FILE else word for word in TABLE[name]]


def typed(values: list[str]) -> list[str]:
    """What can stand on a command line at all."""
    return [value for value in values if "\x00" not in value and value != OTHER]


@examples(36, 1)
def test_a_forged_district_ends_every_command_with_2(
    world: World, capfd: pytest.CaptureFixture[str], tmp_path: Path, proof: Proof, examples: int
) -> None:
    values, tried, wrong, foreign = typed(forged.texts(OWN, OTHER)), 0, [], 0
    before = world.contents(OTHER), world.contents(OWN)
    for number, name in enumerate(TABLE):
        for value in values[number % examples :: examples]:
            status = run([*name.split(), *rest_of(name, tmp_path), f"--district={value}"])
            said = "".join(capfd.readouterr())
            tried += 1
            foreign += bool(world.leaked(said.encode()))
            if status != 2 or "Traceback" in said or not said.strip():
                wrong.append((name, value, status, said[-300:]))
    proof.add("Angriffe", "Befehlszeile", tried=tried, foreign=foreign, unexpected=len(wrong))
    assert wrong == []
    assert foreign == 0
    assert (world.contents(OTHER), world.contents(OWN)) == before


def test_no_forged_key_opens_a_district(world: World, capfd: pytest.CaptureFixture[str], proof: Proof) -> None:
    values = [value for value in typed(forged.texts(OWN, OTHER)) if not DISTRICT_KEY.fullmatch(value)]
    before = world.contents(OTHER)
    assert values
    for value in values:
        assert run(["district", "add", "--name", "Forged", "--", value]) == 2, value
        assert "Traceback" not in "".join(capfd.readouterr())
    foreign = int(world.contents(OTHER) != before)
    proof.add("Angriffe", "Befehlszeile", tried=len(values), foreign=foreign)
    assert foreign == 0


def test_the_other_districts_operation_and_case_are_unknown_here(
    world: World, capfd: pytest.CaptureFixture[str], proof: Proof
) -> None:
    questions = (
        ["report", "esf", "--operation", SECRET_OPERATION, "--as-of", "2026-06-30"],
        ["report", "activity", "--operation", SECRET_OPERATION, *PERIOD],
        ["replay", "--case", f"KANARIENVOGEL-{OPERATION}-F"],
        ["replay"],
        ["report", "esf", *REPORT],
        ["report", "activity", *PERIOD],
        ["parked", "list", "--format", "json"],
    )
    foreign = 0
    world.own.settle()  # no worker runs here, and a report waits for what is on its way
    for question in questions:
        run([*question, "--district", OWN])
        said = "".join(capfd.readouterr())
        sent = {word.encode() for word in question}
        foreign += any(not any(secret in word for word in sent) for secret in world.leaked(said.encode()))
    proof.add("Angriffe", "Befehlszeile", tried=len(questions), foreign=foreign)
    assert foreign == 0
