"""Facts of social reporting: figures of others, each with its source, keyed so that they can be joined (ThOnSA).

A definition is a stream, derived from its key; a figure is one, derived from indicator, area and period.
"""

from typing import Annotated

from msgspec import Meta

from services.contracts.events.words import AreaKind
from services.kernel.facts import Contract, fact


@fact("events.statistic_defined")
class StatisticDefined(Contract, frozen=True, kw_only=True):
    """An indicator of social reporting; defined again, its words were corrected.

    ``smallest`` is the least number of people a figure may stand for before it is hidden; 0: it says nothing of people.
    """

    statistic: Annotated[str, Meta(title="Schlüssel")]
    label: Annotated[str, Meta(title="Bezeichnung")]
    unit: Annotated[str, Meta(title="Einheit")]
    handlungsfeld: Annotated[str | None, Meta(title="Handlungsfeld")] = None
    smallest: Annotated[int, Meta(title="Kleinste gezeigte Anzahl", ge=0)] = 3
    decimals: Annotated[int, Meta(title="Nachkommastellen", ge=0, le=6)] = 0


@fact("events.statistic_recorded")
class StatisticRecorded(Contract, frozen=True, kw_only=True):
    """A figure; recorded again, it was corrected. Decimals as text; None: the source gives none.

    ``area`` is the key of a Sozialraum, an AGS of eight digits, or the district's own key; ``area_label`` what it is
    called where the key does not say it. ``period``: a year, half of
    one (2025-H1), quarter (2025-Q3), month or day. ``persons``: how many people it stands for, where that is known.
    """

    statistic: Annotated[str, Meta(title="Kennzahl")]
    area_kind: Annotated[AreaKind, Meta(title="Art des Gebiets")]
    area: Annotated[str, Meta(title="Gebiet")]
    area_label: Annotated[str | None, Meta(title="Bezeichnung des Gebiets")] = None
    period: Annotated[str, Meta(title="Zeitraum")]
    value: Annotated[str | None, Meta(title="Wert")]
    source: Annotated[str, Meta(title="Quelle")]
    persons: Annotated[Annotated[int, Meta(ge=0)] | None, Meta(title="Personen")] = None
    estimated: Annotated[bool, Meta(title="Geschätzt")] = False


@fact("events.statistic_withdrawn")
class StatisticWithdrawn(Contract, frozen=True, kw_only=True):
    """The figure was recorded by mistake."""

    statistic: Annotated[str, Meta(title="Kennzahl")]
    area_kind: Annotated[AreaKind, Meta(title="Art des Gebiets")]
    area: Annotated[str, Meta(title="Gebiet")]
    period: Annotated[str, Meta(title="Zeitraum")]


@fact("events.smallest_shown_set")
class SmallestShownSet(Contract, frozen=True, kw_only=True):
    """From how many on the district shows its own figures of a Sozialraum; the last one counts."""

    smallest: Annotated[int, Meta(title="Kleinste gezeigte Anzahl", ge=2, le=100)]
