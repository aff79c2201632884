"""What happened in a case, put in one line of days: every section of the case file gives its entries."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal, get_args

from services.contracts.vocabularies import contact_kinds
from services.intake.pages import words
from services.intake.pages.referral_addresses import referral_address
from services.kernel.pages.wording import clock, day

Kind = Literal[
    "kontakt",
    "problemlage",
    "staerke",
    "ziel",
    "termin",
    "aufgabe",
    "einwilligung",
    "weitervermittlung",
    "teilnahme",
    "fall",
]
KINDS: Final[Mapping[Kind, str]] = {
    "kontakt": "Kontakte",
    "problemlage": "Problemlagen",
    "staerke": "Stärken",
    "ziel": "Ziele",
    "termin": "Termine",
    "aufgabe": "Aufgaben und Erinnerungen",
    "einwilligung": "Einwilligungen",
    "weitervermittlung": "Weitervermittlungen",
    "teilnahme": "Teilnahme",
    "fall": "Verlauf des Falls",
}
COURSE: Final[Mapping[str, str]] = {
    "case_opened": "Fall eröffnet",
    "case_assigned": "Fall zugewiesen",
    "case_paused": "Fall ruht",
    "case_resumed": "Fall fortgesetzt",
    "case_closed": "Fall abgeschlossen",
    "case_reopened": "Fall wieder geöffnet",
    "person_named": "Person benannt",
    "note_written": "Notiz",
}
ERASED: Final = "gelöscht"
PARTNER: Final = "einen Partner"  # whose name has not arrived
Json = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something on a day; ``at`` sorts it within the day, ``href`` leads to more."""

    on: date
    kind: Kind
    title: str
    lines: tuple[str, ...] = ()
    at: str = ""
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """What turns keys and ids into words: topics, people, sites."""

    topic: Callable[[str], str]
    staff: Callable[[str | None], str | None]
    site: Callable[[str | None], str | None]


def timeline(sections: Mapping[str, Json], wording: Wording, kind: Kind | None = None) -> list[Entry]:
    """Newest first; of one kind, or of all."""
    wanted = (kind,) if kind else get_args(Kind)
    found = [entry for each in wanted for entry in ENTRIES[each](sections, wording)]
    return sorted(found, key=lambda entry: (entry.on, entry.at), reverse=True)


# --- What each section gives -------------------------------------------------------


def _contacts(sections: Mapping[str, Json], wording: Wording) -> Iterator[Entry]:
    for each in sections["contacts"]:
        yield Entry(
            on=date.fromisoformat(each["date"]),
            at=each["starts_at"] or "",
            kind="kontakt",
            title=_joined("Kontakt", contact_kinds().get(each["kind"] or ""), _minutes(each["minutes"])),
            lines=(ERASED,) if each["erased"] else tuple(_of_contact(each, wording)),
            href=f"/kontakte/{each['contact_id']}",
        )


def _of_contact(each: Json, wording: Wording) -> Iterator[str]:
    yield from _said("Themen", ", ".join(wording.topic(key) for key in each["topics"]))
    yield from _said("Problemlagen", ", ".join(_situation(one, wording) for one in each["situations"]))
    yield from _said("Dabei", ", ".join(words.PRESENT[one] for one in each["present"]))
    yield from _said("Ort", wording.site(each["site_id"]) or each["site"])
    yield from _said("Notiz", each["note"])
    yield from _said(_joined("Nächster Schritt", each["next_on"] and day(each["next_on"])), each["next_step"])
    yield from _said("Fachkraft", wording.staff(each["staff_id"]))


def _situation(one: Json, wording: Wording) -> str:
    look = words.SEVERITIES[one["severity"]] if one["severity"] else None
    over = "besteht nicht mehr" if one["still"] == "no" else None
    return _joined(wording.topic(one["topic"]), look, over)


def _situations(sections: Mapping[str, Json], _wording: Wording) -> Iterator[Entry]:
    for each in sections["situations"]:
        again = "wieder festgestellt" if each["came_back"] else "festgestellt"
        yield Entry(
            on=date.fromisoformat(each["identified"]), kind="problemlage", title=f"Problemlage {again}: {each['label']}"
        )
        if each["resolved"]:
            resolved = date.fromisoformat(each["resolved"])
            yield Entry(on=resolved, kind="problemlage", title=f"Problemlage überwunden: {each['label']}")


def _strengths(sections: Mapping[str, Json], _wording: Wording) -> Iterator[Entry]:
    for each in sections["strengths"]["assessments"]:
        yield Entry(
            on=date.fromisoformat(each["on"]),
            kind="staerke",
            title=f"Stärken {words.STAGES[each['stage']]} eingeschätzt",
        )


