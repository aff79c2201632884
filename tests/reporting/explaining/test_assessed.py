"""The judgements of all participations, one by one, add up to the report's one statement in every cell."""

from collections import Counter
from datetime import date
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.reporting.domain.cells import GENDERS
from services.reporting.domain.figures import STRUCTURE_BASED
from services.reporting.esf import EsfQuestion, count, rules_of
from services.reporting.explaining.assessed import Assessed, assessed
from tests.reporting.explaining.conftest import History, question
from tests.reporting.facts import OPERATION
from tests.reporting.history import id_of

pytestmark = pytest.mark.server

SOME_DAYS: Final = st.dates(date(2022, 12, 1), date(2026, 12, 31)) | st.sampled_from(
    [date(2023, 12, 31), date(2024, 6, 30), date(2024, 2, 29), date(2026, 12, 31)]
)
SHARES: Final = st.floats(0, 1)
CATALOGUES: Final = st.sampled_from([None, "esf-2014-2020"])


def cells_of(found: list[Assessed]) -> Counter[tuple[str, str]]:
    return Counter((code, str(one.gender)) for one in found if one.reason is None for code in one.codes)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(as_of=SOME_DAYS, districts=st.integers(1, 8), share=SHARES, catalogue=CATALOGUES)
def test_at_any_positions_the_judgements_add_up_to_the_report(
    history: History, as_of: date, districts: int, share: float, catalogue: str | None
) -> None:
    knowledge = history.knowledge(districts, round(share * history.heads["intake"]))
    asked = question(as_of, catalogue)
    with history.read() as conn:
        rules = rules_of(conn, history.side.district, asked, knowledge)
        cells = count(conn, history.side.district, asked, rules, knowledge).now
        found = assessed(conn, history.side.district, asked, knowledge, rules)

    reasons = Counter(one.reason[0] for one in found if one.reason is not None)
    if rules.settings.participant_based:
        counted = {(code, gender): n for code in cells.indicators for gender in GENDERS
                   if (n := cells.indicators[code][gender])}  # fmt: skip
        assert cells_of(found) == counted
        assert reasons == cells.not_counted
    else:
        assert cells_of(found) == {}
        assert reasons[STRUCTURE_BASED] == sum(cells.value(code) for code in rules.catalogue.everybody)


def test_some_of_the_participations_are_judged_as_they_are_among_all(history: History) -> None:
    asked = EsfQuestion(operation=OPERATION, as_of=date(2026, 6, 30))
    some = [id_of("participation", number) for number in (3, 4, 40)]
    with history.read() as conn:
        rules = rules_of(conn, history.side.district, asked, history.now)
        whole = assessed(conn, history.side.district, asked, history.now, rules)
        part = assessed(conn, history.side.district, asked, history.now, rules, participations=some)

    assert part == [one for one in whole if one.participation in some]
    assert len(part) == len(some)
