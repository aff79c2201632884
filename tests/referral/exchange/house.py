"""A district's directory on the real database, filled and read by files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from services.contracts.vocabularies import languages
from services.kernel.settings import Settings
from services.kernel.times import today
from services.referral.application import Referral, referral
from services.referral.exchange.imported import Imported
from services.referral.exchange.loading import register
from services.referral.exchange.register import Partner, Register
from services.referral.exchange.service import Form, exported, imported
from services.referral.folding import fold
from services.referral.hsds.document import document
from services.referral.hsds.terms import Terms
from services.referral.hsds.writing import Writer

ACTOR = "cli:tester"
INTERNAL = Writer(Terms({}), languages(), internal=True)


@dataclass(frozen=True, slots=True)
class House:
    """One district, and what is done with its directory."""

    settings: Settings
    district: str

    @property
    def service(self) -> Referral:
        return referral(self.settings)

    def fold(self) -> None:
        """Let the tables say what the log says."""
        standing = fold(self.settings, self.district)
        assert not any(each.stopped for each in standing.values()), standing

    def head(self) -> int:
        return self.service.store.log.head(self.district).position

    def take(self, content: Any, form: Form = "hsds", **how: Any) -> Imported:
        """Import a file, as bytes or as what its JSON says; then fold."""
        sent = content if isinstance(content, bytes) else msgspec.json.encode(content)
        done = imported(self.service, self.district, form, sent, ACTOR, **how)
        self.fold()
        return done

    def list_all(self, partners: Sequence[Partner]) -> Imported:
        return self.take(document(partners, INTERNAL))

    def give(self, form: Form = "hsds") -> bytes:
        return exported(self.service, self.district, form)

    def register(self) -> Register:
        return register(self.service, self.district, today())
