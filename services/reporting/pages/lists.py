"""The two lists of an explanation, a page of each at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field

from services.reporting.explaining.asking import Shown

PAGE: Final = 25
LAST_PAGE: Final = 100_000
PageNumber = Annotated[int, Field(ge=1, le=LAST_PAGE)]
Whole = tuple[int, Sequence[Any]]  # how many rows there are, and those that are shown


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as far as it is shown, and where its other pages are."""

    key: str
    title: str
    total: int
    rows: Sequence[Any]
    earlier: str | None
    further: str | None


class TwoLists(BaseModel):
    """A question as it stands in an address, with the page of each list that is shown."""

    model_config = ConfigDict(extra="forbid")

    path: ClassVar[str]

    counted: PageNumber = Field(default=1, alias="seite")
    not_counted: PageNumber = Field(default=1, alias="seite_nicht")

    @property
    def counted_shown(self) -> Shown:
        return Shown((self.counted - 1) * PAGE, PAGE)

    @property
    def not_counted_shown(self) -> Shown:
        return Shown((self.not_counted - 1) * PAGE, PAGE)

    def listed(self, counted: Whole, not_counted: Whole) -> tuple[Listed, Listed]:
        """Both lists, of which the rows of the page that is shown are given."""
        return (
            self._listed(("gezaehlt", "Gezählt", "seite"), self.counted, counted),
            self._listed(("nicht-gezaehlt", "Nicht gezählt", "seite_nicht"), self.not_counted, not_counted),
        )

    def _listed(self, names: tuple[str, str, str], page: int, whole: Whole) -> Listed:
        """``names``: the list's place on the page, its title, and the parameter that holds its page."""
        (key, title, parameter), (total, rows) = names, whole
        earlier = self._address(parameter, page - 1) if page > 1 else None
        further = self._address(parameter, page + 1) if total > page * PAGE else None
        return Listed(key, title, total, rows, earlier, further)

    def _address(self, parameter: str, page: int) -> str:
        said = self.model_dump(mode="json", exclude_none=True, exclude_defaults=True, by_alias=True)
        return f"{self.path}?{urlencode({**said, parameter: page})}"
