"""Offers as bodies and answers carry them."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.contracts.referral import Accessibility, Capacity, Cost, Provenance
from services.kernel.inputs import Day
from services.kernel.times import today
from services.referral.api.directory_fields import (
    ID,
    MOST_CHOSEN,
    Handlungsfeld,
    Language,
    Name,
    Sozialraum,
    TargetGroup,
    Topic,
    Words,
    said,
)
from services.referral.directory import OfferEntry
from services.referral.domain.offer_listing import OfferDetails
from services.referral.offers_desk import CapacityWord


class OfferIn(BaseModel):
    """What is known of an offer; what is not sent is not kept. No Sozialraum: all of the district."""

    model_config = ConfigDict(extra="forbid", title="Angebot")

    name: Name = Field(title="Name des Angebots", examples=["Offene Schuldnersprechstunde"])
    topics: list[Topic] = Field(default=[], title="Problemlagen", max_length=MOST_CHOSEN)
    handlungsfelder: list[Handlungsfeld] = Field(default=[], title="Handlungsfelder", max_length=MOST_CHOSEN)
    target_groups: list[TargetGroup] = Field(default=[], title="Zielgruppen", max_length=MOST_CHOSEN)
    sozialraeume: list[Sozialraum] = Field(
        default=[], title="Sozialräume; leer: im ganzen Landkreis", max_length=MOST_CHOSEN
    )
    languages: list[Language] = Field(default=["de"], title="Sprachen (ISO 639-1)", max_length=MOST_CHOSEN)
    accessibility: list[Accessibility] = Field(default=[], title="Barrierefreiheit", max_length=MOST_CHOSEN)
    cost: Cost = Field(default="free", title="Kosten", examples=["free"])
    location_ids: list[UUID] = Field(default=[], title="Orte des Partners", max_length=MOST_CHOSEN, examples=[[ID]])
    description: Words | None = Field(default=None, title="Beschreibung")
    requirements: Words | None = Field(default=None, title="Voraussetzungen")
    cost_note: Words | None = Field(default=None, title="Hinweis zu den Kosten")

    @property
    def details(self) -> OfferDetails:
        return OfferDetails(
            name=self.name,
            topics=tuple(self.topics),
            handlungsfelder=tuple(self.handlungsfelder),
            target_groups=tuple(self.target_groups),
            sozialraeume=tuple(self.sozialraeume),
            languages=tuple(self.languages),
            accessibility=tuple(self.accessibility),
            cost=self.cost,
            location_ids=tuple(self.location_ids),
        )

    @property
    def texts(self) -> dict[str, str]:
        return said(description=self.description, requirements=self.requirements, cost_note=self.cost_note)


class NewOfferIn(OfferIn):
    """An offer to take up. Similar ones are to be named here, after somebody looked at them."""

    model_config = ConfigDict(extra="forbid", title="Neues Angebot")

    similar: list[UUID] = Field(
        default=[], title="Ähnliche Angebote, die angesehen wurden", max_length=1000, examples=[[]]
    )


class CapacityIn(BaseModel):
    """Whether the offer takes referrals at the moment."""

    model_config = ConfigDict(extra="forbid", title="Aufnahme")

    capacity: Capacity = Field(title="Nimmt auf", examples=["waiting_list"])
    on: Day | None = Field(default=None, title="Stand vom; ohne Angabe heute")
    until: Day | None = Field(default=None, title="Voraussichtlich bis; nur für Warteliste oder Aufnahmestopp")
    provenance: Provenance = Field(title="Von wem", examples=["partner_phone"])

    @property
    def word(self) -> CapacityWord:
        on = self.on or today()
        return CapacityWord(capacity=self.capacity, on=on, until=self.until, provenance=self.provenance)


class OfferOut(BaseModel):
    """An offer as it stands in the directory."""

    model_config = ConfigDict(title="Angebot im Verzeichnis")

    offer_id: UUID = Field(title="Angebot")
    partner_id: UUID = Field(title="Partner")
    name: str = Field(title="Name des Angebots")
    topics: list[str] = Field(title="Problemlagen")
    handlungsfelder: list[str] = Field(title="Handlungsfelder")
    target_groups: list[str] = Field(title="Zielgruppen")
    sozialraeume: list[str] = Field(title="Sozialräume; leer: im ganzen Landkreis")
    languages: list[str] = Field(title="Sprachen (ISO 639-1)")
    accessibility: list[Accessibility] = Field(title="Barrierefreiheit")
    cost: Cost = Field(title="Kosten")
    location_ids: list[UUID] = Field(title="Orte des Partners")
    capacity: Capacity | None = Field(title="Nimmt auf; null: nicht bekannt")
    capacity_on: date | None = Field(title="Stand der Aufnahme")
    capacity_until: date | None = Field(title="Voraussichtlich bis")
    assured_on: date | None = Field(title="Zuletzt bestätigt am; null: noch nie")
    updated_on: date = Field(title="Zuletzt geändert am")
    last_day: date | None = Field(title="Letzter Tag; null: steht im Verzeichnis")

    @classmethod
    def of(cls, entry: OfferEntry) -> "OfferOut":
        return cls.model_validate(asdict(entry))


class OfferFileOut(OfferOut):
    """All of an offer."""

    model_config = ConfigDict(title="Angebot mit allen Angaben")

    description: str | None = Field(title="Beschreibung; „gelöscht“, wenn sie gelöscht wurde")
    requirements: str | None = Field(title="Voraussetzungen")
    cost_note: str | None = Field(title="Hinweis zu den Kosten")


class SimilarOut(BaseModel):
    """An offer that does much the same, and why it is shown."""

    model_config = ConfigDict(title="Ähnliches Angebot")

    offer_id: UUID = Field(title="Angebot")
    grounds: list[str] = Field(title="Warum es ähnlich ist")
