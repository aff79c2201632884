"""Logs: JSON lines on standard error, with listed names and listed keys only, so that no person slips into one."""

import logging
import re
import sys
import threading
import traceback
from collections import Counter
from collections.abc import MutableMapping
from datetime import date
from types import TracebackType
from typing import Any, Final, TextIO
from uuid import UUID

import structlog

EventDict = MutableMapping[str, Any]

NUMBER: Final = re.compile(r"-?\d{1,20}(\.\d{1,9})?")
WORD: Final = re.compile(r"[a-z][a-z0-9_.:-]{0,79}")
KEY: Final = re.compile(r"[a-z][a-z0-9-]{1,30}")
ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ROUTE: Final = re.compile(r"[a-z_*-]+|(/[a-z0-9_.{}|:-]*)+")
TYPE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,79}")
CODE: Final = re.compile(r"[0-9A-Z]{5}")
TIME: Final = re.compile(r"\d{4}-\d\d-\d\d([T ][0-9:.]{5,15}(Z|[+-]\d\d:?\d\d)?)?")
FLAG: Final = re.compile(r"true|false")
PLACES: Final = re.compile(r"(\S{1,120}:\d+ \S{1,80}(; )?){0,12}")

# A key without a row here is dropped and counted, and so is a value that does not look like its row:
# a name typed where a number belongs stays out as well.
KEYS: Final = {
    **dict.fromkeys(("service", "process", "source", "reader", "queue", "state", "purpose"), WORD),
    **dict.fromkeys(("projection", "policy", "role", "logger", "level", "server", "migration"), WORD),
    **dict.fromkeys(("district", "sender"), KEY),
    "grounds": re.compile(r"[A-Za-z_]{1,60}"),
    **dict.fromkeys(("correlation_id", "command_id", "causation_id", "id", "stream", "log_id"), ID),
    **dict.fromkeys(("account", "session"), ID),
    **dict.fromkeys(("position", "first", "last", "head", "published", "processed", "lag"), NUMBER),
    **dict.fromkeys(("count", "stored", "repeated", "refused", "skipped", "batch", "bytes"), NUMBER),
    **dict.fromkeys(("duration_ms", "status", "attempt", "delay_s", "port", "pid", "exit_code"), NUMBER),
    **dict.fromkeys(("dropped", "gap", "districts", "rows", "facts", "version"), NUMBER),
    "topic": re.compile(r"[a-z]+\.[a-z_]+(\.v\d+)?"),
    "method": re.compile(r"[A-Z]{3,7}"),
    "route": ROUTE,
    "error_type": TYPE,
    "sqlstate": CODE,
    "signal": TYPE,
    "trace": PLACES,
    "known_at": TIME,
    "dry_run": FLAG,
    "redelivered": FLAG,
}

# The names of all lines. A test reads the source and finds names that are missing here.
EVENTS: Final = frozenset(
    {
        "process_started",
        "process_stopped",
        "process_failed",
        "library_message",
        "unlisted_event",
        "request_answered",
        "request_failed",
        "database_unreachable",
        "broker_unreachable",
        "broker_reachable",
        "batch_failed",
        "access_part_missing",
        "registrations_forgotten",
        "letter_held",
        "letter_not_sealed",
        "letter_refused",
        "notify_lost",
        "health_degraded",
        "commands_stored",
        "conflict_decided_anew",
        "facts_published",
        "message_returned",
        "relay_stopped",
        "relay_resumed",
        "facts_received",
        "gap_found",
        "gap_filled",
        "feed_unreachable",
        "reader_stopped",
        "reader_resumed",
        "log_replaced",
        "envelope_dead_lettered",
        "dead_letters_waiting",
        "fact_parked",
        "fact_handled",
        "facts_projected",
        "projection_stopped",
        "projection_resumed",
        "projection_rebuilt",
        "district_opened",
        "migration_applied",
        "rows_imported",
        "report_made",
        "checkpoint_signed",
        "signed_in",
        "signed_out",
        "sign_in_failed",
        "sign_in_locked",
        "place_switched",
        "account_changed",
        "provider_unreachable",
        "link_refused",
        "mail_sent",
        "mail_dropped",
        "mail_server_unreachable",
        "bi_sessions_ended",
        "mail_server_reachable",
    }
)

