"""The audit's questions about an operation, from what districts, events and reporting itself recorded."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from uuid import UUID

from services.kernel.money import euros
from services.kernel.pages.wording import day
from services.reporting.auditing.answers import OUTSIDE, Answer, Said, answered
from services.reporting.auditing.evidence_rows import Kept, elsewhere, of_operation, proofs
from services.reporting.auditing.questions import audit_questions
from services.reporting.domain.catalogue import Indicator
from services.reporting.explaining.assessed import Assessed
from services.reporting.explaining.events import Place
from services.reporting.explaining.standpoint import Standpoint

PERSONS: Final = "EECO01"  # the head count
GENDERS: Final = {"female": "weiblich", "male": "männlich", "non_binary": "divers"}
HANDED_IN: Final = """
    SELECT s.sequence, t.sequence FROM {s}.submissions AS s
    JOIN {s}.submission_steps AS t ON t.submission = s.submission AND t.state = 'approved'
    WHERE s.operation = %(operation)s AND s.as_of <= %(as_of)s AND t.sequence <= %(reporting)s
    ORDER BY s.as_of DESC, s.sequence DESC LIMIT 1"""


@dataclass(frozen=True)
class OperationAnswers:
    """Answers for an operation, in the transaction of the standpoint. ``counted``: all that the report counts."""

    at: Standpoint
    counted: Sequence[Assessed]
    sample: Sequence[Assessed]

    def all(self) -> list[Answer]:
        """Every question that is not about a person, in the order of the questions."""
        known = (
            *(self._granted(), self._head_count(), self._once_funded(), self._own_share()),
            *(self._publicity(), self._logo(), self._genders(), self._handed_in(), self._reached()),
        )
        by_key = {each.question.key: each for each in known}
        return [by_key.get(each.key) or self._outside(each.key) for each in audit_questions() if each.scope != "person"]

    def _granted(self) -> Answer:
        found = self._of("document", "grant", "amendment")
        if not found:
            return answered("1.1", "no", "Im Dokumentenregister steht kein Bescheid.")
        last = max(each.on_day for each in found if each.on_day is not None)
        return answered("1.1", "yes", f"Im Dokumentenregister, zuletzt vom {day(last)}.", _places(found))

    def _head_count(self) -> Answer:
        return self._against_targets("2.5", [each for each in self._targets if each.kind == PERSONS])

    def _reached(self) -> Answer:
        return self._against_targets("6.3", [each for each in self._targets if each.kind in self._totals])

    def _against_targets(self, key: str, targets: Sequence[Kept]) -> Answer:
        if not targets:
            return answered(key, "outside", "In Lotse ist dafür kein Ziel vereinbart.")
        due = [each for each in targets if each.on_day is not None and each.on_day <= self.at.question.as_of]
        told = "; ".join(
            f"{each.kind} bis {day(each.on_day)}: Ziel {each.number}, Ist {self._totals[each.kind or '']}"
            for each in targets
        )
        missed = [each for each in due if self._totals[each.kind or ""] < (each.number or 0)]
        said: Said = "open" if not due else "no" if missed else "yes"
        return answered(key, said, f"{told}.", _places(targets))

    def _once_funded(self) -> Answer:
        found = elsewhere(self.at, self.at.groups.with_others([each.participation for each in self.sample]))
        if not found:
            return answered(
                "3.6", "yes", "Niemand aus der Stichprobe nimmt zur gleichen Zeit an einem anderen Vorhaben teil."
            )
        persons = len({self._counted_as(participation) for participation, *_ in found})
        others = ", ".join(sorted({operation for _, operation, _ in found}))
        remark = f"Aus der Stichprobe zur gleichen Zeit auch in {others}: {persons}."
        return answered("3.6", "no", remark, [place for *_, place in found])

    def _counted_as(self, participation: UUID) -> UUID:
        group = self.at.groups.of(participation)
        return participation if group is None else group.principal.participation

    def _own_share(self) -> Answer:
        plans = self._of("plan")
        if not plans:
            return answered("3.7", "outside", "In Lotse steht kein Finanzierungsplan.")
        planned = sum(each.number or 0 for each in plans)
        payments = [each for each in self._of("payment", "own") if each.number]
        paid = sum(each.number or 0 for each in payments)
        if planned == 0:
            return answered("3.7", "yes", "Der Plan sieht keinen Eigenanteil vor.", _places(plans))
        remark = f"Geplant {euros(planned)}, eingegangen {euros(paid)}."
        return answered("3.7", "yes" if paid else "no", remark, _places([*plans, *payments]))

    def _publicity(self) -> Answer:
        return self._proven("4.1", self._proofs)

    def _logo(self) -> Answer:
        return self._proven("4.2", [each for each in self._proofs if each.kind in {"logo", "poster"}])

    def _genders(self) -> Answer:
        counts = Counter(each.gender for each in self.counted)
        told = ", ".join(f"{words} {counts[key]}" for key, words in GENDERS.items())
        return answered("5.1", "yes" if self.counted else "open", f"Gezählt: {told}. Maßnahmen stehen im Sachbericht.")

    def _handed_in(self) -> Answer:
        row = self.at.conn.execute(self.at.statement(HANDED_IN), self.at.values).fetchone()
        if row is None:
            return answered("6.1", "no", "Bis zum Stichtag ist keine Einreichung freigegeben.")
        places = [Place("reporting", sequence) for sequence in row]
        return answered("6.1", "yes", "Eingereicht und freigegeben, mit Prüfsumme.", places)

    def _outside(self, key: str) -> Answer:
        return answered(key, "outside", OUTSIDE, _places(self._of("document")) if key in {"1.2", "1.3", "3.4"} else ())

    def _of(self, what: str, *kinds: str) -> list[Kept]:
        return [each for each in self._kept if each.what == what and (not kinds or each.kind in kinds)]

    @cached_property
    def _kept(self) -> Sequence[Kept]:
        return of_operation(self.at)

    @cached_property
    def _proofs(self) -> Sequence[Kept]:
        return proofs(self.at)

    @cached_property
    def _targets(self) -> Sequence[Kept]:
        return self._of("target")

    @cached_property
    def _totals(self) -> Mapping[str, int]:
        """How many persons the report counts under each indicator that counts persons."""
        counted = Counter(code for each in self.counted for code in each.codes)
        indicators: Sequence[Indicator] = self.at.rules.catalogue.indicators
        return {one.code: counted[one.code] for one in indicators if one.when is not None}

    @staticmethod
    def _proven(key: str, found: Sequence[Kept]) -> Answer:
        if not found:
            return answered(key, "no", "In Lotse liegt dafür kein Nachweis vor.")
        return answered(key, "yes", f"Nachweise als Datei: {len(found)}.", _places(found))


def _places(found: Sequence[Kept]) -> list[Place]:
    return [each.place for each in found]
