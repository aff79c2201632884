"""An event ahead with everything that its pages show: partner, cost, task, proof, registration."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Final
from uuid import UUID, uuid4

from services.events.application import events
from services.events.domain.event_plan import EventDetails
from services.events.event_desk import EventDesk, Spent
from services.events.known import listed_partners
from services.events.proofs_desk import About, ProofDesk
from services.events.registrations_desk import RegistrationsDesk
from services.events.tasks_desk import Errand, TaskDesk
from services.kernel.deciders import Context
from services.kernel.settings import Settings
from services.kernel.times import today

TEXTS: Final = {"place": "Bürgerhaus am Markt", "description": "Alle sind eingeladen."}
POSTER: Final = b"%PDF-1.7 a poster"


def calendar_things(settings: Settings, district: str) -> Mapping[str, UUID]:
    """Place in an address -> id."""
    service, day = events(settings), today()
    desk = EventDesk(service, district)
    on = day + timedelta(days=9)
    details = EventDetails(title="Nachbarschaftsfest, Probe", kind="stadtteilfest", on=on, starts=time(14), capacity=30)
    event = desk.plan_event(details, TEXTS, _asked()).id
    partner = next(iter(listed_partners(service.pool, district, day)))
    desk.engage_partner(event, partner, "host", _asked())
    desk.publish_event(event, _asked(), registration=True, register_until=None)
    who = {"name": "Mara Probe", "phone": "0361 000000"}
    about = About(of="event", of_id=event, kind="poster", on=day)
    return {
        "event": event,
        "event_partner": partner,
        "event_cost": desk.record_cost(event, Spent("printing", 4500, day), _asked()).id,
        "event_task": TaskDesk(service, district).set_task("event", event, Errand(what="Plakate drucken"), _asked()).id,
        "event_proof": ProofDesk(service, district).attach(about, POSTER, _asked()).id,
        "registration": RegistrationsDesk(service, district).request_place(event, 2, who, _asked()).made.id,
    }


def _asked() -> Context:
    return Context(actor="cli:probe", command_id=uuid4(), correlation_id=uuid4())
