"""What happened after a report was made, one thing a test, and the cause under which it stands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.contracts.intake import KeyDestroyed, ParticipationCancelled, ParticipationSubmitted
from services.kernel.facts import Contract
from services.reporting.deltas.states import End
from services.reporting.domain.catalogues import esf_2014_2020
from tests.reporting.conftest import Side
from tests.reporting.deltas.conftest import History, State
from tests.reporting.facts import (
    case_linked,
    case_unlinked,
    configured,
    corrected,
    entered,
    entity_retracted,
    estimate,
    estimate_retracted,
    linked,
    marked,
    opened,
    released,
    status,
    supported,
    unlinked,
)
from tests.reporting.history import Source, id_of

pytestmark = pytest.mark.server

Figures = dict[tuple[str, str], dict[str, int]]


class Office:
    """Whoever records facts in the one district of this file; every test has participations of its own."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.sources = {name: Source(name, side.district) for name in ("districts", "intake")}
        self.record(opened(), released())

    def record(self, *facts: Contract) -> State:
        """The state afterwards."""
        for fact in facts:
            district = type(fact).__module__.startswith("services.contracts.districts")
            self.side.take([self.sources["districts" if district else "intake"].record(fact)])
        return self.now

    @property
    def now(self) -> State:
        return State(intake=len(self.sources["intake"].rows), districts=len(self.sources["districts"].rows))

    @property
    def history(self) -> History:
        return History(self.side, {"intake": self.now.intake, "districts": self.now.districts})

    def since(self, before: State) -> Figures:
        return causes(self.history.delta(before, self.now))


def causes(delta: dict[str, Any]) -> Figures:
    cells = {(one["code"], one["gender"]): one for one in delta["cells"]}
    cells |= {("not counted", one["reason"]): one for one in delta["not_counted"]}
    return {name: {each["cause"]: each["value"] for each in one["causes"]} for name, one in cells.items()}


def with_state(of: type[Any], fact: Any) -> Any:
    return of(**{name: getattr(fact, name) for name in fact.__struct_fields__})


@pytest.fixture(scope="module")
def office(side: Side) -> Office:
    return Office(side)


@pytest.fixture
def number(request: pytest.FixtureRequest) -> str:
    return str(request.node.name)


def test_an_entry_recorded_late(office: Office, number: str) -> None:
    before = office.now
    office.record(entered(number, disability="yes"))

    found = office.since(before)

    assert found[("EECO12", "female")] == {"late_entry": 1}
    assert found[("EECO12", "total")] == {"late_entry": 1}
    assert found[("EECO01", "female")] == {"late_entry": 1}
    assert ("EECO01", "male") not in found


def test_a_correction_moves_a_person_from_one_cell_to_another(office: Office, number: str) -> None:
    before = office.record(entered(number, gender="female"))
    office.record(corrected(number, gender="male"))

    found = office.since(before)

    assert (found[("EECO01", "female")], found[("EECO01", "male")]) == ({"correction": -1}, {"correction": 1})
    assert ("EECO01", "total") not in found


def test_a_cancellation_and_its_place_among_those_not_counted(office: Office, number: str) -> None:
    before = office.record(entered(number))
    office.record(with_state(ParticipationCancelled, corrected(number, state="cancelled")))

    found = office.since(before)

    assert found[("EECO01", "total")] == {"cancellation": -1}
    assert found[("not counted", "cancelled")] == {"cancellation": 1}


def test_a_draft_handed_in_later(office: Office, number: str) -> None:
    before = office.record(entered(number, state="draft"))
    office.record(with_state(ParticipationSubmitted, corrected(number)))

    found = office.since(before)

    assert found[("EECO01", "total")] == {"late_submission": 1}
    assert found[("not counted", "draft")] == {"late_submission": -1}


def test_an_exit_is_a_correction_and_the_status_after_it_decides_the_result(office: Office, number: str) -> None:
    before = office.record(entered(number))
    office.record(corrected(number, exit_date="2024-05-31"), status(number, "exit", "2024-06-02"))

    assert office.since(before)[("EECR04", "total")] == {"late_status": 1}


def test_one_comes_and_another_goes_in_the_same_cell(office: Office, number: str) -> None:
    before = office.record(entered(number))
    office.record(entered(f"{number} 2"), with_state(ParticipationCancelled, corrected(number, state="cancelled")))

    delta = office.history.delta(before, office.now)

    cell = next(one for one in delta["cells"] if (one["code"], one["gender"]) == ("EECO01", "female"))
    assert cell["before"] == cell["after"]
    assert [(cause["cause"], cause["value"]) for cause in cell["causes"]] == [("late_entry", 1), ("cancellation", -1)]
    assert [cause["events"][0]["type"] for cause in cell["causes"]] == [
        "intake.participation_entered.v1",
        "intake.participation_cancelled.v1",
    ]
    assert cell["causes"][0]["events"][0] == {
        "id": str(id_of(office.side.district, "intake", before.intake + 1)),
        "source": "intake",
        "sequence": before.intake + 1,
        "time": cell["causes"][0]["events"][0]["time"],
        "actor": "test",
        "type": "intake.participation_entered.v1",
    }


