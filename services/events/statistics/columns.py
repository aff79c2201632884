"""The columns of a table of figures, their German names, and what their cells may hold."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias, get_args

from services.contracts.decimals import NoDecimal, read_decimal
from services.contracts.events.words import AreaKind
from services.contracts.periods import NoPeriod, read_period
from services.contracts.vocabularies import handlungsfelder
from services.events.domain.figure import LONGEST_AREA_LABEL, LONGEST_SOURCE
from services.events.domain.statistic import KEY, LONGEST_LABEL, LONGEST_UNIT, MOST_DECIMALS, MOST_SMALLEST
from services.events.domain.statistic import NoStatisticKey as NoKey
from services.kernel.files.cells import CellRefused, one_of, text

Value: TypeAlias = str | int | bool | None
# How official statistics say that they give no number; "-" is not among them: there it is exactly nothing.
NONE_GIVEN: Final = frozenset({".", "...", "/", "x", "k.a.", "k. a."})
KINDS: Final[Mapping[str, AreaKind]] = {
    **{kind: kind for kind in get_args(AreaKind)},
    "gemeinde": "municipality",
    "landkreis": "district",
    "kreis": "district",
}
YES_NO: Final = {"yes": True, "no": False, "ja": True, "nein": False}
WHOLE: Final = re.compile(r"[0-9]{1,9}", re.ASCII)
LONGEST_AREA: Final = 60


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, German headers for it, and its reader. ``defines``: it speaks of the indicator."""

    name: str
    aliases: tuple[str, ...]
    read: Callable[[str], Value]
    required: bool = False
    defines: bool = False


def _key(cell: str) -> str:
    if not KEY.fullmatch(cell):
        raise CellRefused(NoKey.title)
    return cell


def _area(cell: str) -> str:
    if len(cell) > LONGEST_AREA:
        raise CellRefused(f"Ein Gebiet ist ein Schlüssel von höchstens {LONGEST_AREA} Zeichen.")
    return text(cell)


def _kind(cell: str) -> AreaKind:
    if (kind := KINDS.get(cell.casefold())) is None:
        raise CellRefused(f"Erlaubt sind: {', '.join(KINDS)}.")
    return kind


def _period(cell: str) -> str:
    try:
        return read_period(cell).text
    except NoPeriod as refused:
        raise CellRefused(str(refused)) from None


def _value(cell: str) -> str | None:
    if cell.casefold() in NONE_GIVEN:
        return None
    if cell in {"-", "–"}:
        raise CellRefused("Ein Strich kann null oder unbekannt meinen. Bitte 0 oder einen Punkt schreiben.")
    try:
        return read_decimal(cell)
    except NoDecimal as refused:
        raise CellRefused(str(refused)) from None


def _line(most: int) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if len(cell) > most:
            raise CellRefused(f"Höchstens {most} Zeichen.")
        return text(cell)

    return read


def _whole(most: int) -> Callable[[str], int]:
    def read(cell: str) -> int:
        if not WHOLE.fullmatch(cell) or int(cell) > most:
            raise CellRefused(f"Erlaubt ist eine ganze Zahl von 0 bis {most}.")
        return int(cell)

    return read


def _yes_no(cell: str) -> bool:
    if (said := YES_NO.get(cell.casefold())) is None:
        raise CellRefused("Erlaubt sind: ja, nein.")
    return said


def _handlungsfeld(cell: str) -> str:
    return one_of(handlungsfelder())(cell)


COLUMNS: Final = (
    Column("statistic", ("Kennzahl", "Indikator"), _key, required=True),
    Column("area", ("Gebiet", "AGS", "Gemeindeschlüssel", "Sozialraum"), _area),
    Column("area_kind", ("Art des Gebiets", "Gebietsart"), _kind),
    Column("area_label", ("Bezeichnung des Gebiets", "Gebietsname", "Gemeinde"), _line(LONGEST_AREA_LABEL)),
    Column("period", ("Zeitraum", "Jahr", "Stand"), _period, required=True),
    Column("value", ("Wert",), _value, required=True),
    Column("source", ("Quelle",), _line(LONGEST_SOURCE), required=True),
    Column("persons", ("Personen",), _whole(100_000_000)),
    Column("estimated", ("Geschätzt",), _yes_no),
    Column("label", ("Bezeichnung",), _line(LONGEST_LABEL), defines=True),
    Column("unit", ("Einheit",), _line(LONGEST_UNIT), defines=True),
    Column("handlungsfeld", ("Handlungsfeld",), _handlungsfeld, defines=True),
    Column("smallest", ("Kleinste gezeigte Anzahl", "Kleinste Anzahl"), _whole(MOST_SMALLEST), defines=True),
    Column("decimals", ("Nachkommastellen",), _whole(MOST_DECIMALS), defines=True),
)
DEFINING: Final = tuple(column.name for column in COLUMNS if column.defines)


def column_of(header: str) -> Column | None:
    """The column behind a header, whatever its case, blanks, hyphens or underscores."""
    return _BY_NAME.get(_bare(header))


def _bare(header: str) -> str:
    return re.sub(r"[\W_]+", "", header.casefold())


_BY_NAME: Final[Mapping[str, Column]] = {
    _bare(name): column for column in COLUMNS for name in (column.name, *column.aliases)
}
