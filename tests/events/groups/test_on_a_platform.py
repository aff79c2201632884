"""Groups, meetings and resolutions on a real database: commands of programs, pages, and calendars of others."""

from datetime import timedelta
from itertools import count
from typing import Any
from unittest.mock import Mock
from uuid import UUID

import pytest
from httpx import Response
from starlette.testclient import TestClient

from services.contracts.events import MeetingCalled, MeetingHeld
from services.events.domain.event_plan import EventDetails
from services.events.event_desk import EventDesk
from services.events.tasks_desk import Errand, TaskDesk
from services.kernel.times import today
from tests.events.groups.calendar_client import understood
from tests.events.house import House, asked
from tests.pages.browser import Browser, fields_of
from tests.pages.conftest import SignedInAs

DAY = timedelta(days=1)
NUMBERS = count(1)
LONG_AGO = str(today() - 400 * DAY)


def a_group(house: House, **more: Any) -> str:
    """The id of a group with one member."""
    body = {"name": f"Netzwerk {next(NUMBERS)}", "kind": "network", "since": LONG_AGO, **more}
    group = str(house.post("/groups", body)["id"])
    house.post(f"/groups/{group}/members", {"partner_id": member(house), "since": LONG_AGO})
    return group


def member(house: House) -> str:
    return str(house.partners["Nachbarschaftshilfe"])


def a_meeting(house: House, group: str, **more: Any) -> str:
    body = {"on": str(today()), "starts": "14:00", "ends": "16:00", **more}
    return str(house.post(f"/groups/{group}/meetings", body)["id"])


@pytest.fixture
def anna(house: House, signed_in_as: SignedInAs) -> Browser:
    return signed_in_as(house.town, "fachkraft")


def taken(house: House, answer: Response) -> str:
    """Where a form leads that was taken."""
    assert answer.status_code == 303, answer.text
    house.fold()
    return str(answer.headers["location"])


def calendar_path(house: House, group: str) -> str:
    house.post(f"/groups/{group}/feed", {})
    address = house.get(f"/groups/{group}/feed")["address"]
    assert address.startswith(house.settings.public_address)
    return str(address.removeprefix(house.settings.public_address))


def test_a_group_has_members_of_the_directory_and_a_next_meeting(house: House) -> None:
    group = a_group(house, name="Stadtteil <Nord>", mandate="Für den Stadtteil", sozialraeume=["nord"])
    a_meeting(house, group, on=str(today() + 9 * DAY))
    a_meeting(house, group, on=str(today() + 2 * DAY))

    refused = house.town.post(f"/events/groups/{group}/members", {"partner_id": str(UUID(int=1))})
    shown = house.get(f"/groups/{group}", "planung")
    (listed,) = [each for each in house.get("/groups") if each["group_id"] == group]

    assert refused.status_code == 409
    assert refused.json()["errors"][0]["field"] == "partner_id"
    assert [(each["name"], each["role"]) for each in shown["members"]] == [("Nachbarschaftshilfe", "member")]
    assert (shown["mandate"], shown["sozialraeume"]) == ("Für den Stadtteil", ["nord"])
    assert listed["next_meeting"] == shown["next_meeting"] == str(today() + 2 * DAY)


def test_a_meeting_is_called_answered_held_and_decides(house: House) -> None:
    group = a_group(house)
    meeting = a_meeting(house, group, place="Bürgerhaus", agenda="TOP 1: Begrüßung\nFest")
    first, last = str(today()), str(today())
    before = house.get(f"/network-meetings?first={first}&last={last}")["held"]

    house.post(f"/meetings/{meeting}/answers", {"partner_id": member(house), "answer": "accepted"})
    too_early = house.town.post(
        "/events/resolutions", {"body": "Netzwerk", "number": "1", "majority": "noted", "meeting_id": meeting}
    )
    there = [{"partner_id": member(house), "attending": "attended"}]
    house.post(f"/meetings/{meeting}/record", {"members": there, "guests": 2, "minutes": "Alles besprochen"})
    decided = {"body": "Netzwerk", "number": f"N/{group}", "majority": "unanimous", "meeting_id": meeting}
    resolution = house.post("/resolutions", {**decided, "wording": "Es wird gefeiert."})["id"]

    shown = house.get(f"/meetings/{meeting}")
    assert too_early.status_code == 409
    assert shown["agenda"] == ["Begrüßung", "Fest"]
    assert shown["answers"] == {member(house): "accepted"}
    assert (shown["held_on"], shown["guests"], shown["minutes"]) == (str(today()), 2, "Alles besprochen")
    assert house.get(f"/resolutions/{resolution}")["wording"] == "Es wird gefeiert."
    assert house.get(f"/network-meetings?first={first}&last={last}")["held"] == before + 1
    assert [each["resolution_id"] for each in house.get(f"/resolutions?meeting={meeting}")] == [resolution]


