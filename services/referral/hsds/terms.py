"""Our vocabularies as taxonomies of HSDS: what its own fields cannot hold stands in attributes with one of these terms.

Ids of taxonomies and terms are derived from their keys, the same in every district and every installation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal
from uuid import UUID, uuid5

from services.contracts.vocabularies import handlungsfelder, partner_kinds, target_groups, topics
from services.referral.wording import ACCESSIBILITIES, CAPACITIES

Json = dict[str, Any]
TaxonomyKey = Literal[
    "problemlagen",
    "handlungsfelder",
    "zielgruppen",
    "partnerarten",
    "barrierefreiheit",
    "aufnahme",
    "kosten",
    "angaben",
]

HERE: Final = UUID("5f6d3a0e-8a5b-5d0c-9a1e-6c1f0b7d2e41")
# What is no vocabulary but a single value: the attribute's `value` holds it.
DETAILS: Final[Mapping[str, str]] = {
    "assured_on": "Bestätigt am",
    "takes_mail": "Nimmt Vermittlungen per E-Mail entgegen",
    "public": "Im öffentlichen Verzeichnis",
    "sozialraum": "Sozialraum",
    "website": "Webseite",
    "email": "E-Mail",
}
TITLES: Final[Mapping[TaxonomyKey, str]] = {
    "problemlagen": "Lotse: Problemlagen",
    "handlungsfelder": "Lotse: Handlungsfelder",
    "zielgruppen": "Lotse: Zielgruppen",
    "partnerarten": "Lotse: Partnerarten",
    "barrierefreiheit": "Lotse: Barrierefreiheit",
    "aufnahme": "Lotse: Aufnahme",
    "angaben": "Lotse: weitere Angaben",
}


@cache
def labels(taxonomy: TaxonomyKey) -> Mapping[str, str]:
    """Code -> German label of the terms of a taxonomy."""
    known: Mapping[TaxonomyKey, Mapping[Any, str]] = {
        "problemlagen": topics(),
        "handlungsfelder": handlungsfelder(),
        "zielgruppen": target_groups(),
        "partnerarten": partner_kinds(),
        "barrierefreiheit": ACCESSIBILITIES,
        "aufnahme": CAPACITIES,
        "angaben": DETAILS,
    }
    return known[taxonomy]


def part_id(owner: UUID, *parts: object) -> str:
    """The id of something that has none of its own: derived from whose it is and what it is."""
    return str(uuid5(owner, "\x1f".join(map(str, parts))))


def taxonomy(key: TaxonomyKey) -> Json:
    return {"id": part_id(HERE, key), "name": TITLES[key], "description": TITLES[key]}


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms with their words; ``own_topics``: labels of the district's own list of topics."""

    own_topics: Mapping[str, str]

    def label(self, key: TaxonomyKey, code: str) -> str:
        own = self.own_topics if key == "problemlagen" else {}
        return own.get(code) or labels(key).get(code) or code

    def term(self, key: TaxonomyKey, code: str) -> Json:
        label = self.label(key, code)
        return {
            "id": part_id(HERE, key, code),
            "code": code,
            "name": label,
            "description": label,
            "taxonomy": TITLES[key],
            "language": "de",
            "taxonomy_detail": taxonomy(key),
        }

    def attribute(self, owner: UUID, entity: str, key: TaxonomyKey, code: str, value: str | None = None) -> Json:
        """A term at an entity of HSDS (``service``, ``organization``, ``location``)."""
        return {
            "id": part_id(owner, "attribute", key, code),
            "link_type": key,
            "link_entity": entity,
            "value": self.label(key, code) if value is None else value,
            "taxonomy_term": self.term(key, code),
        }
