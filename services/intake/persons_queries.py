"""Who is the person of a case, as far as names may be shown today?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.intake import Identity
from services.intake.application import Intake
from services.intake.cases_desk import CODE_WORD
from services.intake.domain.person import is_named
from services.intake.identity_reading import KnownPerson, known_person
from services.kernel.times import today
from services.kernel.vault import Address

ERASED: Final = "gelöscht"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonShown:
    """``words``: field -> text, "gelöscht" once the person is erased; ``restricted``: named, and may not be shown."""

    code_word: str | None
    identity: Identity
    restricted: bool
    consent_id: UUID | None
    words: Mapping[str, str] = field(default_factory=dict)


def find_person(service: Intake, district: str, case_id: UUID) -> PersonShown:
    """The person of a case; nothing is known of a case that was never opened."""
    known = known_person(service, district, case_id)
    texts = service.vault.get(district, addresses(known, case_id, today()))
    return shown(known, texts, today())


def identity_on(service: Intake, district: str, case_id: UUID, day: date) -> Identity:
    """The level of identity that counts on a day: without a consent in force a named case is pseudonymous again."""
    return _identity(known_person(service, district, case_id), day)


def addresses(known: KnownPerson, case_id: UUID, day: date) -> set[Address]:
    """Where the texts lie that may be shown on that day."""
    person = known.person_id
    if person is None:
        return set()
    names = known.person.entries if is_named(known.person, day) else {}
    return {(person, CODE_WORD, case_id), *((person, name, entry) for name, entry in names.items())}


def shown(known: KnownPerson, texts: Mapping[Address, str | None], day: date) -> PersonShown:
    """The person with these texts from the vault; those of other persons are left out."""
    identity = _identity(known, day)
    mine = {name: text or ERASED for (person, name, _), text in texts.items() if person == known.person_id}
    code_word = mine.pop(CODE_WORD, None)
    return PersonShown(
        code_word=code_word,
        identity=identity,
        restricted=known.person.consent_id is not None and identity != "named",
        consent_id=known.person.consent_id,
        words=mine,
    )


def _identity(known: KnownPerson, day: date) -> Identity:
    return "named" if is_named(known.person, day) else "pseudonymous"
