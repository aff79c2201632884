"""What of a case may go to a partner, in short German texts: the fields that a consent names, while it holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.vocabularies import referable_fields
from services.intake.application import Intake
from services.intake.consents_queries import find_ledger
from services.intake.contacts_queries import contacts_of, in_full
from services.intake.domain.consent import Consent
from services.intake.domain.person_fields import PERSON_FIELDS
from services.intake.goals_queries import GoalSeen, goals_of
from services.intake.identity_reading import known_person
from services.intake.persons_queries import find_person
from services.intake.situations_queries import SituationSeen, situations_of
from services.intake.strengths_queries import strengths_of

NEWEST: Final = 20  # contacts to look at for a topic, where no problem situation was ever assessed


@dataclass(frozen=True, slots=True)
class OfCase:
    """One case of a district."""

    service: Intake
    district: str
    case_id: UUID


def referral_consent(of: OfCase, consent_id: UUID, day: date) -> Consent | None:
    """That consent of the case, if it allows to refer the person on that day; None if not."""
    consent = find_ledger(of.service, of.district, of.case_id).ledger.consents.get(consent_id)
    return consent if consent is not None and consent.purpose == "referral" and consent.in_force(day) else None


def allowed_details(of: OfCase, consent: Consent) -> Mapping[str, str]:
    """Field -> what is known, empty where nothing is; in the order of the vocabulary. Nothing of an erased person."""
    allowed = [name for name in referable_fields() if name in consent.fields]
    person = known_person(of.service, of.district, of.case_id).person_id
    if person is None or of.service.ring.destroyed(of.district, [person]):
        return dict.fromkeys(allowed, "")
    texts: dict[str, str] = {}
    if set(allowed) & PERSON_FIELDS.keys():
        texts |= find_person(of.service, of.district, of.case_id).words
    texts |= {name: tell(of) for name, tell in TOLD.items() if name in allowed}
    return {name: texts.get(name, "") for name in allowed}


def topics_at_hand(of: OfCase) -> frozenset[str]:
    """Topics of the problem situations that last; where none was assessed, those of the newest contact with any."""
    lasting = _lasting(of)
    if lasting:
        return frozenset(each.episode.topic for each in lasting)
    newest = in_full(of.service, of.district, contacts_of(of.service, of.district, of.case_id, NEWEST))
    return next((frozenset(each["topics"]) for each in newest if each["topics"]), frozenset())


def _lasting(of: OfCase) -> list[SituationSeen]:
    found = situations_of(of.service, of.district, of.case_id)
    return [each for each in found if each.episode.resolved is None]


def _topics(of: OfCase) -> str:
    return ", ".join(dict.fromkeys(each.label for each in _lasting(of)))


def _situations(of: OfCase) -> str:
    return "; ".join(f"{each.label}, seit {each.episode.identified:%d.%m.%Y}" for each in _lasting(of))


def _strengths(of: OfCase) -> str:
    """The newest assessment, dimension by dimension."""
    rated = strengths_of(of.service, of.district, of.case_id)
    if not rated:
        return ""
    score = rated[-1].score
    values = (f"{each.label} {_number(float(each.value))}" for each in score.dimensions if each.value is not None)
    return f"Eingeschätzt am {rated[-1].on:%d.%m.%Y}: {', '.join(values)}"


def _goals(of: OfCase) -> str:
    found = goals_of(of.service, of.district, of.case_id)
    return "; ".join(_goal(each) for each in found if each.row.ended is None and each.text)


def _goal(of: GoalSeen) -> str:
    steps = [each.text for each in of.steps if each.row.done is None and each.text]
    return f"{of.text} (vereinbart: {', '.join(steps)})" if steps else str(of.text)


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


TOLD: Final[Mapping[str, Callable[[OfCase], str]]] = {
    "topics": _topics,
    "situations": _situations,
    "strengths": _strengths,
    "goals": _goals,
}
