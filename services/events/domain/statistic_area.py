"""The area that a figure speaks of: a Sozialraum, a municipality by its AGS, or the whole district."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from services.contracts.events.words import AreaKind
from services.kernel.deciders import RuleViolation

AGS: Final = re.compile(r"[0-9]{8}", re.ASCII)


class UnknownArea(RuleViolation):
    title = (
        "Dieses Gebiet gibt es hier nicht. Möglich sind ein Sozialraum, ein Gemeindeschlüssel mit acht Ziffern "
        "oder der Schlüssel des Landkreises."
    )
    field = "area"


class OtherAreaKind(RuleViolation):
    title = "Das Gebiet ist von anderer Art."
    field = "area_kind"


@dataclass(frozen=True, slots=True)
class Areas:
    """The areas of a district."""

    district: str
    sozialraeume: Collection[str]

    def kind_of(self, area: str) -> AreaKind:
        """A Sozialraum comes first: it may be called as its district is. Raises UnknownArea."""
        if area in self.sozialraeume:
            return "sozialraum"
        if area == self.district:
            return "district"
        if AGS.fullmatch(area):
            return "municipality"
        raise UnknownArea

    def expect(self, area: str, kind: AreaKind | None) -> AreaKind:
        """The kind of the area; a kind that was said must fit. Raises UnknownArea, OtherAreaKind."""
        if kind == "district" and area == self.district:
            return "district"
        found = self.kind_of(area)
        if kind is not None and kind != found:
            raise OtherAreaKind
        return found
