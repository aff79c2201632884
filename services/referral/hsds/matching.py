"""Which of our words do terms from elsewhere mean? By our own taxonomies exactly, by others' where the words agree."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from services.referral.hsds.fields import Fields
from services.referral.hsds.terms import TITLES, TaxonomyKey, labels

K = TypeVar("K", bound=str)

# Where words of other taxonomies are looked up, in this order.
LOOKED_UP: Final[tuple[TaxonomyKey, ...]] = ("problemlagen", "handlungsfelder", "zielgruppen", "barrierefreiheit")
OURS: Final[Mapping[str, TaxonomyKey]] = {title: key for key, title in TITLES.items()}


@dataclass(frozen=True, slots=True)
class Matched:
    """Codes by taxonomy, values by code, and the words that mean none of our terms."""

    codes: Mapping[TaxonomyKey, tuple[str, ...]]
    values: Mapping[str, str]
    words: tuple[str, ...]

    def of(self, taxonomy: TaxonomyKey) -> tuple[str, ...]:
        return self.codes.get(taxonomy, ())


@dataclass(frozen=True, slots=True)
class Matcher:
    """``topics``: label by key of the topics that may be chosen in the district."""

    topics: Mapping[str, str]

    def match(self, attributes: Iterable[Fields]) -> Matched:
        found = _Found()
        for each in attributes:
            term = each.one("taxonomy_term")
            if term is not None:
                self._take(term, each.text("value"), found)
        codes = {key: tuple(dict.fromkeys(its)) for key, its in found.codes.items()}
        return Matched(codes, found.values, tuple(dict.fromkeys(found.words)))

    def _take(self, term: Fields, value: str | None, found: "_Found") -> None:
        code, name = term.text("code"), term.text("name")
        key = OURS.get(term.text("taxonomy") or "") or OURS.get(_detail(term) or "")
        if key is None:
            self._look_up(code, name, value, found)
        elif code is not None and code in self._known(key):
            found.codes[key].append(code)
            if value is not None:
                found.values[code] = value
        elif name or code:
            found.words.append(f"{TITLES[key].removeprefix('Lotse: ')}: {name or code}")

    def _look_up(self, code: str | None, name: str | None, value: str | None, found: "_Found") -> None:
        for key in LOOKED_UP:
            meant = _meant(self._known(key), code, name)
            if meant is not None:
                found.codes[key].append(meant)
                return
        words = [each for each in (name or code, value) if each]
        if words:
            found.words.append(f"Stichwort: {', '.join(dict.fromkeys(words))}")

    def _known(self, key: TaxonomyKey) -> Mapping[str, str]:
        return self.topics if key == "problemlagen" else labels(key)


@dataclass(frozen=True, slots=True)
class _Found:
    codes: defaultdict[TaxonomyKey, list[str]] = field(default_factory=lambda: defaultdict(list))
    values: dict[str, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)


def _detail(term: Fields) -> str | None:
    detail = term.one("taxonomy_detail")
    return None if detail is None else detail.text("name")


def _meant(known: Mapping[str, str], code: str | None, name: str | None) -> str | None:
    """A term means ours if its code is our key, or its name our label."""
    if code in known:
        return code
    return meant(known, name)


def meant(known: Mapping[K, str], words: str | None) -> K | None:
    """The key whose label these words are, whatever their capitals."""
    said = None if words is None else words.casefold()
    return next((key for key, label in known.items() if label.casefold() == said), None)
