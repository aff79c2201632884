"""A survey of the partners and a letter of another district, so that their pages show something."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from services.kernel.deciders import Context
from services.kernel.settings import Settings
from services.kernel.times import today
from services.kernel.vault import Entry
from services.referral.application import referral
from services.referral.default_survey import default_statements
from services.referral.domain.letter import LETTER, TakeInLetter
from services.referral.letters_in import SENDER
from services.referral.network_desk import NetworkDesk, SurveyDetails

FIELDS: Final = {"given_name": "Mira", "phone": "03628 4711"}


def network_things(settings: Settings, district: str) -> Mapping[str, UUID]:
    """Place in an address -> id."""
    service = referral(settings)
    details = SurveyDetails(
        title="Netzwerkbefragung",
        statements=default_statements(),
        first_day=today() - timedelta(days=1),
        last_day=today() + timedelta(days=30),
    )
    opened = NetworkDesk(service, district).open_survey(details, _asked())
    letter = TakeInLetter(
        letter_id=uuid4(),
        person_id=uuid4(),
        from_district="erfurt",
        thread=uuid4().hex,
        fields=tuple(sorted(FIELDS)),
    )
    words = {**FIELDS, SENDER: "Erfurt\nKOMPASS, Am Markt 1"}
    texts = [Entry(letter.person_id, name, letter.letter_id, text) for name, text in words.items()]
    service.desk.execute(district, LETTER, (letter.letter_id, letter, _asked()), texts)
    return {"survey": opened.survey_id, "letter": letter.letter_id}


def _asked() -> Context:
    return Context(actor="cli:tester", command_id=uuid4(), correlation_id=uuid4(), request_hash=uuid4().bytes)
