"""The private servers, as every test run and every `make up` starts them."""

from pathlib import Path

import amqp
import psycopg
import pytest

from infra.servers import Servers, status_of_servers
from infra.servers.record import Record
from services.kernel.settings import Settings
from tests.infra.amqp_channel import channel

pytestmark = pytest.mark.server


def test_starting_a_running_database_again_changes_nothing(home: Path, postgres: str) -> None:
    before = status_of_servers(home)
    assert Servers(home).start_database() == postgres
    assert status_of_servers(home) == before


def test_the_operators_database_login_is_no_superuser(postgres: str) -> None:
    question = "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    with psycopg.connect(postgres) as connection:
        assert connection.execute(question).fetchone() == (False, True, True)


def test_a_database_login_needs_its_password(postgres: str) -> None:
    wrong = postgres.replace(postgres.split(":")[2].split("@", maxsplit=1)[0], "falsch")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_data_reaches_the_disk(postgres: str) -> None:
    with psycopg.connect(postgres) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


def test_ports_are_kept_and_unusual(home: Path, postgres: str, rabbitmq: str) -> None:
    ports = Record.read(home).ports
    assert f":{ports['postgres']}/" in postgres
    assert f":{ports['rabbitmq']}/" in rabbitmq
    assert not {5432, 5672} & set(ports.values())


@pytest.mark.usefixtures("rabbitmq")
def test_what_others_may_not_read_is_closed_to_them(home: Path) -> None:
    for name in ("servers.json", "rabbitmq/definitions.json", "secrets/rabbitmq/lotse_intake"):
        assert (home / name).stat().st_mode & 0o077 == 0


@pytest.fixture
def exchange(rabbitmq: str, bare_settings: Settings) -> str:
    """The exchange of facts, and queues of two readers."""
    assert rabbitmq
    with channel(bare_settings.admin_amqp_url()) as opened:
        opened.exchange_declare("lotse.events", "topic", durable=True, auto_delete=False)
        opened.exchange_declare("lotse.other", "topic", durable=True, auto_delete=False)
        for queue in ("intake.probe", "reporting.probe"):
            opened.queue_declare(queue, durable=True, auto_delete=False)
    return "lotse.events"


def test_a_service_sends_under_its_own_name(exchange: str, bare_settings: Settings) -> None:
    _send(bare_settings.service_amqp_url("intake"), exchange, "ilm-kreis.intake.contact_recorded")


@pytest.mark.parametrize(
    "key",
    ["ilm-kreis.referral.referral_issued", "a.b.intake.x", ".intake.x", "intake.x", "ilm-kreis.intake", "*.intakes.x"],
)
def test_a_service_never_sends_under_another_name(exchange: str, key: str, bare_settings: Settings) -> None:
    with pytest.raises(amqp.AccessRefused):
        _send(bare_settings.service_amqp_url("intake"), exchange, key)


@pytest.mark.parametrize("other", ["", "amq.topic", "lotse.other", "lotse.eventsx"])
@pytest.mark.usefixtures("exchange")
def test_a_service_sends_to_no_other_exchange(other: str, bare_settings: Settings) -> None:
    with pytest.raises((amqp.AccessRefused, amqp.NotFound)):
        _send(bare_settings.service_amqp_url("intake"), other, "ilm-kreis.intake.contact_recorded")


@pytest.mark.usefixtures("exchange")
def test_a_service_reads_its_own_queues_only(bare_settings: Settings) -> None:
    with channel(bare_settings.service_amqp_url("intake")) as opened:
        assert opened.basic_get("intake.probe") is None
    with pytest.raises(amqp.AccessRefused), channel(bare_settings.service_amqp_url("intake")) as opened:
        opened.basic_get("reporting.probe")


@pytest.mark.usefixtures("exchange")
def test_a_service_declares_nothing(bare_settings: Settings) -> None:
    with pytest.raises(amqp.AccessRefused), channel(bare_settings.service_amqp_url("intake")) as opened:
        opened.queue_declare("intake.another", durable=True)


def test_a_service_binds_nothing(exchange: str, bare_settings: Settings) -> None:
    with pytest.raises(amqp.AccessRefused), channel(bare_settings.service_amqp_url("intake")) as opened:
        opened.queue_bind("intake.probe", exchange, "#")


def _send(url: str, exchange: str, key: str) -> None:
    with channel(url) as opened:
        opened.basic_publish_confirm(amqp.Message(b"x"), exchange=exchange, routing_key=key)
