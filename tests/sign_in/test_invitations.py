"""A link makes an account somebody's own: once, for seven days, for nobody but whom it was made for."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest

from services.districts.sign_in.accounts import Account
from services.districts.sign_in.desk import SignInDesk
from services.districts.sign_in.invitations import InvitationOver
from services.kernel.times import now
from tests.sign_in.conftest import PASSWORD, Browser, Office, Person, token_in

pytestmark = pytest.mark.server

Invite = Callable[[UUID], str]
NewBrowser = Callable[..., Browser]


@pytest.fixture
def berta(desk: SignInDesk, office: Office) -> Account:
    """Somebody who has an account and has never signed in."""
    return desk.accounts.make(office.district, office.hire("Berta Tal", "fachkraft"), None)


def accept(browser: Browser, path: str, login: str, password: str = PASSWORD, again: str | None = None) -> int:
    answer = browser.post("/einladung", token=token_in(path), login=login, password=password, again=again or password)
    return answer.status_code


def test_whoever_has_the_link_chooses_name_and_password_and_is_in(
    browser: Browser, berta: Account, invite: Invite
) -> None:
    path = invite(berta.account)
    assert "Willkommen bei Lotse" in browser.get(path).text
    assert accept(browser, path, "berta.tal") == 303
    assert browser.is_in()

    browser.post("/abmeldung")
    assert browser.sign_in("Berta.Tal").status_code == 303


def test_looking_at_an_invitation_uses_nothing_up(browser: Browser, berta: Account, invite: Invite) -> None:
    path = invite(berta.account)
    assert [browser.get(path).status_code for _ in range(3)] == [200] * 3
    assert accept(browser, path, "berta.schaut") == 303


def test_an_invitation_counts_once(new_browser: NewBrowser, berta: Account, invite: Invite) -> None:
    path = invite(berta.account)
    assert accept(new_browser(), path, "berta.einmal") == 303

    late = new_browser()
    assert late.get(path).status_code == 410
    assert accept(late, path, "jemand.anders", "Ein anderes Kennwort") == 410
    assert not late.is_in()
    assert new_browser().sign_in("berta.einmal").status_code == 303, "nothing changed"


def test_an_invitation_is_over_after_seven_days(
    browser: Browser, desk: SignInDesk, berta: Account, invite: Invite
) -> None:
    path = invite(berta.account)
    with desk.invitations.pool.connection() as connection:
        kept = connection.execute(
            "SELECT ends FROM platform.invitations WHERE account = %s", [berta.account]
        ).fetchone()
        assert kept is not None
        assert 6.9 < (kept[0] - now()).total_seconds() / 86400 < 7
        connection.execute(
            "UPDATE platform.invitations SET ends = ends - interval '7 days' WHERE account = %s", [berta.account]
        )

    assert browser.get(path).status_code == 410
    assert accept(browser, path, "berta.spaet") == 410


def test_a_new_invitation_takes_the_place_of_the_one_before(browser: Browser, berta: Account, invite: Invite) -> None:
    first, second = invite(berta.account), invite(berta.account)

    assert browser.get(first).status_code == 410
    assert browser.get(second).status_code == 200


@pytest.mark.parametrize("key", ["", "x", "a" * 43, "%00", "' OR 1=1 --"])
def test_no_guess_is_an_invitation(browser: Browser, key: str) -> None:
    assert browser.get("/einladung", schluessel=key).status_code in {400, 410}


def test_a_new_invitation_sets_another_password_and_ends_what_is_open(
    new_browser: NewBrowser, anna: Person, invite: Invite
) -> None:
    elsewhere, here = new_browser(), new_browser()
    elsewhere.sign_in(anna.login)
    path = invite(anna.account)
    assert anna.login in here.get(path).text

    assert accept(here, path, anna.login, "Noch ein Satz als Kennwort") == 303
    assert not elsewhere.is_in()
    assert new_browser().sign_in(anna.login).status_code == 422
    assert new_browser().sign_in(anna.login, "Noch ein Satz als Kennwort").status_code == 303


def test_the_name_is_chosen_once_whatever_a_form_says(new_browser: NewBrowser, anna: Person, invite: Invite) -> None:
    assert accept(new_browser(), invite(anna.account), "ganz.anders") == 303
    assert new_browser().sign_in("ganz.anders").status_code == 422
    assert new_browser().sign_in(anna.login).status_code == 303


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that is sent back, and the rule it names."""

    login: str
    password: str
    rule: str
    again: str | None = None


@pytest.mark.parametrize(
    "form",
    [
        Refused("be", PASSWORD, "3 bis 64 Zeichen"),
        Refused("berta tal", PASSWORD, "3 bis 64 Zeichen"),
        Refused("berta.kurz", "zu kurz", "mindestens 12 Zeichen"),
        Refused("berta.leicht", "aaaaaaaaaaaa", "zu leicht"),
        Refused("berta.selbst", "Berta.Selbst-2026", "Anmeldenamen nicht enthalten"),
        Refused("berta.zwei", PASSWORD, "nicht gleich", again="Etwas ganz anderes"),
    ],
    ids=lambda form: form.rule,
)
def test_a_refused_form_leaves_the_invitation_open(
    browser: Browser, berta: Account, invite: Invite, form: Refused
) -> None:
    path = invite(berta.account)
    answer = browser.post(
        "/einladung",
        token=token_in(path),
        login=form.login,
        password=form.password,
        again=form.again or form.password,
    )

    assert answer.status_code == 422
    assert form.rule in answer.text
    assert f'value="{form.login}"' in answer.text
    assert form.password not in answer.text
    assert browser.get(path).status_code == 200


def test_a_name_that_somebody_has_is_refused(browser: Browser, berta: Account, anna: Person, invite: Invite) -> None:
    path = invite(berta.account)
    answer = browser.post(
        "/einladung", token=token_in(path), login=anna.login.upper(), password=PASSWORD, again=PASSWORD
    )

    assert (answer.status_code, "gibt es schon" in answer.text) == (422, True)
    assert browser.get(path).status_code == 200


def test_a_locked_account_takes_no_invitation(desk: SignInDesk, berta: Account) -> None:
    token = desk.invitations.invite(berta.account).token
    desk.accounts.lock(berta.account, locked=True)

    with pytest.raises(InvitationOver):
        desk.accept(token, "berta.zu", PASSWORD)


def test_neither_link_nor_name_nor_password_stands_in_the_database(desk: SignInDesk, berta: Account) -> None:
    token = desk.invitations.invite(berta.account).token
    cookie = desk.accept(token, "berta.geheim", PASSWORD)
    with desk.accounts.pool.connection() as connection:
        tables = ("accounts", "invitations", "sessions", "attempts", "external_identities", "recovery_codes")
        kept = [
            bytes(row[0])
            for table in tables
            for row in connection.execute(f"SELECT convert_to(t::text, 'UTF8') FROM platform.{table} t")  # noqa: S608
        ]

    everything = b"\n".join(kept)
    for secret in (token, cookie, "berta.geheim", PASSWORD):
        assert secret.encode() not in everything
        assert secret.encode().hex().encode() not in everything
