"""Commands over HTTP: one effect a key, first answer again, and German answers to what is refused."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from services.intake.imports.columns import KINDS, columns
from services.intake.rows_in import ContactIn, ParticipationIn, RowIn, StatusIn
from services.kernel.ids import DistrictIds
from tests.api.conftest import ENTRY, OPENING, OPERATION, Town

pytestmark = pytest.mark.server

ENTRIES = f"/intake/operations/{OPERATION}/participations"
STATUSES = f"/intake/operations/{OPERATION}/statuses"
CONTACTS = f"/intake/operations/{OPERATION}/contacts"
IMPORTS = f"/intake/operations/{OPERATION}/imports"
CSV = b"participant_no,sozialraum,entry_date\nE-1,rieth,2024-03-04\nE-2,rieth,2031-03-04\n"


def test_json_bodies_have_the_fields_of_the_files() -> None:
    bodies: tuple[type[RowIn], ...] = (ParticipationIn, StatusIn, ContactIn)
    for kind, body in zip(KINDS, bodies, strict=True):
        assert set(body.model_fields) == {column.name for column in columns(kind)}
        required = {name for name, field in body.model_fields.items() if field.is_required()}
        assert required == {column.name for column in columns(kind) if column.required}


@pytest.mark.guarantee("G10")
def test_a_retry_gets_the_first_answer_and_stores_nothing_twice(town: Town) -> None:
    answers = [town.post(ENTRIES, ENTRY, **{"Idempotency-Key": "k-1"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201] * 3
    participation = str(
        DistrictIds(town.settings.secrets.district(town.district).id_key).derive(
            "participation", OPERATION, ENTRY["participant_no"]
        )
    )
    first = {"position": 1, "warnings": [], "id": participation}
    assert [answer.json() for answer in answers] == [first] * 3
    assert town.head("intake") == 1


@pytest.mark.guarantee("G10")
def test_a_retry_after_a_later_correction_still_gets_the_first_answer(town: Town) -> None:
    first = town.post(ENTRIES, ENTRY, **{"Idempotency-Key": "k-1"})
    town.post(ENTRIES, ENTRY | {"isced": 5})
    assert town.post(ENTRIES, ENTRY, **{"Idempotency-Key": "k-1"}).json() == first.json()
    assert town.head("intake") == 2


def test_another_body_under_the_same_key_is_a_422(town: Town) -> None:
    town.post(ENTRIES, ENTRY, **{"Idempotency-Key": "k-1"})
    answer = town.post(ENTRIES, ENTRY | {"isced": 5}, **{"Idempotency-Key": "k-1"})
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:lotse:problem:command-reused")
    assert town.head("intake") == 1


def test_another_spelling_of_the_same_body_is_the_same_request(town: Town) -> None:
    town.post(ENTRIES, ENTRY, **{"Idempotency-Key": "k-1"})
    turned = dict(reversed(ENTRY.items()))
    assert town.post(ENTRIES, turned, **{"Idempotency-Key": "k-1"}).json()["position"] == 1


@pytest.mark.guarantee("G10")
def test_retries_at_once_have_one_effect(town: Town) -> None:
    def send(_: int) -> Any:
        return town.post(ENTRIES, ENTRY, **{"Idempotency-Key": "k-1"})

    with ThreadPoolExecutor(8) as callers:
        answers = list(callers.map(send, range(16)))
    assert {answer.status_code for answer in answers} == {201}
    assert {answer.json()["position"] for answer in answers} == {1}
    assert town.head("intake") == 1


def test_the_same_key_in_another_district_is_another_command(town: Town, new_town: Callable[[], Town]) -> None:
    other = new_town()
    town.post(ENTRIES, ENTRY, **{"Idempotency-Key": "k-1"})
    assert other.post(ENTRIES, ENTRY, **{"Idempotency-Key": "k-1"}).json()["position"] == 1
    assert (town.head("intake"), other.head("intake")) == (1, 1)


def test_an_operation_is_opened_once(town: Town) -> None:
    assert town.post("/districts/operations", OPENING, "betrieb").json() == {"position": None}
    answer = town.post("/districts/operations", OPENING | {"name": "Anders"}, "betrieb")
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:lotse:problem:opened-otherwise")
    [listed] = town.get("/districts/operations", "fachkraft").json()
    assert listed == OPENING | {
        "catalogue": "esf-plus-2021-2027",
        "catalogue_version": 1,
        "specific_objective": "ESO4.8",
    }


def test_rural_municipalities_are_marked_once(town: Town) -> None:
    path, body = "/districts/rural-municipalities", {"ags": ["16070004"]}
    first = town.post(path, body, "koordination").json()["position"]
    assert first == town.head("districts")
    assert town.post(path, body, "koordination").json() == {"position": None}
    answer = town.post(path, {"ags": ["1607000"]}, "koordination")
    assert answer.json()["errors"][0]["field"] == "ags.0"


def test_a_read_says_how_far_it_is_and_waits_no_longer_than_a_moment(town: Town) -> None:
    position = town.post("/districts/rural-municipalities", {"ags": ["16070005"]}, "betrieb").json()["position"]
    answer = town.get("/districts/sozialraeume", **{"Lotse-Position": str(position)})
    assert int(answer.headers["lotse-position"]) < position
    town.settle()
    answer = town.get("/districts/sozialraeume", **{"Lotse-Position": str(position)})
    assert int(answer.headers["lotse-position"]) == position


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"entry_date": "2021-12-31"}, 409, "entry_date"),
        ({"entry_date": "2026-99-01"}, 422, "entry_date"),
        ({"entry_date": "0000-01-01"}, 422, "entry_date"),
        ({"entry_date": "2026-03-02T00:00:00"}, 422, "entry_date"),
        ({"entry_date": 1700000000}, 422, "entry_date"),
        ({"exit_date": "2024-03-03"}, 409, "exit_date"),
        ({"exit_date": "9999-12-31"}, 409, "exit_date"),
        ({"birth_date": "2024-03-05"}, 409, "birth_date"),
        ({"gender": "weiblich"}, 422, "gender"),
        ({"isced": 9}, 422, "isced"),
        ({"isced": "drei"}, 422, "isced"),
        ({"sozialraum": "x" * 61}, 422, "sozialraum"),
        ({"participant_no": " "}, 422, "participant_no"),
        ({"participant_no": "x" * 41}, 422, "participant_no"),
        ({"participant_no": "a\x00b"}, 422, "participant_no"),
        ({"residence_ags": "1607"}, 422, "residence_ags"),
        ({"state": "cancelled"}, 409, "cancel_reason"),
        ({"district": "erfurt"}, 422, "district"),
    ],
    ids=str,
)
def test_what_is_refused_names_its_field_in_german_and_stores_nothing(
    quiet_town: Town, change: dict[str, Any], status: int, field: str
) -> None:
    answer = quiet_town.post(ENTRIES, ENTRY | change)
    assert answer.status_code == status, answer.text
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert '"value"' not in answer.text
    assert quiet_town.head("intake") == 0


def test_several_broken_rules_are_all_named(quiet_town: Town) -> None:
    answer = quiet_town.post(ENTRIES, ENTRY | {"birth_date": "2024-03-05", "exit_date": "2024-03-03"})
    assert {error["field"] for error in answer.json()["errors"]} == {"birth_date", "exit_date"}


def test_statuses_and_contacts_take_the_same_way(town: Town) -> None:
    assert town.post(ENTRIES, ENTRY | {"exit_date": "2024-08-31"}).status_code == 201
    status = {"participant_no": "E-1", "kind": "exit", "date": "2024-09-01", "status": "employed"}
    assert town.post(STATUSES, status).json()["position"] == 2
    assert town.post(STATUSES, status).json()["position"] is None
    assert town.post(STATUSES, status | {"state": "cancelled"}).json()["position"] == 3
    assert town.post(STATUSES, status | {"participant_no": "E-9"}).status_code == 409
    contact = {"contact_no": "K-1", "date": "2024-03-04", "sozialraum": "rieth", "topics": ["schulden", "arbeit"]}
    assert town.post(CONTACTS, contact).json()["position"] == 4
    assert town.post(CONTACTS, contact | {"topics": ["unfug"]}).json()["errors"][0]["field"] == "topics.0"


def test_an_unknown_operation_is_a_404(quiet_town: Town) -> None:
    assert quiet_town.post("/intake/operations/nirgends/participations", ENTRY).status_code == 404
    assert quiet_town.post("/intake/operations/NIRGENDS/participations", ENTRY).status_code == 422


# --- Files ------------------------------------------------------------------------


def send(town: Town, body: bytes, kind: str = "text/csv", path: str = "participants", **headers: str) -> Any:
    sent = town.headers("fachkraft", **{"Content-Type": kind}, **headers)
    return town.client.post(f"{IMPORTS}/{path}", content=body, headers=sent)


def test_a_file_tells_what_it_did_and_which_rows_were_refused(town: Town) -> None:
    told = send(town, CSV).json()
    assert (told["rows"], told["entered"], told["refused"], told["position"]) == (2, 1, 1, 1)
    assert told["refused_rows"] == [{"row": 3, "column": "entry_date", "reason": told["refused_rows"][0]["reason"]}]
    assert send(town, CSV).json()["unchanged"] == 1


def test_a_dry_run_stores_nothing(quiet_town: Town) -> None:
    assert send(quiet_town, CSV, path="participants?dry_run=true").json()["entered"] == 1
    assert quiet_town.head("intake") == 0


def test_a_form_with_a_file_is_the_same(town: Town) -> None:
    files = {"file": ("t.csv", CSV, "text/csv")}
    answer = town.client.post(f"{IMPORTS}/participants", files=files, headers=town.headers("fachkraft"))
    assert answer.json()["entered"] == 1


def test_another_file_under_the_same_key_is_a_422(town: Town) -> None:
    assert send(town, CSV, **{"Idempotency-Key": "f-1"}).status_code == 200
    assert send(town, CSV, **{"Idempotency-Key": "f-1"}).status_code == 200
    assert send(town, CSV + b"E-3,rieth,2024-03-04\n", **{"Idempotency-Key": "f-1"}).status_code == 422
    assert town.head("intake") == 1


OTHER_FIELD = b'--y\r\nContent-Disposition: form-data; name="other"\r\n\r\n1\r\n--y--\r\n'


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "text/csv", 422),
        (b"participant_no\n", "text/csv", 422),
        (b"\xff\xfe\x00", "text/csv", 422),
        (b"PK\x03\x04broken", "text/csv", 422),
        (b"{}", "application/json", 415),
        (b"x", "multipart/form-data", 400),
        (b"x", "multipart/form-data; boundary=y", 400),
        (OTHER_FIELD, "multipart/form-data; boundary=y", 422),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_no_import_file_is_refused(quiet_town: Town, body: bytes, kind: str, status: int) -> None:
    answer = send(quiet_town, body, kind)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_unknown_kind_of_file_or_parameter_is_a_422(quiet_town: Town) -> None:
    assert send(quiet_town, CSV, path="ghosts").status_code == 422
    assert send(quiet_town, CSV, path="participants?dryrun=true").status_code == 422