dropped_keys: Counter[str] = Counter()  # by event name; a number, never what was dropped


def _text(value: object) -> str | None:
    """A value in the form its pattern is held against; None for what has no plain form."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float | UUID):
        return str(value)
    return value.isoformat() if isinstance(value, date) else None


def _fits(key: str, value: object) -> bool:
    pattern, text = KEYS.get(key), _text(value)
    return pattern is not None and text is not None and pattern.fullmatch(text) is not None


def keep_listed(_logger: Any, _method: str, line: EventDict) -> EventDict:
    """Only listed keys with fitting values; how many others there were stands in ``dropped``."""
    event = line.pop("event", None)
    name = event if event in EVENTS else "unlisted_event"
    time = line.pop("time", None)
    kept = {key: value for key, value in line.items() if value is not None and _fits(key, value)}
    missing = sum(1 for key, value in line.items() if value is not None and key not in kept)
    if missing:
        dropped_keys[name] += missing
        kept["dropped"] = missing
    return {"time": time, "event": name, **kept}


def places(trace: TracebackType | None, most: int = 12) -> str:
    """Where an exception came from, ``file:line function`` a frame, innermost last; no values, no messages."""
    frames = traceback.extract_tb(trace)[-most:]
    return "; ".join(f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)


def _short(filename: str) -> str:
    return "/".join(filename.replace(" ", "_").split("/")[-3:])


def name_the_error(_logger: Any, _method: str, line: EventDict) -> EventDict:
    """An exception becomes its class and its places; its message may quote what somebody typed."""
    info = line.pop("exc_info", None)
    error = sys.exc_info()[1] if info is True else info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        line["error_type"] = type(error).__name__
        line["trace"] = places(error.__traceback__)
        line["sqlstate"] = getattr(error, "sqlstate", None)
    return line


class LibraryMessages(logging.Handler):
    """What libraries log through the standard library: that they did, where and how grave, not what."""

    def emit(self, record: logging.LogRecord) -> None:
        log = structlog.get_logger()
        said = {"logger": record.name.lower(), "exc_info": record.exc_info}
        (log.error if record.levelno >= logging.ERROR else log.warning)("library_message", **said)


def _report_crash(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt | SystemExit):
        structlog.get_logger().error("process_failed", exc_info=(kind, error, trace))


def _use(stream: TextIO | None, level: int, **always: str) -> None:
    def name_the_process(_logger: Any, _method: str, line: EventDict) -> EventDict:
        return {**always, **line}

    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            name_the_process,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            name_the_error,
            keep_listed,
            structlog.processors.JSONRenderer(default=str),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=_Lines(stream),
        cache_logger_on_first_use=False,
    )


class _Lines:
    """Makes loggers that write one line a call to a stream; None is standard error as it is at the call."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream

    def __call__(self, *_names: object) -> structlog.WriteLogger:
        return structlog.WriteLogger(self._stream or sys.stderr)


def configure(service: str, process: str, *, stream: TextIO | None = None) -> None:
    """Set up the logs of one process; every line names both. Also takes over what libraries and crashes print."""
    _use(stream, logging.INFO, service=service, process=process)
    _take_over_libraries()
    logging.basicConfig(handlers=[LibraryMessages()], level=logging.WARNING, force=True)
    logging.captureWarnings(capture=True)
    sys.excepthook = _report_crash
    threading.excepthook = lambda args: _report_crash(args.exc_type, args.exc_value, args.exc_traceback)


def _take_over_libraries() -> None:
    """Loggers that a library gave handlers of its own would print what they quote past the lists."""
    for name in list(logging.root.manager.loggerDict):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True


def quiet() -> None:
    """Errors only: for commands, which say themselves what happened."""
    _use(None, logging.ERROR)


def get_logger() -> Any:
    """The logger for every module; lists hold for it from the import of this module on."""
    return structlog.get_logger()


# Without configure (command line, tests) the same list holds, and only warnings are printed.
_use(None, logging.WARNING)
