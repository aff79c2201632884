"""The files of a population in the order of their import: columns and style of each."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

from tests.oracle.rows import Kind, Style
from tests.oracle.vocabulary import COLUMNS


class Stage(IntEnum):
    """One file each; lives say at which stage a row appears."""

    ENTRIES = 0
    STATUSES = 1
    CONTACTS = 2
    CORRECTIONS = 3
    EXITS_MOVED = 4
    LATE_STATUSES = 5
    STATES_MOVED = 6
    STATUSES_AGAIN = 7
    CONTACTS_CLARIFIED = 8
    SHORT_STATUSES = 9
    GAPS_FILLED = 10
    CONTACTS_CORRECTED = 11


@dataclass(frozen=True, slots=True)
class Sheet:
    """How the file of a stage looks."""

    kind: Kind
    columns: tuple[str, ...]
    dates: Literal["iso", "german", "mixed"] = "iso"
    style: Style = field(default_factory=Style)


_PARTICIPATION = ("participant_no", "sozialraum", "entry_date")
_STATUS = COLUMNS["statuses"]
_CONTACT = COLUMNS["contacts"]

PLAN: dict[Stage, Sheet] = {
    Stage.ENTRIES: Sheet("participants", COLUMNS["participants"], "iso", Style(bom=True)),
    Stage.STATUSES: Sheet("statuses", _STATUS[:-1], "german", Style(delimiter=",")),
    Stage.CONTACTS: Sheet("contacts", _CONTACT, "mixed", Style("xlsx")),
    Stage.CORRECTIONS: Sheet(
        "participants",
        ("bemerkung", *reversed(COLUMNS["participants"])),
        "iso",
        Style("xlsx", native=True),
    ),
    Stage.EXITS_MOVED: Sheet("participants", (*_PARTICIPATION, "exit_date"), "german"),
    Stage.LATE_STATUSES: Sheet("statuses", _STATUS, "iso", Style("xlsx", native=True)),
    Stage.STATES_MOVED: Sheet(
        "participants",
        ("state", "cancel_reason", *_PARTICIPATION),
        "mixed",
        Style(delimiter=",", bom=True),
    ),
    Stage.STATUSES_AGAIN: Sheet("statuses", ("state", *_STATUS[:-1]), "mixed"),
    Stage.CONTACTS_CLARIFIED: Sheet(
        "contacts",
        ("contact_no", "date", "sozialraum", "track", "migration_background", "topics"),
        "iso",
        Style("xlsx", native=True),
    ),
    Stage.SHORT_STATUSES: Sheet("statuses", _STATUS[:4], "iso", Style(delimiter=",")),
    Stage.GAPS_FILLED: Sheet(
        "participants",
        (*_PARTICIPATION, "gender", "birth_date", "employment", "unemployed_since", "isced"),
        "mixed",
        Style("xlsx"),
    ),
    Stage.CONTACTS_CORRECTED: Sheet("contacts", _CONTACT, "german", Style(bom=True)),
}
