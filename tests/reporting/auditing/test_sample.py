"""A sample: who is drawn, how each question is answered, and that it can be drawn again from its parameters."""

import secrets
from datetime import date
from typing import Any

import pytest

from services.contracts.districts import DocumentRegistered, FundingPlanned, FundingShare, PaymentRecorded, TargetAgreed
from services.contracts.events import EventPlanned, ProofAttached
from services.contracts.intake import NoticeReceived, ParticipationLinked, ParticipationUnlinked
from services.kernel.participant_numbers import NoNumbers
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.reporting.auditing.drawing import lot
from services.reporting.auditing.sample import Draw, pinned, sample_document, sample_of
from services.reporting.esf import EsfQuestion
from services.reporting.knowledge import Knowledge, reading
from tests.reporting.conftest import Side, side_of
from tests.reporting.facts import OPERATION, contacted, entered, opened, released, status
from tests.reporting.facts import linked as persons_linked
from tests.reporting.history import Source, id_of

AS_OF = date(2024, 12, 31)
OF = {"operation_id": id_of("operation", OPERATION), "operation": OPERATION}


def linked(number: int, case: str) -> ParticipationLinked:
    return ParticipationLinked(
        case_id=id_of("case", case),
        person_id=id_of("case-person", case),
        participation_id=id_of("participation", number),
        participant_id=id_of("person", number),
        operation=OPERATION,
    )


def notice(case: str) -> NoticeReceived:
    return NoticeReceived(
        case_id=id_of("case", case),
        person_id=id_of("case-person", case),
        text="merkblatt-gfaw",
        text_version=1,
        form="paper",
        on=date(2024, 2, 1),
    )


@pytest.fixture(scope="module")
def sources() -> dict[str, Source]:
    return {}


@pytest.fixture(scope="module")
def side(settings: Settings, sources: dict[str, Source]) -> Side:
    """Six participations: 1 with case, notice and contacts, 2 left and answered, 3 left unasked, 4 incomplete, 5, 6."""
    key = f"kreis-{secrets.token_hex(4)}"
    open_district(settings, key, f"Landkreis {key}")
    side = side_of(settings, key)
    sources |= {name: Source(name, key) for name in ("districts", "intake", "events")}
    own = FundingShare(source="own", cents=50_000)
    shares = (own, FundingShare(source="esf", cents=950_000))
    side.take(
        sources["districts"].record_all(
            [
                opened(),
                released(),
                opened("chancen-2023"),
                released("chancen-2023"),
                DocumentRegistered(
                    **OF, document_id=id_of("grant"), kind="grant", title="Bescheid", on=date(2022, 1, 5)
                ),
                TargetAgreed(
                    **OF, target_id=id_of("target"), of="indicator", by=date(2024, 6, 30), value=9, indicator="EECO01"
                ),
                FundingPlanned(
                    **OF,
                    plan_id=id_of("plan"),
                    first_day=date(2024, 1, 1),
                    last_day=date(2024, 12, 31),
                    shares=shares,
                    costs=(),
                ),
                PaymentRecorded(**OF, payment_id=id_of("payment"), source="own", cents=50_000, on=date(2024, 3, 1)),
            ]
        )
    )
    side.take(
        sources["intake"].record_all(
            [
                entered(1),
                linked(1, "a"),
                notice("a"),
                contacted(1, "2024-03-05", case="a"),
                contacted(2, "2025-01-05", case="a"),
                entered(2, exit_date="2024-06-01"),
                status(2, "exit", "2024-06-10", "no_answer"),
                entered(3, exit_date="2024-06-01"),
                entered(4, isced=None),
                entered(5, exit_date="2024-12-20"),
                entered(6),
                linked(6, "b"),
            ]
        )
    )
    side.take(
        sources["events"].record_all(
            [
                ProofAttached(
                    proof_id=id_of("proof"),
                    of="operation",
                    of_id=id_of("operation", OPERATION),
                    kind="logo",
                    media_type="image/png",
                    size=100,
                    digest="sha256:00",
                    on=date(2024, 1, 1),
                    file_id=id_of("file"),
                )
            ]
        )
    )
    return side


def drawn(side: Side, seed: int = 17, size: int = 10, knowledge: Knowledge | None = None) -> dict[str, Any]:
    question = EsfQuestion(operation=OPERATION, as_of=AS_OF)
    with reading(side.pool, side.district) as conn:
        known = knowledge or pinned(conn, side.district, question)
        return sample_document(sample_of(conn, side.district, Draw(question, seed, size), known), NoNumbers())


def of_person(document: dict[str, Any], number: int) -> dict[str, Any]:
    wanted = str(id_of("participation", number))
    found = next(each for each in document["participations"] if each["participation_id"] == wanted)
    return {each["key"]: each for each in found["questions"]}


def test_only_counted_participations_are_drawn_in_the_order_of_their_lots(side: Side) -> None:
    document = drawn(side, size=3)

    counted = [id_of("participation", number) for number in (1, 2, 3, 5, 6)]
    in_order = sorted(counted, key=lambda each: lot(17, each))
    assert document["population"] == 5
    assert [each["participation_id"] for each in document["participations"]] == [str(each) for each in in_order[:3]]


