"""The desk for press work: items with their headline, address and note. Ids are made of the command's."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from services.events.application import Events
from services.events.domain.known_places import expect_known
from services.events.domain.press_item import (
    PRESS_ITEM,
    Command,
    CorrectPressItem,
    PressItemDetails,
    RecordPressItem,
    WithdrawPressItem,
)
from services.events.known_places import known_places
from services.events.made import Made
from services.events.texts import texts_kept
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import today
from services.kernel.vault import Entry


@dataclass(frozen=True, slots=True)
class PressDesk:
    """One district's press items.

    Every command raises the refusals of ``domain.press_item``, UnknownSozialraum, UnknownOperation. ``texts``: field
    (``press_queries.PRESS_FIELDS``) -> words; they replace those before.
    """

    events: Events
    district: str

    def record(self, details: PressItemDetails, texts: Mapping[str, str], context: Context) -> Made:
        item_id = self.events.ids(self.district).derive("press-item", str(context.command_id))
        known, words = self._with_texts(item_id, details, texts)
        command = RecordPressItem(item_id=item_id, details=known, today=today())
        return Made(item_id, self._execute(item_id, command, context, words))

    def correct(self, item_id: UUID, details: PressItemDetails, texts: Mapping[str, str], context: Context) -> Outcome:
        known, words = self._with_texts(item_id, details, texts)
        return self._execute(item_id, CorrectPressItem(details=known, today=today()), context, words)

    def withdraw(self, item_id: UUID, context: Context) -> Outcome:
        """It was recorded by mistake."""
        return self._execute(item_id, WithdrawPressItem(), context)

    def _with_texts(
        self, item_id: UUID, details: PressItemDetails, texts: Mapping[str, str]
    ) -> tuple[PressItemDetails, list[Entry]]:
        places = known_places(self.events, self.district)
        expect_known(places, details.sozialraeume, details.operation, field="sozialraeume")
        details_id, words = texts_kept(self.events, self.district, item_id, texts)
        return replace(details, details_id=details_id), words

    def _execute(self, item_id: UUID, command: Command, context: Context, words: list[Entry] | None = None) -> Outcome:
        return self.events.desk.execute(self.district, PRESS_ITEM, (item_id, command, context), words or ())
