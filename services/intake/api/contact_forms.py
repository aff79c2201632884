"""What a form sends of a contact; a field that is not sent is not asked, null is unknown."""

import datetime as dt
import re
from typing import Annotated, Any, Final
from uuid import UUID

from msgspec import UNSET
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from services.contracts import intake
from services.intake.api.access import CASE_EXAMPLE
from services.intake.api.cases import STAFF_EXAMPLE, Operation
from services.intake.contacts_desk import Texts
from services.intake.domain.contact import ContactChange
from services.intake.rows_in import Kind, Sozialraum
from services.kernel.inputs import Day, not_blank

MINUTES_OF_A_DAY: Final = 24 * 60
LONGEST_TEXT: Final = 4000
CLOCK: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
SITE_EXAMPLE: Final = "00000000-0000-8000-8000-000000000010"

# Form field -> field of the contact; the others are texts, or the case.
FIELDS: Final = {
    **{name: name for name in ("date", "sozialraum", "kind", "minutes", "starts_at", "site_id", "next_on", "track")},
    **{name: name for name in ("migration_background", "topics", "present", "situations")},
    "staff": "staff_id",
}
TEXTS: Final = ("note", "next_step", "site")
LISTS: Final = ("topics", "present", "situations")


def _only_a_time(value: object) -> object:
    """Minutes are exact enough, and pydantic would make times of numbers."""
    if value is None:
        return None
    if not isinstance(value, str) or not CLOCK.fullmatch(value):
        raise ValueError("Bitte eine Uhrzeit in der Form SS:MM angeben.")
    return dt.time.fromisoformat(value)


Clock = Annotated[
    dt.time,
    BeforeValidator(_only_a_time),
    WithJsonSchema({"type": "string", "pattern": f"^{CLOCK.pattern}$", "examples": ["14:30"]}),
]
TopicKey = Annotated[str, Field(min_length=1, max_length=60, examples=["schulden"])]
Words = Annotated[str, Field(max_length=LONGEST_TEXT)]


class SituationIn(BaseModel):
    """Is it still true?"""

    model_config = ConfigDict(extra="forbid", title="Problemlage bei diesem Kontakt")

    topic: TopicKey = Field(title="Problemlage")
    still: intake.YesNo = Field(default="yes", title="Besteht weiter")
    severity: intake.Severity | None = Field(default=None, title="Schwere")

    def fact(self) -> intake.Situation:
        return intake.Situation(topic=self.topic, still=self.still, severity=self.severity)


class ContactChangeIn(BaseModel):
    """Values of a contact; only what is sent is changed."""

    model_config = ConfigDict(extra="forbid", title="Kontakt berichtigen")

    date: Day | None = Field(default=None, title="Datum", examples=["2026-03-02"])
    sozialraum: Sozialraum | None = Field(default=None, title="Sozialraum")
    kind: Kind | None = Field(default=None, title="Kontaktart")
    starts_at: Clock | None = Field(default=None, title="Beginn")
    minutes: int | None = Field(default=None, ge=0, le=MINUTES_OF_A_DAY, title="Minuten", examples=[25])
    site_id: UUID | None = Field(default=None, title="Eingetragener Standort", examples=[SITE_EXAMPLE])
    site: Annotated[str, Field(max_length=200)] | None = Field(
        default=None, title="Anderer Ort, als Text", examples=["Jobcenter, Zimmer 12"]
    )
    topics: list[TopicKey] | None = Field(default=None, title="Themen", max_length=50)
    present: list[intake.Present] | None = Field(default=None, title="Wer dabei war", max_length=10)
    situations: list[SituationIn] | None = Field(default=None, title="Problemlagen bei diesem Kontakt", max_length=50)
    migration_background: intake.YesNo | None = Field(default=None, title="Migrationshintergrund")
    track: intake.Track | None = Field(default=None, title="Verlauf")
    staff: UUID | None = Field(default=None, title="Fachkraft", examples=[STAFF_EXAMPLE])
    note: Words | None = Field(default=None, title="Notiz", examples=["Unterlagen fehlen noch"])
    next_step: Words | None = Field(default=None, title="Nächster Schritt", examples=["Bescheid mitbringen"])
    next_on: Day | None = Field(default=None, title="Nächster Schritt am", examples=["2026-03-09"])

    def change(self) -> ContactChange:
        """The values that were sent."""
        return ContactChange(**{FIELDS[name]: self._value(name) for name in self.model_fields_set if name in FIELDS})

    def texts(self) -> Texts:
        """The words that were sent."""
        return Texts(**{name: getattr(self, name) for name in TEXTS if name in self.model_fields_set})

    def _value(self, name: str) -> Any:
        """Lists that are null are empty; a day and a Sozialraum that are null were not meant to be changed."""
        value = getattr(self, name)
        if name == "situations":
            return tuple(each.fact() for each in value or ())
        if name in LISTS:
            return tuple(value or ())
        return UNSET if value is None and name in {"date", "sozialraum"} else value


class ContactFormIn(ContactChangeIn):
    """A contact, of a case or anonymous: date and operation are enough."""

    model_config = ConfigDict(extra="forbid", title="Kontakt erfassen")

    operation: Operation
    date: Day = Field(title="Datum", examples=["2026-03-02"])
    case: UUID | None = Field(default=None, title="Fall; ohne Angabe ein anonymer Kontakt", examples=[CASE_EXAMPLE])


class CancellationIn(BaseModel):
    """Why a contact counts no more."""

    model_config = ConfigDict(extra="forbid", title="Kontakt stornieren")

    reason: Annotated[str, Field(min_length=1, max_length=1000), AfterValidator(not_blank)] = Field(
        title="Grund", examples=["Doppelt erfasst"]
    )
