"""Examining: nothing of persons without a mandate, everything of its operations with one, and what was read is kept.

The tests tell one story, in this order.
"""

import json
from datetime import date
from html import unescape
from re import findall
from uuid import UUID, uuid4

import pytest

from services.districts.application import operator
from services.kernel.ids import DistrictIds
from services.kernel.times import today
from services.reporting.application import Reporting
from services.reporting.submissions.desk import SubmissionDesk
from services.reporting.submissions.making import Wanted
from tests.api.conftest import OPERATION
from tests.api.office import Person
from tests.kit.patience import PATIENCE_S
from tests.pages.browser import fields_of
from tests.pages.conftest import SignedInAs
from tests.pages.tables import tables_of
from tests.reporting.auditing.conftest import OTHER, Examined

pytestmark = pytest.mark.server

LAST_YEAR = f"{today().year - 1}-12-31"
EXPLAIN = f"/reporting/operations/{OPERATION}/explain?as_of={LAST_YEAR}&indicator=EECO01"
FIGURES = f"/reporting/reports/activity/explain?operation={OPERATION}&figure=clients_reached"
REPORT = f"/reporting/operations/{OPERATION}/reports/esf?as_of={LAST_YEAR}"
REPLAY = f"/reporting/replay?operation={OPERATION}"
COURSE = f"/pruefung/verlauf?operation={OPERATION}&as_of={LAST_YEAR}"
SAMPLE = {"operation": OPERATION, "as_of": LAST_YEAR, "seed": 17, "size": 2}
EVIDENCE = (EXPLAIN, REPLAY, "/reporting/mandates/reads")


def participation(examined: Examined, number: str) -> str:
    town = examined.town
    ids = DistrictIds(town.settings.secrets.district(town.district).id_key)
    return str(ids.derive("participation", OPERATION, number))


@pytest.fixture(scope="module")
def mandate(examined: Examined) -> str:
    """Granted by the page, as people do."""
    given = examined.office.leader.post("/reporting/mandates", examined.mandate())
    assert given.status_code == 201, given.text
    examined.town.settle()
    return str(given.json()["mandate_id"])


def test_without_a_mandate_reports_are_read_and_evidence_is_not(examined: Examined, signed_in_as: SignedInAs) -> None:
    ruth = examined.examiner
    browser = signed_in_as(examined.town, "pruefung", ruth)

    assert ruth.get(REPORT).status_code == 200
    for path in EVIDENCE:
        assert ruth.get(path).status_code == 403, path
    assert ruth.post("/reporting/samples", SAMPLE).status_code == 403
    assert browser.get(COURSE).status_code == 403
    assert "noch keinen Prüfauftrag" in browser.get("/pruefung").text


@pytest.mark.parametrize(
    ("more", "status", "field"),
    [
        ({"staff_id": str(uuid4())}, 409, "staff_id"),
        ({"operations": ["gibt-es-nicht"]}, 404, None),
        ({"operations": []}, 422, "operations"),
        ({"expires": "2020-01-01"}, 409, "expires"),
        ({"audited_to": "2000-01-01"}, 409, "audited_to"),
    ],
)
def test_a_mandate_is_refused_by_what_is_wrong_with_it(
    examined: Examined, more: dict[str, object], status: int, field: str | None
) -> None:
    answer = examined.office.leader.post("/reporting/mandates", examined.mandate(**more))

    assert answer.status_code == status, answer.text
    assert field is None or answer.json()["errors"][0]["field"] == field


def test_nobody_but_the_koordination_grants_or_revokes(examined: Examined, mandate: str) -> None:
    for who in (examined.examiner, Person(examined.town, "cli:x", "betrieb"), examined.office.anna):
        assert who.post("/reporting/mandates", examined.mandate()).status_code == 403
        assert who.post(f"/reporting/mandates/{mandate}/revocation", {}).status_code == 403


def test_a_mandate_opens_its_operation_within_its_period(examined: Examined, mandate: str) -> None:
    ruth = examined.examiner

    assert mandate in [each["mandate_id"] for each in ruth.get("/reporting/mandates").json()]
    assert len(ruth.get(EXPLAIN).json()["counted"]) == 3
    assert ruth.get(EXPLAIN.replace(OPERATION, OTHER)).status_code == 403
    for beyond in (str(today()), f"{today().year - 2}-12-31"):
        refused = ruth.get(EXPLAIN.replace(LAST_YEAR, beyond))
        assert refused.status_code == 403
        assert "innerhalb des geprüften Zeitraums" in refused.json()["detail"]
    assert ruth.get(f"{FIGURES}&from={today().year - 2}-12-31&to={LAST_YEAR}").status_code == 403