def test_facts_hold_no_word_of_agenda_and_minutes(house: House) -> None:
    group = a_group(house)
    meeting = a_meeting(house, group, place="Bürgerhaus", agenda="Geheimes")
    house.post(f"/meetings/{meeting}/record", {"minutes": "Vertrauliches"})

    facts = house.facts(UUID(meeting))

    assert [type(each) for each in facts] == [MeetingCalled, MeetingHeld]
    assert not [word for word in ("Geheimes", "Bürgerhaus", "Vertrauliches") if word in repr(facts)]


def test_resolutions_are_found_by_number_body_and_result(house: House) -> None:
    number = f"KT/2018/{next(NUMBERS)}"
    body = {"body": "Kreistag SM", "number": number, "on": "2018-09-05", "majority": "unanimous"}
    resolution = house.post("/resolutions", body)["id"]
    house.post(f"/resolutions/{resolution}/details", {**body, "majority": "majority"})

    def found(query: str) -> list[str]:
        return [each["number"] for each in house.get(f"/resolutions?{query}")]

    assert number in found(f"words={number.lower()}")
    assert number in found("body=Kreistag SM&majority=majority")
    assert number not in found("majority=unanimous")
    assert found("words=gibt es nicht") == []


def test_members_without_an_account_subscribe_to_the_groups_calendar(house: House, client: TestClient) -> None:
    group = a_group(house, name="Beirat, Süd; offen")
    meeting = a_meeting(house, group, on=str(today() + DAY), place="Markt 1, Saal", agenda="Größe")
    path = calendar_path(house, group)

    first = client.get(path)
    unchanged = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    house.post(f"/meetings/{meeting}/details", {"on": str(today() + 2 * DAY), "starts": "09:30"})
    moved = client.get(path)
    house.post(f"/meetings/{meeting}/cancellation", {"grounds": "illness"})
    cancelled = client.get(path)

    assert first.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "public" not in first.headers["cache-control"]
    assert unchanged.status_code == 304
    before, after, gone = (understood(each.content)["events"].pop() for each in (first, moved, cancelled))
    assert (before["title"], before["place"]) == ("Beirat, Süd; offen", "Markt 1, Saal")
    assert before["description"] == "TOP 1: Größe"
    assert after["begin"].startswith(str(today() + 2 * DAY))
    assert before["uid"] == after["uid"] == gone["uid"]
    assert before["sequence"] < after["sequence"] < gone["sequence"]
    assert gone["status"] == "CANCELLED"