def _goals(sections: Mapping[str, Json], _wording: Wording) -> Iterator[Entry]:
    for goal in sections["goals"]:
        text = (goal["text"] or ERASED,)
        yield Entry(on=date.fromisoformat(goal["agreed"]), kind="ziel", title="Ziel vereinbart", lines=text)
        for step in goal["steps"]:
            if step["done"]:
                taken = (step["text"] or ERASED,)
                yield Entry(on=date.fromisoformat(step["done"]), kind="ziel", title="Schritt erledigt", lines=taken)
        for review in goal["reviews"]:
            looked = (*text, *_said("Notiz", review["note"]))
            title = f"Ziel überprüft: {review['progress']} Prozent"
            yield Entry(on=date.fromisoformat(review["on"]), kind="ziel", title=title, lines=looked)
        if goal["ended"]:
            title = f"Ziel beendet: {words.GOAL_OUTCOMES[goal['outcome']]}"
            yield Entry(on=date.fromisoformat(goal["ended"]), kind="ziel", title=title, lines=text)


def _appointments(sections: Mapping[str, Json], wording: Wording) -> Iterator[Entry]:
    for each in sections["appointments"]:
        starts = datetime.fromisoformat(each["starts"])
        outcome = words.APPOINTMENT_ENDS[each["end"]] if each["end"] else None
        lines = (*_said("Mit", wording.staff(each["staff"])), *_said("Ort", wording.site(each["site"])))
        yield Entry(
            on=starts.date(),
            at=clock(starts),
            kind="termin",
            title=_joined(f"Termin um {clock(starts)} Uhr", outcome),
            lines=(*lines, *_said("Worum es geht", each["note"])),
        )


def _work(sections: Mapping[str, Json], _wording: Wording) -> Iterator[Entry]:
    for each in sections["work"]:
        title = _joined(each["what"], "überfällig" if each["overdue"] else "zu erledigen")
        lines = (*_said("Aufgabe", each["text"]), each["why"])
        yield Entry(on=date.fromisoformat(each["due"]), kind="aufgabe", title=title, lines=lines)


def _consents(sections: Mapping[str, Json], _wording: Wording) -> Iterator[Entry]:
    for each in sections["consents"]["consents"]:
        purpose = words.CONSENT_PURPOSES[each["purpose"]]
        given = date.fromisoformat(each["on"])
        yield Entry(on=given, kind="einwilligung", title=f"Einwilligung gegeben: {purpose}")
        if each["withdrawn_on"]:
            withdrawn = date.fromisoformat(each["withdrawn_on"])
            yield Entry(on=withdrawn, kind="einwilligung", title=f"Einwilligung widerrufen: {purpose}")


def _referrals(sections: Mapping[str, Json], _wording: Wording) -> Iterator[Entry]:
    for each in sections["referrals"]:
        partner, href = each["partner"] or PARTNER, referral_address(each["referral_id"])
        # Steps of one day stay in the order in which they were recorded.
        for place, step in enumerate(each["steps"]):
            yield Entry(
                on=date.fromisoformat(step["on"]),
                at=f"{place:03}",
                kind="weitervermittlung",
                title=f"Weitervermittlung an {partner}: {words.REFERRAL_STATES[step['state']]}",
                lines=tuple(_said("Auskunft", words.PROVENANCES.get(step["provenance"]))),
                href=href,
            )
        if each["closed_on"]:
            closed = date.fromisoformat(each["closed_on"])
            title = f"Weitervermittlung an {partner}: abgeschlossen"
            yield Entry(on=closed, at="999", kind="weitervermittlung", title=title, href=href)


def _participations(sections: Mapping[str, Json], _wording: Wording) -> Iterator[Entry]:
    for each in sections["questionnaires"]:
        href, name = each["href"], each["name"]
        yield Entry(on=each["entry_date"], kind="teilnahme", title=f"Eintritt in {name}", href=href)
        if each["exit_date"]:
            yield Entry(on=each["exit_date"], kind="teilnahme", title=f"Austritt aus {name}", href=href)
        for status in each["statuses"]:
            title = f"{words.STATUS_KINDS[status.kind]}: {words.LABOUR_STATUSES[status.status]}"
            yield Entry(on=status.date, kind="teilnahme", title=title, href=href)


def _course(sections: Mapping[str, Json], wording: Wording) -> Iterator[Entry]:
    for each in sections["course"]:
        end = words.END_KINDS[each["end_kind"]] if each.get("end_kind") else None
        until = f"voraussichtlich bis {day(each['until'])}" if each.get("until") else None
        handover = "Übergabe" if each.get("handover") else None
        lines = (*_said("Notiz", each["note"]), *_said("Durch", wording.staff(each["by"])))
        yield Entry(
            on=date.fromisoformat(each["on"]),
            at=each["recorded"],
            kind="fall",
            title=_joined(COURSE[each["what"]], end, until, handover),
            lines=lines,
        )


def _said(what: str, text: str | None) -> Iterator[str]:
    """One line, where there is something to say."""
    if text:
        yield f"{what}: {text}"


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _minutes(minutes: int | None) -> str | None:
    return None if minutes is None else f"{minutes} Minuten"


ENTRIES: Final[Mapping[Kind, Callable[[Mapping[str, Json], Wording], Iterator[Entry]]]] = {
    "kontakt": _contacts,
    "problemlage": _situations,
    "staerke": _strengths,
    "ziel": _goals,
    "termin": _appointments,
    "aufgabe": _work,
    "einwilligung": _consents,
    "weitervermittlung": _referrals,
    "teilnahme": _participations,
    "fall": _course,
}
