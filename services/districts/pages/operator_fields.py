"""Fields that several forms of those who run a district have."""

from services.districts import place_queries, queries
from services.districts.pages.asking import Here
from services.districts.pages.people import ALL_OPERATIONS
from services.districts.pages.words import OPEN_END
from services.kernel.pages.small_form import Field
from services.kernel.times import today


def traeger_field(here: Here) -> Field:
    """A Träger of the district; the only one is chosen already."""
    found = [(str(row.traeger_id), row.name) for row in place_queries.traeger_list(here.service.pool, here.district)]
    only = found[0][0] if len(found) == 1 else ""
    return Field(name="traeger_id", title="Träger", kind="select", options=found, default=only)


def operation_field(here: Here, *, or_all: bool = False) -> Field:
    """An operation of the district."""
    found = [(row.operation, row.name) for row in queries.operations(here.service.pool, here.district)]
    empty = ALL_OPERATIONS if or_all else "Bitte wählen"
    only = found[0][0] if len(found) == 1 and not or_all else ""
    return Field(
        name="operation", title="Vorhaben", kind="select", options=found, default=only, optional=or_all, empty=empty
    )


def period_fields() -> tuple[Field, Field]:
    """From today on, unless somebody says otherwise."""
    return (
        Field(name="start", title="Erster Tag", kind="date", default=str(today())),
        Field(name="end", title="Letzter Tag", kind="date", optional=True, hint=f"Leer: {OPEN_END}."),
    )


def last_day_field(hint: str | None = None) -> Field:
    return Field(name="on", title="Letzter Tag", kind="date", default=str(today()), hint=hint)
