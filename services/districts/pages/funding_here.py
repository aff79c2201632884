"""What all pages about the funding of an operation ask for: who may, the operation, how amounts are typed."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final

from fastapi import Depends
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from services.districts.api.funding_fields import MOST_CENTS, READERS
from services.districts.application import SERVICE
from services.districts.domain.funding_plans import WHOLE
from services.districts.domain.funding_state import Funding, UnknownEntry
from services.districts.domain.posts import FULL
from services.districts.funding_desk import FundingDesk
from services.districts.pages.asking import Here
from services.districts.pages.operations import operation_of
from services.kernel.money import NotMoney, read_euros
from services.kernel.pages.asking import signed_in
from services.kernel.pages.small_form import Field as FormField
from services.kernel.problems import not_found
from services.kernel.requests import Session

ReaderHere = Annotated[Session, Depends(signed_in(SERVICE, *READERS))]

OVERVIEW: Final = "/finanzierung"
FUNDING: Final = "/vorhaben/{operation}/finanzierung"


class NothingIn(BaseModel):
    """A form with a button and nothing else."""

    model_config = ConfigDict(extra="forbid")


def page_of(here: Here) -> str:
    """The page of the operation's funding."""
    return FUNDING.format(operation=here.key("operation"))


def about(here: Here) -> str:
    """Which operation it is. Raises a Problem (404)."""
    return operation_of(here).name


def funding_of(here: Here) -> Funding:
    return FundingDesk(here.service, here.district, here.key("operation")).funding()


def entry_of(here: Here, entries: Mapping[Any, Any], place: str) -> Any:
    """The entry in the address. Raises a Problem (404)."""
    found = entries.get(here.named(place))
    if found is None:
        raise not_found(UnknownEntry.title)
    return found


# --- What is typed --------------------------------------------------------------------


def _typed(wanted: str) -> Callable[[object], object]:
    """Whole hundredths of what stands there with a comma, or what is wrong in these words."""

    def read(value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return read_euros(value)
        except NotMoney:
            raise ValueError(wanted) from None

    return read


Euros = Annotated[
    int,
    Field(ge=0, le=MOST_CENTS),
    BeforeValidator(_typed("Bitte einen Betrag in Euro angeben, zum Beispiel 1.234,50.")),
]
Percent = Annotated[
    int,
    Field(ge=0, le=WHOLE),
    BeforeValidator(_typed("Bitte einen Anteil in Prozent angeben, zum Beispiel 60 oder 33,33.")),
]
PostPart = Annotated[
    int, Field(ge=0, le=FULL), BeforeValidator(_typed("Bitte einen Umfang von 0 bis 1 angeben, zum Beispiel 0,75."))
]


def euros_field(hint: str | None = None) -> FormField:
    return FormField(name="cents", title="Betrag in Euro", hint=hint, more={"inputmode": "decimal"})
