"""Where two reports differ, cell by cell, and what else can be wrong with a submission; told in German."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

from services.reporting.domain.cells import GENDERS, TOTAL
from services.reporting.esf import Document

# fact: an entry of the journal or of a source's log is not what it was. journal: the journal as a whole.
# submission: what was handed in does not fit itself. cell, not_counted, check, document: the report made once more.
Kind: TypeAlias = Literal[
    "fact", "journal", "checkpoint", "submission", "catalogue", "cell", "not_counted", "check", "document"
]
Origin: TypeAlias = Literal["journal", "tables"]

COLUMNS: Final = (*GENDERS, TOTAL)
COLUMN_TITLES: Final = {"female": "Frauen", "male": "Männer", "non_binary": "divers", "total": "insgesamt"}
ORIGINS: Final[Mapping[Origin, str]] = {"journal": "aus dem Journal", "tables": "aus den Tabellen"}


@dataclass(frozen=True, slots=True)
class Difference:
    """``what``: in German. ``details``: JSON values that name the place."""

    kind: Kind
    what: str
    details: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As the interface prints it."""
        return {"kind": self.kind, **self.details, "what": self.what}


@dataclass(frozen=True, slots=True)
class _Listed:
    """A list of small objects in the document: what names each of them, and what it says."""

    member: str
    kind: Kind
    key: str
    value: str

    def read(self, document: Mapping[str, Any]) -> Mapping[str, Any]:
        return {one[self.key]: one[self.value] for one in document.get(self.member, ())}


NOT_COUNTED: Final = _Listed("not_counted", "not_counted", "reason", "participations")
CHECKS: Final = _Listed("checks", "check", "id", "holds")


def differences_of(submitted: Mapping[str, Any], again: Document, origin: Origin) -> list[Difference]:
    """Between the report that was handed in and the one made once more; empty: they say the same."""
    found = [
        *_cells(submitted, again, origin),
        *_by_key(submitted, again, origin, NOT_COUNTED),
        *_by_key(submitted, again, origin, CHECKS),
    ]
    named = {"indicators", "not_counted", "checks", "digest"}
    others = [key for key in sorted({*submitted, *again} - named) if submitted.get(key) != again.get(key)]
    found += [_other(key, submitted.get(key), again.get(key), origin) for key in others]
    if not found and submitted.get("digest") != again["digest"]:
        found.append(_other("digest", submitted.get("digest"), again["digest"], origin))
    return found


def _cells(submitted: Mapping[str, Any], again: Document, origin: Origin) -> Iterator[Difference]:
    before, after = _indicators(submitted), _indicators(again)
    for code in sorted({*before, *after}):
        old, new = before.get(code, {}), after.get(code, {})
        for column in COLUMNS:
            if old.get(column) != new.get(column):
                yield _cell(code, column, old.get(column), new.get(column), origin)
        if {**old, **dict.fromkeys(COLUMNS)} != {**new, **dict.fromkeys(COLUMNS)}:
            what = f"{code}: Die Angaben zum Indikator sind andere ({ORIGINS[origin]})."
            yield Difference("document", what, {"from": origin, "code": code})


def _cell(code: str, column: str, old: int | None, new: int | None, origin: Origin) -> Difference:
    what = f"{code}, {COLUMN_TITLES[column]}: abgegeben {_told(old)}, neu gerechnet {_told(new)} ({ORIGINS[origin]})."
    details = {"from": origin, "code": code, "gender": column, "submitted": old, "recomputed": new}
    return Difference("cell", what, details)


def _indicators(document: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    return {one["code"]: one for one in document.get("indicators", ())}


def _by_key(submitted: Mapping[str, Any], again: Document, origin: Origin, of: _Listed) -> Iterator[Difference]:
    before, after = of.read(submitted), of.read(again)
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if old != new:
            told = f"{name}: abgegeben {_told(old)}, neu gerechnet {_told(new)} ({ORIGINS[origin]})."
            yield Difference(of.kind, told, {"from": origin, of.key: name, "submitted": old, "recomputed": new})


def _other(key: str, old: object, new: object, origin: Origin) -> Difference:
    what = f"„{key}“ ist in dem neu gerechneten Bericht ein anderer Wert ({ORIGINS[origin]})."
    return Difference("document", what, {"from": origin, "member": key, "submitted": old, "recomputed": new})


def _told(value: object) -> str:
    match value:
        case None:
            return "nichts"
        case True:
            return "stimmt"
        case False:
            return "stimmt nicht"
        case _:
            return str(value)
