"""The funding of an operation by its pages and by programs: the same commands, the same figures, the same roles."""

import io
import re
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from services.kernel.money import plain_euros
from services.kernel.times import today
from tests.api.conftest import OPERATION
from tests.api.office import Office
from tests.pages.browser import Browser, fields_of
from tests.pages.conftest import SignedInAs

pytestmark = pytest.mark.server

PAGE = f"/vorhaben/{OPERATION}/finanzierung"
API = f"/districts/operations/{OPERATION}/funding"
YEAR = today().year
PLAN = {
    "title": "Bewilligung",
    "source_1": "esf",
    "euros_1": "60.000,00",
    "percent_1": "60",
    "source_2": "land",
    "euros_2": "20000",
    "percent_2": "20",
    "source_3": "housing_company",
    "payer_3": "KoWo mbH",
    "euros_3": "20.000",
    "percent_3": "20",
    "cost_staff": "90.000",
    "cost_material": "10.000",
}


def planned_in(year: int, **of: str) -> dict[str, str]:
    return {**PLAN, "first_day": f"{year}-01-01", "last_day": f"{year}-12-31", **of}


@pytest.fixture
def lead(seat: Office, signed_in_as: SignedInAs) -> Browser:
    """The browser of the Koordination."""
    return signed_in_as(seat.town, "koordination", seat.leader)


def test_a_plan_is_made_amended_and_withdrawn_by_forms(lead: Browser) -> None:
    shown = lead.does(f"{PAGE}/plaene/neu", planned_in(2022))

    assert "Wohnungsunternehmen (KoWo mbH)" in shown.text
    assert "60,00 %" in shown.text
    plan = re.search(rf"{PAGE}/plaene/([0-9a-f-]{{36}})", shown.text)
    assert plan is not None
    form = lead.get(plan[0])
    assert fields_of(form)["euros_3"] == ["20000,00"]
    assert fields_of(form)["cost_staff"] == ["90000,00"]

    amended = lead.does(plan[0], planned_in(2022, euros_1="59.000", cost_staff="89.000"))
    assert "Das sind 400,00 € weniger als die vereinbarten 60,00 %." in amended.text
    assert "59.000,00 €" in amended.text

    gone = lead.does(f"{PAGE}/eintraege/{plan[1]}/zuruecknehmen")
    assert "59.000,00 €" not in gone.text


def test_a_plan_that_does_not_add_up_comes_back_as_it_was_typed(lead: Browser) -> None:
    refused = lead.post(f"{PAGE}/plaene/neu", planned_in(2023, euros_2="19.999,99"))

    assert refused.status_code == 409
    assert "Die Finanzierung ergibt 99.999,99 €, die Kosten ergeben 100.000,00 €." in refused.text
    assert fields_of(refused)["euros_2"] == ["19.999,99"]

    unreadable = lead.post(f"{PAGE}/plaene/neu", planned_in(2023, euros_2="viel", percent_1="mehr"))
    assert unreadable.status_code == 422
    assert 'href="#feld-euros_2"' in unreadable.text
    assert 'href="#feld-percent_1"' in unreadable.text

    without_costs = lead.post(f"{PAGE}/plaene/neu", planned_in(2023, cost_staff="", cost_material=""))
    assert 'href="#feld-euros_1"' in without_costs.text

    half = lead.post(f"{PAGE}/plaene/neu", planned_in(2023, source_2=""))
    assert half.status_code == 409
    assert 'href="#feld-source_2"' in half.text


def test_money_comes_and_goes_by_forms_and_is_corrected(lead: Browser) -> None:
    lead.does(f"{PAGE}/plaene/neu", planned_in(YEAR - 1))
    day = f"{YEAR - 1}-03-03"
    lead.does(f"{PAGE}/ausgaben/neu", {"kind": "staff", "cents": "4.321,09", "on": day})
    lead.does(f"{PAGE}/mittelabrufe/neu", {"source": "esf", "cents": "3.000", "on": day})
    shown = lead.does(f"{PAGE}/zahlungen/neu", {"source": "esf", "cents": "2.500", "on": day, "last": "true"})

    assert "4.321,09 €" in shown.text
    assert f"bis zum 31.12.{YEAR + 4} aufzubewahren" in shown.text
    bookings = lead.get(f"{PAGE}/buchungen?jahr={YEAR - 1}")
    expense = re.search(rf"{PAGE}/ausgaben/[0-9a-f-]{{36}}", bookings.text)
    assert expense is not None
    assert fields_of(lead.get(expense[0]))["cents"] == [plain_euros(432109)]
    corrected = lead.does(expense[0], {"kind": "staff", "cents": "0", "on": day})
    assert "irrtümlich erfasst" in corrected.text
    assert "4.321,09" not in lead.get(PAGE).text


