"""Signing up without an account, and all that follows of it: the team's yes, hours, a certificate, and erasure."""

from io import BytesIO
from itertools import count
from typing import Any

import pytest
from psycopg.sql import SQL
from pypdf import PdfReader
from starlette.testclient import TestClient

from services.events.opening import key_ring
from services.events.strangers import MOST_OF_A_FORM
from services.events.volunteers_queries import VolunteerEntry, helpers
from services.events.volunteers_words import named
from services.kernel.attempt_limits import FREE_OF_AN_ADDRESS
from services.kernel.district import district as enter
from services.kernel.ids import uuid7
from services.kernel.pages.asking import COMMAND_KEY
from services.kernel.times import today
from tests.events.house import House
from tests.pages.conftest import SignedInAs

NUMBERS = count(1)
CANARY = "Zaunkönigin Canaria"
FORGOTTEN = "Erna Vergissmein"
FROM_OUR_PAGE = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
EVERYTHING = "SELECT data FROM {0}.log UNION ALL SELECT sealed FROM {0}.vault"


@pytest.fixture(autouse=True)
def nobody_tried_before(house: House) -> None:
    with house.service.pool.connection() as connection:
        connection.execute("DELETE FROM platform.attempts")


@pytest.fixture
def wanted(house: House) -> str:
    """A public engagement of the test's own."""
    return offered(house, public=True)


def offered(house: House, **more: Any) -> str:
    made = house.post("/engagements", {"title": f"Gartenhilfe {next(NUMBERS)}", **more})
    return str(made["id"])


def sign_up(client: TestClient, house: House, engagement: str, **more: str) -> Any:
    form = {
        COMMAND_KEY: str(uuid7()),
        "district": house.district,
        "engagement": engagement,
        "name": CANARY,
        "phone": "0361 4711",
        **more,
    }
    answer = client.post("/mitmachen", data=form, headers=FROM_OUR_PAGE, follow_redirects=False)
    house.fold()
    return answer


def signed_up(house: House, engagement: str) -> list[VolunteerEntry]:
    known = helpers(house.service.pool, house.district)
    return [known.volunteers[each.volunteer_id] for each in known.waiting if str(each.engagement_id) == engagement]


def test_a_stranger_signs_up_and_waits_for_the_teams_yes(
    client: TestClient, house: House, wanted: str, capfd: pytest.CaptureFixture[str]
) -> None:
    shown = client.get(f"/mitmachen/{house.district}/{wanted}", headers=FROM_OUR_PAGE)

    answer = sign_up(client, house, wanted, note="nur vormittags")
    (entry,) = signed_up(house, wanted)
    (volunteer,) = named(house.service, house.district, [entry])

    assert shown.status_code == 200
    assert (answer.status_code, answer.headers["location"]) == (303, f"/mitmachen/{house.district}/danke")
    assert client.get(answer.headers["location"], headers=FROM_OUR_PAGE).status_code == 200
    assert entry.provenance == "self"
    assert volunteer.words.known == {"name": CANARY, "phone": "0361 4711", "note": "nur vormittags"}
    assert "Canaria" not in "".join(capfd.readouterr())