def test_another_examiner_sees_neither_evidence_nor_the_mandate(
    examined: Examined, mandate: str, signed_in_as: SignedInAs
) -> None:
    other = Person(examined.town, str(uuid4()), "pruefung")

    assert other.get(EXPLAIN).status_code == 403
    assert other.get("/reporting/mandates").json() == []
    assert signed_in_as(examined.town, "pruefung", other).get(f"/pruefung/auftraege/{mandate}").status_code == 404


@pytest.mark.usefixtures("mandate")
def test_the_history_of_an_operation_streams_in_pieces_and_keeps_to_it(examined: Examined) -> None:
    examined.town.settle()
    whole = [json.loads(line) for line in examined.examiner.get(REPLAY).text.splitlines()]
    examined.town.settle()
    first = examined.examiner.get(f"{REPLAY}&limit=2").text.splitlines()
    last = json.loads(first[-1])
    after = f"{last['time']}/{last['source']}/{last['sequence']}"
    rest = examined.examiner.get(f"{REPLAY}&after={after}").text.splitlines()

    entered = [each for each in whole if each["type"].startswith("intake.participation_entered")]
    assert len(entered) == 3
    assert {each["data"].get("operation") for each in whole} == {OPERATION}
    # that the history was read stands at its end by now
    assert [json.loads(line) for line in (*first, *rest)][: len(whole)] == whole


@pytest.mark.usefixtures("mandate")
def test_a_sample_is_drawn_told_and_printed(examined: Examined, signed_in_as: SignedInAs) -> None:
    ruth = examined.examiner
    examined.town.settle()
    made = ruth.post("/reporting/samples", SAMPLE, **{"Idempotency-Key": "stichprobe"})
    examined.town.settle()
    path = f"/reporting/samples/{made.json()['sample_id']}"
    document = ruth.get(path).json()
    page = signed_in_as(examined.town, "pruefung", ruth).get(
        f"/pruefung/stichprobe/{made.json()['sample_id']}?teilnahme=1"
    )

    assert made.status_code == 201, made.text
    assert (document["population"], len(document["participations"])) == (3, 2)
    assert {each["participant_no"] for each in document["participations"]} < {"E-1", "E-2", "E-3"}
    assert ruth.get(f"{path}?format=pdf").content.startswith(b"%PDF")
    assert next(row[2] for row in next(iter(tables_of(page).values())).rows) == "ja"
    examined.town.settle()
    again = ruth.post("/reporting/samples", SAMPLE, **{"Idempotency-Key": "stichprobe"})
    assert again.json()["sample_id"] == made.json()["sample_id"]


@pytest.mark.usefixtures("mandate")
def test_the_course_shows_what_each_fact_changed(examined: Examined, signed_in_as: SignedInAs) -> None:
    browser = signed_in_as(examined.town, "pruefung", examined.examiner)
    now = browser.get(COURSE)
    table = tables_of(now)["Zellen des ESF-Berichts an diesem Punkt"]
    first = browser.get(f"{COURSE}&schritt=1")
    record = browser.get(f"{COURSE}&teilnahme={participation(examined, 'E-2')}")
    fragment = browser.get(f"{COURSE}&schritt=2", HX_Request="true")

    assert next(row for row in table.rows if row[0] == "EECO01")[2:] == ["3", "2", "+1"]
    assert next(row for row in tables_of(first)["Zellen des ESF-Berichts an diesem Punkt"].rows if row[0] == "EECO01")[
        2:
    ] == ["1", "0", "+1"]
    assert "Diese Teilnahme wird gezählt" in record.text
    assert "Vor dem letzten Ereignis: noch nicht erfasst." in record.text
    assert [row[1] for row in tables_of(record)["Ereignisse bis hier, das letzte zuerst"].rows] == ["Teilnahme erfasst"]
    assert "<html" not in fragment.text
    assert "2 von 3" in fragment.text


