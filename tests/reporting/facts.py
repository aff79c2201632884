"""Facts with sensible defaults, for histories."""

from datetime import date
from typing import Any
from uuid import UUID

from services.contracts.districts import (
    CatalogueReleased,
    FixedTrait,
    MunicipalitiesMarked,
    OperationConfigured,
    OperationMode,
    OperationOpened,
)
from services.contracts.intake import (
    ContactCorrected,
    ContactDetails,
    ContactRecorded,
    EntityKind,
    EntityRetracted,
    EntitySupported,
    EntryTraits,
    EstimateRecorded,
    EstimateRetracted,
    ParticipationCorrected,
    ParticipationEntered,
    ParticipationLinked,
    ParticipationUnlinked,
    PersonsLinked,
    PersonsUnlinked,
    StatusRecorded,
    StatusRetracted,
)
from services.kernel.facts import Erased
from tests.reporting.history import id_of

OPERATION = "thinka-2022"
TRAITS = set(EntryTraits.__struct_fields__)


def day(text: str | date | None) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) else text


def opened(operation: str = OPERATION, objective: str = "ESO4.8") -> OperationOpened:
    return OperationOpened(
        operation_id=id_of("operation", operation),
        operation=operation,
        name="ThINKA",
        start=date(2022, 1, 1),
        end=date(2027, 12, 31),
        catalogue="esf-plus-2021-2027",
        specific_objective=objective,
    )


def released(operation: str = OPERATION, version: int = 1) -> CatalogueReleased:
    return CatalogueReleased(
        operation_id=id_of("operation", operation),
        operation=operation,
        catalogue="esf-plus-2021-2027",
        catalogue_version=version,
        long_term_months=12,
        exit_days=28,
        followup_from_months=6,
        followup_to_months=9,
    )


def marked(*ags: str) -> MunicipalitiesMarked:
    return MunicipalitiesMarked(ags=ags)


def configured(
    mode: OperationMode = "participant_based", operation: str = OPERATION, **fixed: str
) -> OperationConfigured:
    """Settings of an operation; further arguments are traits that the target group settles."""
    return OperationConfigured(
        operation_id=id_of("operation", operation),
        operation=operation,
        mode=mode,
        fixed_traits=tuple(FixedTrait(field=field, value=value) for field, value in fixed.items()),  # type: ignore[arg-type]
    )


def estimate(indicator: str, on: str, female: int = 0, male: int = 0, non_binary: int = 0) -> EstimateRecorded:
    return EstimateRecorded(
        operation=OPERATION,
        indicator=indicator,
        on=date.fromisoformat(on),
        female=female,
        male=male,
        non_binary=non_binary,
        method="sample",
        base_id=id_of("base", indicator, on),
    )


def estimate_retracted(indicator: str, on: str) -> EstimateRetracted:
    return EstimateRetracted(operation=OPERATION, indicator=indicator, on=date.fromisoformat(on))


def supported(name: str, on: str, kind: EntityKind = "public_administration") -> EntitySupported:
    return EntitySupported(
        entity_id=id_of("entity", name),
        operation=OPERATION,
        kind=kind,
        name_id=id_of("name", name),
        on=date.fromisoformat(on),
    )


def entity_retracted(name: str) -> EntityRetracted:
    return EntityRetracted(entity_id=id_of("entity", name), operation=OPERATION)


def _entry(number: object, given: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "operation": OPERATION,
        "sozialraum": "nord",
        "state": "submitted",
        "entry_date": "2024-03-01",
        "gender": "female",
        "employment": "inactive",
        "in_education": "no",
        "isced": 3,
        "birth_date": "1990-01-01",
    } | given
    for name in ("entry_date", "exit_date", "unemployed_since", "birth_date"):
        if name in values:
            values[name] = day(values[name])
    traits = values.pop("traits", None) or EntryTraits(**{k: values.pop(k) for k in TRAITS & values.keys()})
    values = {key: value for key, value in values.items() if key not in TRAITS}
    return {
        "participation_id": id_of("participation", number),
        "person_id": id_of("person", number),
        "traits": traits,
        **values,
    }


def entered(number: object, **given: Any) -> ParticipationEntered:
    return ParticipationEntered(**_entry(number, given))


def corrected(number: object, **given: Any) -> ParticipationCorrected:
    return ParticipationCorrected(**_entry(number, given))


def erased(number: object, **given: Any) -> ParticipationEntered:
    return ParticipationEntered(**_entry(number, {**given, "traits": Erased()}))


def status(number: object, kind: str, on: str | date, what: str = "employed", **cells: Any) -> StatusRecorded:
    key = (number, kind, on, what, *sorted(cells.items()))
    return StatusRecorded(
        status_id=id_of("status", *key),
        participation_id=id_of("participation", number),
        person_id=id_of("person", number),
        kind=kind,  # type: ignore[arg-type]
        date=day(on),  # type: ignore[arg-type]
        status=what,  # type: ignore[arg-type]
        **cells,
    )


def retracted(recorded: StatusRecorded) -> StatusRetracted:
    return StatusRetracted(
        status_id=recorded.status_id, participation_id=recorded.participation_id, person_id=recorded.person_id
    )


def linked(one: object, other: object) -> PersonsLinked:
    """The participants of these numbers are one person."""
    pair = _pair(one, other)
    return PersonsLinked(link_id=id_of("link", *pair), persons=pair, grounds="identity_checked")


def unlinked(one: object, other: object) -> PersonsUnlinked:
    pair = _pair(one, other)
    return PersonsUnlinked(link_id=id_of("link", *pair), persons=pair)


def case_linked(case: object, number: object) -> ParticipationLinked:
    """The case's person is the participant of that number."""
    return ParticipationLinked(
        case_id=id_of("case", case),
        person_id=id_of("case-person", case),
        participation_id=id_of("participation", number),
        participant_id=id_of("person", number),
        operation=OPERATION,
    )


def case_unlinked(case: object, number: object) -> ParticipationUnlinked:
    return ParticipationUnlinked(
        case_id=id_of("case", case),
        person_id=id_of("case-person", case),
        participation_id=id_of("participation", number),
    )


def _pair(one: object, other: object) -> tuple[UUID, UUID]:
    """Ascending, as every fact of a pair names them."""
    lower, higher = sorted((id_of("person", one), id_of("person", other)))
    return lower, higher


def _contact(number: object, on: str, case: object, given: dict[str, Any]) -> dict[str, Any]:
    details = ContactDetails(
        topics=tuple(given.pop("topics", ())), migration_background=given.pop("migration_background", None)
    )
    return {
        "contact_id": id_of("contact", number),
        "operation": OPERATION,
        "date": day(on),
        "sozialraum": "nord",
        "case_id": None if case is None else id_of("case", case),
        "person_id": None if case is None else id_of("case-person", case),
        "details": details,
        **given,
    }


def contacted(number: object, on: str, case: object = None, **given: Any) -> ContactRecorded:
    return ContactRecorded(**_contact(number, on, case, given))


def recontacted(number: object, on: str, case: object = None, **given: Any) -> ContactCorrected:
    return ContactCorrected(**_contact(number, on, case, given))
