"""Passwords, codes, names and keys, without any server."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pyotp
import pytest
from argon2 import PasswordHasher

from services.districts.sign_in import codes, flows, logins
from services.districts.sign_in import passwords as rules
from services.districts.sign_in.keys import SignInKeys
from services.districts.sign_in.logins import LoginMalformed
from services.districts.sign_in.passwords import Passwords
from services.districts.sign_in.providers import ProvidersMisconfigured, is_trustworthy, providers
from services.kernel import readable_codes
from services.kernel.secrets import Secrets

NOW = datetime(2026, 3, 2, 9, 0, 10, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def keys(tmp_path: Path) -> SignInKeys:
    secrets = Secrets(tmp_path)
    secrets.create_sign_in_key()
    return SignInKeys(secrets)


def test_a_password_is_kept_as_argon2id_with_64_mebibytes() -> None:
    passwords = Passwords()
    kept = passwords.hash("Sieben Zwerge wandern")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.matches(kept, "Sieben Zwerge wandern")
    assert not passwords.matches(kept, "Sieben Zwerge wanderten")
    assert not passwords.matches(None, "Sieben Zwerge wandern")
    assert not passwords.is_outdated(kept)


def test_a_hash_of_weaker_times_is_made_anew() -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash("Sieben Zwerge wandern")

    assert Passwords().is_outdated(weak)


def test_a_letter_is_the_same_however_a_keyboard_writes_it() -> None:
    passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))

    assert passwords.matches(passwords.hash("Müller mahlt Mehl"), "Mu\u0308ller mahlt Mehl")


@pytest.mark.parametrize(
    ("password", "rule"),
    [
        ("elf Zeichen", rules.PasswordTooShort),
        ("x" * 201, rules.PasswordTooLong),
        ("abababababab", rules.PasswordTooSimple),
        ("Mein BERTA.TAL 1", rules.PasswordHoldsLogin),
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(password: str, rule: type[Exception]) -> None:
    with pytest.raises(rule):
        rules.expect_password(password, "berta.tal")


def test_a_sentence_is_a_password() -> None:
    assert rules.expect_password("wir trinken viel Kaffee", "berta.tal") == "wir trinken viel Kaffee"


def test_a_code_counts_in_its_half_minute_and_the_ones_beside_it() -> None:
    totp = pyotp.TOTP(SECRET)
    taken = [
        seconds
        for seconds in range(-90, 120, 30)
        if codes.step_of(SECRET, totp.at(NOW + timedelta(seconds=seconds)), NOW, 0) is not None
    ]

    assert taken == [-30, 0, 30]


def test_a_code_that_counted_counts_no_longer_nor_does_an_earlier_one() -> None:
    totp = pyotp.TOTP(SECRET)
    step = codes.step_of(SECRET, totp.at(NOW), NOW, 0)
    assert step is not None
    for seconds in (0, -30):
        assert codes.step_of(SECRET, totp.at(NOW + timedelta(seconds=seconds)), NOW, step) is None
    assert codes.step_of(SECRET, totp.at(NOW + timedelta(seconds=30)), NOW, step) == step + 1


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "\u0661" * 6, "      "])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert codes.step_of(SECRET, typed, NOW, 0) is None


def test_recovery_codes_differ_and_are_read_as_they_are_meant() -> None:
    made = codes.new_recovery_codes()
    assert len(set(made)) == 10
    assert readable_codes.plain(made[0].upper().replace("-", " ")) == made[0].replace("-", "")


@pytest.mark.parametrize("name", ["ab", "a b c", "x" * 65, "", "-anna", "an\nna", "anna;", "\u0430nna"])
def test_what_cannot_be_told_on_the_phone_is_no_log_in_name(name: str) -> None:
    with pytest.raises(LoginMalformed):
        logins.expect_login(name)


def test_a_name_is_compared_without_capitals_and_forms_of_letters() -> None:
    assert logins.expect_login(" J.Mu\u0308ller ") == "j.müller"


def test_tokens_tell_kinds_apart_and_say_nothing_of_the_word(keys: SignInKeys, tmp_path: Path) -> None:
    assert keys.login("Anna") == keys.login(" anna ")
    assert keys.login("anna") != keys.address("anna")
    other = Secrets(tmp_path / "other")
    other.create_sign_in_key()
    assert keys.login("anna") != SignInKeys(other).login("anna")


def test_a_seal_opens_in_its_place_only(keys: SignInKeys) -> None:
    sealed = keys.seal(SECRET, "totp|1")
    assert keys.unseal(sealed, "totp|1") == SECRET
    with pytest.raises(Exception, match="totp"):
        keys.unseal(sealed, "totp|2")


def test_a_log_in_at_a_provider_is_over_after_ten_minutes(keys: SignInKeys, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = flows.begin("kreis", "/heute", None)
    cookie = flows.sealed(keys, begun)
    assert flows.opened(keys, cookie) == begun
    later = datetime.fromtimestamp(begun.began, UTC) + timedelta(minutes=10)
    monkeypatch.setattr(flows, "now", lambda: later)
    assert flows.opened(keys, cookie) is None


@pytest.mark.parametrize("cookie", [None, "", "zz", "00" * 40])
def test_what_somebody_else_made_is_no_log_in(keys: SignInKeys, cookie: str | None) -> None:
    assert flows.opened(keys, cookie) is None


def test_second_factors_of_two_accounts_are_counted_apart(keys: SignInKeys) -> None:
    assert keys.second_factor(UUID(int=1)) != keys.second_factor(UUID(int=2))


# --- Providers in a file -----------------------------------------------------------

WHOLE = """
[provider.kreis]
title = "Landratsamt"
issuer = "https://anmeldung.example"
client_id = "lotse"
client_secret_file = "secrets/oidc/kreis"
second_factor = true
"""


def test_providers_stand_in_a_file_and_their_secret_in_another(tmp_path: Path) -> None:
    assert providers(tmp_path) == {}
    (tmp_path / "oidc.toml").write_text(WHOLE)
    (tmp_path / "secrets" / "oidc").mkdir(parents=True)
    (tmp_path / "secrets" / "oidc" / "kreis").write_text("geheim\n")

    found = providers(tmp_path)["kreis"]
    assert (found.title, found.client_secret, found.scopes, found.second_factor) == (
        "Landratsamt",
        "geheim",
        ("openid",),
        True,
    )
    assert "geheim" not in repr(found)


@pytest.mark.parametrize(
    "wrong",
    [
        WHOLE,  # the file of the secret is missing
        WHOLE.replace("https", "http").replace("client_secret_file", "#"),
        WHOLE.replace("client_secret_file", "client_sekret_file"),
        '[provider.kreis]\ntitle = "Landratsamt"',
        WHOLE.replace("second_factor = true", 'scopes = ["email"]').replace("client_secret_file", "#"),
        "[provider",
    ],
)
def test_a_file_that_cannot_be_right_is_refused_at_the_start(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "oidc.toml").write_text(wrong)

    with pytest.raises(ProvidersMisconfigured, match=r"oidc\.toml"):
        providers(tmp_path)


@pytest.mark.parametrize(
    ("address", "trusted"),
    [
        ("https://anmeldung.example", True),
        ("http://127.0.0.1:5000", True),
        ("http://localhost:5000", True),
        ("http://[::1]:5000", True),
        ("http://anmeldung.example", False),
        ("http://127.0.0.1.evil.example", False),
        ("http://localhost.evil.example", False),
        ("ftp://127.0.0.1", False),
        ("javascript:alert(1)", False),
        ("https://", False),
    ],
)
def test_only_this_machine_may_do_without_https(address: str, *, trusted: bool) -> None:
    assert is_trustworthy(address) is trusted
