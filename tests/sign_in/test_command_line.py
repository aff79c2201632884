"""``lotse user``: an operator gives accounts, gives links anew, locks and unlocks."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from services.cli import run
from tests.sign_in.conftest import PASSWORD, Browser, Office, token_in

pytestmark = pytest.mark.server

NewBrowser = Callable[..., Browser]


@pytest.fixture
def user(capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Run ``lotse user …``: what it answers, or (status, message)."""

    def call(*arguments: str) -> Any:
        status = run(["user", *arguments, "--format", "json"])
        said = capsys.readouterr()
        return json.loads(said.out) if status == 0 else (status, said.err)

    return call


def whom(office: Office, staff_id: UUID) -> tuple[str, ...]:
    return ("--district", office.district, "--staff", str(staff_id))


def path_of(link: str) -> str:
    parts = urlsplit(link)
    return f"{parts.path}?{parts.query}"


def test_an_account_is_made_invited_locked_and_opened_again(
    user: Callable[..., Any], office: Office, new_browser: NewBrowser
) -> None:
    dora = office.hire("Dora Neu", "fachkraft")
    made = user("add", *whom(office, dora), "--login", "Dora.Neu")
    assert made["link"].startswith("http://127.0.0.1:")
    browser = new_browser()
    page = browser.get(path_of(made["link"])).text
    assert "dora.neu" in page
    browser.post("/einladung", token=token_in(made["link"]), password=PASSWORD, again=PASSWORD)
    assert browser.is_in()

    assert user("lock", *whom(office, dora))["state"] == "locked"
    assert not browser.is_in()
    assert new_browser().sign_in("dora.neu").status_code == 422
    user("unlock", *whom(office, dora))
    assert not browser.is_in(), "that session is over"
    assert new_browser().sign_in("dora.neu").status_code == 303
    (row,) = [each for each in user("list", "--district", office.district) if each["staff_id"] == str(dora)]
    assert (row["name"], row["login"], row["ways"], row["state"]) == ("Dora Neu", "dora.neu", ["password"], "open")


def test_a_person_has_one_account(user: Callable[..., Any], office: Office) -> None:
    emil = office.hire("Emil Eins")
    user("add", *whom(office, emil))

    status, said = user("add", *whom(office, emil))
    assert (status, "hat schon einen Zugang" in said) == (2, True)


def test_a_name_is_given_once(user: Callable[..., Any], office: Office) -> None:
    user("add", *whom(office, office.hire("Fritz Eins")), "--login", "fritz")

    status, said = user("add", *whom(office, office.hire("Fritz Zwei")), "--login", "FRITZ")
    assert (status, "gibt es schon" in said) == (2, True)


def test_nobody_gets_an_account_who_does_not_work_here(user: Callable[..., Any], office: Office) -> None:
    assert user("add", *whom(office, UUID(int=7)))[0] == 2


def test_an_account_works_in_another_district_too(user: Callable[..., Any], office: Office, neighbours: Office) -> None:
    here, there = office.hire("Gerda Beide", "fachkraft"), neighbours.hire("Gerda Beide", "planung")
    account = user("add", *whom(office, here))["account"]
    also = ("--also-district", neighbours.district, "--also-staff", str(there))

    assert user("place", *whom(office, here), *also)["account"] == account
    assert any(each["account"] == account for each in user("list", "--district", neighbours.district))
    assert user("place", *whom(office, here), *also)[0] == 2, "that person has an account by now"


def test_a_lost_phone_is_no_dead_end(
    user: Callable[..., Any], office: Office, desk: Any, new_browser: NewBrowser
) -> None:
    hanna = office.hire("Hanna Ohne", "fachkraft")
    made = user("add", *whom(office, hanna), "--login", "hanna.ohne")
    account = UUID(made["account"])
    desk.second_factor.rows.set(account, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", 0, [])

    link = user("invite", *whom(office, hanna), "--drop-second-factor")["link"]
    browser = new_browser()
    browser.post("/einladung", token=token_in(link), password=PASSWORD, again=PASSWORD)
    assert browser.is_in()
