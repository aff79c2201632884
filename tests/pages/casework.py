"""A case that something of everything happened in: told as commands of programs, and as forms of people."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from starlette.testclient import TestClient

from services.contracts.intake import CaseRead
from services.districts.application import districts, operator
from services.districts.definition_files import read_instrument
from services.districts.definitions_desk import DefinitionsDesk
from services.intake.application import intake
from services.kernel.facts import fact_type, plain
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.kernel.times import today
from tests.api.conftest import ENTRY, OPERATION, Town
from tests.api.conftest import OPENING as OPERATION_OPENED
from tests.api.office import Office, office
from tests.api.test_casework import OPENING, ago, done
from tests.pages.browser import Browser

STRENGTHS: Final = Path(__file__).resolve().parents[2] / "services/districts/data/staerken.toml"
NASTY: Final = '<script>alert("x")</script> & Ärger'
ESCAPED: Final = "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; Ärger"
AN_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DUE: Final = str(today() + timedelta(days=30))


@dataclass(frozen=True, slots=True)
class Step:
    """One command: the API's address and body, the form's address and fields; ``{goal_id}`` is the last fact's."""

    api: str
    body: Mapping[str, Any]
    page: str
    form: Mapping[str, str | Sequence[str]]


PAPER: Final = {"form": "paper", "on": ago(3)}
NAMES: Final = {"family_name": NASTY, "given_name": "Jürgen", "postcode": "99091"}
STEPS: Final = (
    Step("notes", {"text": NASTY, "on": ago(5)}, "notizen/neu", {"text": NASTY, "on": ago(5)}),
    Step(
        "situations",
        {"on": ago(5), "situations": [{"topic": "schulden", "severity": "severe"}, {"topic": "wohnen_suche"}]},
        "problemlagen/neu",
        {"on": ago(5), "lage-schulden": "severe", "lage-wohnen_suche": "yes", "lage-gesundheit": ""},
    ),
    Step(
        "situations",
        {"situations": [{"topic": "schulden", "still": "no"}]},
        "problemlagen/neu",
        {"on": ago(0), "lage-schulden": "over"},
    ),
    Step(
        "retracted-situations",
        {"assessment": "{assessment_id}"},
        "problemlagen/{assessment_id}/zuruecknehmen",
        {"assessment": "{assessment_id}"},
    ),
    Step(
        "strengths",
        {
            "instrument": "staerken",
            "version": 1,
            "stage": "start",
            "on": ago(5),
            "answers": [{"item": "motivation", "value": 2}, {"item": "resilienz", "value": 4}],
        },
        "staerken/neu",
        {
            "instrument": "staerken",
            "version": "1",
            "stage": "start",
            "on": ago(5),
            "aussage-motivation": "2",
            "aussage-resilienz": "4",
            "aussage-eigenverantwortung": "",
        },
    ),
    Step(
        "retracted-strengths",
        {"assessment": "{assessment_id}"},
        "staerken/{assessment_id}/zuruecknehmen",
        {"assessment": "{assessment_id}"},
    ),
    Step(
        "goals",
        {"text": NASTY, "on": ago(5), "due": DUE, "topic": "schulden"},
        "ziele/neu",
        {"text": NASTY, "on": ago(5), "due": DUE, "topic": "schulden"},
    ),
    Step(
        "goals/{goal_id}/steps",
        {"text": NASTY, "by_client": True, "due": DUE},
        "ziele/{goal_id}/schritte/neu",
        {"text": NASTY, "by_client": "true", "due": DUE},
    ),
    Step(
        "goals/{goal_id}/steps/{step_id}/done",
        {"on": ago(4)},
        "ziele/{goal_id}/schritte/{step_id}/erledigt",
        {"on": ago(4)},
    ),
    Step(
        "goals/{goal_id}/reviews",
        {"on": ago(3), "progress": 40, "next_review": DUE, "note": NASTY},
        "ziele/{goal_id}/ueberpruefung",
        {"on": ago(3), "progress": "40", "next_review": DUE, "note": NASTY},
    ),
    Step(
        "appointments",
        {"starts": f"{ago(4)}T14:00", "minutes": 45, "site": "{site}", "note": NASTY},
        "termine/neu",
        {"starts": f"{ago(4)}T14:00", "minutes": "45", "staff": "{anna}", "site": "{site}", "note": NASTY},
    ),
    Step(
        "appointments/{appointment_id}/move",
        {"starts": f"{ago(3)}T15:00", "minutes": 30, "staff": None, "note": NASTY},
        "termine/{appointment_id}/verschieben",
        {"starts": f"{ago(3)}T15:00", "minutes": "30", "staff": "", "site": "", "note": NASTY},
    ),
    Step("appointments/{appointment_id}/end", {"end": "kept"}, "termine/{appointment_id}/ausgang", {"end": "kept"}),
    Step(
        "appointments",
        {"starts": f"{DUE}T14:00", "minutes": 45, "note": NASTY},
        "termine/neu",
        {"starts": f"{DUE}T14:00", "minutes": "45", "staff": "{anna}", "note": NASTY},
    ),
    Step(
        "consents",
        {**PAPER, "text": "consent-named-file", "text_version": 1, "purpose": "named_file", "until": DUE},
        "einwilligungen/neu",
        {**PAPER, "text": "consent-named-file.1", "until": DUE},
    ),
    Step(
        "person",
        {**NAMES, "consent_id": "{consent_id}", "on": ago(2)},
        "name",
        {**NAMES, "consent_id": "{consent_id}", "on": ago(2), "street": ""},
    ),
    Step(
        "person/correction",
        {**NAMES, "street": NASTY},
        "name/berichtigung",
        {**NAMES, "street": NASTY},
    ),
    Step(
        "joins",
        {"contact_ids": ["{tally}"], "consent_id": "{consent_id}", "on": ago(1)},
        "fruehere-kontakte",
        {"contact_ids": ["{tally}"], "consent_id": "{consent_id}", "on": ago(1)},
    ),
    Step(
        "consents",
        {
            **PAPER,
            "text": "consent-referral",
            "text_version": 1,
            "purpose": "referral",
            "partner": "00000000-0000-8000-8000-000000006219",
            "fields": ["family_name", "goals"],
        },
        "einwilligungen/neu",
        {
            **PAPER,
            "text": "consent-referral.1",
            "partner": "00000000-0000-8000-8000-000000006219",
            "fields": ["family_name", "goals"],
        },
    ),
    Step("consents/{consent_id}/withdrawal", {"on": ago(1)}, "einwilligungen/{consent_id}/widerruf", {"on": ago(1)}),
    Step(
        "consents",
        {**PAPER, "text": "consent-esf-data", "text_version": 1, "purpose": "esf_data", "form": "electronic"},
        "einwilligungen/neu",
        {**PAPER, "text": "consent-esf-data.1", "form": "electronic"},
    ),
    Step(
        "notices",
        {**PAPER, "text": "merkblatt", "text_version": 1},
        "merkblatt",
        {**PAPER, "text": "merkblatt.1"},
    ),
    Step(
        "participations",
        {"operation": OPERATION, "participant_no": "{number}"},
        "teilnahmen/zuordnen",
        {"operation": OPERATION, "participant_no": "{number}"},
    ),
    Step(
        "participations/{participation_id}/unlink",
        {},
        "teilnahmen/{participation_id}/loesen",
        {},
    ),
    Step(
        "participations",
        {"operation": OPERATION, "participant_no": "{number}"},
        "teilnahmen/zuordnen",
        {"operation": OPERATION, "participant_no": "{number}"},
    ),
)
ENDING: Final = (
    Step(
        "pause",
        {"on": ago(1), "until": DUE, "note": NASTY},
        "pause",
        {"on": ago(1), "until": DUE, "note": NASTY},
    ),
    Step("resume", {"on": ago(0)}, "fortsetzen", {"on": ago(0)}),
    Step(
        "assignment",
        {"team": "{north}", "staff": None, "handover": False, "note": NASTY},
        "zuweisung",
        {"on": ago(0), "team": "{north}", "staff": "", "note": NASTY},
    ),
    Step(
        "assignment",
        {"team": "{north}", "staff": "{anna}", "handover": True},
        "zuweisung",
        {"on": ago(0), "team": "{north}", "staff": "{anna}", "handover": "true"},
    ),
    Step(
        "goals/{goal_id}/end",
        {"outcome": "partly_reached"},
        "ziele/{goal_id}/ende",
        {"on": ago(0), "outcome": "partly_reached"},
    ),
    Step(
        "close",
        {"end_kind": "goals_partly_reached", "note": NASTY},
        "abschluss",
        {"on": ago(0), "end_kind": "goals_partly_reached", "note": NASTY},
    ),
    Step("reopen", {}, "wieder-oeffnen", {"on": ago(0)}),
)