def test_a_form_that_comes_twice_signs_up_once(client: TestClient, house: House, wanted: str) -> None:
    key = str(uuid7())

    answers = [sign_up(client, house, wanted, **{COMMAND_KEY: key}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(signed_up(house, wanted)) == 1


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(
    client: TestClient, house: House, wanted: str
) -> None:
    answer = sign_up(client, house, wanted, homepage="https://spam.example")

    assert answer.status_code == 303
    assert signed_up(house, wanted) == []


def test_what_is_missing_is_said_and_what_was_typed_stays(client: TestClient, house: House, wanted: str) -> None:
    nameless = sign_up(client, house, wanted, name=" ")
    unreachable = sign_up(client, house, wanted, phone="")

    assert nameless.status_code == 422
    assert 'value="0361 4711"' in nameless.text
    assert unreachable.status_code == 409
    assert "eine Telefonnummer oder eine E-Mail-Adresse" in unreachable.text
    assert signed_up(house, wanted) == []


def test_what_is_not_public_is_answered_like_what_is_not_there(client: TestClient, house: House, wanted: str) -> None:
    inside, closed = offered(house), offered(house, public=True)
    house.post(f"/engagements/{closed}/closing", {})
    there = f"/mitmachen/{house.district}"
    paths = (f"{there}/{inside}", f"{there}/{closed}", f"{there}/{uuid7()}", f"/mitmachen/nirgendwo/{wanted}")
    paths_of_districts = ("/mitmachen/nirgendwo",)

    shown = {client.get(path, headers=FROM_OUR_PAGE).text.replace(path, "") for path in (*paths, *paths_of_districts)}
    sent = [sign_up(client, house, each) for each in (inside, closed, str(uuid7()), "kein Verweis")]
    sent.append(sign_up(client, house, wanted, district="nirgendwo"))

    assert len(shown) == 1
    assert [answer.status_code for answer in sent] == [404] * 5
    assert signed_up(house, inside) == signed_up(house, closed) == []


def test_only_our_own_page_may_send_the_form(client: TestClient, house: House, wanted: str) -> None:
    form = {"district": house.district, "engagement": wanted, "name": CANARY, "phone": "0361 4711"}
    forged = client.post("/mitmachen", data=form, headers={"Sec-Fetch-Site": "cross-site"})

    assert forged.status_code == 403
    assert signed_up(house, wanted) == []


def test_who_sends_without_end_is_slowed_down(client: TestClient, house: House, wanted: str) -> None:
    answers = [sign_up(client, house, wanted, homepage="x") for _ in range(FREE_OF_AN_ADDRESS + 1)]

    assert MOST_OF_A_FORM > FREE_OF_AN_ADDRESS
    assert {answer.status_code for answer in answers[:-1]} == {303}
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) >= 1


def test_from_the_teams_yes_to_the_certificate_and_to_erasure(
    client: TestClient, house: House, wanted: str, signed_in_as: SignedInAs
) -> None:
    sign_up(client, house, wanted, name=FORGOTTEN)
    (entry,) = signed_up(house, wanted)
    volunteer, day = str(entry.volunteer_id), str(today())
    anna, planner = signed_in_as(house.town, "fachkraft"), signed_in_as(house.town, "planung")

    assert FORGOTTEN in anna.get("/ehrenamt").text
    assert FORGOTTEN not in planner.get("/ehrenamt").text
    assert planner.get(f"/ehrenamt/{volunteer}").status_code == 403
    assert anna.post(f"/ehrenamt/{volunteer}/aufgaben/{wanted}/zusagen").status_code == 303
    house.fold()
    assert signed_up(house, wanted) == []

    typed = {"on": day, "engagement_id": wanted, f"stunden-{volunteer}": "2:30", "persons": "4", "together": "10"}
    assert anna.post("/ehrenamt/stunden", typed).status_code == 303
    house.fold()
    assert "10:00" in anna.get("/ehrenamt/stunden").text
    certified = anna.post(f"/ehrenamt/{volunteer}/bescheinigung", {"first_day": day, "last_day": day})
    assert certified.status_code == 303
    house.fold()

    (sheet,) = house.get(f"/volunteers/{volunteer}/certificates")
    pdf = anna.get(f"/ehrenamt/{volunteer}/bescheinigung/{sheet['certificate_id']}")
    text = " ".join(PdfReader(BytesIO(pdf.content)).pages[0].extract_text().split())
    assert sheet["minutes"] == 150
    assert f"{FORGOTTEN} hat in der Zeit vom" in text
    assert "zusammen 2 Stunden 30 Minuten" in text

    assert anna.post(f"/ehrenamt/{volunteer}/loeschen").status_code == 303
    house.fold()

    assert FORGOTTEN not in anna.get("/ehrenamt").text
    assert "gelöscht" in anna.get(f"/ehrenamt/{volunteer}").text
    assert anna.get(f"/ehrenamt/{volunteer}/bescheinigung/{sheet['certificate_id']}").status_code == 409
    assert key_ring(house.settings).identity_keys(house.district, [entry.volunteer_id], create=True) == {}
    assert house.get(f"/volunteers/{volunteer}")["name"] == "gelöscht"
    sums = house.get(f"/volunteering/sums?from={day}&to={day}")
    assert sums["by_engagement"][wanted] == 750
    with house.service.pool.transaction() as connection, enter(connection, house.district) as schema:
        stored = b" ".join(found for (found,) in connection.execute(SQL(EVERYTHING).format(schema)))
    assert b"Canaria" not in stored
