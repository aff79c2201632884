"""Messages and facts that nobody can process: seen within ten seconds, and no other district feels them."""

import json
import math
from collections.abc import Callable, Iterator
from datetime import date

import msgspec
import pytest
from psycopg.sql import SQL, Identifier

from services.cli.arrival import await_everywhere, goals
from services.contracts.intake import ContactDetails, ContactRecorded
from services.kernel.broker import DEAD
from services.kernel.district import schema_of
from services.kernel.ids import uuid7
from services.kernel.provision import open_district
from services.kernel.readers import READERS
from tests.kit.patience import PATIENCE_S, PROMISED_S, SEEN_S
from tests.kit.proof import Proof
from tests.stack import broker, poison
from tests.stack.ledger import Ledger
from tests.stack.operator import forget, health, seconds_until, stopped, superuser
from tests.stack.platform import Platform

pytestmark = pytest.mark.timeout(1800)  # each takes seconds, on a machine that has them

ARRIVES_S = 60.0
SECRET = "Erika Mustermann"
HUGE = 8 * 2**20
FAR = 10**9
OF_INTAKE = [reader for reader, sources in READERS.items() if "intake" in sources]

Body = Callable[[Platform, str, str], tuple[str, bytes]]  # platform, victim, other district -> routing key, body


def _unreadable(_platform: Platform, victim: str, _other: str) -> tuple[str, bytes]:
    return f"{victim}.intake.{poison.KEY}", f'{{"name":"{SECRET}"'.encode()


def _huge(_platform: Platform, victim: str, _other: str) -> tuple[str, bytes]:
    return f"{victim}.intake.{poison.KEY}", SECRET.encode() * (HUGE // len(SECRET))


def _forged(platform: Platform, victim: str, _other: str) -> tuple[str, bytes]:
    body = poison.body_of(platform, victim)
    return poison.routing_key_of(body), body.replace(b'"actor":"', b'"actor":"x')


def _signed_by_another(platform: Platform, victim: str, _other: str) -> tuple[str, bytes]:
    body = poison.body_of(platform, victim, signed_by="reporting")
    return poison.routing_key_of(body), body


def _under_another_key(platform: Platform, victim: str, _other: str) -> tuple[str, bytes]:
    return f"{victim}.intake.status_retracted", poison.body_of(platform, victim)


def _to_another_district(platform: Platform, victim: str, other: str) -> tuple[str, bytes]:
    body = poison.body_of(platform, victim)
    return poison.routing_key_of(body).replace(victim, other), body


REFUSED: dict[str, Body] = {
    "unlesbar": _unreadable,
    "sehr groß": _huge,
    "verfälscht": _forged,
    "Unterschrift eines anderen Dienstes": _signed_by_another,
    "fremder Schlüssel der Zustellung": _under_another_key,
    "an einen fremden Landkreis": _to_another_district,
}


@pytest.fixture(scope="module")
def ledgers(platform: Platform, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, Ledger]]:
    """A victim and a bystander, with something written already; no dead letter is left at the end."""
    folder = tmp_path_factory.mktemp("poison")
    victim, bystander = (Ledger.arrive(platform, folder, seed=seed) for seed in (1, 2))
    for ledger in (victim, bystander):
        with ledger.writing(clients=1, per_second=20):
            seconds_until(lambda known=ledger: len(known.answers) > 5, PATIENCE_S)
    broker.purge(platform.settings, [DEAD])
    yield victim, bystander
    broker.purge(platform.settings, [DEAD])


def dead_letters(platform: Platform) -> int:
    return int(health(platform)["dead_letters"] or 0)


def alarms(platform: Platform) -> int:
    lines = (platform.home / "logs" / "platform-web.log").read_text().splitlines()
    told = [json.loads(line) for line in lines if '"dead_letters_waiting"' in line]
    return sum(line["level"] == "error" for line in told)


@pytest.mark.campaign
@pytest.mark.guarantee("G2", "G5", "G6")
def test_messages_that_no_reader_takes_are_seen_and_hurt_nobody(
    platform: Platform, ledgers: tuple[Ledger, Ledger], proof: Proof
) -> None:
    victim, bystander = ledgers
    seconds_until(lambda: dead_letters(platform) == 0, PROMISED_S)
    alarmed, longest = alarms(platform), 0.0

    with victim.writing(clients=1, per_second=5), bystander.writing(clients=1, per_second=5):
        for number, make in enumerate(REFUSED.values(), start=1):
            poison.send(platform, *make(platform, victim.district, bystander.district))
            refused = len(OF_INTAKE) * number  # every reader of intake's facts refuses it
            longest = max(longest, seconds_until(lambda many=refused: dead_letters(platform) == many, PROMISED_S))
            assert health(platform)["status"] == "degraded"
        for useless in _useless(platform, victim.district):
            poison.send(platform, poison.routing_key_of(useless), useless)

    assert alarms(platform) > alarmed
    _the_operator_sees_heads_and_clears_them(platform, len(OF_INTAKE) * len(REFUSED))
    seconds_until(lambda: health(platform)["dead_letters"] == 0, PROMISED_S)
    kept = [ledger.assert_kept() for ledger in ledgers]
    figures = {name: sum(each[name] for each in kept) for name in ("lost", "doubled", "foreign")}
    proof.add("Ausfälle auf dem echten Stack", "vergiftete Nachrichten", injected=len(REFUSED) + 3, **figures)
    proof.add("Sichtbarkeit", "aussortierte Nachrichten in /health", seconds_max=math.ceil(longest))


