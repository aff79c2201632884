"""What is a difference, and what erasure explains."""

from typing import Any

from services.kernel.canonical import canonical
from services.reporting.esf import digest_of
from services.reporting.submissions.differences import Difference, Origin
from services.reporting.submissions.judging import Judgement, judged

REASONS = {"incomplete": 2}


def report(female: int, *, erased: int = 0, holds: bool = True, **more: Any) -> dict[str, Any]:
    """A report of one indicator."""
    reasons = [{"reason": "erased", "participations": erased}] if erased else []
    document = {
        "positions": {"intake": 9},
        "indicators": [{"code": "EECO01", "female": female, "male": 1, "total": female + 1, "estimated": False}],
        "not_counted": [*reasons, *({"reason": name, "participations": n} for name, n in REASONS.items())],
        "checks": [{"id": "C1", "holds": holds, "text": "…"}],
        **more,
    }
    return {**document, "digest": digest_of(document)}


def judgement(submitted: dict[str, Any], *broken: Difference, **again: dict[str, Any] | None) -> Judgement:
    made: dict[Origin, dict[str, Any] | None] = {**again}  # type: ignore[dict-item]
    return judged(canonical(submitted).decode(), submitted, broken, made)


def told(of: Judgement) -> list[tuple[Any, ...]]:
    details = ("from", "code", "gender", "submitted", "recomputed")
    return [(one.kind, *(one.details.get(name) for name in details)) for one in of.differences]


def test_the_same_report_once_more_is_recomputed() -> None:
    assert judgement(report(3), tables=report(3), journal=report(3)) == Judgement("recomputed", ())


def test_a_cell_that_differs_is_told_with_both_values() -> None:
    found = judgement(report(3), tables=report(3), journal=report(4))

    assert found.result == "differs"
    assert told(found) == [
        ("cell", "journal", "EECO01", "female", 3, 4),
        ("cell", "journal", "EECO01", "total", 4, 5),
    ]
    assert found.differences[0].what == "EECO01, Frauen: abgegeben 3, neu gerechnet 4 (aus dem Journal)."


def test_a_check_and_a_member_that_differ_are_told() -> None:
    found = judgement(report(3), tables=report(3, holds=False, positions={"intake": 10}))

    assert [one.kind for one in found.differences] == ["check", "document"]


def test_what_was_wrong_before_counting_is_told_first() -> None:
    fact = Difference("fact", "verändert", {"source": "intake", "sequence": 7})

    assert judgement(report(3), fact, tables=report(3)) == Judgement("differs", [fact])


def test_what_cannot_be_made_once_more_differs() -> None:
    assert judgement(report(3), tables=report(3), journal=None).result == "differs"


def test_who_was_erased_is_missing_and_nothing_else() -> None:
    found = judgement(report(3), tables=report(1, erased=2), journal=report(1, erased=2))

    assert found == Judgement("chain_only", (), erased=2)


def test_tables_that_were_not_cleared_yet_may_say_what_they_said() -> None:
    assert judgement(report(3), tables=report(3), journal=report(2, erased=1)).result == "chain_only"


def test_erasure_explains_no_more_than_it_took() -> None:
    lost_more = judgement(report(5), tables=report(5), journal=report(2, erased=2))
    grew = judgement(report(5), tables=report(5), journal=report(6, erased=1))

    assert {lost_more.result, grew.result} == {"differs"}
    assert ("cell", "journal", "EECO01", "female", 5, 2) in told(lost_more)


def test_after_an_erasure_tables_say_nothing_of_their_own() -> None:
    found = judgement(report(5), tables=report(4, erased=2), journal=report(3, erased=2))

    assert found.result == "differs"
    assert ("cell", "tables", "EECO01", "female", 3, 4) in told(found)
