"""A private RabbitMQ node: its own name, cookie, ports, epmd and folders, on the loopback only."""

import hashlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote

import amqp

from infra.failure import Failure
from infra.pids import PidFile
from infra.servers.definitions import ADMIN, VHOST, definitions
from infra.servers.packages import unpacked_rabbitmq
from infra.servers.ports import LOOPBACK
from services.kernel.secrets import SecretMissing, Secrets

INSTALLED: Final = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
START_SECONDS: Final = 300  # a busy machine takes minutes; a log-in ends the wait
STOP_SECONDS: Final = 30
RETRY_SECONDS: Final = 60  # how long a node that ends while it starts is started again
CONTROL_SECONDS: Final = 120

CONFIGURATION: Final = """\
listeners.tcp.1 = 127.0.0.1:{port}
load_definitions = {folder}/definitions.json
raft.wal_max_size_bytes = 67108864
log.file = false
log.console = true
log.console.level = warning
"""

# Of a node that joins others when it starts for the first time; who is cut off from most of them does not go on alone.
CLUSTER: Final = """\
cluster_formation.peer_discovery_backend = classic_config
{peers}
cluster_partition_handling = pause_minority
"""

# Without +sbwt an idle Erlang machine keeps the processors busy waiting for work.
ERLANG: Final = "+sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}"


@dataclass(frozen=True, slots=True)
class Programs:
    """Where the node's start script lies, and what has to be searched first for ``erl``."""

    server: Path
    search: tuple[Path, ...] = ()
    epmd: Path = Path("/usr/bin/epmd")


@dataclass(frozen=True, slots=True)
class RabbitMQ:
    """The private node of one ``LOTSE_HOME``; ``peers`` are the nodes of its cluster, itself among them.

    Nodes of a cluster share the epmd port and the folder ``secrets``, and with it cookie and passwords.
    """

    home: Path
    port: int
    epmd_port: int
    distribution_port: int
    peers: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def folder(self) -> Path:
        return self.home / "rabbitmq"

    @property
    def log(self) -> Path:
        return self.home / "logs" / "rabbitmq.log"

    @property
    def pid_file(self) -> PidFile:
        return PidFile(self.home / "run" / "rabbitmq.pid")

    @property
    def epmd_pid_file(self) -> PidFile:
        return PidFile(self.home / "run" / "epmd.pid")

    @property
    def node(self) -> str:
        """Other checkouts run beside this one, so the name follows the folder."""
        return f"lotse-{hashlib.sha256(str(self.home.resolve()).encode()).hexdigest()[:12]}@localhost"

    @property
    def url(self) -> str:
        """The operator's URL."""
        password = Secrets(self.home / "secrets").create_password("rabbitmq", ADMIN)
        return f"amqp://{ADMIN}:{quote(password)}@{LOOPBACK}:{self.port}/{VHOST}"

    def start(self) -> None:
        """Writes the configuration, starts the node and waits until it takes a log-in. Raises Failure."""
        programs = find_programs()
        self._configure()
        environment = self._environment(programs)
        if self.epmd_pid_file.running() is None:
            self._launch(self.epmd_pid_file, [str(programs.epmd)], environment)
        deadline = time.monotonic() + START_SECONDS
        while not self._answers_before(deadline, self._launch(self.pid_file, [str(programs.server)], environment)):
            # A node that died a moment ago may still hold its name or its port: the next try finds them free.
            if time.monotonic() > deadline - START_SECONDS + RETRY_SECONDS:
                self.stop()
                last = " / ".join(self.log.read_text(errors="replace").splitlines()[-10:])
                raise Failure(f"RabbitMQ startet nicht: {last}; mehr steht in {self.log}.")
            time.sleep(1)

    def stop(self) -> bool:
        """Ends the node we started and its epmd; False if none was running."""
        stopped = self.pid_file.stop(signal.SIGTERM, STOP_SECONDS)
        self.epmd_pid_file.stop(signal.SIGTERM, STOP_SECONDS)
        return stopped

    def answers(self) -> bool:
        """A log-in with the kept password: so the users have been loaded, too."""
        where = f"{LOOPBACK}:{self.port}"
        try:
            password = Secrets(self.home / "secrets").password("rabbitmq", ADMIN)
            with amqp.Connection(where, userid=ADMIN, password=password, virtual_host=VHOST, connect_timeout=10):
                return True
        except (OSError, amqp.AMQPError, SecretMissing):
            return False

    def control(self, *arguments: str) -> str:
        """What ``rabbitmqctl`` says to these arguments. Raises Failure, also when the node does not answer."""
        programs = find_programs()
        done = subprocess.run(
            [str(programs.server.with_name("rabbitmqctl")), "--quiet", *arguments],
            env=self._environment(programs),
            capture_output=True,
            text=True,
            check=False,
            timeout=CONTROL_SECONDS,
        )
        if done.returncode != 0:
            raise Failure(f"rabbitmqctl {arguments[0]}: {(done.stderr or done.stdout).strip()}")
        return done.stdout

    def _configure(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        secrets = Secrets(self.home / "secrets")
        self._write("definitions.json", definitions(secrets))
        self._write("rabbitmq.conf", self._configuration())
        self._write("enabled_plugins", "[].\n")
        self._write(".erlang.cookie", secrets.create_password("rabbitmq", "cookie"))

    def _configuration(self) -> str:
        alone = CONFIGURATION.format(port=self.port, folder=self.folder.resolve())
        if not self.peers:
            return alone
        key = "cluster_formation.classic_config.nodes"
        peers = "\n".join(f"{key}.{number} = {peer}" for number, peer in enumerate(self.peers, start=1))
        return alone + CLUSTER.format(peers=peers)

    def _write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.unlink(missing_ok=True)  # Erlang insists on a cookie without write permission
        path.touch(mode=0o600)
        path.write_text(text)
        path.chmod(0o400)

    def _environment(self, programs: Programs) -> dict[str, str]:
        folder = self.folder.resolve()
        search = os.pathsep.join([*map(str, programs.search), "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"])
        return {
            "PATH": search,
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "ERL_EPMD_PORT": str(self.epmd_port),
            "ERL_EPMD_ADDRESS": LOOPBACK,
            "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            "RABBITMQ_NODENAME": self.node,
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(self.distribution_port),
            "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(folder / "none.config"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
            "RABBITMQ_GENERATED_CONFIG_DIR": str(folder / "generated"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": ERLANG,
            "RUNNING_UNDER_SYSTEMD": "true",  # the script then becomes the node instead of watching over it
        }

    def _launch(self, pid_file: PidFile, command: list[str], environment: dict[str, str]) -> "subprocess.Popen[bytes]":
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                command,
                cwd="/",
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        pid_file.remember(process.pid)
        return process

    def _answers_before(self, deadline: float, process: "subprocess.Popen[bytes]") -> bool:
        """False when the process has ended, or the time."""
        while time.monotonic() < deadline and process.poll() is None:
            if self.answers():
                return True
            time.sleep(0.1)
        return False


def find_programs() -> Programs:
    """An installed server's, else those of the distribution's packages in the cache. Raises Failure."""
    if INSTALLED.exists():
        return Programs(INSTALLED)
    root = unpacked_rabbitmq()
    epmd = next(root.glob("usr/lib/erlang/erts-*/bin/epmd"))
    return Programs(root / "usr/lib/rabbitmq/bin/rabbitmq-server", (root / "bin",), epmd)