def test_a_calendars_address_is_a_secret_that_can_be_taken_back(
    house: House, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    group, log = a_group(house), Mock()
    old = calendar_path(house, group)
    monkeypatch.setattr("services.kernel.asgi.log", log)
    assert client.get(old).status_code == 200
    new = calendar_path(house, group)
    house.post(f"/groups/{group}/feed/closing", {})

    token = old.rpartition("/")[2].removesuffix(".ics")
    forged = old.replace(token[-6:], "AAAAAA")
    elsewhere = old.replace(house.district, "gibt-es-nicht")
    answers = [client.get(path) for path in (old, new, forged, elsewhere)]

    assert token not in repr(log.mock_calls)
    assert "/kalender/{district}/gremium/{token}.ics" in repr(log.mock_calls)
    assert {each.status_code for each in answers} == {404}
    assert len({each.json()["detail"] for each in answers}) == 1
    assert house.get(f"/groups/{group}/feed")["address"] is None


def test_everybody_subscribes_to_published_events(house: House, client: TestClient) -> None:
    desk = EventDesk(house.service, house.district)
    day = today() + 30 * DAY
    plan = EventDetails(title="Straßenfest, Süd", kind="stadtteilfest", on=day, until=day + DAY)
    public = desk.plan_event(plan, {"place": "Markt; vorn", "description": "Für alle"}, asked()).id
    desk.plan_event(EventDetails(title="Noch geheim", kind="stadtteilfest", on=day), {}, asked())
    desk.publish_event(public, asked(), registration=False, register_until=None)
    house.fold()

    answer = client.get(f"/kalender/{house.district}/kalender.ics")
    nowhere = client.get("/kalender/gibt-es-nicht/kalender.ics")

    assert answer.headers["cache-control"] == "public, max-age=60"
    found = understood(answer.content)
    assert found["name"] == "Veranstaltungen: Nachbarkreis"
    (event,) = found["events"]
    assert (event["title"], event["place"]) == ("Straßenfest, Süd", "Markt; vorn")
    assert (event["begin"], event["end"]) == (str(day), str(day + 2 * DAY))
    assert nowhere.status_code == 404


def test_a_group_and_its_meeting_on_pages(house: House, anna: Browser) -> None:
    name = f"Planungsgruppe <{next(NUMBERS)}>"
    page = taken(house, anna.post("/gremien/neu", {"name": name, "kind": "planning_group", "since": LONG_AGO}))
    taken(house, anna.post(f"{page}/mitglieder/neu", {"partner_id": member(house), "role": "chair", "since": LONG_AGO}))
    plan = {"on": str(today()), "starts": "14:00", "agenda": "Begrüßung\nFest <planen>", "place": "Saal"}
    meeting = taken(house, anna.post(f"{page}/sitzungen/neu", plan))
    taken(house, anna.post(f"{meeting}/antwort", {"partner_id": member(house), "answer": "tentative"}))

    group_text, text = anna.get(page).text, anna.get(meeting).text
    file = anna.get(f"{meeting}/einladung.ics")

    assert name.replace("<", "&lt;").replace(">", "&gt;") in group_text
    assert "Nachbarschaftshilfe" in group_text
    assert "TOP 2: Fest &lt;planen&gt;" in text
    assert "vielleicht" in text
    assert name.replace("<", "&lt;").replace(">", "&gt;") in anna.get("/gremien?kind=planning_group").text
    (event,) = understood(file.content)["events"]
    assert (event["title"], event["place"], event["attendees"]) == (name, "Saal", 0)
    assert fields_of(anna.get(f"{meeting}/angaben"))["starts"] == ["14:00"]


def test_minutes_tasks_and_resolutions_on_pages(house: House, anna: Browser) -> None:
    group = a_group(house)
    held = a_meeting(house, group)
    meeting = f"/gremien/{group}/sitzungen/{held}"
    attending = {f"mitglied_{UUID(member(house)).hex}": "excused"}
    taken(house, anna.post(f"{meeting}/protokoll", {"on": str(today()), "guests": "3", "minutes": "Gut.", **attending}))
    TaskDesk(house.service, house.district).set_task("meeting", UUID(held), Errand(what="Plakate kleben"), asked())
    number = f"P/{next(NUMBERS)}"
    form = fields_of(anna.get(f"{meeting}/beschluesse/neu"))
    decided = {"body": form["body"], "on": form["on"], "number": number, "majority": "majority"}
    taken(house, anna.post(f"{meeting}/beschluesse/neu", decided))

    text, printed = anna.get(meeting).text, anna.get(f"{meeting}/druck").text

    assert "entschuldigt" in text
    assert "Gäste: 3" in printed
    assert all(words in text and words in printed for words in ("Gut.", "Plakate kleben", number))
    assert f"/aufgaben/sitzungen/{held}/neu" in text
    assert number in anna.get(f"/beschluesse?words={number}").text
    assert fields_of(anna.get(f"{meeting}/protokoll"))[next(iter(attending))] == ["excused"]


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(house: House, anna: Browser) -> None:
    group = a_group(house)
    path = f"/gremien/{group}/sitzungen/neu"
    backwards = {"on": str(today()), "starts": "14:00", "ends": "13:00", "agenda": "Bleibt stehen"}

    wrong, refused = anna.post(path, {"on": str(today()), "starts": "zwei"}), anna.post(path, backwards)
    taken(house, anna.post(f"/gremien/{group}/aufloesen", {"on": str(today() - DAY)}))
    dissolved = anna.post(path, {"on": str(today()), "starts": "14:00"})

    assert wrong.status_code == 422
    assert 'href="#feld-starts"' in wrong.text
    assert refused.status_code == dissolved.status_code == 409
    assert "Das Ende liegt vor dem Beginn." in refused.text
    assert "Bleibt stehen" in refused.text
    assert "arbeitet nicht mehr" in dissolved.text