@dataclass(frozen=True, slots=True)
class WorkedOn:
    """A case of Anna's, and what its addresses name beside it."""

    place: Office
    case: str
    known: Mapping[str, str]

    def facts(self) -> list[Any]:
        """All but that somebody read it: people read more pages than programs."""
        service = intake(self.place.town.settings)
        facts = service.store.load(self.place.town.district, [UUID(self.case)])[UUID(self.case)]
        return [fact for fact in facts if not isinstance(fact, CaseRead)]

    def told(self) -> list[tuple[str, str]]:
        """Type and content of every fact, without the ids that are the case's own."""
        shared = {self.known["anna"], self.known["north"], self.known["site"]}
        return [(fact_type(fact).name, without_ids(plain(fact), shared)) for fact in self.facts()]

    def named(self, text: str) -> str:
        """``{goal_id}``: as the last fact that has one says."""
        newest = {name: str(value) for fact in self.facts() for name, value in plain(fact).items()}
        return text.format(**{**newest, **self.known})

    def filled(self, value: Any) -> Any:
        """The same in every text of a body or form."""
        if isinstance(value, str):
            return self.named(value) if value.startswith("{") else value
        if isinstance(value, list):
            return [self.filled(each) for each in value]
        return {name: self.filled(each) for name, each in value.items()} if isinstance(value, dict) else value

    def by_api(self, steps: Sequence[Step]) -> None:
        for step in steps:
            body = self.filled(dict(step.body))
            done(self.place.anna.post(f"/intake/cases/{self.case}/{self.named(step.api)}", body))
            self.place.town.settle()

    def by_form(self, steps: Sequence[Step], browser: Browser) -> None:
        for step in steps:
            page = browser.does(f"/faelle/{self.case}/{self.named(step.page)}", self.filled(dict(step.form)))
            assert page.status_code == 200, (step.page, page.text)


