"""An answer to a question of an audit: yes, no, not due yet, or outside of Lotse; with the facts that show it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from services.reporting.auditing.questions import AuditQuestion, audit_questions
from services.reporting.explaining.events import Place

Said = Literal["yes", "no", "open", "outside"]
WORDS: Final[Mapping[Said, str]] = {
    "yes": "ja",
    "no": "nein",
    "open": "noch nicht fällig",
    "outside": "außerhalb von Lotse",
}
OUTSIDE: Final = "Diese Frage beantworten Unterlagen außerhalb von Lotse."


@dataclass(frozen=True, slots=True)
class Derived:
    """A code that a record enters, by which rule, and where the facts stand that decided it."""

    code: str
    title: str
    rule: str
    places: frozenset[Place]


@dataclass(frozen=True, slots=True)
class Answer:
    """``remark``: in German, what was found. ``places``: where the facts stand. ``derived``: codes of question 2.3."""

    question: AuditQuestion
    said: Said
    remark: str
    places: frozenset[Place] = frozenset()
    derived: tuple[Derived, ...] = ()

    @property
    def all_places(self) -> frozenset[Place]:
        return self.places.union(*(each.places for each in self.derived))


def answered(
    key: str, said: Said, remark: str, places: Collection[Place] = (), derived: Collection[Derived] = ()
) -> Answer:
    """The answer to the question of that key."""
    question = next(each for each in audit_questions() if each.key == key)
    return Answer(question, said, remark, frozenset(places), tuple(derived))
