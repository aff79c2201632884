"""Forms that everybody may fill in without an account: which district, and how often somebody may send.

Nothing of who sends is kept but a keyed hash of the address, and that for a quarter of an hour.
"""

from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.events.application import Events
from services.kernel.attempts import Attempts, TooManyAttempts
from services.kernel.blind_index import Word, token_of
from services.kernel.district import key_pattern
from services.kernel.keys import KEY_BYTES
from services.kernel.pages.wording import clock
from services.kernel.problems import Problem
from services.kernel.registry import registered_districts
from services.kernel.times import now

PURPOSE: Final = b"lotse events strangers v1"
# In a quarter of an hour, of one form of one district. More is no neighbourhood but a program.
MOST_OF_A_FORM: Final = 200
TOO_MANY: Final = 429
GUEST: Final = "guest:web"
ROLE: Final = "guest"


def district_name(events: Events, district: str) -> str | None:
    """How an open district is called; None for every key that is none."""
    if not key_pattern.fullmatch(district):
        return None
    with events.pool.connection() as connection:
        return next((each.name for each in registered_districts(connection) if each.key == district), None)


@dataclass(frozen=True, slots=True)
class StrangersForm:
    """One public form of a district; ``name`` tells it from the district's others."""

    events: Events
    district: str
    name: str

    def note(self, address: str) -> None:
        """Somebody sends it from there. Raises a Problem (429): the form is not to be read any further."""
        key = HKDF(SHA256(), KEY_BYTES, None, PURPOSE).derive(self.events.secrets.token_key())
        subject = token_of(key, Word("form", f"{self.district} {self.name}"))
        attempts = Attempts(self.events.pool)
        try:
            attempts.begin(subject, MOST_OF_A_FORM, token_of(key, Word("address", address)))
        except TooManyAttempts as refused:
            seconds = max(1, round((refused.until - now()).total_seconds()))
            words = f"Gerade kam zu viel auf einmal. Ab {clock(refused.until)} Uhr können Sie es noch einmal versuchen."
            headers = {"Retry-After": str(seconds)}
            raise Problem("too-many-requests", TOO_MANY, "Bitte etwas später", words, headers=headers) from None
        attempts.forget_old()
