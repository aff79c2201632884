"""The columns of the three import files, their German names and their readers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from services.contracts import intake
from services.intake.imports import cells
from services.intake.imports.cells import Reader
from services.kernel.files.cells import day, one_of, text

Kind: TypeAlias = Literal["participants", "statuses", "contacts"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the name in the interface, German headers accepted for it, and what its cells may hold."""

    name: str
    aliases: tuple[str, ...]
    read: Reader
    required: bool = False


yes_no: Final = one_of(get_args(intake.YesNo))
yes_no_refused: Final = one_of(get_args(intake.YesNoRefused))
NUMBER: Final = Column(
    "participant_no", ("Teilnehmernummer", "Teilnehmer-Nr."), cells.participant_number, required=True
)
SOZIALRAUM: Final = Column("sozialraum", ("Sozialraum",), cells.sozialraum, required=True)

PARTICIPANTS: Final = (
    NUMBER,
    SOZIALRAUM,
    Column("state", ("Stand",), one_of(get_args(intake.State))),
    Column("gender", ("Geschlecht",), one_of(get_args(intake.Gender))),
    Column("birth_date", ("Geburtsdatum",), day),
    Column("entry_date", ("Eintritt", "Eintrittsdatum"), day, required=True),
    Column("employment", ("Erwerbsstatus",), one_of(get_args(intake.Employment))),
    Column("unemployed_since", ("Arbeitslos seit",), day),
    Column("in_education", ("In Bildung",), yes_no),
    Column("isced", ("Bildungsabschluss", "Bildungsabschluss (ISCED)"), cells.isced),
    Column("disability", ("Behinderung",), yes_no_refused),
    Column("foreign_background", ("Ausländische Herkunft",), yes_no_refused),
    Column("minority", ("Minderheit",), yes_no_refused),
    Column("citizenship", ("Staatsangehörigkeit",), one_of(get_args(intake.Citizenship))),
    Column("housing", ("Wohnsituation",), one_of(get_args(intake.Housing))),
    Column("residence_ags", ("Wohnort", "Gemeindeschlüssel", "AGS"), cells.ags),
    Column("exit_date", ("Austritt", "Austrittsdatum"), day),
    Column("cancel_reason", ("Stornogrund", "Grund der Stornierung"), text),
)

STATUSES: Final = (
    NUMBER,
    Column("kind", ("Art",), one_of(get_args(intake.StatusKind)), required=True),
    Column("date", ("Datum",), day, required=True),
    Column("status", ("Status",), one_of(get_args(intake.LabourStatus)), required=True),
    Column("in_education", ("In Bildung",), yes_no),
    Column("qualification", ("Qualifikation", "Qualifikation erlangt"), yes_no),
    Column("improved", ("Verbessert", "Lage verbessert"), yes_no),
    Column("reason", ("Grund",), text),
    Column("state", ("Stand",), one_of(("cancelled",))),
)

CONTACTS: Final = (
    Column("contact_no", ("Kontaktnummer", "Kontakt-Nr."), text, required=True),
    Column("date", ("Datum",), day, required=True),
    SOZIALRAUM,
    Column("case_no", ("Fallnummer", "Fall-Nr."), text),
    Column("kind", ("Kontaktart", "Art"), cells.contact_kind),
    Column("site", ("Standort",), text),
    Column("minutes", ("Minuten", "Dauer (Minuten)"), cells.minutes),
    Column("topics", ("Themen",), cells.topic_keys),
    Column("migration_background", ("Migrationshintergrund",), yes_no),
    Column("track", ("Verlauf",), one_of(get_args(intake.Track))),
)

COLUMNS: Final[Mapping[Kind, tuple[Column, ...]]] = {
    "participants": PARTICIPANTS,
    "statuses": STATUSES,
    "contacts": CONTACTS,
}
# Statuses have no key: a row that differs in any cell is a further status.
KEYS: Final[Mapping[Kind, str | None]] = {
    "participants": "participant_no",
    "statuses": None,
    "contacts": "contact_no",
}


def columns(kind: Kind) -> tuple[Column, ...]:
    """The columns of a file, for ``lotse import … --columns`` and for the templates of pages."""
    return COLUMNS[kind]


def column_of(kind: Kind, header: str) -> Column | None:
    """The column behind a header, whatever its case, blanks, hyphens or underscores."""
    return _BY_NAME[kind].get(_bare(header))


def _bare(header: str) -> str:
    return re.sub(r"[\W_]+", "", header.casefold())


# Bare name -> column: a file may have a thousand headers.
_BY_NAME: Final[Mapping[Kind, Mapping[str, Column]]] = {
    kind: {_bare(name): column for column in known for name in (column.name, *column.aliases)}
    for kind, known in COLUMNS.items()
}
