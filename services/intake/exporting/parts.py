"""What intake has of a person: the words, the case, its contacts and tasks, the participations, what she asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self
from uuid import UUID

from psycopg.sql import SQL

from services.intake.application import Intake
from services.intake.application import intake as open_service
from services.intake.choices_queries import directory
from services.intake.duplicates.queries import listed_links
from services.intake.erasing.queries import list_erasures
from services.intake.exporting.subjects import rights_streams, vault_words
from services.intake.exporting.words import GROUNDS, NOTE, PROGRESS, SCOPES, TEXTS, TITLES, values
from services.intake.partners_queries import listed_partners
from services.kernel.district import district as enter
from services.kernel.pages.wording import day
from services.kernel.settings import Settings
from services.kernel.telling import GONE, Part, Subject, Told, Wording
from services.kernel.times import today

CONTACTS: Final = SQL("SELECT contact FROM {}.contacts WHERE case_id = ANY (%s) ORDER BY on_day, contact")
TASKS: Final = SQL("SELECT task FROM {}.tasks WHERE case_id = ANY (%s) ORDER BY due, task")
PARTICIPATIONS: Final = SQL("SELECT entry FROM {}.vault WHERE person = ANY (%s) AND field = 'participant_no'")


@dataclass(frozen=True, slots=True)
class PartsOfIntake:
    """The port ``services.kernel.telling.TellsOfPersons``."""

    service: Intake
    about: str = "Fall, Kontakte und ESF-Teilnahmen"

    @classmethod
    def of(cls, settings: Settings) -> Self:
        return cls(open_service(settings))

    def parts(self, district: str, subject: Subject) -> list[Part]:
        words = vault_words(self.service, district, subject.persons)
        texts = self._names(district) | {entry: text for (_, _, entry), text in words.items()}
        wording = Wording(titles=TITLES, values=values(), texts=texts)
        contacts = self._ids(district, CONTACTS, subject.cases)
        tasks = self._ids(district, TASKS, subject.cases)
        participations = self._ids(district, PARTICIPATIONS, subject.persons)
        pairs = self._links(district, subject)
        rights = rights_streams(self.service.ids(district), subject.persons)
        return [
            Part(title="Angaben in Worten", told=tuple(_in_words(words))),
            Part(title="Fall", told=self._facts(district, subject.cases, wording)),
            Part(title="Doppelte Einträge", told=self._facts(district, pairs, wording)),
            Part(title="Kontakte", told=self._facts(district, contacts, wording)),
            Part(title="Aufgaben", told=self._facts(district, tasks, wording)),
            Part(title="ESF-Teilnahmen", told=self._facts(district, participations, wording)),
            Part(title="Ihre Rechte", told=self._facts(district, rights, wording) + self._erasures(district, subject)),
        ]

    def _names(self, district: str) -> dict[UUID, str | None]:
        """What places, teams and partners are called; people at work are told by their ids."""
        here = directory(self.service.pool, district)
        partners = listed_partners(self.service.pool, district, today())
        return {
            **{each.site: each.name for each in here.sites},
            **{each.team: each.name for each in here.teams},
            **{each.partner: each.name for each in partners},
        }

    def _links(self, district: str, subject: Subject) -> list[UUID]:
        """Of links that stand; a pair that somebody found to be two persons tells of another person as well."""
        mine = set(subject.persons)
        return [each.link_id for each in listed_links(self.service.pool, district) if set(each.pair) & mine]

    def _ids(self, district: str, statement: SQL, of: Sequence[UUID]) -> list[UUID]:
        with self.service.pool.transaction() as connection, enter(connection, district) as schema:
            return [row[0] for row in connection.execute(statement.format(schema), [list(of)])]

    def _facts(self, district: str, streams: Sequence[UUID], wording: Wording) -> tuple[Told, ...]:
        found = self.service.store.log.streams(district, streams)
        rows = sorted((row for of in found.values() for row in of), key=lambda row: row.position)
        facts = self.service.store.mapper.open(district, rows)
        return tuple(wording.told(fact, row.recorded, row.actor) for row, fact in zip(rows, facts, strict=True))

    def _erasures(self, district: str, subject: Subject) -> tuple[Told, ...]:
        """Each that was asked for; the reason is of the team and names nobody."""
        return tuple(
            Told(
                title="Löschung",
                recorded=None,
                by=each.asked_by,
                said=(
                    ("Am", day(each.on)),
                    ("Umfang", SCOPES[each.scope]),
                    ("Grundlage", GROUNDS[each.grounds]),
                    ("Stand", PROGRESS[each.progress]),
                ),
            )
            for each in list_erasures(self.service, district)
            if set(each.persons) & set(subject.persons)
        )


def _in_words(words: dict[tuple[UUID, str, UUID], str | None]) -> Iterable[Told]:
    for (_, field, _), text in words.items():
        yield Told(title=TEXTS.get(field, NOTE), recorded=None, by=None, said=(("Wortlaut", text or GONE),))