def test_posts_are_planned_and_filled_by_forms_with_names_for_whom_they_concern(
    seat: Office, lead: Browser, signed_in_as: SignedInAs
) -> None:
    period = {"first_day": f"{YEAR}-01-01", "last_day": f"{YEAR}-12-31"}
    shown = lead.does(f"{PAGE}/stellen/neu", {"title": "Sozialarbeit", "hundredths": "0,75", **period})
    filling = re.search(rf"{PAGE}/stellen/[0-9a-f-]{{36}}/besetzung", shown.text)
    assert filling is not None
    assert "von 0,75 VZÄ sind heute 0,00 besetzt" in shown.text
    staff = {"staff_id": seat.berta.subject, "first_day": f"{YEAR}-01-01"}
    taken = lead.post(filling[0], {**staff, "hundredths": "0,8"})
    assert taken.status_code == 409
    assert 'href="#feld-hundredths"' in taken.text

    done = lead.does(filling[0], {**staff, "hundredths": "0,75"})
    assert "Berta Tal" in done.text
    assert "sind heute 0,00 besetzt" not in done.text
    assert "Berta Tal" not in signed_in_as(seat.town, "pruefung").get(PAGE).text


def test_targets_milestones_and_documents_are_kept_by_forms(lead: Browser) -> None:
    later = f"{YEAR + 1}-06-30"
    lead.does(
        f"{PAGE}/zielwerte/neu", {"of": "indicator", "indicator": "EECO01", "value": "500", "by": f"{YEAR + 3}-12-31"}
    )
    lead.does(f"{PAGE}/meilensteine/neu", {"title": "Büro eröffnet", "due": later})
    document = {"kind": "grant", "title": "Bescheid <1>", "on": "2022-01-01", "expires": str(today())}
    shown = lead.does(f"{PAGE}/dokumente/neu", document)

    assert "EECO01" in shown.text
    assert "Büro eröffnet" in shown.text
    assert "Bescheid &lt;1&gt;" in shown.text
    assert f"läuft am {today():%d.%m.%Y} ab" in shown.text
    wrong = lead.post(f"{PAGE}/zielwerte/neu", {"of": "contacts", "indicator": "EECO01", "value": "5", "by": later})
    assert wrong.status_code == 409
    assert 'href="#feld-indicator"' in wrong.text


def test_planung_and_pruefung_read_and_nobody_else(seat: Office, signed_in_as: SignedInAs) -> None:
    for role in ("planung", "pruefung"):
        reader = signed_in_as(seat.town, role)
        page = reader.get(PAGE)
        assert page.status_code == 200
        assert "/neu" not in page.text
        assert reader.get("/finanzierung").status_code == 200
        assert reader.get(f"{PAGE}/ausgaben/neu").status_code == 403
        assert reader.get(f"{PAGE}/tabelle.csv").status_code == 200
    for role in ("fachkraft", "betrieb", "auswertung"):
        other = signed_in_as(seat.town, role)
        assert {other.get(path).status_code for path in ("/finanzierung", PAGE, f"{PAGE}/tabelle.xlsx")} == {403}


def test_a_program_stores_and_reads_the_same(seat: Office, lead: Browser) -> None:
    plan = {
        "first_day": "2019-01-01",
        "last_day": "2019-06-30",
        "shares": [{"source": "own", "cents": 100}],
        "costs": [{"kind": "other", "cents": 100}],
    }
    key = str(uuid4())
    first = seat.town.post(f"{API}/plans", plan, "koordination", **{"Idempotency-Key": key})
    again = seat.town.post(f"{API}/plans", plan, "koordination", **{"Idempotency-Key": key})
    assert (first.status_code, first.json()) == (201, again.json())
    amended = {**plan, "plan_id": first.json()["id"], "title": "Eigenmittel"}
    assert seat.town.post(f"{API}/plans", amended, "koordination").status_code == 201
    expense = {"kind": "other", "cents": 40, "on": plan["first_day"]}
    assert seat.town.post(f"{API}/expenses", expense, "koordination").status_code == 201
    unknown = seat.town.post(f"{API}/expenses", {**expense, "expense_id": str(uuid4())}, "koordination")
    assert unknown.status_code == 404

    told = seat.town.get(API, "planung").json()
    assert [each["title"] for each in told["plans"] if each["plan_id"] == amended["plan_id"]] == ["Eigenmittel"]
    assert {"kind": "other", "planned": 100, "spent": 40} in told["whole"]["costs"]
    assert [each["year"] for each in told["years"]] == sorted(each["year"] for each in told["years"])
    assert "Eigenmittel" in lead.get(PAGE).text


def test_an_operation_that_is_not_there_has_no_funding(seat: Office, lead: Browser) -> None:
    assert lead.get("/vorhaben/nirgends/finanzierung").status_code == 404
    assert lead.post("/vorhaben/nirgends/finanzierung/plaene/neu", planned_in(2022)).status_code == 404
    assert seat.town.get("/districts/operations/nirgends/funding", "koordination").status_code == 404


def test_the_workbook_can_be_taken_along(lead: Browser) -> None:
    answer = lead.get(f"{PAGE}/tabelle.xlsx")

    assert answer.headers["content-disposition"] == f'attachment; filename="finanzierung-{OPERATION}.xlsx"'
    assert "Plan und Ist" in load_workbook(io.BytesIO(answer.content)).sheetnames