def without_ids(value: Any, but: set[str]) -> str:
    return AN_ID.sub(lambda found: found[0] if found[0] in but else "…", repr(value))


def new_case(place: Office, number: str) -> WorkedOn:
    """With an anonymous contact to join, and a participation to link."""
    case = str(done(place.anna.post("/intake/cases", OPENING))["case_id"])
    met = {"operation": OPERATION, "date": ago(6), "sozialraum": "rieth", "topics": ["schulden"], "minutes": 15}
    tally = str(done(place.anna.post("/intake/contacts", met))["contact_id"])
    done(place.anna.post(f"/intake/operations/{OPERATION}/participations", {**ENTRY, "participant_no": number}))
    place.town.settle()
    known = {"anna": place.anna.subject, "north": str(place.north), "site": str(place.site)}
    return WorkedOn(place, case, {**known, "tally": tally, "number": number})


def new_office(client: TestClient, settings: Settings, district: str) -> Office:
    """People at work in a district of their own, with an operation and the instrument of the strengths."""
    open_district(settings, district, district.title())
    town = Town(client, settings, district)
    assert town.post("/districts/operations", OPERATION_OPENED, "betrieb").status_code == 201
    town.settle()
    opened = office(town)
    definitions = DefinitionsDesk(districts(settings), district)
    definitions.release_instrument(read_instrument(STRENGTHS), operator("cli:test"))
    town.settle()
    return opened
