"""Two records side by side, question by question, in German; what nobody knows or may read is empty."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.contracts.intake import EntryTraits
from services.intake.duplicates.seen import RecordSeen
from services.intake.pages import words
from services.kernel.pages.wording import day


@dataclass(frozen=True, slots=True)
class Compared:
    """One question and both answers, as people read them; nothing is known of an empty one."""

    title: str
    one: str
    other: str

    @property
    def told(self) -> str:
        if not self.one or not self.other:
            return "–"
        return "gleich" if self.one == self.other else "verschieden"


def compared(one: RecordSeen, other: RecordSeen) -> Iterator[Compared]:
    for title, answer in ANSWERS:
        first, second = answer(one), answer(other)
        if first or second:
            yield Compared(title, first, second)


def _of_entry(name: str, told: Callable[[Any], str]) -> Callable[[RecordSeen], str]:
    """An answer of the questionnaire; a special one is empty once it is erased."""

    def answer(record: RecordSeen) -> str:
        values = record.values
        if values is None:
            return ""
        holder = values if hasattr(values, name) else values.traits
        value = getattr(holder, name) if holder is values or isinstance(holder, EntryTraits) else None
        return "" if value is None else told(value)

    return answer


def _number(record: RecordSeen) -> str:
    return "" if record.participation is None else record.participation.participant_no or "gelöscht"


def _case(record: RecordSeen) -> str:
    return "" if record.case is None else f"eröffnet am {day(record.case.opened_on)}, {record.case.sozialraum}"


ANSWERS: Final[Sequence[tuple[str, Callable[[RecordSeen], str]]]] = (
    ("Teilnehmernummer", _number),
    ("Fall", _case),
    ("Vorhaben", _of_entry("operation", str)),
    ("Stand", _of_entry("state", words.STATES.__getitem__)),
    ("Geburtsdatum", _of_entry("birth_date", day)),
    ("Geschlecht", _of_entry("gender", words.GENDERS.__getitem__)),
    ("Sozialraum", _of_entry("sozialraum", str)),
    ("Wohnort (Gemeindeschlüssel)", _of_entry("residence_ags", str)),
    ("Staatsangehörigkeit", _of_entry("citizenship", words.CITIZENSHIPS.__getitem__)),
    ("Erwerbsstatus bei Eintritt", _of_entry("employment", words.EMPLOYMENTS.__getitem__)),
    ("Bildungsabschluss", _of_entry("isced", words.ISCED.__getitem__)),
    ("Eintritt", _of_entry("entry_date", day)),
    ("Austritt", _of_entry("exit_date", day)),
)
