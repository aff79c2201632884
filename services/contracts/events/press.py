"""Facts of press work: what was said of the quarter and the project, where, and in which tone (seed 000: its image).

An item is a stream, ``item_id``. Headline, address and note lie in the vault.
"""

import datetime as dt
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.contracts.events.words import PressChannel, Tone
from services.kernel.facts import Contract, fact


@fact("events.press_item_recorded")
class PressItemRecorded(Contract, frozen=True, kw_only=True):
    """Something appeared; recorded again under the same id, it was corrected."""

    item_id: UUID
    on: Annotated[dt.date, Meta(title="Erschienen am")]
    medium: Annotated[str, Meta(title="Medium")]
    channel: Annotated[PressChannel, Meta(title="Kanal")]
    tone: Annotated[Tone, Meta(title="Ton")]
    own: Annotated[bool, Meta(title="Eigene Veröffentlichung")] = False
    reach: Annotated[Annotated[int, Meta(ge=0)] | None, Meta(title="Reichweite")] = None
    sozialraeume: Annotated[tuple[str, ...], Meta(title="Sozialräume")] = ()
    operation: Annotated[str | None, Meta(title="Vorhaben")] = None
    event_id: Annotated[UUID | None, Meta(title="Veranstaltung (Verweis)")] = None
    details_id: Annotated[UUID | None, Meta(title="Überschrift, Adresse, Notiz (Verweis)")] = None


@fact("events.press_item_withdrawn")
class PressItemWithdrawn(Contract, frozen=True, kw_only=True):
    """The item was recorded by mistake."""

    item_id: UUID
