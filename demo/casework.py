"""What is told of a case: steps in the order in which they were recorded, each a command or a few.

Every ``day`` counts from the day of loading: below 0 before it, above 0 after it (see ``demo.loading_day``). People,
teams and sites are named as in ``demo.directory``, topics and kinds of contact by the keys of the common lists.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import TypeAlias

from demo.referred import Referred
from services.contracts.intake import AppointmentEnd, ConsentPurpose, EndKind, Present, Situation, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A contact. ``by`` None: who works on the case; without a site it took place elsewhere."""

    day: int
    minutes: int
    topics: Sequence[str]
    kind: str = "sprechstunde"
    site: str | None = None
    at: time | None = None
    by: str | None = None
    note: str | None = None
    next_step: str | None = None
    next_day: int | None = None
    situations: Sequence[Situation] = ()
    present: Sequence[Present] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """Problem situations looked at outside a contact."""

    day: int
    situations: Sequence[Situation]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """Strengths on the scale of the instrument ``staerken``, by item."""

    day: int
    stage: Stage
    answers: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step towards a goal, by the person or by the Fachkraft; ``done`` None is still open."""

    words: str
    by_client: bool = True
    due: int | None = None
    done: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal with its steps and, where both looked at it since (``reviewed``), how near it is in percent."""

    day: int
    words: str
    topic: str
    due: int | None = None
    steps: Sequence[Step] = ()
    reviewed: int | None = None
    progress: int = 0
    next_review: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """An appointment with who works on the case; ``end`` None: its outcome is not recorded."""

    day: int
    at: time
    minutes: int = 45
    site: str | None = None
    note: str | None = None
    end: AppointmentEnd | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something that who works on the case is to do."""

    words: str
    due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Consented:
    """A signed paper, up to ``until`` where it has a term; to a referral: these fields, to that partner."""

    day: int
    purpose: ConsentPurpose
    until: int | None = None
    partner: str | None = None
    fields: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The person agreed to a file under a name, and gave it; words by the keys of the person's fields."""

    day: int
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Participates:
    """Consent, Merkblatt, and the link with an ESF participation that the files of the demo entered."""

    day: int
    participant_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A note on the case itself."""

    day: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """Nothing is asked of the case for a while."""

    day: int
    until: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The case has come to its end."""

    day: int
    end_kind: EndKind
    note: str


CaseStep: TypeAlias = (
    Met | Assessed | Rated | Goal | Appointment | Task | Consented | Named | Participates | Noted | Paused | Closed
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case under its code word, opened on ``day`` with the consent to a pseudonymous file up to ``until``."""

    code_word: str
    team: str
    staff: str
    sozialraum: str
    day: int
    until: int | None = None
    steps: Sequence[CaseStep] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Casework:
    """The cases of an operation, contacts of nobody in particular (``by`` names who recorded them), and referrals."""

    operation: str
    cases: Sequence[Case] = ()
    tallies: Sequence[Met] = ()
    referrals: Sequence[Referred] = ()
