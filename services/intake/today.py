"""Somebody's day: one section a subject. A subject adds its section to ``SECTIONS``."""

from typing import Final

from services.intake import casework_sections
from services.intake.application import Intake
from services.intake.contacts_queries import ContactsAsked, code_words, contacts
from services.intake.domain.access import Asker
from services.intake.sections import AskedToday, Json, TodaySection

LONGEST_DAY: Final = 200


def contacts_today(service: Intake, district: str, asked: AskedToday) -> Json:
    """Today's contacts of the one who asks, newest first; programs have none."""
    if asked.staff_id is None:
        return []
    asker = Asker(asked.actor, "fachkraft", asked.teams)
    mine = ContactsAsked(staff=asked.staff_id, first=asked.day, last=asked.day)
    rows = contacts(service.pool, district, asker, mine, (None, LONGEST_DAY))
    words = code_words(service, district, {(row.case_id, row.person) for row in rows if row.case_id and row.person})
    return [
        {
            "contact_id": str(row.contact),
            "operation": row.operation,
            "kind": row.kind,
            "minutes": row.minutes,
            "case_id": None if row.case_id is None else str(row.case_id),
            "code_word": None if row.case_id is None else words.get(row.case_id),
        }
        for row in rows
    ]


SECTIONS: Final[tuple[TodaySection, ...]] = (TodaySection("contacts", contacts_today), *casework_sections.OF_A_DAY)
