"""XLSX files as no spreadsheet program writes them: parts of an archive, one by one."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from itertools import pairwise

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
FAR_OUT = '<row r="{0}"><c r="XFD{0}"/></row>'
HEADER = ("participant_no", "sozialraum", "entry_date")


def sheet(rows: str) -> bytes:
    """A worksheet of these ``<row>`` elements, below a header row."""
    header = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEADER)
    return f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{header}</row>{rows}</sheetData></worksheet>'.encode()


def cells(*texts: str, at: str = "") -> str:
    """One ``<row>`` of texts."""
    return f"<row{at}>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts) + "</row>"


def plain(*rows: tuple[object, ...], epoch_1904: bool = False) -> bytes:
    """What openpyxl writes."""
    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    for row in (HEADER, *rows):
        book.active.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


GOOD = plain(("E-1", "rieth", date(2024, 3, 4)))


def altered(parts: Mapping[str, bytes | None] | None = None, *, flag: int = 0) -> bytes:
    """The good workbook with other parts in place of its own; None leaves one out."""
    target, changed = io.BytesIO(), dict(parts or {})
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        kept = {name: source.read(name) for name in source.namelist()}
        for name, content in (kept | changed).items():
            if content is not None:
                out.writestr(name, content)
    return _flagged(target.getvalue(), flag) if flag else target.getvalue()


def _flagged(archive: bytes, flag: int) -> bytes:
    """Every entry of the archive's directory says that it is encrypted."""
    raw = bytearray(archive)
    for start, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = raw.find(start)
        while at >= 0:
            raw[at + offset] |= flag
            at = raw.find(start, at + 4)
    return bytes(raw)


def billion_laughs() -> bytes:
    """Seven entities, each forty of the one before."""
    entities = "".join(f'<!ENTITY {name} "{f"&{before};" * 40}">' for before, name in pairwise("abcdefg"))
    doctype = f'<!DOCTYPE x [<!ENTITY a "{"a" * 32}">{entities}]>'
    return altered({SHEET: doctype.encode() + sheet(cells("&g;", "rieth", "2024-03-04"))})


def strings(count: int) -> bytes:
    return f'<sst xmlns="{MAIN}">'.encode() + b"<si/>" * count + b"</sst>"


NOON = datetime(2024, 3, 4, 12)  # noqa: DTZ001 - spreadsheets know no zones

# Each is small as a file; read to the end without a limit, each takes hours or gigabytes.
BOMBS: Mapping[str, Callable[[], bytes]] = {
    "a last row far down": lambda: altered({SHEET: sheet(cells("E-1", "rieth", "2024-03-04", at=' r="99999999999"'))}),
    "last columns far out": lambda: altered({SHEET: sheet("".join(map(FAR_OUT.format, range(2, 60_000))))}),
    "one long string of blanks": lambda: altered({STRINGS: b" " * 300_000_000}),
    "very many strings": lambda: altered({STRINGS: strings(11_000_000)}),
    "very many cells": lambda: altered({SHEET: sheet("<row>" + "<c/>" * 11_000_000 + "</row>")}),
    "very many parts": lambda: altered({f"xl/media/{n}.xml": b"" for n in range(12_000)}),
    "a deep tree": lambda: altered({SHEET: sheet("<row>" + "<c>" * 200_000 + "</c>" * 200_000 + "</row>")}),
    "entities of entities": billion_laughs,
}
