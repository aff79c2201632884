"""The year as it is worked: paper lists come over the command line, everything else over HTTP, day by day."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import httpx

from services.kernel.ids import derived_id
from tests.stack.year.count import OPERATION, contact_row, entry_row, status_row
from tests.stack.year.offices import Desk, District
from tests.stack.year.story import Office, Person, Talk, Year

CONSENTS = {
    "pseudonymous_file": "consent-pseudonymous-file",
    "named_file": "consent-named-file",
    "esf_data": "consent-esf-data",
}


@dataclass(slots=True)
class Workers:
    """Those who do it; remembers which cases are open and which contact is which talk."""

    district: District
    desks: Mapping[Office, Desk]
    http: httpx.Client
    cases: dict[int, str] = field(default_factory=dict)
    contacts: dict[int, str] = field(default_factory=dict)
    consents: dict[tuple[int, str], str] = field(default_factory=dict)

    def post(self, office: Office, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """A command of that office's Fachkraft; it has to be accepted."""
        headers = {"Authorization": f"Bearer {self.desks[office].token}"}
        answer = self.http.post(f"/intake{path}", json=body, headers=headers)
        assert answer.status_code == 201, f"{path} {body}: {answer.status_code} {answer.text}"
        said: dict[str, Any] = answer.json()
        return said


def perform(year: Year, workers: Workers, folder: Path) -> None:
    """Everything in the order of days; afterwards the platform holds what ``count`` counts."""
    people = {one.number: one for one in year.people}
    _take_paper(year, workers, folder)
    for talk in sorted([*year.talks, *year.mistakes], key=lambda each: (each.day, each.number)):
        person = None if talk.person is None else people[talk.person]
        if not talk.on_paper:
            _record(talk, person, workers)
        if person is not None:
            _after(talk, person, workers)


# --- paper --------------------------------------------------------------------------


def _take_paper(year: Year, workers: Workers, folder: Path) -> None:
    """The list with its mistakes, then the corrected one."""
    words = {one.number: one.code_word for one in year.people}
    talks = [talk for talk in year.talks if talk.on_paper]
    rows = [dict(contact_row(talk, words if not talk.tally else dict.fromkeys(words, ""))) for talk in talks]
    wrong = [row | {"minutes": str(talk.first_minutes or talk.minutes)} for row, talk in zip(rows, talks, strict=True)]
    for name, lines in (("liste.csv", wrong), ("liste-berichtigt.csv", rows)):
        file = folder / name
        _write(file, lines)
        workers.district.platform.lotse(
            *("import", "contacts", str(file), "--district", workers.district.key, "--operation", OPERATION.key)
        )
    id_key = workers.district.platform.settings.secrets.district(workers.district.key).id_key
    for talk in talks:
        workers.contacts[talk.number] = str(derived_id(id_key, "contact", f"K-{talk.number}"))


def _write(file: Path, rows: Iterable[Mapping[str, str]]) -> None:
    lines = list(rows)
    with file.open("w", newline="", encoding="utf-8") as target:
        writer = csv.DictWriter(target, fieldnames=list(lines[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(lines)


# --- one talk -----------------------------------------------------------------------


def _record(talk: Talk, person: Person | None, workers: Workers) -> None:
    body: dict[str, Any] = {
        "operation": OPERATION.key,
        "date": talk.day.isoformat(),
        "sozialraum": talk.office,
        "kind": talk.kind,
        "minutes": talk.first_minutes or talk.minutes,
        "topics": list(talk.topics),
        "migration_background": "yes" if talk.migration else "no",
        "site_id": workers.desks[talk.office].site_id,
    }
    if person is not None and not talk.tally:
        body["case"] = _case(person, talk.day, workers)
    taken = workers.post(talk.office, "/contacts", body)
    contact = workers.contacts[talk.number] = taken["contact_id"]
    if talk.undone:
        workers.post(talk.office, f"/contacts/{contact}/undo", {})
    elif talk.first_minutes is not None:
        workers.post(talk.office, f"/contacts/{contact}/corrections", {"minutes": talk.minutes})


def _case(person: Person, day: date, workers: Workers) -> str:
    """Opened at the first talk that needs it."""
    if person.number not in workers.cases:
        body = {
            "operation": OPERATION.key,
            "sozialraum": person.office,
            "code_word": person.code_word,
            "on": day.isoformat(),
        }
        workers.cases[person.number] = workers.post(person.office, "/cases", body)["case_id"]
        _consent(person, "pseudonymous_file", day, workers)
    return workers.cases[person.number]


def _consent(person: Person, purpose: str, day: date, workers: Workers) -> str:
    """Asked for once."""
    known = workers.consents.get((person.number, purpose))
    if known is None:
        body = {
            "purpose": purpose,
            "text": CONSENTS[purpose],
            "text_version": 1,
            "form": "paper",
            "on": day.isoformat(),
        }
        given = workers.post(person.office, f"/cases/{workers.cases[person.number]}/consents", body)
        known = workers.consents[person.number, purpose] = str(given["consent_id"])
    return known


# --- what follows from a talk ---------------------------------------------------------


def _after(talk: Talk, person: Person, workers: Workers) -> None:
    place = person.talks.index(talk)
    if place == 1 and person.talks[0].joined:
        _join(person, talk.day, workers)
    if place == person.named_at:
        _name(person, talk.day, workers)
    if talk is person.talks[-1]:
        if person.participant is not None:
            _enter(person, workers)
        if person.closed_on is not None:
            case = _case(person, talk.day, workers)
            closing = {"end_kind": "goals_reached", "on": person.closed_on.isoformat()}
            workers.post(person.office, f"/cases/{case}/close", closing)


def _join(person: Person, day: date, workers: Workers) -> None:
    case = _case(person, day, workers)
    consent = _consent(person, "pseudonymous_file", day, workers)
    first = workers.contacts[person.talks[0].number]
    body = {"contact_ids": [first], "consent_id": consent, "on": day.isoformat()}
    assert workers.post(person.office, f"/cases/{case}/joins", body)["contact_ids"] == [first]


def _name(person: Person, day: date, workers: Workers) -> None:
    case = _case(person, day, workers)
    consent = _consent(person, "named_file", day, workers)
    body = {"family_name": f"Muster{person.number}", "given_name": "Erika", "consent_id": consent}
    workers.post(person.office, f"/cases/{case}/person", {**body, "on": day.isoformat()})


def _enter(person: Person, workers: Workers) -> None:
    participant = person.participant
    assert participant is not None
    case = _case(person, participant.entry, workers)
    _consent(person, "esf_data", participant.entry, workers)
    merkblatt = {"text": "merkblatt", "text_version": 1, "form": "paper", "on": participant.entry.isoformat()}
    workers.post(person.office, f"/cases/{case}/notices", merkblatt)
    at = f"/operations/{OPERATION.key}"
    workers.post(person.office, f"{at}/participations", _json(entry_row(participant, person.office)))
    link = {"operation": OPERATION.key, "participant_no": participant.number}
    workers.post(person.office, f"/cases/{case}/participations", link)
    if participant.status is not None:
        workers.post(person.office, f"{at}/statuses", _json(status_row(participant)))


def _json(row: Mapping[str, str]) -> dict[str, Any]:
    """Cells as JSON values; empty ones are not sent."""
    return {name: int(text) if name == "isced" else text for name, text in row.items() if text}
