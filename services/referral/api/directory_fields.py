"""What bodies about the directory have in common: names, choices, contact details, days."""

from collections.abc import Callable, Mapping
from typing import Annotated, Final
from uuid import UUID

from fastapi import Path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.contracts.names import LONGEST_NAME
from services.contracts.referral import Provenance
from services.contracts.vocabularies import handlungsfelder, languages, partner_kinds, target_groups
from services.kernel.inputs import Day, not_blank
from services.kernel.times import today
from services.kernel.web import Recorded

ID: Final = "00000000-0000-8000-8000-000000006219"
LONGEST_TEXT: Final = 2000
LONGEST_LINE: Final = 200
MOST_CHOSEN: Final = 100
EMAIL_PATTERN: Final = r"^[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+$"
WEB_PATTERN: Final = r"^https?://[^\s<>\"]+$"


def one_of(known: Callable[[], Mapping[str, str]]) -> AfterValidator:
    """A key of that vocabulary."""

    def check(value: str) -> str:
        if value not in known():
            raise ValueError(f"Erlaubt sind nur: {', '.join(known())}.")
        return value

    return AfterValidator(check)


Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), AfterValidator(not_blank)]
Line = Annotated[str, Field(min_length=1, max_length=LONGEST_LINE), AfterValidator(not_blank)]
Words = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT), AfterValidator(not_blank)]
Phone = Annotated[str, Field(min_length=3, max_length=50), AfterValidator(not_blank)]
Email = Annotated[str, Field(pattern=EMAIL_PATTERN, max_length=LONGEST_LINE, examples=["kontakt@beratung.example"])]
Website = Annotated[str, Field(pattern=WEB_PATTERN, max_length=LONGEST_LINE, examples=["https://beratung.example"])]
PartnerKind = Annotated[str, one_of(partner_kinds), Field(examples=["beratungsstelle"])]
Handlungsfeld = Annotated[str, one_of(handlungsfelder), Field(examples=["arbeit"])]
TargetGroup = Annotated[str, one_of(target_groups), Field(examples=["familien"])]
Language = Annotated[str, one_of(languages), Field(examples=["de"])]
Topic = Annotated[str, Field(min_length=1, max_length=LONGEST_LINE, examples=["schulden"])]
Sozialraum = Annotated[str, Field(min_length=1, max_length=60, examples=["arnstadt"]), AfterValidator(not_blank)]

PartnerInPath = Annotated[UUID, Path(title="Partner", examples=[ID])]
LocationInPath = Annotated[UUID, Path(title="Ort", examples=[ID])]
ContactInPath = Annotated[UUID, Path(title="Ansprechperson", examples=[ID])]
AgreementInPath = Annotated[UUID, Path(title="Vereinbarung", examples=[ID])]
OfferInPath = Annotated[UUID, Path(title="Angebot", examples=[ID])]


class Made(Recorded):
    """The answer to a command that made something."""

    model_config = ConfigDict(title="Angelegt")

    id: UUID = Field(title="Verweis auf das, was angelegt wurde", examples=[ID])


class LastDayIn(BaseModel):
    """The last day on which something counts."""

    model_config = ConfigDict(extra="forbid", title="Letzter Tag")

    on: Day | None = Field(default=None, title="Letzter Tag; ohne Angabe heute")

    @property
    def day(self) -> Day:
        return self.on or today()


class AssuranceIn(BaseModel):
    """Somebody who must know said that the entry is right."""

    model_config = ConfigDict(extra="forbid", title="Bestätigung")

    on: Day | None = Field(default=None, title="Bestätigt am; ohne Angabe heute")
    provenance: Provenance = Field(title="Von wem", examples=["partner_phone"])

    @property
    def day(self) -> Day:
        return self.on or today()


def said(**texts: str | None) -> dict[str, str]:
    """Field -> words, without those that were not said."""
    return {field: text for field, text in texts.items() if text}