def test_a_later_reporting_date_takes_in_whom_the_earlier_one_left_out(office: Office, number: str) -> None:
    first = office.now.intake + 1
    office.record(
        entered(number, entry_date="2026-05-01"),
        entered(f"{number} 2", exit_date="2026-05-31"),
        status(f"{number} 2", "exit", "2026-06-02"),
        supported(number, "2026-05-03"),
    )
    early = replace(office.now, as_of=date(2025, 12, 31))

    delta = office.history.delta(early, office.now)

    assert causes(delta)[("EECO01", "total")] == {"later_date": 1}
    assert causes(delta)[("not counted", "after_as_of")] == {"later_date": -1}
    assert behind(delta, "EECO01", "total") == [first]
    assert behind(delta, "EECR04", "female") == [first + 1, first + 2]
    assert behind(delta, "EECO18", "total") == [first + 3]
    assert all(cause["events"] for cell in delta["cells"] for cause in cell["causes"])


def behind(delta: dict[str, Any], code: str, gender: str) -> list[int]:
    """The places of the facts behind the only cause of a cell."""
    cell = next(one for one in delta["cells"] if (one["code"], one["gender"]) == (code, gender))
    (cause,) = cell["causes"]
    return [event["sequence"] for event in cause["events"]]


def test_who_was_recorded_late_and_came_after_the_earlier_date_is_the_dates_doing(office: Office, number: str) -> None:
    early = replace(office.now, as_of=date(2025, 12, 31))
    office.record(entered(number, entry_date="2026-05-02"))

    found = office.since(early)

    assert found[("EECO01", "total")]["later_date"] >= 1
    assert found[("not counted", "after_as_of")]["late_entry"] == 1


def test_a_municipality_marked_as_rural_and_a_setting_of_the_operation(office: Office, number: str) -> None:
    before = office.record(entered(number, residence_ags="16063001", minority="refused"))
    office.record(marked("16063001"), configured(minority="yes"))

    delta = office.history.delta(before, office.now)
    office.record(configured())

    behind = {
        (cell["code"], cause["cause"]): [event["type"] for event in cause["events"]]
        for cell in delta["cells"]
        for cause in cell["causes"]
        if cell["gender"] == "total"
    }
    assert behind[("EECO17", "settings")] == ["districts.municipalities_marked.v1"]
    assert behind[("EECO15", "settings")] == ["districts.operation_configured.v1"]


def test_an_estimate_stands_for_the_whole_change_of_its_cell(office: Office, number: str) -> None:
    before = office.record(entered(number, foreign_background="yes"))
    office.record(estimate("EECO14", "2026-01-01", female=40, male=2), entered(f"{number} 2", foreign_background="yes"))

    found = office.since(before)

    was = office.history.report(before)["indicators"][13]
    assert found[("EECO14", "female")] == {"late_entry": 1, "estimate": 40 - was["female"] - 1}
    assert found[("EECO14", "male")] == {"estimate": 2 - was["male"]}
    again = office.now
    office.record(entered(f"{number} 3", foreign_background="yes"))
    assert ("EECO14", "female") not in office.since(again)


def test_where_an_estimate_is_taken_back_persons_account_for_what_they_changed(office: Office, number: str) -> None:
    office.record(entered(number, minority="yes"))
    counted = office.history.report(office.now)["indicators"][14]["female"]
    before = office.record(estimate("EECO15", "2026-01-02", female=40))
    office.record(entered(f"{number} 2", minority="yes"), estimate_retracted("EECO15", "2026-01-02"))

    assert office.since(before)[("EECO15", "female")] == {"late_entry": 1, "estimate": counted - 40}


def test_two_participations_found_to_be_one_persons_move_together(office: Office, number: str) -> None:
    twin = f"{number} 2"
    office.record(entered(number, gender="non_binary", exit_date="2024-05-31"), status(number, "exit", "2024-06-02"))
    before = office.record(entered(twin, gender="male", entry_date="2024-04-01"))
    two = office.history.report(before)
    office.record(linked(number, twin))
    one = office.now

    found = office.since(before)
    office.record(unlinked(number, twin))

    assert found[("EECO01", "male")] == {"link": -1}
    assert ("EECO01", "non_binary") not in found
    assert found[("EECR04", "non_binary")] == {"link": -1}, "the other one is still open"
    assert found[("not counted", "linked")] == {"link": 1}
    assert behind(office.history.delta(before, one), "EECO01", "male") == [one.intake]
    assert office.since(before) == {}
    assert office.since(one)[("EECO01", "male")] == {"unlink": 1}
    assert office.history.report(office.now)["digest"] == two["digest"]


