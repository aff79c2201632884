"""What a target group settles on one row: the unknown and the refused, never an answer."""

from hypothesis import given
from hypothesis import strategies as st

from services.reporting.domain.settled import Settled

TRAITS = ("disability", "foreign_background", "minority")
ROW = dict.fromkeys((*TRAITS, "residence_ags"), None) | {"rural": False}


@given(
    st.fixed_dictionaries({name: st.sampled_from(["yes", "no", "refused", None]) for name in TRAITS}),
    st.sets(st.sampled_from(TRAITS)),
)
def test_an_answer_stays_and_everything_else_becomes_the_settled_value(
    answers: dict[str, str | None], fixed: set[str]
) -> None:
    settled = Settled(tuple((name, "yes") for name in sorted(fixed)))

    applied = settled.applied(ROW | answers)

    for name, answer in answers.items():
        assert applied[name] == ("yes" if name in fixed and answer in {None, "refused"} else answer)
    assert settled.applied(applied) == applied


def test_a_rural_target_group_counts_where_no_residence_is_known() -> None:
    rural = Settled((("rural", "yes"),))

    assert rural.applied(ROW)["rural"] is True
    assert rural.applied(ROW | {"residence_ags": "16055000"})["rural"] is False
    assert Settled((("rural", "no"),)).applied(ROW | {"rural": True})["rural"] is True
    assert Settled().applied(ROW)["rural"] is False


def test_settled_traits_need_exact_data() -> None:
    assert Settled((("employment", "inactive"), ("housing", "roofless"))).codes == {"EECO16", "CO18"}
    assert Settled().codes == frozenset()
