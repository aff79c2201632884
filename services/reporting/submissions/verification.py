"""Is a submission still what it was? The journal against its checkpoint, and the report made once more from it.

What this proves, and on what it rests:

1. *The facts.* Every entry of the journal is checked by the signature of its source, by its columns and its place, and
   the first ``journal_size`` entries by the root that the district signed (Ed25519) when the submission was made. Who
   changes a fact would need the source's key and the district's; who holds the note of then elsewhere finds even that.
   What the sources' own logs say is compared as well.
2. *The figures.* The report is made once more at the pinned positions under the pinned catalogue version and compared
   byte for byte: from the tables that every report is read from, and from the journal's facts alone, folded in memory
   and judged one by one without the report's SQL.
3. *The submission.* Its document, digest, catalogue and its own fact in the journal must say the same.

A participation whose record key was destroyed reads as erased from then on, at every state of knowledge: its figures
can never be counted again. Then the chain is what is left to prove (``chain_only``), and every other difference is
still told: no cell may have lost more than was erased, and none may have grown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from psycopg import Connection

from services.kernel.deciders import RuleViolation
from services.kernel.district import district as enter
from services.kernel.feed import Feed
from services.kernel.projection import FAULTS, Opener
from services.reporting import journal
from services.reporting.application import Reporting
from services.reporting.domain.submission import UnknownSubmission
from services.reporting.esf import Document
from services.reporting.integrity import Checkpoint
from services.reporting.knowledge import reading
from services.reporting.opening import opener
from services.reporting.proving.checkpoints import public_key, read_checkpoint
from services.reporting.proving.findings import findings
from services.reporting.proving.notes import NotSigned
from services.reporting.submissions.differences import Difference, Origin
from services.reporting.submissions.judging import Judgement, judged
from services.reporting.submissions.naming import named
from services.reporting.submissions.own_fact import wrong_in_itself
from services.reporting.submissions.queries import Submission, submission
from services.reporting.submissions.recomputed import recomputed
from services.reporting.submissions.recounted import recounted
from services.reporting.submissions.refolded import refolded
from services.reporting.submissions.sources import changed_at_source

AFFORDABLE: Final = 200_000  # entries of a journal that are folded anew unless one says otherwise


@dataclass(frozen=True, slots=True)
class Verification:
    """A judgement on a submission; ``made_from``: what the report was made from once more."""

    of: Submission
    judgement: Judgement
    made_from: Sequence[Origin]

    def as_json(self) -> dict[str, Any]:
        """As the interface prints it."""
        told = [one.as_json() for one in self.judgement.differences]
        return {"result": self.judgement.result, "differences": told}


@dataclass(frozen=True, slots=True)
class Verifier:
    """Verifies the submissions of one district. ``from_journal`` None: as long as the journal is not too long."""

    service: Reporting
    feed: Feed
    district: str
    from_journal: bool | None = None

    def verify(self, of: UUID) -> Verification:
        """Raises UnknownSubmission, FeedUnreachable."""
        opens = opener(self.service.settings)
        with reading(self.service.pool, self.district) as conn:
            made = submission(conn, self.district, of)
            if made is None:
                raise UnknownSubmission
            broken = list(wrong_in_itself(conn, self.district, opens, made))
            again: dict[Origin, Document | None] = {"tables": _from_tables(conn, self.district, made)}
            if self._folds(made):
                again["journal"] = _from_journal(conn, self.district, opens, made)
        broken = [*self._chain(made), *broken]
        return Verification(made, judged(made.document, _report(made), broken, again), tuple(again))

    def _folds(self, made: Submission) -> bool:
        return made.journal_size <= AFFORDABLE if self.from_journal is None else self.from_journal

    def _chain(self, made: Submission) -> list[Difference]:
        """Entries, tree and checkpoint; and what the sources' own logs say."""
        try:
            pinned = read_checkpoint(made.checkpoint, public_key(self.service.secrets, self.district))
        except NotSigned as refused:
            return [Difference("checkpoint", str(refused)), *self._entries(None)]
        found = self._entries(pinned.plain)
        if pinned.size != made.journal_size:
            what = f"Der Prüfpunkt nennt {pinned.size} Einträge, die Abgabe {made.journal_size}."
            return [Difference("checkpoint", what), *found]
        return found

    def _entries(self, pinned: Checkpoint | None) -> list[Difference]:
        """The whole journal, not only what was there then: one chain, one answer."""
        key_of = self.service.secrets.signing_key
        with self.service.pool.transaction() as conn, enter(conn, self.district):
            found = findings(conn, self.district, key_of, [] if pinned is None else [pinned])
            told = [named(conn, self.district, self.feed, one) for one in found]
            size = journal.tree(conn, self.district).size
            at_source = list(changed_at_source(conn, self.district, self.feed, size))
        known = {_place(one) for one in told}
        return [*told, *(one for one in at_source if _place(one) not in known)]


def _place(of: Difference) -> tuple[object, object]:
    return of.details.get("source"), of.details.get("sequence")


def _report(made: Submission) -> dict[str, Any]:
    """Empty where the document cannot be read, which is told elsewhere."""
    try:
        return made.report
    except ValueError:
        return {}


def _from_tables(conn: Connection[Any], district: str, made: Submission) -> Document | None:
    """None: there is no such operation or catalogue any more."""
    try:
        return recomputed(conn, district, made)
    except RuleViolation:
        return None


def _from_journal(conn: Connection[Any], district: str, opens: Opener, made: Submission) -> Document | None:
    """None: a fact cannot be read or folded, or there is no such operation or catalogue."""
    try:
        return recounted(district, made, refolded(conn, district, opens, made))
    except (RuleViolation, *FAULTS):
        return None
