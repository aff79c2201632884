"""From any shape in which HSDS comes to organisations and their services: single records, lists, pages, whole files.

A record may stand in several places, here in full and there in brief: they are put together by id.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from services.referral.exchange.findings import Fault, Remark, shown
from services.referral.hsds.fields import called, source_id
from services.referral.hsds.terms import Json

LISTS: Final = ("contents", "organizations", "services", "service_at_locations", "locations")
ABOUT_TERMS: Final = ("taxonomy", "taxonomy_detail", "taxonomy_id", "parent_id", "term_uri", "code", "version")
OF: Final = "lotse:organization"  # the key under which a service remembers whose it is; no name of HSDS
NO_ID: Final = "Die Kennung (id) fehlt."
NO_ORGANIZATION: Final = "Zum Angebot fehlt die Einrichtung (organization)."
STRANGE: Final = "Das ist weder eine Einrichtung noch ein Angebot noch ein Ort."
HOMELESS: Final = "Der Ort gehört zu keiner Einrichtung und wurde nicht übernommen."


@dataclass(slots=True)
class Gathered:
    """Organisations by id, each with its ``services`` and ``locations``."""

    organizations: dict[UUID, Json] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


@dataclass(slots=True)
class _Work:
    organizations: dict[UUID, Json] = field(default_factory=dict)
    services: dict[UUID, Json] = field(default_factory=dict)
    homeless: dict[UUID, Json] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def gather(document: object) -> Gathered:
    """Raises nothing: what is no record is a fault of the file."""
    work = _Work()
    for each in _entries(document):
        if isinstance(each, dict):
            _take_record(each, work)
        else:
            work.faults.append(Fault("Datei", "", shown(each), STRANGE))
    found = Gathered(work.organizations, work.faults)
    for service in work.services.values():
        _put(service, found)
    _settle(work, found)
    return found


# --- What is it? --------------------------------------------------------------


def _entries(document: object) -> Iterator[object]:
    """The records of a file: of a list, of a page of answers, of a document with several lists, or the only one."""
    if isinstance(document, list):
        yield from document
    elif isinstance(document, dict) and "name" not in document and any(name in document for name in LISTS):
        lists = (document[name] for name in LISTS if isinstance(document.get(name), list))
        yield from (each for one in lists for each in one)
    elif not isinstance(document, dict) or "openapi_url" not in document:
        yield document


def _take_record(record: Json, work: _Work) -> None:
    if "service" in record or "location" in record:
        _take_at_location(record, work)
    elif "location_type" in record or "addresses" in record:
        _take_homeless(record, work)
    elif any(name in record for name in ("status", "organization", "organization_id", "service_at_locations")):
        _take_service(record, work)
    elif any(name in record for name in ABOUT_TERMS):
        return  # lists of terms: they are read where entries use them
    elif "name" in record:
        _take_organization(record, work)
    else:
        work.faults.append(Fault(called("Eintrag", record), "", "", STRANGE))


def _take_organization(record: Json, work: _Work) -> UUID | None:
    key = _id(record, "Einrichtung", work)
    if key is None:
        return None
    services = list(_listed(record, "services"))
    _merge_into(work.organizations, key, {name: value for name, value in record.items() if name != "services"})
    for each in services:
        _take_service(each, work, of=key)
    return key


def _take_service(record: Json, work: _Work, of: UUID | None = None) -> None:
    key = _id(record, "Angebot", work)
    organization = record.get("organization")
    if of is None and isinstance(organization, dict):
        of = _take_organization(organization, work)
    if key is None:
        return
    of = of or source_id({"id": record.get("organization_id")})
    brought = {name: value for name, value in record.items() if name != "organization"}
    _merge_into(work.services, key, brought if of is None else {**brought, OF: of})


def _take_at_location(record: Json, work: _Work) -> None:
    """An offer at a place: what is said here of contacts, telephones and hours belongs to the offer."""
    service, location = record.get("service"), record.get("location")
    if not isinstance(service, dict):
        if isinstance(location, dict):
            _take_homeless(location, work)
        return
    _take_service({**service, "service_at_locations": [{**record, "service": None}]}, work)


def _take_homeless(record: Json, work: _Work) -> None:
    key = _id(record, "Ort", work)
    if key is not None:
        _merge_into(work.homeless, key, record)


# --- Put together -------------------------------------------------------------


def _put(service: Json, found: Gathered) -> None:
    of = service.pop(OF, None)
    organization = found.organizations.get(of) if of is not None else None
    if organization is None:
        found.faults.append(Fault(called("Angebot", service), "organization", "", NO_ORGANIZATION))
        return
    organization.setdefault("services", []).append(service)


def _settle(work: _Work, found: Gathered) -> None:
    """Places that name their organisation go to it; others that no offer names are left out."""
    named = {
        source_id(at["location"])
        for service in work.services.values()
        for at in _listed(service, "service_at_locations")
        if isinstance(at.get("location"), dict)
    }
    for key, place in work.homeless.items():
        of = found.organizations.get(source_id({"id": place.get("organization_id")}) or UUID(int=0))
        if of is not None:
            of["locations"] = [*_listed(of, "locations"), place]
        elif key not in named:
            found.remarks.append(Remark(called("Ort", place), "organization_id", HOMELESS))


def _merge_into(known: dict[UUID, Json], key: UUID, record: Json) -> None:
    known[key] = merged(known[key], record) if key in known else dict(record)


def merged(one: Mapping[str, Any], other: Mapping[str, Any]) -> Json:
    """Both together: what the first does not say is the second's, lists are joined by id."""
    found = dict(one)
    for name, value in other.items():
        mine = found.get(name)
        if mine in (None, "", []):
            found[name] = value
        elif isinstance(mine, list) and isinstance(value, list):
            found[name] = _joined(mine, value)
    return found


def _joined(one: list[Any], other: list[Any]) -> list[Any]:
    known = {source_id(each) for each in one if isinstance(each, dict)} - {None}
    return [*one, *(each for each in other if not isinstance(each, dict) or source_id(each) not in known)]


def _id(record: Json, what: str, work: _Work) -> UUID | None:
    key = source_id(record)
    if key is None:
        work.faults.append(Fault(called(what, record), "id", shown(record.get("id")), NO_ID))
    return key


def _listed(record: Mapping[str, Any], name: str) -> Iterator[Json]:
    """The records of a list, if it is one; what else stands in it is found again by whoever reads the field."""
    value = record.get(name)
    return (each for each in value if isinstance(each, dict)) if isinstance(value, list) else iter(())
