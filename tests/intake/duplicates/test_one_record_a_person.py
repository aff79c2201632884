"""Nobody stands twice under one ``person_id``: a participation and its person are two names of one number.

So the report needs links only between persons, and *Doppelt erfasst?* compares records of different persons.
"""

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import services.intake
from services.contracts.intake import (
    ParticipationCorrected,
    ParticipationEntered,
    StatusRecorded,
    StatusRetracted,
)
from tests.intake.memory import THINKA, MemoryLedger, take

OTHER = replace(THINKA, operation="thinka-2")
OPERATIONS = (THINKA, OTHER)
OF_A_PARTICIPATION = ParticipationEntered | ParticipationCorrected | StatusRecorded | StatusRetracted
HEADER = "participant_no;sozialraum;entry_date;exit_date;state;cancel_reason\n"
STATUS_HEADER = "participant_no;kind;date;status;state\n"
# What a person types for one number, and what another tool makes of it.
NUMBERS = st.sampled_from(["T-1", " T-1", "T-1 ", "T-1\u00a0", "t-1", "T-1.0", "T\u20111", "1", "01", "Ä1", "A\u03081"])
ROWS = st.tuples(
    NUMBERS, st.sampled_from(["2024-01-10", "2024-02-10"]), st.sampled_from(["", "draft", "cancelled"]), st.booleans()
)


@given(st.lists(st.tuples(st.sampled_from(OPERATIONS), st.lists(ROWS, max_size=6)), max_size=4))
def test_whatever_is_imported_each_person_has_one_participation(
    files: list[tuple[object, list[tuple[str, str, str, bool]]]],
) -> None:
    ledger = MemoryLedger()
    for rules, rows in files:
        lines = [f"{number};rieth;{entry};2024-08-31;{state};\n" for number, entry, state, _ in rows]
        take(ledger, "participants", HEADER + "".join(lines), rules=rules)  # type: ignore[arg-type]
        told = [
            f"{number};exit;2024-09-02;employed;{'cancelled' if back else ''}\n"
            for number, _, _, back in [*rows, *rows]
        ]
        take(ledger, "statuses", STATUS_HEADER + "".join(told), rules=rules)  # type: ignore[arg-type]

    pairs = {(fact.participation_id, fact.person_id) for fact in ledger.log if isinstance(fact, OF_A_PARTICIPATION)}
    assert len({participation for participation, _ in pairs}) == len({person for _, person in pairs}) == len(pairs)


def test_a_number_of_two_operations_is_two_persons() -> None:
    ledger = MemoryLedger()
    for rules in OPERATIONS:
        take(ledger, "participants", HEADER + "T-1;rieth;2024-01-10;;;\n", rules=rules)

    assert len({fact.person_id for fact in ledger.log if isinstance(fact, ParticipationEntered)}) == len(OPERATIONS)


def test_files_interface_and_pages_all_go_this_way() -> None:
    """One place makes the command that enters a participation, and there both names come from one number."""
    package = Path(services.intake.__file__).parent
    makers = [
        str(path.relative_to(package))
        for path in sorted(package.rglob("*.py"))
        if "= RecordParticipation(" in path.read_text(encoding="utf-8")
    ]

    assert makers == ["imports/steps.py"]
