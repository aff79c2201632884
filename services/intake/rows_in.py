"""The rows of the import files as JSON bodies: the same fields, the same rules; absent leaves a field as it is."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.contracts import intake
from services.contracts.vocabularies import contact_kinds, topics
from services.intake.imports import cells
from services.kernel.inputs import AnyDay, not_blank


def _as_a_cell(value: str) -> str:
    return cells.sozialraum(value.strip())


def _contact_kind(value: str) -> str:
    return str(cells.contact_kind(value))


def _topic(value: str) -> str:
    if "|" in value:
        raise ValueError("Bitte jedes Thema als eigenen Eintrag der Liste angeben.")
    cells.topic_keys(value)
    return value


Number = Annotated[str, Field(min_length=1, max_length=cells.LONGEST_NUMBER), AfterValidator(not_blank)]
Sozialraum = Annotated[str, AfterValidator(_as_a_cell), Field(examples=["rieth"])]
Kind = Annotated[str, AfterValidator(_contact_kind), Field(examples=[next(iter(contact_kinds()))])]
Topic = Annotated[str, AfterValidator(_topic), Field(examples=[next(iter(topics()))])]


class RowIn(BaseModel):
    """A field that is not sent stays as it is; null makes it unknown."""

    def cells(self) -> dict[str, object]:
        """Field -> JSON value, of the fields that were sent."""
        return self.model_dump(mode="json", exclude_unset=True)


class ParticipationIn(RowIn):
    """One row of ``participants``."""

    model_config = ConfigDict(extra="forbid", title="Teilnahme")

    participant_no: Number = Field(title="Teilnehmernummer", examples=["E-0017"])
    sozialraum: Sozialraum = Field(title="Sozialraum")
    entry_date: AnyDay = Field(title="Eintritt", examples=["2026-03-02"])
    state: intake.State | None = Field(default=None, title="Stand; ohne Angabe submitted")
    gender: intake.Gender | None = Field(default=None, title="Geschlecht")
    birth_date: AnyDay | None = Field(default=None, title="Geburtsdatum")
    employment: intake.Employment | None = Field(default=None, title="Erwerbsstatus bei Eintritt")
    unemployed_since: AnyDay | None = Field(default=None, title="Arbeitslos seit")
    in_education: intake.YesNo | None = Field(default=None, title="In Bildung bei Eintritt")
    isced: int | None = Field(default=None, ge=0, le=8, title="Höchster Bildungsabschluss (ISCED)")
    disability: intake.YesNoRefused | None = Field(default=None, title="Behinderung")
    foreign_background: intake.YesNoRefused | None = Field(default=None, title="Ausländische Herkunft")
    minority: intake.YesNoRefused | None = Field(default=None, title="Minderheit")
    citizenship: intake.Citizenship | None = Field(default=None, title="Staatsangehörigkeit")
    housing: intake.Housing | None = Field(default=None, title="Wohnsituation")
    residence_ags: Annotated[str, Field(pattern=r"^[0-9]{8}$")] | None = Field(default=None, title="Gemeindeschlüssel")
    exit_date: AnyDay | None = Field(default=None, title="Austritt")
    cancel_reason: str | None = Field(default=None, title="Grund der Stornierung")


class StatusIn(RowIn):
    """One row of ``statuses``."""

    model_config = ConfigDict(extra="forbid", title="Verbleib")

    participant_no: Number = Field(title="Teilnehmernummer", examples=["E-0017"])
    kind: intake.StatusKind = Field(title="Art")
    date: AnyDay = Field(title="Datum", examples=["2026-06-30"])
    status: intake.LabourStatus = Field(title="Status")
    in_education: intake.YesNo | None = Field(default=None, title="In Bildung")
    qualification: intake.YesNo | None = Field(default=None, title="Qualifikation erlangt")
    improved: intake.YesNo | None = Field(default=None, title="Lage verbessert (nur Nachbefragung)")
    reason: str | None = Field(default=None, title="Grund, wenn keine Antwort vorliegt")
    state: Annotated[str, Field(pattern="^cancelled$")] | None = Field(default=None, title="cancelled nimmt zurück")


class ContactIn(RowIn):
    """One row of ``contacts``."""

    model_config = ConfigDict(extra="forbid", title="Kontakt")

    contact_no: Annotated[str, AfterValidator(not_blank)] = Field(title="Kontaktnummer", examples=["K-2041"])
    date: AnyDay = Field(title="Datum", examples=["2026-03-02"])
    sozialraum: Sozialraum = Field(title="Sozialraum")
    case_no: str | None = Field(default=None, title="Fallnummer; leer: anonymer Kontakt")
    kind: Kind | None = Field(default=None, title="Kontaktart")
    site: str | None = Field(default=None, title="Standort")
    minutes: int | None = Field(default=None, ge=0, le=999_999_999, title="Minuten")
    topics: list[Topic] | None = Field(default=None, title="Themen", max_length=100)
    migration_background: intake.YesNo | None = Field(default=None, title="Migrationshintergrund")
    track: intake.Track | None = Field(default=None, title="Verlauf")
