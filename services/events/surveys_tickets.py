"""One-time tickets: a code opens a survey once, and nobody can say which response came by which.

Kept is a keyed hash of each code that nobody used yet, without a time and without anything beside it. A ticket that is
used is taken out, in a transaction of its own; the response is stored by the log without it. So no row, no fact and no
request hash names both. Codes are made of the command that issues them, for that command to be repeated; who may hold
the list of codes on paper still finds only which of them are used up. What stays: a response is stored with its time,
and whoever watched the table and the log at that very moment, with rights to both, could pair them; that is why nobody
keeps a list of who was given which code, and why the table shows no time.
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from psycopg.sql import SQL

from services.events.application import Events
from services.kernel import readable_codes
from services.kernel.district import district as enter

LETTERS: Final = 12

KEEP: Final = SQL("INSERT INTO {}.survey_tickets (survey, ticket) SELECT %s, unnest(%s::uuid[]) ON CONFLICT DO NOTHING")
TAKE: Final = SQL("DELETE FROM {}.survey_tickets WHERE survey = %s AND ticket = %s RETURNING survey")
LEFT: Final = SQL("SELECT count(*) FROM {}.survey_tickets WHERE survey = %s")


@dataclass(frozen=True, slots=True)
class Tickets:
    """The unused tickets of one survey."""

    events: Events
    district: str
    survey_id: UUID

    def codes(self, command_id: UUID, count: int) -> list[str]:
        """The codes that this command issues: the same again for the same command."""
        key = self.events.secrets.district(self.district).id_key
        said = [f"survey ticket|{self.survey_id}|{command_id}|{number}".encode() for number in range(count)]
        return [readable_codes.of_bytes(hmac.new(key, each, hashlib.sha256).digest(), LETTERS) for each in said]

    def keep(self, codes: list[str]) -> None:
        """From now on each of them opens the survey once."""
        tickets = [self._kept(code) for code in codes]
        with self.events.pool.transaction() as connection, enter(connection, self.district) as schema:
            connection.execute(KEEP.format(schema), (self.survey_id, sorted(tickets)))

    def take(self, code: str) -> bool:
        """Use a ticket up; False where this is no code of the survey, or one that was used."""
        with self.events.pool.transaction() as connection, enter(connection, self.district) as schema:
            taken = connection.execute(TAKE.format(schema), (self.survey_id, self._kept(code))).fetchone()
        return taken is not None

    def give_back(self, code: str) -> None:
        """What it was taken for did not come to be."""
        self.keep([code])

    def left(self) -> int:
        """How many nobody used yet."""
        with self.events.pool.transaction() as connection, enter(connection, self.district) as schema:
            row = connection.execute(LEFT.format(schema), (self.survey_id,)).fetchone()
        return 0 if row is None else int(row[0])

    def _kept(self, code: str) -> UUID:
        return self.events.ids(self.district).derive("survey-ticket", str(self.survey_id), readable_codes.plain(code))
