"""No value that a caller can choose leads into another district, and no role beyond its own work."""

import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from json import dumps
from time import time
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from services.kernel.roles import IN_A_DISTRICT, Role
from tests.api.conftest import ENTRY, OPERATION, Town

pytestmark = pytest.mark.server

ENTRIES = f"/intake/operations/{OPERATION}/participations"
ESF = f"/reporting/operations/{OPERATION}/reports/esf?as_of=2026-06-30"
READS = ("/districts/operations", "/districts/sozialraeume", ESF, "/intake/feed")


def forged(town: Town, **claims: Any) -> str:
    whole: dict[str, Any] = {
        "iss": "lotse",
        "aud": "lotse",
        "sub": "cli:x",
        "role": "koordination",
        "district": town.district,
    }
    whole |= {"iat": int(time()), "exp": int(time()) + 60, **claims}
    key = OctKey.import_key(town.settings.secrets.token_key())
    return jwt.encode({"alg": "HS256"}, whole, key, ["HS256"])


def test_the_forger_of_these_tests_can_make_a_good_token(quiet_town: Town) -> None:
    headers = {"Authorization": f"Bearer {forged(quiet_town)}"}
    assert quiet_town.client.get("/districts/operations", headers=headers).status_code == 200


@pytest.mark.guarantee("G6")
@pytest.mark.parametrize(
    "district",
    [
        *("", "*", "%", "stiller_kreis", "STILLER-KREIS", "stiller-kreis ", "stiller-kre\u0456s"),
        *("nirgends", "public", "platform", 'x"; SET ROLE postgres; --', "stiller-kreis\x00"),
        *(["stiller-kreis"], None, 7),
    ],
    ids=repr,
)
@pytest.mark.parametrize("path", READS)
def test_a_forged_district_opens_nothing(quiet_town: Town, district: Any, path: str) -> None:
    headers = {"Authorization": f"Bearer {forged(quiet_town, district=district)}"}
    assert quiet_town.client.get(path, headers=headers).status_code in (401, 403)


def test_an_unsigned_token_opens_nothing(quiet_town: Town) -> None:
    parts = [{"alg": "none"}, {"district": quiet_town.district, "role": "koordination", "sub": "cli:x"}]
    token = ".".join(urlsafe_b64encode(dumps(part).encode()).decode().rstrip("=") for part in parts) + "."
    answer = quiet_town.client.get("/districts/operations", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401


@pytest.mark.guarantee("G6")
def test_what_one_district_stores_the_other_never_sees(town: Town, new_town: Callable[[], Town]) -> None:
    other = new_town()
    assert town.post(ENTRIES, ENTRY).status_code == 201
    assert other.head("intake") == 0
    status = {"participant_no": "E-1", "kind": "exit", "date": "2024-09-01", "status": "employed"}
    answer = other.post(f"/intake/operations/{OPERATION}/statuses", status)
    assert answer.json()["type"] == "urn:lotse:problem:unknown-participation"
    town.settle()
    other.settle()
    for asked, expected in ((town, 1), (other, 0)):
        document = asked.get(ESF).json()
        assert document["district"] == asked.district
        assert {each["code"]: each["total"] for each in document["indicators"]}["EECO04"] == expected


@pytest.mark.parametrize("how", ["query", "header", "body", "path"])
def test_no_other_place_names_a_district(quiet_town: Town, how: str) -> None:
    other = "anderer-kreis"
    if how == "query":
        assert quiet_town.get(f"/districts/operations?district={other}").status_code == 422
    elif how == "header":
        named = {"Lotse-District": other, "X-District": other, "Host": other}
        assert quiet_town.get(ESF, **named).json()["district"] == quiet_town.district
    elif how == "body":
        assert quiet_town.post(ENTRIES, ENTRY | {"district": other}).status_code == 422
    else:
        assert quiet_town.get(f"/{other}/intake/feed").status_code == 404


ALLOWED: dict[str, set[str]] = {
    ENTRIES: {"fachkraft", "koordination"},
    f"/intake/operations/{OPERATION}/imports/participants?dry_run=true": {"fachkraft", "koordination"},
    "/districts/rural-municipalities": {"koordination", "betrieb"},
    "/districts/operations": set(IN_A_DISTRICT),
    "/reporting/land/rollup?period=202606": {"land"},
    "/reporting/reports/activity?from=2026-01-01&to=2026-06-30": {"koordination", "planung", "pruefung", "auswertung"},
    ESF: {"koordination", "planung", "pruefung", "auswertung"},
    "/intake/feed": {"service:reporting"},
    "/reporting/feed": {"service:reporting"},
}


@pytest.mark.parametrize("path", ALLOWED)
def test_each_role_does_its_own_work_only(quiet_town: Town, path: str) -> None:
    for role in (*Role, "service:reporting"):
        if ("/operations/" in path and "/reports/" not in path) or path.endswith("municipalities"):
            answer = quiet_town.post(path, {}, role)
            passed = answer.status_code in (415, 422)
        else:
            answer = quiet_town.get(path, role)
            passed = answer.status_code == 200
        assert passed is (role in ALLOWED[path]), (role, answer.status_code, answer.text)
        assert passed or answer.status_code == 403


def test_no_address_names_a_person(quiet_town: Town) -> None:
    document = quiet_town.client.get("/openapi.json").json()
    assert len(document["paths"]) > 100
    for path, operations in document["paths"].items():
        assert not {"participant_no", "case_no", "contact_no", "person", "name"} & set(re.findall(r"{(\w+)", path))
        for operation in operations.values():
            names = {parameter["name"] for parameter in operation.get("parameters", [])}
            assert not names & {"participant_no", "case_no", "contact_no", "name", "district"}
