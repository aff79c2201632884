"""A name never gets into a log, whatever key, value, message or exception carries it."""

import ast
import io
import json
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from services.kernel import logging as ours
from services.kernel.logging import EVENTS, KEYS, configure, dropped_keys, get_logger, keep_listed
from tests.kernel.web.conftest import Bearer

NAME = "Erika Mustermann"
SOURCE = Path(ours.__file__).resolve().parents[2]


@pytest.fixture
def own_handler() -> Iterator[logging.Logger]:
    """A library that writes past the root, as uvicorn does if it may."""
    library = logging.getLogger("a_library.of_its_own")
    library.propagate = False
    library.addHandler(logging.StreamHandler(sys.stderr))
    yield library
    library.propagate = True
    library.handlers.clear()


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook)
    handlers, level = root.handlers[:], root.level
    configure("intake", "web", stream=stream)
    yield stream
    sys.excepthook, threading.excepthook = hooks
    root.handlers[:], root.level = handlers, level
    logging.captureWarnings(capture=False)
    structlog.contextvars.clear_contextvars()
    ours._use(None, logging.WARNING)


def read(stream: io.StringIO) -> list[dict[str, Any]]:
    assert NAME not in stream.getvalue()
    assert "Erika" not in stream.getvalue()
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_json_and_names_service_and_process(lines: io.StringIO) -> None:
    get_logger().info("facts_published", district="ilm-kreis", position=7, topic="intake.status_recorded.v1")
    [line] = read(lines)
    assert line.pop("time").endswith("Z")
    assert line == {
        "event": "facts_published",
        "level": "info",
        "service": "intake",
        "process": "web",
        "district": "ilm-kreis",
        "position": 7,
        "topic": "intake.status_recorded.v1",
    }


def test_an_unknown_key_is_dropped_and_counted(lines: io.StringIO) -> None:
    before = dropped_keys["rows_imported"]
    get_logger().info("rows_imported", count=3, name=NAME, participant_no="Erika-1")
    [line] = read(lines)
    assert line["count"] == 3
    assert line["dropped"] == 2
    assert dropped_keys["rows_imported"] == before + 2


def test_a_name_in_a_known_key_or_as_the_event_is_dropped(lines: io.StringIO) -> None:
    for key in KEYS:
        get_logger().warning("fact_parked", **{key: NAME})
    get_logger().info(f"{NAME} wurde aufgenommen")
    assert read(lines)[-1]["event"] == "unlisted_event"


def test_an_exception_shows_its_class_and_place_only(lines: io.StringIO) -> None:
    try:
        int(NAME)
    except ValueError:
        get_logger().exception("request_failed")
    [line] = read(lines)
    assert line["error_type"] == "ValueError"
    assert "test_logging.py" in line["trace"]


def test_libraries_and_crashes_say_no_names(lines: io.StringIO) -> None:
    logging.getLogger("uvicorn.error").error("failed for %s", NAME)
    logging.getLogger("kombu.connection").warning(f"DETAIL: ({NAME})")  # noqa: G004 - what libraries do
    crash = RuntimeError(NAME)
    sys.excepthook(RuntimeError, crash, None)
    threads = threading.Thread(target=int, args=(NAME,))
    threads.start()
    threads.join()
    events = [line["event"] for line in read(lines)]
    assert events == ["library_message"] * 2 + ["process_failed"] * 2


def test_a_library_with_a_handler_of_its_own_is_taken_over(
    own_handler: logging.Logger, lines: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    own_handler.error("failed for %s", NAME)
    assert [line["event"] for line in read(lines)] == ["library_message"]
    assert NAME not in capsys.readouterr().err


@given(st.dictionaries(st.sampled_from(sorted(KEYS)) | st.text(), st.text() | st.integers() | st.floats(), max_size=8))
def test_whatever_passes_is_short_and_without_blanks(line: dict[str, Any]) -> None:
    kept = keep_listed(None, "info", {**line, "event": "fact_handled"})
    assert set(kept) <= {*KEYS, "time", "event"}
    for key in set(kept) - {"trace", "known_at", "time"}:
        written = json.dumps(kept[key])
        assert len(written) < 400
        assert " " not in written


def test_a_request_is_one_line_with_the_route_and_not_the_path(
    lines: io.StringIO, client: TestClient, bearer: Bearer
) -> None:
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    client.get(f"/intake/lamps/{NAME}?as_of={NAME}", headers=bearer(traceparent=trace))
    client.get(f"/{NAME}?q={NAME}")
    answered = [line for line in read(lines) if line["event"] == "request_answered"]
    first, second = answered
    assert (first["route"], first["status"], first["method"]) == ("/intake/lamps/{lamp}", 422, "GET")
    assert first["correlation_id"] == "0af76519-16cd-43dd-8448-eb211c80319c"
    assert first["district"] == "erfurt"
    assert second["route"] == "unmatched"


def test_figures_name_routes_and_no_paths(client: TestClient, bearer: Bearer) -> None:
    client.get(f"/intake/lamps/{NAME}", headers=bearer())
    text = client.app.state.metrics.text().decode()  # type: ignore[attr-defined]
    assert 'route="/intake/lamps/{lamp}"' in text
    assert "Erika" not in text


def calls_of_loggers() -> Iterator[tuple[str, ast.Call]]:
    for folder in ("services", "infra", "demo"):
        for path in (SOURCE / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and _is_log(node.func):
                    yield f"{path.relative_to(SOURCE)}:{node.lineno}", node


def _is_log(function: ast.expr) -> bool:
    if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Name):
        return False
    return function.value.id == "log" and function.attr in ("debug", "info", "warning", "error", "exception")


def test_every_line_in_the_source_has_a_listed_name_and_listed_keys() -> None:
    missing = []
    for place, call in calls_of_loggers():
        names = [each.value for each in call.args if isinstance(each, ast.Constant)]
        missing += [f"{place} {name!s}" for name in names if name not in EVENTS]
        keys = [each.arg for each in call.keywords if each.arg]
        missing += [f"{place} {key}=" for key in keys if key not in KEYS and key != "exc_info"]
    assert missing == []
