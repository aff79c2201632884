"""The form of a contact: what a browser sends of it as the values that the API takes, and what is chosen from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import Depends
from pydantic import ConfigDict, Field

from services.contracts.intake import Contact, ContactDetails
from services.intake.access_desk import AccessDesk
from services.intake.api.contact_forms import LISTS, ContactChangeIn, ContactFormIn
from services.intake.application import Intake
from services.intake.contact_choices import Author, Choices, choices
from services.intake.directory import staff_id_of, topics
from services.intake.domain.access import Asker
from services.intake.domain.code_word import LONGEST_CODE_WORD
from services.intake.pages import words
from services.intake.sections import Json
from services.intake.situations_queries import situations_of
from services.kernel.pages.forms import Filled, blank, filled
from services.kernel.times import now, today

QUICK_MINUTES: Final = (("5", "5"), ("15", "15"), ("30", "30"), ("60", "60"))
TITLES: Final = {
    **{name: str(info.title) for name, info in ContactFormIn.model_fields.items()},
    "case": "Fall",
    "case_no": "Fall",
    "operation": "Vorhaben",
    "code_word": "Codewort",
    "site_id": "Standort",
    "track": "Verlauf",
}
TRACKS: Final = (("social", "sozial"), ("social_and_vocational", "sozial und beruflich"))
STILL: Final = "still."
SEVERITY: Final = "severity."
NEW: Final = ("new_topic", "new_severity")
MINUTES: Final = ("minutes", "other_minutes")
# What a correction without a value takes away; a day and a Sozialraum every contact has.
EMPTIED: Final = ("kind", "starts_at", "minutes", "migration_background", "track", "note", "next_step", "next_on")

Given = Mapping[str, Sequence[str]]


class ContactOnPage(ContactFormIn):
    """A contact as a page sends it: its case by code word too, and where one was."""

    model_config = ConfigDict(extra="forbid", title="Kontakt erfassen")

    code_word: str | None = Field(default=None, max_length=LONGEST_CODE_WORD)
    back: Literal["heute"] | None = None


class CorrectionOnPage(ContactChangeIn):
    """``shown``: how many facts the contact had when the form was shown."""

    model_config = ConfigDict(extra="forbid", title="Kontakt berichtigen")

    shown: int = Field(ge=1)


@dataclass(frozen=True, slots=True)
class SituationOffered:
    """A problem situation that may be said to go on or to be over."""

    topic: str
    label: str


# --- From the form to the model ---------------------------------------------------


def contact_values(given: Given) -> dict[str, Any]:
    """Without a day it was today."""
    return {"date": today().isoformat(), **_values(given)}


def correction_values(given: Given) -> dict[str, Any]:
    """The form shows everything, so what is empty in it is unknown from now on."""
    values = dict.fromkeys(EMPTIED) | {name: [] for name in LISTS} | _values(given)
    return values if values.keys() & {"site", "site_id"} else {**values, "site_id": None}


def _values(given: Given) -> dict[str, Any]:
    """A registered site wins over another place, minutes that were typed over those that were ticked."""
    special = (*MINUTES, *NEW)
    values: dict[str, Any] = {
        name: list(said) if name in LISTS else said[-1]
        for name, said in given.items()
        if name not in special and not name.startswith((STILL, SEVERITY))
    }
    if minutes := next((given[name][-1] for name in reversed(MINUTES) if name in given), None):
        values["minutes"] = minutes
    if situations := _situations(given):
        values["situations"] = situations
    if "site_id" in values:
        values.pop("site", None)
    return values


def _situations(given: Given) -> list[dict[str, str]]:
    """Those that were said something of, and one that is new."""
    said = [
        _situation(name.removeprefix(STILL), values[-1], given.get(SEVERITY + name.removeprefix(STILL)))
        for name, values in given.items()
        if name.startswith(STILL)
    ]
    topic, severity = NEW
    return said + ([_situation(given[topic][-1], "yes", given.get(severity))] if topic in given else [])


def _situation(topic: str, still: str, severity: Sequence[str] | None) -> dict[str, str]:
    weight = {} if severity is None or still == "no" else {"severity": severity[-1]}
    return {"topic": topic, "still": still, **weight}


TypedContact = Annotated[Filled[ContactOnPage], Depends(filled(ContactOnPage, contact_values))]
TypedCorrection = Annotated[Filled[CorrectionOnPage], Depends(filled(CorrectionOnPage, correction_values))]


# --- From what is known to the form -----------------------------------------------


def blank_contact(offered: Choices, *, case: UUID | None = None, back: str = "") -> Filled[Any]:
    """A new contact: today, where one is."""
    begin = offered.preset
    kind = begin.kind if case is None else begin.kind_in_case
    known = {
        "date": today().isoformat(),
        "operation": begin.operation,
        "kind": kind,
        "sozialraum": begin.sozialraum if case is None else None,
        "site_id": begin.site,
        "case": case,
        "back": back,
    }
    return blank(**{name: str(value) for name, value in known.items() if value})


def blank_correction(contact: Contact, document: Json, shown: int) -> Filled[Any]:
    """Everything that is known of the contact; ``document``: it in full, with its words."""
    plain = ("date", "kind", "sozialraum", "migration_background", "track", "note", "next_step", "next_on", "site")
    known: dict[str, str | list[str]] = {name: str(document[name]) for name in plain if document.get(name)}
    known |= {name: list(document.get(name) or ()) for name in ("topics", "present")}
    known |= {"other_minutes": "" if contact.minutes is None else str(contact.minutes), "shown": str(shown)}
    known |= {"starts_at": "" if contact.starts_at is None else f"{contact.starts_at:%H:%M}"}
    if contact.site_id is not None and not document.get("site"):
        known["site_id"] = str(contact.site_id)
    for each in contact.details.situations if isinstance(contact.details, ContactDetails) else ():
        known |= {STILL + each.topic: each.still, SEVERITY + each.topic: each.severity or ""}
    return blank(**known)


# --- What is chosen from ----------------------------------------------------------


def offered_to(service: Intake, district: str, asker: Asker) -> Choices:
    """The choices of whoever asks, now."""
    return choices(service.pool, district, Author(staff_id_of(asker.actor), asker.teams), now())


def on_form(offered: Choices, situations: Sequence[SituationOffered] = (), **more: Any) -> dict[str, Any]:
    """What the fields of the form need."""
    return {
        "offered": offered,
        "situations": situations,
        "titles": TITLES,
        "quick_minutes": QUICK_MINUTES,
        "present": words.options(words.PRESENT),
        "severities": words.options(words.SEVERITIES),
        "yes_no": words.options(words.YES_NO),
        "tracks": TRACKS,
        **more,
    }


def situations_offered(desk: AccessDesk, case: UUID) -> list[SituationOffered]:
    """What is not yet over in a case, for whoever may read it."""
    seen = situations_of(desk.service, desk.district, case)
    return [SituationOffered(each.episode.topic, each.label) for each in seen if each.episode.resolved is None]


def situations_of_contact(desk: AccessDesk, contact: Contact) -> list[SituationOffered]:
    """What was said at the contact, and what else is not yet over in its case; of an anonymous one nothing."""
    if contact.case_id is None or not isinstance(contact.details, ContactDetails):
        return []
    vocabulary = topics(desk.service.pool, desk.district)
    said = [SituationOffered(each.topic, vocabulary.label(each.topic)) for each in contact.details.situations]
    still_open = situations_offered(desk, contact.case_id)
    return list(dict.fromkeys([*said, *still_open]))
