"""The two tables of a directory as entries: CSV or XLSX, row by row; a row at fault is told by its line."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID, uuid5

from services.contracts.names import same_name
from services.kernel.files.cells import CellRefused
from services.kernel.files.failures import ColumnsRefused
from services.kernel.files.tables import Table
from services.referral.exchange.csv_columns import COLUMNS, Column, Sheet, column_of
from services.referral.exchange.findings import Fault, ReadFile, Remark, shown
from services.referral.exchange.register import Offer, Partner, Place, Register, Taking, Weekly

FILE: Final = UUID("0d6c2f0e-61c0-5f3b-8f7d-0a2b8c1d9e77")  # ids of entries that a file gives none
UNKNOWN_COLUMN: Final = "Diese Spalte ist unbekannt."
REQUIRED: Final = "Diese Angabe ist erforderlich."
TWICE: Final = "Dieser Eintrag steht schon weiter oben in der Datei."
NO_PARTNER: Final = "Diese Einrichtung steht nicht im Verzeichnis. Bitte zuerst die Einrichtungen einlesen."
NO_PLACE: Final = "Diesen Ort gibt es bei der Einrichtung nicht."
NO_TOPIC: Final = "Dieses Thema gibt es in diesem Landkreis nicht."
NO_DAY: Final = "Zur Aufnahme gehört der Stand (capacity_on)."
HALF_A_COORDINATE: Final = "Breite und Länge gehören zusammen."


@dataclass(frozen=True, slots=True)
class _Row:
    """A row's values by column (empty cells are absent), and what is wrong with it."""

    title: str
    texts: Mapping[str, str]
    values: Mapping[str, Any]
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, column: str, reason: str) -> None:
        self.faults.append(Fault(self.title, column, shown(self.texts.get(column)), reason))


def read_partners(table: Table) -> ReadFile:
    """Raises ColumnsRefused. Rows of one name are one partner: its places."""
    found, rows = _rows(table, "partners")
    by_name: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        _check_partner(row)
        if not row.faults:
            by_name[same_name(row.values["name"])].append(row)
        found.faults += row.faults
    for its in by_name.values():
        found.partners.append(_partner(its, found))
    return found


