"""Whatever the description allows, and whatever it forbids: no answer is a 5xx, and each is one that is described."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

from services.kernel.settings import Settings
from services.web import platform
from tests.api.conftest import OPERATION, Town

pytestmark = [pytest.mark.server, pytest.mark.slow]

schema = schemathesis.openapi.from_dict(platform(Settings()).openapi())
schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])

BOUNDED = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance]


def role_for(path: str) -> str:
    if path.endswith("/feed"):
        return "service:reporting"
    return "koordination"


@schema.parametrize()
@BOUNDED
def test_no_described_operation_answers_with_a_5xx(case: Any, quiet_town: Town) -> None:
    sent = case.as_transport_kwargs(base_url="http://testserver")
    sent.pop("cookies", None)
    if "data" in sent and isinstance(sent["data"], bytes | str):
        sent["content"] = sent.pop("data")
    sent["headers"] = {**(sent.get("headers") or {}), **quiet_town.headers(role_for(case.operation.path))}
    if OPERATION not in sent["url"]:
        sent["url"] = sent["url"]
    try:
        answer = quiet_town.client.request(**sent)
    except (UnicodeEncodeError, ValueError, TypeError) as unsendable:
        pytest.skip(f"no client can send this: {unsendable}")
    assert answer.status_code < 500, (sent, answer.text)
