"""``LOTSE_HOME/servers.json``: which servers this home uses, and where."""

import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from infra.servers.ports import becomes_bindable, free_port


@dataclass(frozen=True, slots=True)
class Record:
    """The kept facts; ``ports`` are those of the private servers, by name."""

    database_url: str | None = None
    amqp_url: str | None = None
    port: int | None = None
    embedded: bool = False
    ports: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, home: Path) -> Self:
        try:
            kept: dict[str, Any] = json.loads(_path(home).read_text())
        except FileNotFoundError:
            return cls()
        return cls(**{name: kept[name] for name in cls.__slots__ if name in kept})

    def write(self, home: Path) -> None:
        """Writes the file whole, readable by its owner only: the URLs hold passwords."""
        draft = _path(home).with_suffix(f".{os.getpid()}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(asdict(self), file, indent=1)
        draft.replace(_path(home))

    def with_ports(self, *names: str) -> Self:
        """Keeps the ports chosen before, unless somebody else has taken one meanwhile."""
        kept = {name: self.ports[name] for name in names if name in self.ports and becomes_bindable(self.ports[name])}
        chosen = {name: kept.get(name) or free_port() for name in names}
        return replace(self, ports=self.ports | chosen)


def _path(home: Path) -> Path:
    return home / "servers.json"
