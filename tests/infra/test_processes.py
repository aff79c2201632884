"""One process list: runner, compose file and systemd units say the same."""

import importlib
import json
import shlex
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
import yaml

from infra.generate import CHECKOUT, generated
from infra.processes import PROCESSES, Process
from infra.runner.supervisor import watches_of
from infra.systemd import PYTHON, UNITS, unit_name
from services.kernel.settings import SERVICES, Settings

COMPOSE = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())
EACH = pytest.mark.parametrize("process", PROCESSES, ids=lambda process: process.name)


def unit(process: Process) -> Iterator[tuple[str, str]]:
    """The settings of a process's unit file."""
    for line in (CHECKOUT / "infra" / "systemd" / unit_name(process)).read_text().splitlines():
        name, is_setting, value = line.partition("=")
        if is_setting and not line.startswith("#"):
            yield name, value


def test_every_service_has_a_relay_and_a_worker() -> None:
    names = {process.name for process in PROCESSES}
    every = {f"{service}-{process}" for service in SERVICES for process in ("relay", "worker")}
    assert names == {"platform-web", "referral-carrier", "referral-mailer", "reporting-publisher", *every}


def test_committed_files_are_the_generated_ones() -> None:
    """After a change of the list: make generate."""
    for path, text in generated().items():
        assert path.read_text() == text, path


def test_no_unit_is_left_of_a_process_that_is_gone() -> None:
    folder = CHECKOUT / "infra" / "systemd"
    assert {path for path in folder.iterdir() if path.name.startswith("lotse")} == set(generated()) - {
        CHECKOUT / "docker-compose.yml"
    }


@EACH
def test_all_start_the_same_command(process: Process) -> None:
    assert COMPOSE["services"][process.name]["command"] == list(process.command)
    assert dict(unit(process))["ExecStart"] == shlex.join([PYTHON, *process.command[1:]])


@EACH
def test_all_set_the_same_environment(process: Process) -> None:
    wanted = dict(process.environment)
    in_compose = COMPOSE["services"][process.name]["environment"]
    in_unit = dict(value.split("=", 1) for name, value in unit(process) if name == "Environment")
    assert {name: value for name, value in in_compose.items() if not name.startswith("LOTSE_")} == wanted
    assert {name: value for name, value in in_unit.items() if not name.startswith("LOTSE_")} == wanted


@EACH
def test_all_ask_the_same_health_check(process: Process) -> None:
    in_compose = COMPOSE["services"][process.name].get("healthcheck", {}).get("test", ["CMD"])[1:]
    in_unit = dict(unit(process)).get("ExecStartPost", "").replace(" --wait 60", "").split()[1:]
    assert in_compose == list(process.health)
    assert in_unit == list(process.health[1:])


@EACH
def test_all_wait_for_the_same_servers(process: Process) -> None:
    in_compose = set(COMPOSE["services"][process.name]["depends_on"]) - {"setup"}
    after = dict(unit(process))["After"].split()
    assert in_compose == set(process.needs)
    assert {name for name, server in UNITS.items() if server in after} == set(process.needs)


@EACH
def test_all_start_a_dead_process_again(process: Process) -> None:
    settings = dict(unit(process))
    assert COMPOSE["services"][process.name]["restart"] == "always"
    assert (settings["Restart"], settings["RestartSec"], settings["RestartMaxDelaySec"]) == ("always", "1", "30")


def test_the_runner_watches_the_whole_list(tmp_path: Path) -> None:
    assert [watch.process for watch in watches_of(Settings(home=tmp_path))] == list(PROCESSES)


@EACH
def test_a_unit_gains_no_rights(process: Process) -> None:
    settings = dict(unit(process))
    assert settings["User"] == "lotse"
    assert (settings["NoNewPrivileges"], settings["ProtectSystem"], settings["CapabilityBoundingSet"]) == (
        "yes",
        "strict",
        "",
    )


def test_waiting_before_a_restart_doubles_up_to_half_a_minute() -> None:
    restart = PROCESSES[0].restart
    assert [restart.delay(deaths) for deaths in range(1, 8)] == [1, 2, 4, 8, 16, 30, 30]


def test_the_compose_file_keeps_to_the_compose_specification() -> None:
    pytest.importorskip("check_jsonschema", reason="brings the schema of the Compose specification")
    vendored = importlib.import_module("check_jsonschema.builtin_schemas.vendor")
    schema = json.loads(resources.files(vendored).joinpath("compose-spec.json").read_text())
    jsonschema.validate(COMPOSE, schema)
