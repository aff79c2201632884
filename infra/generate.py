"""Writes what is made from the process list: docker-compose.yml and infra/systemd/."""

from pathlib import Path
from typing import Final

from infra.compose import compose_file
from infra.systemd import units

CHECKOUT: Final = Path(__file__).resolve().parents[1]


def generated() -> dict[Path, str]:
    """Every generated file with its text."""
    folder = CHECKOUT / "infra" / "systemd"
    return {
        CHECKOUT / "docker-compose.yml": compose_file(),
        **{folder / name: text for name, text in units().items()},
    }


def generate() -> None:
    """Writes all files and removes units of processes that are gone."""
    files = generated()
    for stale in set((CHECKOUT / "infra" / "systemd").glob("lotse*")) - set(files):
        stale.unlink()
    for path, text in files.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
