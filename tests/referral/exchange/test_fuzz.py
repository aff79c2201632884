"""Near-right HSDS: one thing in a good file is something else. It is taken or told, never a crash, never half."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.contracts.vocabularies import languages, topics
from services.kernel.files.failures import FileRefused
from services.referral.hsds.reading import HsdsReader
from tests.referral.exchange.house import House

EXAMPLES = [json.loads(path.read_text("utf-8")) for path in sorted((Path(__file__).parent / "examples").glob("*.json"))]
READER = HsdsReader(topics(), languages())
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["", "\x00", "2026-02-30", "9999-12-31", "24:00", "MO,XX", "x" * 11_000, "id", "geschlossen"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "code", "x"]), inner),
    max_leaves=5,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of a document that can be something else."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, each in inner for place in places(each, (*path, key)))]


@st.composite
def near_right(draw: st.DrawFn) -> Any:
    document = copy.deepcopy(draw(st.sampled_from(EXAMPLES)))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(places(document)))
        if not path:
            return draw(ODD)
        target = document
        for key in path[:-1]:
            target = target[key]
        if isinstance(target, dict) and draw(st.booleans()):
            del target[path[-1]]
        else:
            target[path[-1]] = draw(ODD)
    return document


@given(near_right())
@settings(max_examples=200, deadline=None)
def test_whatever_a_file_says_it_is_read_or_told(document: Any) -> None:
    read = READER.read(document)

    assert all(each.record and each.reason for each in read.faults)
    assert read.partners or read.faults or read.remarks


@pytest.mark.server
@given(near_right())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_taken_is_there_as_a_whole(shared: House, document: Any) -> None:
    content = json.dumps(document).encode()
    try:
        shared.take(content)
    except FileRefused:
        return

    again = shared.take(content)

    assert (again.listed, again.corrected) == (0, 0), "what was stored half would be completed now"