def _useless(platform: Platform, district: str) -> Iterator[bytes]:
    """Rightly signed, and still nothing to do: far ahead, read before with other content, a plain repetition."""
    yield poison.body_of(platform, district, position=FAR)
    yield poison.body_of(platform, district, data=b'{"other":"content"}')
    yield poison.body_of(platform, district)


def _the_operator_sees_heads_and_clears_them(platform: Platform, many: int) -> None:
    told = platform.json("dead", "list")
    assert len(told) == many
    assert sum(letter["district"] is not None for letter in told) == many - 2 * len(OF_INTAKE)
    assert {letter["queue"] for letter in told} == set(OF_INTAKE)
    shown = platform.lotse("dead", "list").stdout + json.dumps(told)
    assert "Erika" not in shown
    assert platform.json("dead", "discard", told[0]["key"])["discarded"] >= 1
    platform.lotse("dead", "discard", told[0]["key"], statuses=(2,))
    platform.lotse("dead", "discard", statuses=(2,))
    platform.json("dead", "discard", "--all")
    assert platform.json("dead", "list") == []


def _contact(sozialraum: str) -> bytes:
    contact = ContactRecorded(
        contact_id=uuid7(),
        operation="thinka",
        date=date(2026, 1, 1),
        sozialraum=sozialraum,
        details=ContactDetails(),
    )
    return msgspec.json.encode(contact)


# What is stored, and which of the services has to say that it stands still.
STORED = {
    "unbekannte Art": ("intake.dragon_tamed.v1", b"{}", "reporting"),
    "Inhalt ohne Pflichtfelder": ("intake.contact_recorded.v1", b"{}", "reporting"),
    "Inhalt, an dem das Falten scheitert": ("intake.contact_recorded.v1", _contact("mitte\x00"), "reporting"),
    "kein JSON": ("intake.contact_recorded.v1", b"{not json", "intake"),
}


@pytest.mark.campaign
@pytest.mark.guarantee("G3", "G5", "G6")
def test_facts_that_nobody_can_fold_stop_their_own_district_only(
    platform: Platform, ledgers: tuple[Ledger, Ledger], proof: Proof
) -> None:
    _, bystander = ledgers
    districts = [opened(platform, f"gift-{number}") for number in range(len(STORED))]
    seen = []
    try:
        with bystander.writing(clients=2, per_second=10):
            for district, (topic, data, stands) in zip(districts, STORED.values(), strict=True):
                poison.append(platform, district, topic, data)
                seen.append(seconds_until(lambda who=stands, where=district: stopped(platform, who, where), SEEN_S))
                assert health(platform)["status"] == "degraded"
                assert (
                    await_everywhere(platform.settings, goals(platform.settings, bystander.district), ARRIVES_S) == []
                )
        assert journalled(platform, districts[0]) == ["intake.dragon_tamed.v1"]
        parked = _parked_until_somebody_decides(platform, districts[1])
    finally:
        for district in districts:
            forget(platform, district)
    figures = bystander.assert_kept()
    del figures["commands"]
    proof.add("Ausfälle auf dem echten Stack", "vergiftete Tatsachen", injected=len(STORED), **figures)
    proof.add("Sichtbarkeit", "angehaltene Auswertungen in /health", seconds_max=math.ceil(max(seen)))
    proof.add("Sichtbarkeit", "zurückgestellte Tatsachen in /health", seconds_max=math.ceil(parked))


def _parked_until_somebody_decides(platform: Platform, district: str) -> float:
    """What a policy could not handle either: listed, tried again in vain, given up; seconds until it was seen."""
    seen = seconds_until(lambda: health(platform)["parked"] == 1, SEEN_S)
    (parked,) = platform.json("parked", "list", "--district", district)
    assert (parked["source"], parked["position"]) == ("intake", 1)
    platform.lotse("parked", "retry", "--district", district, statuses=(1,))
    platform.lotse("parked", "discard", "--district", district, "--source", "intake", "--position", "1")
    seconds_until(lambda: health(platform)["parked"] == 0, SEEN_S)
    return seen


def opened(platform: Platform, key: str) -> str:
    """A district that knows nothing."""
    open_district(platform.settings, key, f"Landkreis {key}")
    return key


def journalled(platform: Platform, district: str) -> list[str]:
    """The journal takes what nobody knows: it is history, whoever may read it later."""
    statement = SQL("SELECT topic FROM {}.journal ORDER BY index").format(Identifier(schema_of(district)))
    with superuser(platform, "lotse_reporting") as connection:
        return [topic for (topic,) in connection.execute(statement)]