def test_each_person_is_answered_with_the_facts_that_show_it(side: Side) -> None:
    document = drawn(side)
    first = of_person(document, 1)

    assert {key: each["answer"] for key, each in first.items()} == {
        "2.1": "yes", "2.2": "yes", "2.3": "yes", "2.4": "open", "3.5": "yes",
    }  # fmt: skip
    assert [(each["source"], each["sequence"], each["type"]) for each in first["2.2"]["events"]] == [
        ("intake", 3, "intake.notice_received.v1")
    ]
    assert [each["sequence"] for each in first["3.5"]["events"]] == [2, 4]  # the link, and the contact by that day


def test_every_code_of_a_person_is_derived_from_facts(side: Side) -> None:
    codes = {each["code"]: each for each in of_person(drawn(side), 1)["2.3"]["codes"]}

    assert codes.keys() == {"EECO01", "EECO04", "EECO10"}
    assert "nicht erwerbstätig" in codes["EECO04"]["rule"]
    assert {each["type"] for each in codes["EECO04"]["events"]} >= {"intake.participation_entered.v1"}


def test_a_result_is_there_also_when_the_answer_was_refused_and_missing_when_nobody_asked(side: Side) -> None:
    document = drawn(side)

    assert of_person(document, 2)["2.4"]["answer"] == "yes"
    assert "verweigert" in of_person(document, 2)["2.4"]["remark"]
    assert of_person(document, 3)["2.4"]["answer"] == "no"
    assert of_person(document, 5)["2.4"]["answer"] == "open"


def test_what_is_not_recorded_is_told_as_no_and_what_is_not_linked_as_outside(side: Side) -> None:
    document = drawn(side)

    assert of_person(document, 2)["2.2"]["answer"] == "no"
    assert of_person(document, 2)["3.5"]["answer"] == "outside"
    assert of_person(document, 6)["3.5"]["answer"] == "no"


def test_the_operation_is_answered_from_facts_of_districts_and_events(side: Side) -> None:
    answers = {each["key"]: each for each in drawn(side)["questions"]}

    said = {key: each["answer"] for key, each in answers.items() if each["answer"] != "outside"}
    assert said == {
        "1.1": "yes", "2.5": "no", "3.6": "yes", "3.7": "yes", "4.1": "yes", "4.2": "yes", "5.1": "yes",
        "6.1": "no", "6.3": "no",
    }  # fmt: skip
    assert answers["2.5"]["remark"] == "EECO01 bis 30.06.2024: Ziel 9, Ist 5."
    assert [each["source"] for each in answers["3.7"]["events"]] == ["districts", "districts"]
    assert len(answers) == 20


def test_a_sample_is_drawn_again_from_its_positions_after_history_went_on(
    side: Side, sources: dict[str, Source]
) -> None:
    before = drawn(side)

    unlinked = ParticipationUnlinked(
        case_id=id_of("case", "a"), person_id=id_of("case-person", "a"), participation_id=id_of("participation", 1)
    )
    elsewhere = entered(7, operation="chancen-2023", participation_id=id_of("participation", 7))
    doubled = entered("x", operation="chancen-2023", person_id=id_of("person", 1))
    side.take(sources["intake"].record_all([unlinked, elsewhere, doubled, entered(8)]))
    side.take(sources["events"].record_all([EVENT]))
    after = drawn(side)

    assert drawn(side, knowledge=Knowledge(before["positions"])) == before
    assert after["population"] == 6
    assert of_person(after, 1)["3.5"]["answer"] == "outside"
    assert next(each for each in after["questions"] if each["key"] == "3.6")["answer"] == "no"


def test_a_person_who_stood_twice_is_one_of_the_sample_with_the_evidence_of_both(
    side: Side, sources: dict[str, Source]
) -> None:
    before = drawn(side)["population"]
    first = len(sources["intake"].rows)
    side.take(
        sources["intake"].record_all(
            [
                entered(20, exit_date="2024-05-01"),
                entered(21, entry_date="2024-04-01", exit_date="2024-06-01"),
                linked(21, "c"),
                notice("c"),
                contacted(21, "2024-04-05", case="c"),
                status(21, "exit", "2024-06-10"),
                entered("y", operation="chancen-2023", entry_date="2024-04-15", person_id=id_of("person", 22)),
                persons_linked(20, 21),
                persons_linked(21, 22),
            ]
        )
    )

    document = drawn(side)
    answers = of_person(document, 20)

    assert document["population"] == before + 1
    assert "Teilnahme derselben Person ab 01.04.2024" in answers["2.1"]["remark"]
    assert {each["sequence"] for each in answers["2.1"]["events"]} >= {first + 1, first + 2, first + 8}
    assert [answers[key]["answer"] for key in ("2.2", "2.4", "3.5")] == ["yes", "yes", "yes"]
    assert "Austritt am 01.06.2024" in answers["2.4"]["remark"]
    once = next(each for each in document["questions"] if each["key"] == "3.6")
    assert first + 7 in {each["sequence"] for each in once["events"]}, "elsewhere under the third of her persons"


EVENT = EventPlanned(event_id=id_of("event"), title="Fest", kind="fest", on=date(2024, 5, 1))
