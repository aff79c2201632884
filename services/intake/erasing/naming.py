"""Whom an operator means: by any of her ids, or by a participant number, which counts within an operation only."""

from services.intake.application import Intake
from services.intake.domain.refusals import Refusal
from services.intake.erasing.persons import Linked, Persons, UnknownPerson
from services.intake.erasing.queries import operation_keys


class SeveralPersons(Refusal):
    title = "Diese Teilnehmernummer gibt es in mehreren Vorhaben. Bitte --operation angeben."
    field = "person"


def person_named(service: Intake, district: str, text: str, operation: str | None = None) -> Linked:
    """Without an operation a participant number is looked for in all of them. Raises UnknownPerson, SeveralPersons."""
    persons = Persons(service, district)
    try:
        return persons.named(text, operation)
    except UnknownPerson:
        if operation is not None:
            raise
    found = [one for key in operation_keys(service, district) if (one := _in(persons, text, key)) is not None]
    if not found:
        raise UnknownPerson
    if any(one.persons != found[0].persons for one in found):
        raise SeveralPersons
    return found[0]


def _in(persons: Persons, number: str, operation: str) -> Linked | None:
    try:
        return persons.named(number, operation)
    except UnknownPerson:
        return None
