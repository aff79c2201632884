"""The states through which a difference is counted: two ends, and the way from the one to the other.

The way is always the same, so that every difference has one account: first all facts of intake under the rules and on
the reporting date of the earlier end, then the date, then the rural municipalities, then the settings of the operation,
last the catalogue version.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import Connection

from services.reporting.deltas.places import Place, difference, values_of
from services.reporting.domain.catalogue import Catalogue
from services.reporting.esf import Document, EsfQuestion, Rules, document_of, figures_of, rules_of
from services.reporting.explaining.events import Event, events_at
from services.reporting.explaining.events import Place as Fact
from services.reporting.knowledge import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One of the two states compared; ``submission`` None is the report as it would be made now."""

    operation: str
    as_of: date
    positions: Mapping[str, int]
    catalogue: Catalogue
    document: Document
    submission: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a report is counted from."""

    operation: str
    as_of: date
    intake: int
    districts: int
    rules: Rules

    @property
    def question(self) -> EsfQuestion:
        used = self.rules.catalogue
        return EsfQuestion(
            operation=self.operation, as_of=self.as_of, catalogue=used.key, catalogue_version=used.version
        )

    @property
    def knowledge(self) -> Knowledge:
        return Knowledge({"intake": self.intake, "districts": self.districts})


@dataclass(frozen=True, slots=True)
class Counting:
    """What is read on the way: reports, each once and only those that are asked for, and facts by their places."""

    conn: Connection[Any]
    district: str
    counted: dict[State, Document] = field(default_factory=dict)
    known: dict[Fact, Event] = field(default_factory=dict)

    def document(self, of: State) -> Document:
        """The report counted from a state."""
        if of not in self.counted:
            figures = figures_of(self.conn, self.district, of.question, of.rules, of.knowledge)
            self.counted[of] = document_of(self.district, of.question, of.knowledge, of.rules, figures)
        return self.counted[of]

    def changes(self, earlier: State, later: State) -> dict[Place, int]:
        """What each figure gained from the one state to the other."""
        return difference(values_of(self.document(earlier)), values_of(self.document(later)))

    def events(self, facts: set[Fact]) -> Mapping[Fact, Event]:
        """At least these, with what is known of them."""
        self.known.update(events_at(self.conn, self.district, facts - self.known.keys()))
        return self.known


@dataclass(frozen=True, slots=True)
class Way:
    """The states in their order; two that are equal hold the same figures."""

    start: State
    with_facts: State
    on_date: State
    with_marks: State
    with_settings: State
    end: State


def way(conn: Connection[Any], district: str, before: End, after: End) -> Way:
    """From the one end to the other; raises UnknownOperation."""
    start = State(
        operation=before.operation,
        as_of=before.as_of,
        intake=before.positions["intake"],
        districts=before.positions["districts"],
        rules=_rules(conn, district, before, before.catalogue),
    )
    with_facts = replace(start, intake=after.positions["intake"])
    on_date = replace(with_facts, as_of=after.as_of)
    with_marks = replace(on_date, districts=after.positions["districts"])
    with_settings = replace(with_marks, rules=_rules(conn, district, after, before.catalogue))
    end = replace(with_settings, rules=_rules(conn, district, after, after.catalogue))
    return Way(start, with_facts, on_date, with_marks, with_settings, end)


def _rules(conn: Connection[Any], district: str, at: End, used: Catalogue) -> Rules:
    """The settings known at an end, under a catalogue version."""
    question = EsfQuestion(operation=at.operation, as_of=at.as_of, catalogue=used.key, catalogue_version=used.version)
    return rules_of(conn, district, question, Knowledge(at.positions))
