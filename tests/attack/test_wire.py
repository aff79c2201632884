"""Bytes that no client would send, to the real web process: an answer below 500 or a closed line, and life goes on."""

import errno
import gzip
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx
import pytest

from tests.api.test_process import await_answer, free_port
from tests.attack.conftest import OPERATION, OTHER, World
from tests.attack.routes import entry
from tests.attack.test_http_matrix import token_of
from tests.kit.patience import PATIENCE_S
from tests.kit.proof import Proof

pytestmark = [pytest.mark.server, pytest.mark.guarantee("G6")]

HUNG_UP: Final = {errno.ECONNRESET, errno.EPIPE, errno.ENOTCONN}  # it would not hear more of this
LARGEST_MEMORY_KB: Final = 600 * 1024
STATUS_LINE: Final = re.compile(rb"HTTP/1\.1 ([0-9]{3}) ")
ENTRIES: Final = f"/intake/operations/{OPERATION}/participations"
IMPORT: Final = f"/intake/operations/{OPERATION}/imports/participants"


@dataclass(frozen=True, slots=True)
class Web:
    """The process, its port and its log."""

    process: "subprocess.Popen[bytes]"
    port: int
    log: Path

    def say(self, raw: bytes) -> bytes:
        """Send the bytes and no more, and read what comes until the line is closed; raises TimeoutError."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S) as line:
            told = b""
            try:
                line.sendall(raw)
                line.shutdown(socket.SHUT_WR)
                while piece := line.recv(65_536):
                    told += piece
            except OSError as error:
                if error.errno not in HUNG_UP:
                    raise
            return told

    def lives(self) -> bool:
        answer = httpx.get(f"http://127.0.0.1:{self.port}/openapi.json", trust_env=False, timeout=PATIENCE_S)
        return answer.status_code == 200 and self.process.poll() is None

    def most_memory_kb(self) -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.findall(r"VmHWM:\s+([0-9]+) kB", status)[0])


@pytest.fixture(scope="module")
def web(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    port, log = free_port(), tmp_path_factory.mktemp("web") / "web.log"
    environment = {**os.environ, "LOTSE_HOME": str(world.settings.home), "LOTSE_PORT": str(port)}
    with log.open("wb") as lines:
        command = [sys.executable, "-m", "services.web"]
        process = subprocess.Popen(command, env=environment, stdout=lines, stderr=lines)
    try:
        await_answer(port)
        yield Web(process, port, log)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def request(method: str, path: str, *headers: str | bytes, body: bytes = b"") -> bytes:
    lines = [each if isinstance(each, bytes) else each.encode() for each in headers]
    return b"\r\n".join([f"{method} {path} HTTP/1.1".encode(), b"Host: lotse", *lines, b"", body])


def posted(
    token: str, body: bytes, *headers: str | bytes, path: str = ENTRIES, kind: str = "application/json"
) -> bytes:
    said = any(b"Length" in _raw(each) or b"Transfer" in _raw(each) for each in headers)
    length = () if said else (f"Content-Length: {len(body)}",)
    return request(
        "POST", path, f"Authorization: Bearer {token}", f"Content-Type: {kind}", *length, *headers, body=body
    )


def _raw(header: str | bytes) -> bytes:
    return header if isinstance(header, bytes) else header.encode()


def chunked(token: str, body: bytes, *headers: str) -> bytes:
    return posted(token, body, "Transfer-Encoding: chunked", *headers)


def asked(token: str, *headers: str) -> bytes:
    return request("GET", "/districts/operations", f"Authorization: Bearer {token}", *headers)


def form(token: str, body: bytes, kind: str = "multipart/form-data; boundary=y") -> bytes:
    return posted(token, body, path=IMPORT, kind=kind)


ROW: Final = json.dumps(entry()).encode()
GET: Final = request("GET", "/openapi.json", "Connection: close")
LONG_NAME: Final = b'{"%s":[%s1]}'
PART: Final = b'--y\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n%s\r\n'

# Name -> what is sent, given a token that may write.
FRAMES: Final[dict[str, Callable[[str], bytes]]] = {
    "two lengths": lambda t: posted(t, ROW, "Content-Length: 5", f"Content-Length: {len(ROW)}"),
    "a length below zero": lambda t: posted(t, ROW, "Content-Length: -1"),
    "a length of no digits": lambda t: posted(t, ROW, "Content-Length: 0x10"),
    "a length of very many digits": lambda t: posted(t, ROW, "Content-Length: " + "9" * 5_000),
    "a length that is too short": lambda t: posted(t, ROW, "Content-Length: 7"),
    "a length that is too long": lambda t: posted(t, ROW, "Content-Length: 900000"),
    "a length beyond the limit": lambda t: posted(t, ROW, "Content-Length: 99999999"),
    "a length and chunks": lambda t: chunked(t, b"0\r\n\r\n" + GET, "Content-Length: 5"),
    "chunks": lambda t: chunked(t, b"%x\r\n%s\r\n0\r\n\r\n" % (len(ROW), ROW)),
    "a chunk that is too long": lambda t: chunked(t, b"ffffffffffffffff\r\n" + ROW),
    "a chunk below zero": lambda t: chunked(t, b"-1\r\n" + ROW),
    "chunks beyond the limit": lambda t: chunked(t, (b"10000\r\n" + b"x" * 65_536 + b"\r\n") * 40),
    "very many small chunks": lambda t: chunked(t, b"1\r\nx\r\n" * 50_000 + b"0\r\n\r\n"),
    "chunks that are no chunks": lambda t: chunked(t, ROW),
    "another coding": lambda t: posted(t, ROW, "Transfer-Encoding: gzip, chunked"),
    "a coding with a blank": lambda t: posted(t, ROW, "Transfer-Encoding : chunked"),
    "a stranger's chunks": lambda _: request("POST", ENTRIES, "Transfer-Encoding: chunked", body=b"0\r\n\r\n"),
    "a promise of a body": lambda t: posted(t, b"", "Content-Length: 10", "Expect: 100-continue"),
    "requests in a row": lambda _: GET.replace(b"Connection: close\r\n", b"") * 30 + GET,
    "half a request": lambda _: GET[:20],
    "an old protocol": lambda _: b"GET /\r\n",
    "a newer protocol": lambda _: b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a protocol of nobody": lambda _: GET.replace(b"HTTP/1.1", b"HTTP/9.9"),
    "a handshake": lambda _: bytes.fromhex("16030100c8010000c40303") + b"\x00" * 200,
    "zeros": lambda _: b"\x00" * 100_000,
    "line ends": lambda _: b"\r\n" * 50_000,
    "bare line feeds": lambda _: GET.replace(b"\r\n", b"\n"),
    "a folded header": lambda _: GET.replace(b"lotse", b"lotse\r\n folded"),
    "a header without a colon": lambda _: request("GET", "/health", "Authorization"),
    "a header with a zero": lambda _: request("GET", "/health", b"X: a\x00b"),
    "a header without an end": lambda _: b"GET / HTTP/1.1\r\nX: " + b"x" * 2_000_000,
    "very many headers": lambda _: request("GET", "/openapi.json", *(f"X-{n}: {n}" for n in range(20_000))),
    "a very long address": lambda _: request("GET", "/" + "x" * 200_000),
    "a very long question": lambda t: asked(t).replace(b" HTTP", b"?" + b"a=1&" * 10_000 + b" HTTP", 1),
    "an address of another form": lambda _: request("GET", "http://127.0.0.1/health"),
    "no address": lambda _: request("OPTIONS", "*"),
    "a way through": lambda _: request("CONNECT", "127.0.0.1:5432"),
    "an address out of letters": lambda _: "GET /ä HTTP/1.1\r\nHost: x\r\n\r\n".encode("latin-1"),
    "an address with broken escapes": lambda _: request("GET", "/%ff%fe/%zz/%00"),
    "a method of nobody": lambda _: request("x" * 5_000, "/health"),
    "no host": lambda _: b"GET /openapi.json HTTP/1.1\r\n\r\n",
    "two hosts": lambda _: request("GET", "/openapi.json", "Host: other"),
    "a socket": lambda _: request("GET", "/health", "Upgrade: websocket", "Connection: Upgrade"),
}  # fmt: skip
CONTENTS: Final[dict[str, Callable[[str], bytes]]] = {
    "a packed bomb": lambda t: posted(t, gzip.compress(b" " * 50_000_000), "Content-Encoding: gzip"),
    "a packed bomb as a file": lambda t: form(t, gzip.compress(b"a\n" * 20_000_000), "text/csv"),
    "a deep tree": lambda t: posted(t, b"[" * 1_000_000),
    "a deep tree with an end": lambda t: posted(t, b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    "a number of very many digits": lambda t: posted(t, b'{"isced":' + b"9" * 900_000 + b"}"),
    "a number of a large exponent": lambda t: posted(t, b'{"isced":1e999999999}'),
    "very many names": lambda t: posted(t, json.dumps({f"k{n}": n for n in range(60_000)}).encode()),
    "very many names alike": lambda t: posted(t, b"{" + b",".join([b'"isced":1'] * 90_000) + b"}"),
    "very many values under a long name": lambda t: posted(t, LONG_NAME % (b"k" * 400_000, b"1," * 300_000)),
    "a very long text": lambda t: posted(t, json.dumps(entry(participant_no="x" * 1_000_000)).encode()),
    "a text of very many hyphens": lambda t: posted(t, json.dumps(entry(entry_date="2" * 900_000)).encode()),
    "no UTF-8": lambda t: posted(t, b'{"participant_no":"\xff\xfe"}'),
    "sixteen bits": lambda t: posted(t, ROW.decode().encode("utf-16")),
    "more than a command holds": lambda t: posted(t, b" " * 1_048_577),
    "a form without boundary": lambda t: form(t, ROW, "multipart/form-data"),
    "a form with a long boundary": lambda t: form(t, ROW, "multipart/form-data; boundary=" + "y" * 20_000),
    "a form of very many parts": lambda t: form(t, PART % b"x" * 20_000 + b"--y--"),
    "a form with a part of headers": lambda t: form(t, b"--y\r\n" + b"X: y\r\n" * 50_000 + b"\r\nx\r\n--y--"),
    "a form that never ends": lambda t: form(t, PART % (b"x" * 500_000)),
    "a type of nobody": lambda t: posted(t, ROW, kind="a/b; " + "c=d; " * 2_000),
    "another character set": lambda t: posted(t, ROW, kind="application/json; charset=utf-7"),
}  # fmt: skip
TITLES: Final[dict[str, Callable[[str], bytes]]] = {
    "two keys": lambda t: posted(t, ROW, "Idempotency-Key: a", "Idempotency-Key: b"),
    "a long key": lambda t: posted(t, ROW, "Idempotency-Key: " + "k" * 5_000),
    "a key of other letters": lambda t: posted(t, ROW, b"Idempotency-Key: \xe4\xff"),
    "an empty key": lambda t: posted(t, ROW, "Idempotency-Key: "),
    "two traces": lambda t: posted(t, ROW, "traceparent: 00-1-1-1", "traceparent: " + "-" * 1_000),
    "a trace of zeros": lambda t: posted(t, ROW, f"traceparent: 00-{'0' * 32}-{'0' * 16}-00"),
    "a trace of other letters": lambda t: posted(t, ROW, b"traceparent: 00-" + b"\xff" * 32 + b"-0000000000000001-01"),
    "two types": lambda t: posted(t, ROW, "Content-Type: text/csv"),
    "a token and another one": lambda t: asked(t, "Authorization: Bearer x"),
    "another one and a token": lambda t: asked("x", f"Authorization: Bearer {t}"),
    "a token of very many letters": lambda _: asked("a." * 25_000),
    "a token of a deep tree": lambda _: asked("W1tb" * 12_000 + ".e30.AAAA"),
    "a position of very many digits": lambda t: asked(t, f"Lotse-Position: {'9' * 9_000}"),
    "ranges": lambda t: asked(t, "Range: bytes=" + "0-," * 5_000),
}  # fmt: skip


@pytest.mark.parametrize("group", ["Rahmen", "Inhalte", "Kopfzeilen"])
def test_whatever_bytes_come_the_answer_is_below_500_and_the_process_lives(
    web: Web, world: World, proof: Proof, group: str
) -> None:
    said = {"Rahmen": FRAMES, "Inhalte": CONTENTS, "Kopfzeilen": TITLES}[group]
    token, errors, foreign = token_of(world, "koordination"), [], 0
    for name, bytes_of in said.items():
        told = web.say(bytes_of(token))
        statuses = [int(status) for status in STATUS_LINE.findall(told)]
        foreign += bool(world.leaked(told))
        errors += [(name, status) for status in statuses if status >= 500]
        assert web.lives(), name
    proof.add("Angriffe", f"Leitung: {group}", tried=len(said), foreign=foreign, unexpected=len(errors))
    assert errors == []
    assert foreign == 0


def test_many_idle_lines_keep_nobody_out(web: Web) -> None:
    lines = [socket.create_connection(("127.0.0.1", web.port), timeout=PATIENCE_S) for _ in range(100)]
    try:
        for line in lines:
            line.sendall(b"GET /health HTTP/1.1\r\nX: ")
        assert web.lives()
    finally:
        for line in lines:
            line.close()


def test_after_all_of_it_the_process_is_small_and_its_log_tells_nothing(web: Web, world: World) -> None:
    assert web.lives()
    assert web.most_memory_kb() < LARGEST_MEMORY_KB
    log = web.log.read_bytes()
    assert b"request_answered" in log
    assert world.leaked(log) == []
    assert b"Traceback" not in log
    assert b"request_failed" not in log
    assert OTHER.encode() not in log
