"""A district in which events happen: what events knows of it, its desks, and who asks."""

from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from starlette.testclient import TestClient

from services.districts.application import districts
from services.districts.domain.district import DISTRICT, OpenSozialraum
from services.events.application import Events, events
from services.events.folding import fold
from services.events.projections.received import apply as apply_known
from services.kernel.database import pool
from services.kernel.deciders import Context
from services.kernel.facts import Contract
from services.kernel.feed import LogFeed
from services.kernel.ids import DistrictIds, uuid7
from services.kernel.reader import BatchReader
from services.kernel.reader_database import SqlReaderDatabase
from services.kernel.settings import Settings
from services.referral.application import referral
from services.referral.domain.partner_listing import PartnerDetails
from services.referral.partners_desk import PartnersDesk
from tests.api.conftest import OPENING, OPERATION, Town

ANNA: Final = str(UUID(int=7))


def asked(key: UUID | None = None, actor: str = ANNA) -> Context:
    """A command of somebody of the team; the same ``key`` again is the same command."""
    return Context(actor=actor, command_id=key or uuid7(), correlation_id=uuid7())


@dataclass
class House:
    """One district. ``partners``: their names and ids."""

    town: Town
    partners: dict[str, UUID]
    operation: str = OPERATION
    service: Events = field(init=False)

    def __post_init__(self) -> None:
        self.service = events(self.town.settings)

    @property
    def district(self) -> str:
        return self.town.district

    @property
    def settings(self) -> Settings:
        return self.town.settings

    def fold(self) -> None:
        """Let the tables show what is in the log of events."""
        stopped = {name: each.stopped for name, each in fold(self.settings, self.district).items() if each.stopped}
        assert not stopped, stopped

    def settle(self) -> None:
        """Let events have read everything of others, too."""
        key_of = self.settings.secrets.signing_key
        database = SqlReaderDatabase(pool(self.settings.service_database_url("events")))
        reader = BatchReader(
            "events.projections", "events", apply_known, LogFeed(self.settings), database=database, key_of=key_of
        )
        for source in reader.sources:
            reader.catch_up_with(source, self.district)
        self.fold()

    def facts(self, stream: UUID) -> list[Contract]:
        return self.service.store.load(self.district, [stream])[stream]

    def post(self, path: str, body: Any, role: str = "fachkraft", **headers: str) -> Any:
        """A program's command, stored and folded; the answer's document."""
        answer = self.town.post(f"/events{path}", body, role, **headers)
        assert answer.status_code == 201, answer.text
        self.fold()
        return answer.json()

    def get(self, path: str, role: str = "fachkraft") -> Any:
        answer = self.town.get(f"/events{path}", role)
        assert answer.status_code == 200, answer.text
        return answer.json()


def opened_house(client: TestClient, settings: Settings, key: str) -> House:
    """An operation, the Sozialräume ``nord`` and ``sued``, and two partners; read by events."""
    town = Town(client, settings, key)
    assert town.post("/districts/operations", OPENING, "betrieb").status_code == 201
    store, stream = districts(settings).store, DistrictIds(settings.secrets.district(key).id_key).derive("district")
    for name in ("nord", "sued"):
        store.execute(key, DISTRICT, stream, OpenSozialraum(sozialraum=name), asked())
    desk = PartnersDesk(referral(settings), key)
    names = ("Nachbarschaftshilfe", "Wohnungsgesellschaft")
    partners = {name: desk.list_partner(PartnerDetails(name=name, kind="verein"), {}, asked()).id for name in names}
    made = House(town, partners)
    made.settle()
    return made