def test_a_case_and_its_participations_link_persons_as_well(office: Office, number: str) -> None:
    twin, case = f"{number} 2", number
    office.record(entered(number), entered(twin, entry_date="2024-02-01", gender="male"))
    before = office.record(case_linked(case, number))

    office.record(case_linked(case, twin))
    joined = office.now
    office.record(case_unlinked(case, twin))

    delta = office.history.delta(before, joined)
    assert causes(delta)[("EECO01", "female")] == {"link": -1}, "the other one entered earlier"
    assert causes(office.history.delta(joined, office.now))[("EECO01", "female")] == {"unlink": 1}


def test_what_is_recorded_of_one_of_two_moves_both(office: Office, number: str) -> None:
    twin = f"{number} 2"
    office.record(entered(number, gender="female"), entered(twin, entry_date="2024-04-01", gender="male"))
    before = office.record(linked(number, twin))
    office.record(corrected(twin, entry_date="2024-02-01", gender="male"))

    found = office.since(before)

    assert (found[("EECO01", "female")], found[("EECO01", "male")]) == ({"correction": -1}, {"correction": 1})
    assert ("EECO01", "total") not in found
    assert ("not counted", "linked") not in found


def test_a_supported_entity_recorded_moved_and_taken_back(office: Office, number: str) -> None:
    start = office.now
    there = office.record(supported(number, "2024-03-01"))
    assert office.since(start)[("EECO18", "total")] == {"late_entry": 1}

    office.record(supported(number, "2027-03-01"))
    assert office.since(there)[("EECO18", "total")] == {"correction": -1}

    office.record(supported(number, "2024-03-02"), entity_retracted(number))
    assert office.since(there)[("EECO18", "total")] == {"correction": 0, "cancellation": -1}


def test_the_rules_of_another_catalogue_version(office: Office, number: str) -> None:
    office.record(entered(number))

    found = causes(office.history.delta(office.now, replace(office.now, catalogue=esf_2014_2020.VERSION_1)))

    total = office.history.report(office.now)["indicators"][0]["total"]
    assert found[("EECO01", "total")] == {"catalogue_change": -total}
    assert {cause for one in found.values() for cause in one} == {"catalogue_change"}


# --- What cannot be recomputed -----------------------------------------------------


def handed_in(office: Office, at: State, change: Callable[[dict[str, Any]], None]) -> End:
    """A submission whose document says something that the tables do not say any more."""
    document = office.history.report(at)
    change(document["indicators"][0])
    return office.history.end(at, document)


def one_more_woman(cell: dict[str, Any]) -> None:
    cell["female"] += 1
    cell["total"] += 1


def destroyed(*persons: UUID, scope: str = "record") -> KeyDestroyed:
    return KeyDestroyed(erasure_id=id_of("erasure", *persons), persons=persons, scope=scope)  # type: ignore[arg-type]


def test_who_was_handed_in_and_whose_record_is_destroyed_since_then_is_an_erasure(office: Office, number: str) -> None:
    before = office.history.end(office.record(entered(number, gender="non_binary", disability="yes")))
    office.record(destroyed(id_of("person", number)), entered(f"{number} 2", gender="non_binary"))

    delta = office.history.delta(before, office.now)

    assert causes(delta)[("EECO12", "non_binary")] == {"erasure": -1}
    assert causes(delta)[("EECO01", "non_binary")] == {"late_entry": 1, "erasure": -1}
    gone = next(one for one in delta["cells"] if (one["code"], one["gender"]) == ("EECO12", "non_binary"))
    assert [event["type"] for event in gone["causes"][0]["events"]] == ["intake.key_destroyed.v1"]


@pytest.mark.parametrize("scope", ["identity", "record"])
def test_an_erasure_that_cannot_have_done_it_is_not_blamed(office: Office, number: str, scope: str) -> None:
    elsewhere = id_of("person", number) if scope == "identity" else id_of("person", "nobody of this operation")
    before = handed_in(office, office.record(entered(number)), one_more_woman)
    office.record(destroyed(elsewhere, scope=scope))

    assert causes(office.history.delta(before, office.now))[("EECO01", "female")] == {"unexplained": -1}


def test_an_erasure_before_the_submission_explains_nothing(office: Office, number: str) -> None:
    office.record(entered(number), destroyed(id_of("person", number)))
    before = handed_in(office, office.now, one_more_woman)

    assert causes(office.history.delta(before, office.now))[("EECO01", "female")] == {"unexplained": -1}
