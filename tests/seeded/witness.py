"""A plugin for the pytest run in a copy: which tests ran, how each ended, and whose code was under test."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from _pytest.outcomes import Failed

OURS = ("services", "infra", "demo", "tests")
TIMED_OUT = "from pytest-timeout"

_ended: list[dict[str, Any]] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--witness", type=Path, required=True, help="the file that says what happened")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[Any]) -> Iterator[None]:
    report: pytest.TestReport = yield  # type: ignore[misc]
    if call.when == "call" or not report.passed:
        error = None if call.excinfo is None else call.excinfo.value
        _ended.append(
            {
                "test": item.nodeid,
                "passed": report.passed,
                "failed": call.when == "call" and report.failed,
                "raised": sorted({type(each).__name__ for each in _leaves(error)}),
                "asserted": any(_is_assertion(each) for each in _leaves(error)),
                "server": item.get_closest_marker("server") is not None,
            }
        )
    return report  # type: ignore[return-value]


def pytest_sessionfinish(session: pytest.Session) -> None:
    root = session.config.rootpath
    seen = {"ended": _ended, "strangers": sorted(_strangers(root))}
    session.config.getoption("--witness").write_text(json.dumps(seen))


def _leaves(error: BaseException | None) -> Iterator[BaseException]:
    """The exceptions in a group (hypothesis found several), or the one there is."""
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _leaves(each)
    elif error is not None:
        yield error


def _is_assertion(error: BaseException) -> bool:
    """An assert of the test, or a pytest.raises that saw nothing; not the end of the test's time."""
    return isinstance(error, AssertionError | Failed) and TIMED_OUT not in str(error)


def _strangers(root: Path) -> Iterator[str]:
    """Modules of ours that came from anywhere but the copy: the editable install, for example."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if name.partition(".")[0] in OURS and file and not Path(file).is_relative_to(root):
            yield f"{name}: {file}"
