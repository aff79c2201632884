"""The carrier brings every letter exactly once, wherever it dies, and a bad one holds up no other."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

import pytest

from services.kernel.carrier import run_carrier
from services.kernel.letters import digest_of
from services.kernel.settings import Settings
from tests.kit.patience import PATIENCE_S, until
from tests.referral.network.post_office import House, Somebody, as_operator, carrier

pytestmark = pytest.mark.server

Houses = tuple[House, House]
POINTS: Final = ("carrier.read", "carrier.posted", "carrier.carried")


def sealed_letter(somebody: Somebody, houses: Houses) -> str:
    somebody.hand_over()
    houses[0].work()
    return houses[0].outbox()[-1]


def boxes(houses: Houses) -> tuple[int, int, int]:
    """Letters in the outbox, in the other's inbox, and receipts."""
    return (
        len(houses[0].rows("letter_outbox")),
        len(houses[1].rows("letter_inbox")),
        len(houses[0].rows("letter_receipts")),
    )


def test_two_carriers_at_once_bring_a_letter_once(somebody: Somebody, houses: Houses) -> None:
    sealed_letter(somebody, houses)

    threads = [threading.Thread(target=carrier(houses[0].settings).carry, args=[houses[0].key]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert boxes(houses) == (0, 1, 1)


@pytest.mark.parametrize("point", POINTS)
def test_a_carrier_that_dies_at_a_point_loses_and_doubles_nothing(
    somebody: Somebody, houses: Houses, tmp_path: Path, point: str
) -> None:
    sealed_letter(somebody, houses)
    (tmp_path / f"referral-carrier.{point}").touch()
    settings = houses[0].settings
    environment = {**os.environ, "LOTSE_CRASH_FOLDER": str(tmp_path), "LOTSE_PROCESS": "referral-carrier"}
    environment["LOTSE_HOME"] = str(settings.home)

    command = [sys.executable, "-m", "services.kernel.carrier"]
    done = subprocess.run(command, env=environment, timeout=PATIENCE_S, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL

    carrier(settings).carry(houses[0].key)
    assert boxes(houses) == (0, 1, 1)


def test_the_process_carries_by_itself_and_ends_when_it_is_told(somebody: Somebody, houses: Houses) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=run_carrier, args=[houses[0].settings, stop])
    thread.start()
    try:
        sealed_letter(somebody, houses)
        until(lambda: boxes(houses) == (0, 1, 1))
    finally:
        stop.set()
        thread.join(PATIENCE_S)
    assert not thread.is_alive()


def test_a_letter_that_cannot_be_delivered_stays_and_holds_up_no_other(somebody: Somebody, houses: Houses) -> None:
    as_operator(
        houses[0].settings,
        houses[0].key,
        "INSERT INTO {}.letters_sealed VALUES (gen_random_uuid(), gen_random_uuid(), 0, %s, 'x', 'x', %s, NULL)",
        "nirgendwo",
        digest_of("x"),
    )
    sealed_letter(somebody, houses)

    assert carrier(houses[0].settings).carry(houses[0].key) == 1
    assert boxes(houses) == (1, 1, 1)


# --- What the receiver refuses ------------------------------------------------------


def put_into_inbox(house: House, sender: str, thread: str, sealed: str) -> None:
    """What a carrier that is not ours, or no longer, could do."""
    as_operator(
        house.settings,
        house.key,
        "INSERT INTO {}.letter_inbox (digest, sender, thread, sealed) VALUES (%s, %s, %s, %s)",
        digest_of(sealed),
        sender,
        thread,
        sealed,
    )
    house.work()


def verdicts(house: House) -> list[str]:
    return [verdict for (verdict,) in house.rows("letter_inbox", "verdict")]


def test_a_letter_that_was_cut_is_refused(somebody: Somebody, houses: Houses) -> None:
    sealed = sealed_letter(somebody, houses)
    thread = houses[0].sealed()[0].thread

    for cut in (sealed[:-30], sealed[:60], "kein Brief", sealed + "A"):
        put_into_inbox(houses[1], houses[0].key, thread, cut)

    assert verdicts(houses[1]) == ["unreadable"] * 4
    assert houses[1].received() == []


def test_a_letter_for_another_district_is_refused(somebody: Somebody, houses: Houses) -> None:
    sealed = sealed_letter(somebody, houses)
    thread = houses[0].sealed()[0].thread

    put_into_inbox(houses[0], houses[1].key, thread, sealed)
    put_into_inbox(houses[1], houses[0].key, "anderer-faden", sealed)

    assert verdicts(houses[0]) == ["misdirected"]
    assert verdicts(houses[1]) == ["misdirected"]


def test_a_letter_that_somebody_else_wrote_in_a_districts_name_is_refused(houses: Houses) -> None:
    """Everybody knows the key that letters are sealed with; nobody else has the hand that signs."""
    from services.kernel.carrying import published_keys  # noqa: PLC0415
    from services.kernel.letters import Address, new_thread, seal_letter  # noqa: PLC0415
    from services.kernel.secrets import LetterKeys  # noqa: PLC0415

    forger = LetterKeys(open=os.urandom(32), sign=os.urandom(32))
    address = Address(houses[0].key, houses[1].key, new_thread())
    text = b'{"kind": "referral", "fields": {"phone": "1"}, "sender": "x"}'
    sealed = seal_letter(text, address, forger, published_keys(houses[1].referral.pool)[houses[1].key])

    put_into_inbox(houses[1], houses[0].key, address.thread, sealed)

    assert verdicts(houses[1]) == ["forged"]
    assert houses[1].received() == []


def test_an_answer_to_a_letter_that_nobody_sent_is_refused(houses: Houses, settings: Settings) -> None:
    from services.kernel.carrying import published_keys  # noqa: PLC0415
    from services.kernel.letters import Address, new_thread, seal_letter  # noqa: PLC0415

    address = Address(houses[0].key, houses[1].key, new_thread())
    text = b'{"kind": "answer", "answer": "accepted", "on": "2026-01-01"}'
    keys = published_keys(houses[1].referral.pool)
    sealed = seal_letter(text, address, settings.secrets.letters(houses[0].key), keys[houses[1].key])

    put_into_inbox(houses[1], houses[0].key, address.thread, sealed)

    assert verdicts(houses[1]) == ["forged"]


def test_a_letter_that_comes_again_under_another_spelling_is_no_second_person(
    somebody: Somebody, houses: Houses, settings: Settings
) -> None:
    """The same thread, sealed anew: another digest, and still the same letter."""
    from services.kernel.carrying import published_keys  # noqa: PLC0415
    from services.kernel.letters import Address, open_letter, public_keys, seal_letter  # noqa: PLC0415

    sealed = sealed_letter(somebody, houses)
    carrier(settings).carry(houses[0].key)
    houses[1].work()
    sender, receiver = (settings.secrets.letters(house.key) for house in houses)
    address = Address(houses[0].key, houses[1].key, houses[0].sealed()[0].thread)
    text = open_letter(sealed, address, receiver, public_keys(sender)).rstrip()
    again = seal_letter(text, address, sender, published_keys(houses[1].referral.pool)[houses[1].key])

    put_into_inbox(houses[1], houses[0].key, address.thread, again)

    assert sorted(verdicts(houses[1])) == ["received", "replayed"]
    assert len(houses[1].received()) == 1