@pytest.mark.usefixtures("mandate")
def test_the_course_of_a_single_cell_is_told_by_gender_and_leads_to_no_day_beyond_the_mandate(
    examined: Examined, signed_in_as: SignedInAs
) -> None:
    browser = signed_in_as(examined.town, "pruefung", examined.examiner)

    cell = browser.get(f"{COURSE}&zelle=EECO01&schritt=2")
    rows = tables_of(cell)["Zelle EECO01 an diesem Punkt, nach Geschlecht"].rows

    assert [row[0] for row in rows] == ["weiblich", "männlich", "divers", "insgesamt"]
    assert rows[-1][1:4] == ["2", "1", "+1"]
    assert "Ein Ereignis zurück" in cell.text
    assert "Einen Stichtag zurück" not in cell.text  # the entries lie before the period that is examined
    assert set(fields_of(cell)["zelle"]) == {"EECO01"}


def test_what_was_read_is_kept_once_and_shown_to_the_koordination(
    examined: Examined, mandate: str, signed_in_as: SignedInAs
) -> None:
    for who in (examined.examiner, examined.examiner, examined.office.leader):
        examined.town.settle()
        assert who.get(EXPLAIN).status_code == 200
    examined.town.settle()
    reads = examined.office.leader.get("/reporting/mandates/reads").json()
    page = signed_in_as(examined.town, "koordination").get("/pruefung/einsichten")

    assert {each["mandate_id"] for each in reads} == {mandate}
    assert {each["actor"] for each in reads} == {examined.examiner.subject}
    assert [each["code"] for each in reads if each["kind"] == "explanation"] == ["EECO01"]
    assert {"explanation", "history", "sample", "cell", "record"} == {each["kind"] for each in reads}
    assert "Begründung einer Zelle" in page.text
    mandates = signed_in_as(examined.town, "koordination").get("/pruefung")
    rows = tables_of(mandates)["Prüfaufträge, der jüngste zuerst"].rows
    assert next(row for row in rows if row[0] == "Ruth Brenner")[4].endswith(f"{len(reads)} Einsichten")
    assert "zuletzt angesehen" in mandates.text
    assert "noch niemand angesehen" not in mandates.text
    assert signed_in_as(examined.town, "pruefung", examined.examiner).get("/pruefung/einsichten").status_code == 403


def test_the_koordination_grants_and_revokes_on_pages(examined: Examined, signed_in_as: SignedInAs) -> None:
    leader = signed_in_as(examined.town, "koordination")
    form = fields_of(leader.get("/pruefung/auftraege/neu"))
    granted = leader.does("/pruefung/auftraege/neu", {**form, **examined.mandate(operations=OTHER)})
    path = str(granted.url.path)
    examined.town.settle()
    opened = examined.examiner.get(EXPLAIN.replace(OPERATION, OTHER)).status_code
    revoked = leader.post(f"{path}/entziehen", {})

    assert "Ruth Brenner" in leader.get("/pruefung").text
    assert "gilt" in granted.text
    assert opened == 200
    assert revoked.status_code == 303
    assert (
        examined.examiner.get(EXPLAIN.replace(OPERATION, OTHER)).status_code == 403
    )  # at once, before anything is read
    assert "entzogen" in leader.get(path).text


@pytest.mark.usefixtures("mandate")
def test_the_start_page_leads_through_an_examination_and_each_of_its_links_opens(
    examined: Examined, signed_in_as: SignedInAs
) -> None:
    submission = approved(examined)
    examined.town.settle()
    browser = signed_in_as(examined.town, "pruefung", examined.examiner)
    page = browser.get("/pruefung").text
    walk = page[page.index('id="weg"') : page.index('id="abgaben"')]
    links = [unescape(link) for link in findall(r'href="([^"]+)"', walk)]

    assert f"/berichte/abgaben/{submission}/unterschied" in links
    assert f"/berichte/abgaben/{submission}/nachpruefung" in links
    assert any(link.startswith("/berichte/erklaerung?") for link in links)
    for link in links:
        examined.town.settle()
        assert browser.get(link).status_code == 200, link


def approved(examined: Examined) -> UUID:
    """A submission of the operation that somebody else approved, as of the last day of the period examined."""
    service = Reporting.of(examined.town.settings, PATIENCE_S)
    desk = SubmissionDesk(service, examined.town.district, {})
    wanted = Wanted(operation=OPERATION, as_of=date.fromisoformat(LAST_YEAR))
    examined.town.settle()
    made = desk.create(wanted, operator("cli:anna")).made
    desk.approve(made.submission_id, operator("cli:bernd"))
    return made.submission_id
