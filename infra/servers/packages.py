"""RabbitMQ without installing it: Debian's packages, downloaded by apt and unpacked into the user's cache.

apt checks the signatures. An ordinary user has no right to refresh apt's lists, so they are kept in the cache
folder too. Several checkouts share the cache; a lock keeps them from unpacking at the same time, and a folder gets
its name only when it is whole.
"""

import os
import platform
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from infra.failure import Failure
from infra.say import say
from infra.servers.cache import alone, cache_folder

SERVER: Final = "rabbitmq-server"
WANTED: Final = re.compile(r"^(rabbitmq-server|erlang-[a-z0-9-]+)$")
NO_EXTRAS: Final = tuple(f"--no-{kind}" for kind in ("suggests", "conflicts", "breaks", "replaces", "enhances"))
HELP: Final = "Bitte installieren: sudo apt install rabbitmq-server (oder LOTSE_AMQP_URL setzen)."

ERL: Final = """\
#!/bin/sh
# Debian's own start script knows only /usr/lib/erlang.
ROOTDIR='{root}/usr/lib/erlang'
BINDIR=$(echo "$ROOTDIR"/erts-*/bin)
EMU=beam
PROGNAME=erl
export ROOTDIR BINDIR EMU PROGNAME
exec "$BINDIR/erlexec" "$@"
"""


def unpacked_rabbitmq() -> Path:
    """The folder with the unpacked packages; downloads them (31 MB) the first time. Raises Failure."""
    cache = cache_folder()
    target = cache / f"rabbitmq-{_release()}-{platform.machine()}"
    if target.exists():
        return target
    with alone(cache):
        if not target.exists():
            _unpack(cache, target)
    return target


def _release() -> str:
    """Such as debian-12."""
    facts = platform.freedesktop_os_release()
    return f"{facts['ID']}-{facts.get('VERSION_ID', 'sid')}"


def _unpack(cache: Path, target: Path) -> None:
    if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
        raise Failure(f"RabbitMQ fehlt, und ohne apt kann ich es nicht holen. {HELP}")
    draft, files = target.with_suffix(".half"), cache / "packages"
    for folder in (draft, files):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    say("RabbitMQ wird einmalig geladen (31 MB, Pakete der Distribution, nichts wird installiert) …")
    _download(cache, files)
    for package in sorted(files.glob("*.deb")):
        _run(["dpkg", "-x", str(package), str(draft)])
    _write_erl(draft, target)
    shutil.rmtree(files)
    os.sync()  # so that the name below never stands for files that a power cut emptied
    draft.rename(target)


def _download(cache: Path, files: Path) -> None:
    apt = _apt(cache)
    names = _names(apt)
    if not names:
        say("apt-Paketlisten werden geladen …")
        _run(["apt-get", *apt, "-qq", "update"])
        names = _names(apt)
    if SERVER not in names:
        raise Failure(f"apt kennt kein Paket {SERVER}. {HELP}")
    try:
        _run(["apt-get", *apt, "-qq", "download", *names], cwd=files)
    except Failure:  # lists older than the archive name packages that are gone
        _run(["apt-get", *apt, "-qq", "update"])
        _run(["apt-get", *apt, "-qq", "download", *_names(apt)], cwd=files)


def _apt(cache: Path) -> tuple[str, ...]:
    """Options of apt: root shares the system's lists, others keep their own."""
    common = ("-o", "APT::Sandbox::User=root", "-o", "Acquire::Retries=3")
    if os.geteuid() == 0:
        return common
    state, archives = cache / "apt" / "state", cache / "apt" / "cache"
    for folder in (state / "lists" / "partial", archives / "archives" / "partial"):
        folder.mkdir(parents=True, exist_ok=True)
    own = {"Dir::State": state, "Dir::Cache": archives, "Dir::State::status": "/var/lib/dpkg/status"}
    hooks = ("APT::Update::Post-Invoke-Success", "APT::Update::Post-Invoke", "DPkg::Post-Invoke")
    return (
        *common,
        *(part for key, value in own.items() for part in ("-o", f"{key}={value}")),
        *(part for hook in hooks for part in ("-o", f"#clear={hook}")),
    )


def _names(apt: Sequence[str]) -> list[str]:
    """RabbitMQ and the parts of Erlang it depends on; empty when apt has no lists."""
    command = ["apt-cache", *apt, "depends", "--recurse", "--no-recommends", *NO_EXTRAS, SERVER]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return sorted({line for line in answer.stdout.splitlines() if WANTED.match(line)})


def _write_erl(draft: Path, target: Path) -> None:
    script = draft / "bin" / "erl"
    script.parent.mkdir()
    script.write_text(ERL.format(root=target))
    script.chmod(0o755)


def _run(command: Sequence[str], cwd: Path | None = None) -> None:
    answer = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        reason = (answer.stderr.strip().splitlines() or ["unbekannter Grund"])[-1]
        raise Failure(f"{command[0]} ist gescheitert ({reason}). {HELP}")