def read_offers(table: Table, here: Register, topics: Mapping[str, str]) -> ReadFile:
    """Raises ColumnsRefused. ``here``: the directory that the rows' partners and places stand in."""
    found, rows = _rows(table, "offers")
    known = {same_name(each.name): each for each in here}
    by_partner: defaultdict[str, list[Offer]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for row in rows:
        partner = known.get(same_name(row.values.get("partner", "")))
        offer = _offer(row, partner, topics)
        key = (same_name(row.values.get("partner", "")), row.values.get("id") or same_name(row.values.get("name", "")))
        if key in seen:
            row.refuse("name", TWICE)
        seen.add(key)
        found.faults += row.faults
        if offer is not None and partner is not None and not row.faults:
            by_partner[same_name(partner.name)].append(offer)
    found.partners = [
        replace(known[name], offers=tuple(offers), is_reference=True) for name, offers in by_partner.items()
    ]
    return found


# --- Rows ---------------------------------------------------------------------


def _rows(table: Table, sheet: Sheet) -> tuple[ReadFile, list[_Row]]:
    header = _header(table.header, sheet)
    found = ReadFile(records=len(table.rows))
    found.remarks += [
        Remark("Zeile 1", shown(name), UNKNOWN_COLUMN)
        for name in table.header
        if name and column_of(sheet, name) is None
    ]
    return found, [_row(number, cells, header) for number, cells in table.rows]


def _header(names: Sequence[str], sheet: Sheet) -> list[tuple[int, Column]]:
    known = [(place, column) for place, name in enumerate(names) if (column := column_of(sheet, name)) is not None]
    there = [column.name for _, column in known]
    missing = [column.name for column in COLUMNS[sheet] if column.required and column.name not in there]
    if missing:
        raise ColumnsRefused(f"Es fehlen Pflichtspalten: {', '.join(missing)}.")
    twice = next((name for name in there if there.count(name) > 1), None)
    if twice is not None:
        raise ColumnsRefused(f"Die Spalte {twice} steht zweimal in der Datei.")
    return known


def _row(number: int, cells: Sequence[str], header: Sequence[tuple[int, Column]]) -> _Row:
    texts = {column.name: cells[place].strip() if place < len(cells) else "" for place, column in header}
    row = _Row(f"Zeile {number}", texts, values := {})
    for _, column in header:
        cell = texts[column.name]
        try:
            if cell:
                values[column.name] = column.read(cell)
            elif column.required:
                row.refuse(column.name, REQUIRED)
        except CellRefused as refused:
            row.refuse(column.name, str(refused))
    return row


# --- Partners -----------------------------------------------------------------


def _check_partner(row: _Row) -> None:
    if ("latitude" in row.values) != ("longitude" in row.values):
        row.refuse("latitude", HALF_A_COORDINATE)


def _partner(rows: Sequence[_Row], found: ReadFile) -> Partner:
    """The first word of a field counts."""
    said: dict[str, Any] = {}
    for row in rows:
        said = {**row.values, **said}
    places: dict[UUID, Place] = {}
    for row in rows:
        place = _place(row)
        if place is not None and place.location_id in places:
            found.faults.append(Fault(row.title, "place", place.name, TWICE))
        elif place is not None:
            places[place.location_id] = place
    names = ("kind", "description", "phone", "email", "website", "public", "takes_mail", "assured_on")
    own: dict[str, Any] = {name: said.get(name) for name in names}
    return Partner(partner_id=_id(said, "id", said["name"]), name=said["name"], places=tuple(places.values()), **own)


def _place(row: _Row) -> Place | None:
    said = row.values
    name = said.get("place") or said.get("street") or said.get("city")
    if name is None:
        return None
    names = ("street", "postcode", "city", "sozialraum", "latitude", "longitude")
    return Place(
        location_id=_id(said, "place_id", said["name"], name),
        name=name,
        accessibility=said.get("accessibility", ()),
        **{each: said.get(each) for each in names},
    )


# --- Offers -------------------------------------------------------------------


def _offer(row: _Row, partner: Partner | None, topics: Mapping[str, str]) -> Offer | None:
    said = row.values
    if partner is None and "partner" in said:
        row.refuse("partner", NO_PARTNER)
    if not all(key in topics for key in said.get("topics", ())):
        row.refuse("topics", NO_TOPIC)
    if "capacity" in said and "capacity_on" not in said:
        row.refuse("capacity_on", NO_DAY)
    if row.faults or partner is None:
        return None
    lists = ("topics", "handlungsfelder", "target_groups", "sozialraeume", "languages", "accessibility")
    words = ("cost", "cost_note", "requirements", "description", "assured_on")
    own: dict[str, Any] = {name: said.get(name, ()) for name in lists} | {name: said.get(name) for name in words}
    return Offer(
        offer_id=_id(said, "id", partner.name, said["name"]),
        name=said["name"],
        location_ids=tuple(_places(row, partner)),
        taking=_taking(said),
        weekly=_weekly(said),
        **own,
    )


def _places(row: _Row, partner: Partner) -> Iterator[UUID]:
    known = {same_name(each.name): each.location_id for each in partner.places}
    known |= {str(each.location_id): each.location_id for each in partner.places}
    for name in row.values.get("places", ()):
        if same_name(name) in known:
            yield known[same_name(name)]
        else:
            row.refuse("places", NO_PLACE)


def _taking(said: Mapping[str, Any]) -> Taking | None:
    if "capacity" not in said:
        return None
    return Taking(capacity=said["capacity"], on=said["capacity_on"], until=said.get("capacity_until"))


def _weekly(said: Mapping[str, Any]) -> tuple[Weekly, ...]:
    if "hours" not in said:
        return ()
    return (Weekly(start=said.get("hours_from"), hours=said["hours"], on_holidays=said.get("on_holidays", False)),)


def _id(said: Mapping[str, Any], column: str, *names: str) -> UUID:
    """The id that the file gives, or one of the names."""
    text = said.get(column)
    try:
        return UUID(text) if text else uuid5(FILE, "\x1f".join(map(same_name, names)))
    except ValueError:
        return uuid5(FILE, str(text))
