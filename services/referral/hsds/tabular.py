"""The tabular form of HSDS (one table a kind of record, tied by ids) as nested records."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from services.referral.hsds.terms import Json

# Table -> the name of the list in which its rows lie, by the column that says whose they are.
LISTS: Final[Mapping[str, str]] = {
    "phones": "phones",
    "contacts": "contacts",
    "schedules": "schedules",
    "languages": "languages",
    "addresses": "addresses",
    "accessibility": "accessibility",
    "service_areas": "service_areas",
    "cost_options": "cost_options",
    "required_documents": "required_documents",
    "funding": "funding",
    "programs": "programs",
    "organization_identifiers": "organization_identifiers",
}
OWNERS: Final[Mapping[str, str]] = {
    "organization_id": "organizations",
    "service_id": "services",
    "location_id": "locations",
    "service_at_location_id": "service_at_locations",
    "contact_id": "contacts",
    "phone_id": "phones",
}
ENDING: Final = ".csv"

Tables = Mapping[str, list[Json]]


def is_tabular(document: object) -> bool:
    """Whether it is tables by the names of their files."""
    return isinstance(document, dict) and any(str(name).endswith(ENDING) for name in document)


def nested(document: object) -> Json:
    """Tables as one document of organisations, services with their places, and places of organisations."""
    tables = _tables(document)
    by_id = {name: {_key(row, "id"): row for row in rows} for name, rows in tables.items()}
    _hang_attributes(tables, by_id)
    for name, into in LISTS.items():
        for row in tables.get(name, ()):
            for owner in _owners(row, by_id):
                owner.setdefault(into, []).append(row)
    for at in tables.get("service_at_locations", ()):
        at["location"] = by_id.get("locations", {}).get(_key(at, "location_id"))
        service = by_id.get("services", {}).get(_key(at, "service_id"))
        if service is not None:
            service.setdefault("service_at_locations", []).append(at)
    return {name: tables.get(name, []) for name in ("organizations", "services", "locations")}


def _tables(document: object) -> Tables:
    """Rows are copied: they are hung below one another. ``service_at_location.csv`` is one of several spellings."""
    assert isinstance(document, dict)
    found: defaultdict[str, list[Json]] = defaultdict(list)
    for file, rows in document.items():
        name = str(file).removesuffix(ENDING)
        name = "service_at_locations" if name == "service_at_location" else name
        found[name] += [dict(row) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return found


def _owners(row: Json, by_id: Mapping[str, Mapping[str, Json]]) -> Iterator[Json]:
    for column, table in OWNERS.items():
        owner = by_id.get(table, {}).get(_key(row, column)) if _key(row, column) else None
        if owner is not None and owner is not row:
            yield owner


def _hang_attributes(tables: Tables, by_id: Mapping[str, Mapping[str, Json]]) -> None:
    everything = {
        key: row for name in ("organizations", "services", "locations") for key, row in by_id.get(name, {}).items()
    }
    for attribute in tables.get("attributes", ()):
        term = by_id.get("taxonomy_terms", {}).get(_key(attribute, "taxonomy_term_id"))
        owner = everything.get(_key(attribute, "link_id"))
        if owner is None or term is None:
            continue
        detail = by_id.get("taxonomies", {}).get(_key(term, "taxonomy_id"))
        hung = {**term, "taxonomy_detail": detail} if detail is not None else term
        owner.setdefault("attributes", []).append({**attribute, "taxonomy_term": hung})


def _key(row: Mapping[str, Any], column: str) -> str:
    value = row.get(column)
    return str(value).strip() if isinstance(value, str | int) else ""
