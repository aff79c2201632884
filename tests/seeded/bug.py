"""The bugs, as ``bugs/<guarantee>.toml`` declares them: what is wrong, where, and who must notice."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

CHECKOUT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = Path(__file__).with_name("bugs")


@dataclass(frozen=True, slots=True)
class Change:
    """``old`` stands once in the file, and is ``new`` once the bug is built in."""

    file: str
    old: str
    new: str

    def made_in(self, text: str) -> str:
        """The file's text with the bug in it; raises LookupError when the place is not there exactly once."""
        if text.count(self.old) != 1:
            raise LookupError(f"{self.file}: {text.count(self.old)} places read\n{self.old}")
        return text.replace(self.old, self.new)


@dataclass(frozen=True, slots=True)
class Bug:
    """``raises``: the test may end with this exception instead of an assertion; ``fast``: it needs no server.

    ``own_servers``: the bug shows only on servers that were made with it, or would spoil them for others.
    """

    name: str
    guarantee: str
    what: str
    caught_by: str
    changes: tuple[Change, ...]
    raises: str | None = None
    fast: bool = False
    own_servers: bool = False

    @property
    def files(self) -> tuple[str, ...]:
        """Where the bug is, each file once."""
        return tuple(dict.fromkeys(change.file for change in self.changes))

    def built_into(self, checkout: Path) -> dict[str, str]:
        """The changed files of a checkout and their texts; raises LookupError, FileNotFoundError."""
        texts = {file: (checkout / file).read_text() for file in self.files}
        for change in self.changes:
            texts[change.file] = change.made_in(texts[change.file])
        return texts


def bugs() -> list[Bug]:
    """All of them, by guarantee and in the order of their files."""
    paths = sorted(FOLDER.glob("*.toml"), key=lambda path: int(path.stem.removeprefix("G")))
    return [_bug(path.stem, name, told) for path in paths for name, told in tomllib.loads(path.read_text()).items()]


def _bug(guarantee: str, name: str, told: dict[str, Any]) -> Bug:
    changes = tuple(Change(**change) for change in told.pop("changes"))
    return Bug(name=name, guarantee=guarantee, changes=changes, **told)
