"""What happened to a referral, one line a fact, newest first: on which day, from whom we have it, who wrote it down."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias
from uuid import UUID

from services.contracts.vocabularies import referable_fields
from services.kernel.pages.wording import day
from services.referral.known import staff_id_of
from services.referral.referral_rows import ReferralStep
from services.referral.referral_wording import CHANNELS, DECLINED, OUTCOMES, PROVENANCES, WITHDRAWN

# By kind of fact; where the kind does not say it all, by the state that it led to.
KINDS: Final[Mapping[str, str]] = {
    "referral_proposed": "Vorgeschlagen",
    "referral_reopened": "Wieder geöffnet",
    "referral_closed": "Abgeschlossen",
    "partner_told": "Partner über das Ende der Einwilligung unterrichtet",
}
STATES: Final[Mapping[str, str]] = {
    "handed_over": "Übergeben",
    "accepted": "Vom Partner angenommen",
    "declined_by_partner": "Vom Partner abgelehnt",
    "declined_by_person": "Von der Person abgelehnt",
    "rerouted": "An eine andere Stelle verwiesen",
    "withdrawn": "Von uns zurückgezogen",
    "arrived": "Beim Partner angekommen",
    "missed": "Nicht erschienen",
    **{outcome: f"Ergebnis: {words}" for outcome, words in OUTCOMES.items()},
}
# Both say why.
GROUNDS: Final[Mapping[str, str]] = {**DECLINED, **WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Line:
    """As people read it; ``by`` None where a partner wrote it, ``note`` None where there is none to read."""

    on: date
    title: str
    further: tuple[str, ...]
    by: str | None
    note: str | None


Notes: TypeAlias = Mapping[UUID, str | None]


def history(steps: Sequence[ReferralStep], names: Mapping[UUID, str], notes: Notes) -> list[Line]:
    """``notes``: the texts that the asker may read, None for erased ones."""
    return [
        Line(step.on_day, _title(step), tuple(_further(step)), _by(step.actor, names), _note(step, notes))
        for step in reversed(steps)
    ]


def in_words(fields: Iterable[str]) -> str:
    """Names of fields, never what they say."""
    labels = referable_fields()
    return ", ".join(labels.get(name, name) for name in fields)


def _title(step: ReferralStep) -> str:
    """Of every kind there is; a new one would show its name until it has words."""
    return KINDS.get(step.kind) or STATES.get(step.state or "proposed", step.kind)


def _further(step: ReferralStep) -> Iterable[str]:
    if step.channel is not None:
        yield f"Weg: {CHANNELS[step.channel]}{', mit Begleitung' if step.escorted else ''}."
        yield f"Weitergegeben: {in_words(step.fields)}." if step.fields else "Ohne Angaben zur Person."
    if step.appointment_on is not None:
        yield f"Termin am {day(step.appointment_on)}."
    if step.grounds is not None:
        yield f"Grund: {GROUNDS[step.grounds]}."
    if step.provenance is not None:
        yield f"Auskunft: {PROVENANCES[step.provenance]}."


def _by(actor: str, names: Mapping[UUID, str]) -> str | None:
    if actor.startswith("partner:"):
        return None
    staff = staff_id_of(actor)
    return "ein Programm" if staff is None else names.get(staff, "eine andere Fachkraft")


def _note(step: ReferralStep, notes: Notes) -> str | None:
    if step.note_id is None or step.note_id not in notes:
        return None
    return notes[step.note_id] or "gelöscht"
