"""``docs/proving.md``: the commands in its blocks, what each printed, and the files that they read."""

import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

DOCUMENT: Final = Path(__file__).resolve().parents[2] / "docs/proving.md"
BLOCK: Final = re.compile(r"```(console|csv) ?(\S*)\n(.*?)```", re.DOTALL)
PROMPT: Final = re.compile(r"^(\w+)\$ (.*)$")
DISTRICT: Final = "salzland-kreis"
# What differs from run to run, and what stands for it when two runs are compared.
CHANGING: Final = (
    (re.compile(r"kreis-[0-9a-f]{8}"), DISTRICT),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "<id>"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "<hash>"),
    (re.compile(r"\d{4}-\d\d-\d\dT[0-9:.]+Z"), "<time>"),
    (re.compile(r"\d\d\.\d\d\.20(2[6-9]|[3-9]\d), \d\d:\d\d"), "<time>"),
    (re.compile(r"[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{60,}={0,2}"), "<signed>"),
    (re.compile(r"\+[0-9a-f]{8}\+"), "+<key>+"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """A command, who typed it, and what it printed (in the document: what it printed when it was written)."""

    who: str
    command: str
    printed: str

    @property
    def words(self) -> list[str]:
        """Without the program's name."""
        return shlex.split(self.command)[1:]


def rewritten(run: Callable[[Said], str], store: Callable[[str, str], None]) -> str:
    """The document as it would read if it were written now: ``store`` keeps a file, ``run`` answers a command."""

    def block(found: re.Match[str]) -> str:
        kind, name, text = found.groups()
        if kind == "csv":
            store(name, text)
            return found.group()
        told = "\n".join(f"{one.who}$ {one.command}\n{run(one)}".rstrip("\n") for one in commands(text))
        return f"```console\n{told}\n```"

    return BLOCK.sub(block, DOCUMENT.read_text())


def commands(text: str) -> Iterator[Said]:
    who, command, printed = "", "", list[str]()
    for line in [*text.splitlines(), "end$ "]:
        if (prompt := PROMPT.match(line)) is None and line != "end$ ":
            printed.append(line)
            continue
        if command:
            yield Said(who, command, "\n".join(printed))
        who, command = prompt.groups() if prompt else ("", "")
        printed = []


def unchanging(text: str) -> str:
    """Without what differs from run to run."""
    for pattern, stands_for in CHANGING:
        text = pattern.sub(stands_for, text)
    return text
