"""What is missing of a participation: to be counted at all, and of what became of the person."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from services.contracts.intake import StatusKind
from services.intake.domain.operation import OperationRules
from services.intake.domain.rules.records import EntryRecord
from services.intake.domain.rules.rule import Rule
from services.intake.domain.rules.sources import ARTICLE_17, EXIT_DATA, FOLLOW_UP, RE_ENTRY
from services.kernel.facts import Erased

# Under the objective on material deprivation less is asked for (INTERFACES, section 4).
SHORT_OBJECTIVE: Final = "ESO4.12"
NOT_ASKED: Final = frozenset({"employment", "unemployed_since", "isced"})


def asked_for(column: str, employment: str | None, rules: OperationRules) -> bool:
    """Whether Article 17(5) asks for a column; ``employment``: as recorded, or as the target group settles it."""
    if column == "employment" and employment is not None:
        return False
    if column == "unemployed_since" and employment != "unemployed":
        return False
    return rules.specific_objective != SHORT_OBJECTIVE or column not in NOT_ASKED


def _unknown(column: str) -> Callable[[EntryRecord], bool]:
    def broken(record: EntryRecord) -> bool:
        asked = asked_for(column, record.employment, record.rules)
        return asked and not isinstance(record.after.traits, Erased) and _value(record, column) is None

    return broken


def _value(record: EntryRecord, column: str) -> object:
    return record.traits.birth_date if column == "birth_date" else getattr(record.after, column)


def _never_told(kind: StatusKind) -> Callable[[EntryRecord], bool]:
    """The window is over and no status was recorded in it."""

    def broken(record: EntryRecord) -> bool:
        left = record.after.exit_date
        if left is None or record.after.state == "cancelled":
            return False
        over = record.rules.window(kind, left)[1] + timedelta(days=1)
        return over <= record.today and not any(record.read_in_window(kind))

    return broken


def _asked_later_but_not_at_exit(record: EntryRecord) -> bool:
    """Only statuses that reports read count: a moved exit date leaves others behind."""
    return any(record.read_in_window("followup")) and not any(record.read_in_window("exit"))


def _statuses_no_longer_read(record: EntryRecord) -> bool:
    """A moved exit date leaves statuses outside the windows that start with it."""
    known = record.known
    if known is None or known.exit_date == record.after.exit_date or not record.statuses:
        return False
    read = {one.status_id for kind in ("exit", "followup") for one in record.read_in_window(kind)}
    return any(one.status_id not in read for one in record.statuses)


def _missing(number: int, column: str, text: str) -> Rule[EntryRecord]:
    return Rule(
        id=f"P-MISSING-{number:02}",
        level="record",
        severity="missing",
        columns=(column,),
        text=text,
        source=ARTICLE_17,
        broken=_unknown(column),
    )


COMPLETENESS: Final[tuple[Rule[EntryRecord], ...]] = (
    _missing(1, "gender", "Das Geschlecht fehlt; ohne diese Angabe wird die Teilnahme nicht gezählt."),
    _missing(2, "birth_date", "Das Geburtsdatum fehlt; ohne diese Angabe wird die Teilnahme nicht gezählt."),
    _missing(3, "employment", "Der Erwerbsstatus bei Eintritt fehlt; ohne ihn wird die Teilnahme nicht gezählt."),
    _missing(4, "unemployed_since", "Seit wann arbeitslos fehlt; ohne diese Angabe wird die Teilnahme nicht gezählt."),
    _missing(5, "isced", "Der Bildungsabschluss fehlt; ohne diese Angabe wird die Teilnahme nicht gezählt."),
)
OUTCOME: Final[tuple[Rule[EntryRecord], ...]] = (
    Rule(
        id="P-MISSING-06",
        level="cross_record",
        severity="missing",
        columns=("exit_date",),
        text="Der Zeitraum nach dem Austritt ist vorbei, und es gibt keine Angabe zum Verbleib.",
        source=EXIT_DATA,
        broken=_never_told("exit"),
    ),
    Rule(
        id="P-MISSING-07",
        level="cross_record",
        severity="missing",
        columns=("exit_date",),
        text="Der Zeitraum der Nachbefragung ist vorbei, und es gibt keine Antwort (nötig ist eine Stichprobe).",
        source=FOLLOW_UP,
        broken=_never_told("followup"),
    ),
    Rule(
        id="P-MISSING-08",
        level="cross_record",
        severity="missing",
        columns=("exit_date",),
        text="Es gibt eine Nachbefragung, aber keine Angabe zum Verbleib nach dem Austritt.",
        source=EXIT_DATA,
        broken=_asked_later_but_not_at_exit,
    ),
    Rule(
        id="P-MISSING-09",
        level="cross_record",
        severity="missing",
        columns=("exit_date",),
        text="Mit dem neuen Austritt werden frühere Angaben zum Verbleib nicht mehr gelesen: Bitte neu erfassen.",
        source=RE_ENTRY,
        broken=_statuses_no_longer_read,
    ),
)
