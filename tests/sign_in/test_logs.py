"""What happened at the log-in stands in the log, with opaque ids; who it was and what was typed does not."""

import json
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest

from services.kernel import logging
from services.kernel.logging import configure
from tests.sign_in.conftest import PASSWORD, Browser, Office, Person

pytestmark = pytest.mark.server


@pytest.fixture
def lines() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    stream = StringIO()
    configure("platform", "web", stream=stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging._use(None, logging.logging.WARNING)


def test_every_step_is_one_line_and_names_nobody(
    lines: Callable[[], list[dict[str, Any]]],
    browser: Browser,
    anna: Person,
    office: Office,
    new_browser: Callable[..., Browser],
) -> None:
    office.grant(anna.staff_id, "koordination")
    before = len(lines())
    browser.sign_in(anna.login, "ein falsches Kennwort")
    browser.sign_in(anna.login)
    place = browser.get("/anmeldung/wahl").text.partition('name="place" value="')[2].partition('"')[0]
    browser.post("/anmeldung/wahl", place=place, role="fachkraft")
    browser.post("/abmeldung")
    for _ in range(11):
        new_browser().sign_in("gibt-es-nicht-im-protokoll", "ein falsches Kennwort")

    events = [line for line in lines()[before:] if line["event"].startswith(("sign", "place"))]
    told = [(line["event"], line.get("account")) for line in events]
    account = str(anna.account)
    assert told[:4] == [
        ("sign_in_failed", account),
        ("signed_in", account),
        ("place_switched", account),
        ("signed_out", account),
    ]
    assert told[4:] == [("sign_in_failed", None)] * 10 + [("sign_in_locked", None)]
    assert all("dropped" not in line for line in events)
    text = json.dumps(lines(), ensure_ascii=False)
    for secret in (anna.login, "Anna Berg", PASSWORD, "falsches", "gibt-es-nicht", "address-"):
        assert secret not in text
