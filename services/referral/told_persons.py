"""What referral has of a person of a case: her referrals, the consents they rest on, and what was passed on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self
from uuid import UUID

from psycopg.sql import SQL

from services.contracts.vocabularies import languages, partner_kinds, referable_fields, topics
from services.kernel.district import district as enter
from services.kernel.pages.wording import NOTHING
from services.kernel.settings import Settings
from services.kernel.telling import GONE, Part, Subject, Told, Wording
from services.referral.application import Referral, referral
from services.referral.domain.book_ids import book_of_case
from services.referral.referral_wording import CHANNELS, DECLINED, OUTCOMES, PROVENANCES, WITHDRAWN

TITLES: Final[Mapping[str, str]] = {
    "referral.consent_ended": "Einwilligung beendet",
    "referral.consent_received": "Einwilligung zur Weitergabe",
    "referral.partner_told": "Partner über den Widerruf unterrichtet",
    "referral.person_arrived": "Beim Partner angekommen",
    "referral.person_missed": "Beim Partner nicht erschienen",
    "referral.outcome_reported": "Ergebnis",
    "referral.referral_accepted": "Vom Partner angenommen",
    "referral.referral_closed": "Weitervermittlung abgeschlossen",
    "referral.referral_declined": "Abgelehnt",
    "referral.referral_handed_over": "An den Partner übergeben",
    "referral.referral_proposed": "Weitervermittlung vorgeschlagen",
    "referral.referral_reopened": "Weitervermittlung wieder aufgenommen",
    "referral.referral_rerouted": "Weitervermittlung umgeleitet",
    "referral.referral_withdrawn": "Weitervermittlung zurückgenommen",
}
NOTE: Final = "Notiz zu einer Weitervermittlung"
ADDRESSES: Final = SQL("SELECT person, field, entry FROM {}.vault WHERE person = ANY (%s) ORDER BY field, entry")
PARTNERS: Final = SQL("SELECT partner, name FROM {}.partners")


@dataclass(frozen=True, slots=True)
class PartsOfReferral:
    """The port ``services.kernel.telling.TellsOfPersons``."""

    service: Referral
    about: str = "Weitervermittlungen"

    @classmethod
    def of(cls, settings: Settings) -> Self:
        return cls(referral(settings))

    def parts(self, district: str, subject: Subject) -> list[Part]:
        words, partners = self._words(district, subject.persons), self._partners(district)
        texts = {entry: text for (_, _, entry), text in words.items()}
        wording = Wording(titles=TITLES, values=_values(), texts=partners | texts)
        told = tuple(told for case in subject.cases for told in self._book(district, case, wording))
        passed_on = tuple(
            Told(title=referable_fields().get(name, NOTE), recorded=None, by=None, said=(("Wortlaut", text or GONE),))
            for (_, name, _), text in words.items()
        )
        return [
            Part(title="Weitervermittlungen", told=told),
            Part(title="Worte zu Weitervermittlungen", told=passed_on),
        ]

    def _book(self, district: str, case_id: UUID, wording: Wording) -> tuple[Told, ...]:
        book = book_of_case(self.service.ids(district), case_id)
        rows = self.service.store.log.streams(district, [book])[book]
        facts = self.service.store.mapper.open(district, rows)
        return tuple(wording.told(fact, row.recorded, row.actor) for row, fact in zip(rows, facts, strict=True))

    def _words(self, district: str, persons: Collection[UUID]) -> dict[tuple[UUID, str, UUID], str | None]:
        with self.service.pool.transaction() as connection, enter(connection, district) as schema:
            addresses = connection.execute(ADDRESSES.format(schema), [list(persons)]).fetchall()
        return self.service.vault.get(district, addresses)

    def _partners(self, district: str) -> dict[UUID, str | None]:
        with self.service.pool.transaction() as connection, enter(connection, district) as schema:
            return {partner: name or NOTHING for partner, name in connection.execute(PARTNERS.format(schema))}


def _values() -> Mapping[str, Mapping[Any, str]]:
    return {
        "partner_kind": partner_kinds(),
        "channel": CHANNELS,
        "grounds": {**DECLINED, **WITHDRAWN},
        "outcome": OUTCOMES,
        "provenance": PROVENANCES,
        "topics": topics(),
        "language": languages(),
        "fields": referable_fields(),
        "shared": referable_fields(),
        "by": {"partner": "der Partner", "person": "die Person"},
    }
