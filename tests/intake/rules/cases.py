"""The four cases of every rule, as data: valid, invalid, boundary, excluded. TODAY is 30 June 2026."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from tests.intake.memory import THINKA
from tests.intake.rules.stories import (
    LEFT,
    FourCases,
    Row,
    contact,
    entry,
    neighbour,
    partly,
    status,
    story,
    with_target_group,
)

GONE: Final = entry(**LEFT)
CANCELLED: Final = entry(state="cancelled", cancel_reason="doppelt")
SHORT: Final = replace(THINKA, specific_objective="ESO4.12")
FIRST: Final = status("exit", "2024-09-01", "job_seeking")

REFUSED: Final[Mapping[str, FourCases]] = {
    "P-PERSON-01": FourCases(
        valid=story(entry()),
        invalid=story(entry(), entry(gender="male"), erased=True),
        boundary=story(entry(), entry()),
        excluded=story(entry(participant_no="E-2"), erased=True),
    ),
    "P-DATE-01": FourCases(
        valid=story(entry()),
        invalid=story(entry(entry_date="2026-07-01")),
        boundary=story(entry(entry_date="2026-06-30")),
        excluded=story(entry(entry_date="2021-07-01")),
    ),
    "P-DATE-02": FourCases(
        valid=story(entry()),
        invalid=story(entry(birth_date="2026-07-01")),
        boundary=story(entry(entry_date="2026-06-30", birth_date="2026-06-30")),
        excluded=story(entry(birth_date="")),
    ),
    "P-DATE-03": FourCases(
        valid=story(entry(employment="unemployed", unemployed_since="2023-01-01")),
        invalid=story(entry(employment="unemployed", unemployed_since="2026-07-01")),
        boundary=story(entry(entry_date="2026-06-30", employment="unemployed", unemployed_since="2026-06-30")),
        excluded=story(entry(unemployed_since="")),
    ),
    "P-DATE-04": FourCases(
        valid=story(GONE),
        invalid=story(entry(exit_date="2026-07-01")),
        boundary=story(entry(exit_date="2026-06-30")),
        excluded=story(entry(exit_date="")),
    ),
    "P-ENTRY-01": FourCases(
        valid=story(entry()),
        invalid=story(entry(entry_date="2021-12-31")),
        boundary=story(entry(entry_date="2022-01-01")),
        excluded=story(entry(exit_date="2026-06-30"), rules=replace(THINKA, end=THINKA.start.replace(year=2025))),
    ),
    "P-EXIT-01": FourCases(
        valid=story(GONE),
        invalid=story(GONE, partly(entry_date="2024-09-01")),
        boundary=story(entry(exit_date="2024-01-10")),
        excluded=story(GONE, partly(entry_date="2024-09-01", exit_date="")),
    ),
    "P-BIRTH-01": FourCases(
        valid=story(entry()),
        invalid=story(entry(birth_date="2024-01-11")),
        boundary=story(entry(birth_date="2024-01-10")),
        excluded=story(entry(birth_date="")),
    ),
    "P-WORK-01": FourCases(
        valid=story(entry(employment="unemployed", unemployed_since="2023-06-01")),
        invalid=story(entry(unemployed_since="2024-01-11")),
        boundary=story(entry(employment="unemployed", unemployed_since="2024-01-10")),
        excluded=story(entry(employment="unemployed", unemployed_since="")),
    ),
    "P-STATE-01": FourCases(
        valid=story(CANCELLED),
        invalid=story(entry(), entry(state="cancelled")),
        boundary=story(entry(cancel_reason="doppelt"), partly(state="cancelled")),
        excluded=story(entry(state="draft")),
    ),
    "P-STATE-02": FourCases(
        valid=story(entry(state="draft"), entry(state="submitted")),
        invalid=story(entry(), entry(state="draft")),
        boundary=story(entry(state="draft"), CANCELLED),
        excluded=story(entry(), partly(gender="male")),
    ),
    "P-STATE-03": FourCases(
        valid=story(entry(), CANCELLED),
        invalid=story(CANCELLED, partly(state="cancelled", gender="male")),
        boundary=story(CANCELLED, CANCELLED),
        excluded=story(entry(), partly(gender="male")),
    ),
    "S-KEY-01": FourCases(
        valid=story(GONE, FIRST),
        invalid=story(FIRST),
        boundary=story(entry(state="draft", **LEFT), FIRST),
        excluded=story(entry(state="cancelled", cancel_reason="doppelt", **LEFT), FIRST),
    ),
    "S-DATE-01": FourCases(
        valid=story(GONE, FIRST),
        invalid=story(entry(exit_date="2026-06-30"), status("exit", "2026-07-01")),
        boundary=story(entry(exit_date="2026-06-30"), status("exit", "2026-06-30")),
        excluded=story(GONE, FIRST, replace(FIRST, cells={**FIRST.cells, "state": "cancelled"})),
    ),
    "S-ANSWER-01": FourCases(
        valid=story(GONE, status("exit", "2024-09-01", "no_answer", reason="verzogen")),
        invalid=story(GONE, status("exit", "2024-09-01", "no_answer", reason="")),
        boundary=story(GONE, status("exit", "2024-09-01", "no_answer", reason="-")),
        excluded=story(GONE, status("exit", "2024-09-01", "inactive", reason="")),
    ),
    "S-EXIT-01": FourCases(
        valid=story(GONE, FIRST),
        invalid=story(entry(), FIRST),
        boundary=story(entry(exit_date="2024-09-01"), FIRST),
        excluded=story(GONE, FIRST, partly(exit_date=""), FIRST),
    ),
    "S-WINDOW-01": FourCases(
        valid=story(GONE, FIRST),
        invalid=story(GONE, status("exit", "2024-09-29")),
        boundary=story(GONE, status("exit", "2024-09-28")),
        excluded=story(GONE, FIRST, partly(exit_date="2025-02-01"), FIRST),
    ),
}

WARNED: Final[Mapping[str, FourCases]] = {
    "P-WORK-02": FourCases(
        valid=story(entry(employment="unemployed", unemployed_since="2023-01-01")),
        invalid=story(entry(employment="inactive", unemployed_since="2023-01-01")),
        boundary=story(entry(employment="employed", unemployed_since="")),
        excluded=story(entry(employment="", unemployed_since="2023-01-01")),
    ),
    "P-STATE-04": FourCases(
        valid=story(CANCELLED),
        invalid=story(entry(cancel_reason="doppelt")),
        boundary=story(entry(cancel_reason="")),
        excluded=story(entry(), CANCELLED),
    ),
    "P-ISCED-01": FourCases(
        valid=story(entry(isced="8")),
        invalid=story(entry(isced="8", birth_date="2001-01-11")),
        boundary=story(entry(isced="8", birth_date="2001-01-10")),
        excluded=story(entry(isced="8", birth_date="")),
    ),
    "P-WORK-03": FourCases(
        valid=story(entry()),
        invalid=story(entry(isced="0", birth_date="2011-01-11")),
        boundary=story(entry(isced="0", birth_date="2011-01-10")),
        excluded=story(entry(isced="0", birth_date="2011-01-11", employment="inactive")),
    ),
    "P-BIRTH-02": FourCases(
        valid=story(entry()),
        invalid=story(entry(birth_date="1918-01-10")),
        boundary=story(entry(birth_date="1918-01-11")),
        excluded=story(entry(birth_date="")),
    ),
    "P-WORK-04": FourCases(
        valid=story(entry(employment="unemployed", unemployed_since="2023-01-01")),
        invalid=story(entry(employment="unemployed", unemployed_since="1985-05-04")),
        boundary=story(entry(employment="unemployed", unemployed_since="1985-05-05")),
        excluded=story(entry(employment="inactive", unemployed_since="1985-05-04")),
    ),
    "P-AGS-01": FourCases(
        valid=story(entry(residence_ags="16070004")),
        invalid=story(entry(residence_ags="17070004")),
        boundary=story(entry(residence_ags="01001000")),
        excluded=story(entry(residence_ags="")),
    ),
    "P-STATE-05": FourCases(
        valid=story(entry(state="draft")),
        invalid=story(entry(state="draft", **LEFT)),
        boundary=story(entry(state="draft", exit_date="")),
        excluded=story(entry(state="submitted", **LEFT)),
    ),
    "P-LINK-01": FourCases(
        valid=story(GONE),
        invalid=story(GONE, neighbours=(neighbour("2024-08-31", None),)),
        boundary=story(GONE, neighbours=(neighbour("2024-09-01", None), neighbour("2023-01-01", "2024-01-09"))),
        excluded=story(GONE, neighbours=(neighbour("2024-02-01", "2024-03-01", operation="another"),)),
        by_file=False,
    ),
    **{
        f"P-GROUP-{number:02}": FourCases(
            valid=story(entry(**{column: settled}), rules=with_target_group(**{column: settled})),
            invalid=story(entry(**{column: other}), rules=with_target_group(**{column: settled})),
            boundary=story(entry(**{column: ""}), rules=with_target_group(**{column: settled})),
            excluded=story(entry(**{column: unsaid}), rules=with_target_group(**{column: settled} if asked else {})),
        )
        for number, (column, settled, other, unsaid, asked) in enumerate(
            (
                ("employment", "inactive", "employed", "employed", False),
                ("disability", "yes", "no", "refused", True),
                ("foreign_background", "yes", "no", "refused", True),
                ("minority", "yes", "no", "refused", True),
                ("citizenship", "third_country", "german", "refused", True),
                ("housing", "roofless", "housed", "refused", True),
            ),
            start=1,
        )
    },
    "S-IMPROVED-01": FourCases(
        valid=story(GONE, FIRST, status("followup", "2025-03-01", improved="yes")),
        invalid=story(GONE, status("exit", "2024-09-01", improved="no")),
        boundary=story(GONE, status("exit", "2024-09-01", improved="")),
        excluded=story(GONE, FIRST, status("followup", "2025-03-01", improved="no")),
    ),
    "S-IMPROVED-02": FourCases(
        valid=story(GONE, FIRST, status("followup", "2025-03-01", improved="yes")),
        invalid=story(entry(employment="inactive", **LEFT), FIRST, status("followup", "2025-03-01", improved="yes")),
        boundary=story(entry(employment="inactive", **LEFT), FIRST, status("followup", "2025-03-01", improved="")),
        excluded=story(entry(employment="", **LEFT), FIRST, status("followup", "2025-03-01", improved="yes")),
    ),
    "K-MINUTES-01": FourCases(
        valid=story(contact(minutes="45")),
        invalid=story(contact(minutes="1441")),
        boundary=story(contact(minutes="1440")),
        excluded=story(contact(minutes="")),
    ),
}


def _submitted(**cells: str) -> tuple[Row, Row]:
    """Missing values are told when a draft is submitted."""
    return (entry(state="draft", **cells), partly(state="submitted"))


MISSING: Final[Mapping[str, FourCases]] = {
    "P-MISSING-01": FourCases(
        valid=story(*_submitted()),
        invalid=story(*_submitted(gender="")),
        boundary=story(*_submitted(gender="non_binary")),
        excluded=story(entry(gender=""), entry(gender="female")),
    ),
    "P-MISSING-02": FourCases(
        valid=story(*_submitted()),
        invalid=story(*_submitted(birth_date="")),
        boundary=story(*_submitted(birth_date="2024-01-10", isced="0", employment="inactive")),
        excluded=story(entry(birth_date=""), entry()),
    ),
    "P-MISSING-03": FourCases(
        valid=story(*_submitted()),
        invalid=story(*_submitted(employment="")),
        boundary=story(*_submitted(employment=""), rules=with_target_group(employment="inactive")),
        excluded=story(*_submitted(employment=""), rules=SHORT),
    ),
    "P-MISSING-04": FourCases(
        valid=story(*_submitted(employment="unemployed", unemployed_since="2023-01-01")),
        invalid=story(*_submitted(employment="unemployed")),
        boundary=story(*_submitted(employment="unemployed", unemployed_since="2024-01-10")),
        excluded=story(*_submitted(employment="inactive")),
    ),
    "P-MISSING-05": FourCases(
        valid=story(*_submitted()),
        invalid=story(*_submitted(isced="")),
        boundary=story(*_submitted(isced="0")),
        excluded=story(*_submitted(isced=""), rules=SHORT),
    ),
    "P-MISSING-06": FourCases(
        valid=story(GONE, FIRST, GONE),
        invalid=story(entry(exit_date="2026-06-01")),
        boundary=story(entry(exit_date="2026-06-02")),
        excluded=story(CANCELLED, partly(state="cancelled")),
        by_file=False,
    ),
    "P-MISSING-07": FourCases(
        valid=story(GONE, FIRST, status("followup", "2025-03-01"), GONE),
        invalid=story(GONE, FIRST, GONE),
        boundary=story(entry(exit_date="2025-09-30")),
        excluded=story(entry()),
        by_file=False,
    ),
}
MISSING_ANSWERS: Final[Mapping[str, FourCases]] = {
    "P-MISSING-09": FourCases(
        valid=story(GONE, partly(exit_date="2024-08-30")),
        invalid=story(GONE, FIRST, partly(exit_date="2025-03-01")),
        boundary=story(GONE, FIRST, partly(exit_date="2024-08-04")),
        excluded=story(GONE, FIRST, partly(exit_date="2024-08-31", gender="male")),
        by_file=False,
    ),
    "P-MISSING-08": FourCases(
        valid=story(GONE, FIRST, status("followup", "2025-03-01"), GONE),
        invalid=story(GONE, status("followup", "2025-03-01"), GONE),
        boundary=story(
            GONE,
            status("exit", "2024-08-31", "no_answer", reason="verzogen"),
            status("followup", "2025-02-28"),
            GONE,
        ),
        excluded=story(GONE, status("followup", "2025-03-01"), partly(exit_date="2025-02-01")),
        by_file=False,
    ),
}
CASES: Final = {**MISSING_ANSWERS, **REFUSED, **WARNED, **MISSING}
