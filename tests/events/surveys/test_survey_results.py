"""Results: counts and means by hand, groups, and nothing that gives few people away."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from services.events.domain.survey_results import Dimension, Reply, band_of, results
from services.events.surveys_languages import languages
from services.events.surveys_templates import templates
from tests.events.surveys.questionnaires import CARE, LACKING, MONEY, QUESTIONS

SMALLEST = 3


def replies(count: int, place: str | None = None, language: str = "de", **values: str) -> list[Reply]:
    return [Reply(language, place, {key: (value,) for key, value in values.items()})] * count


def test_counts_in_all_and_by_sozialraum() -> None:
    said = [*replies(6, "nord", care="yes"), *replies(4, "sued", care="yes"), *replies(5, "sued", care="no")]

    found = results([CARE], said, SMALLEST, "sozialraum")

    assert found is not None
    assert [(each.keys, each.replies) for each in found.groups] == [(("nord",), 6), (("sued",), 9)]
    yes, no, nothing = found.questions[0].lines
    assert (yes.replies, yes.cells) == (10, (6, 4))
    assert (no.replies, no.cells) == (5, (0, 5))
    assert (nothing.replies, nothing.cells) == (0, (0, 0))


def test_a_mean_stands_only_where_every_count_does() -> None:
    told = results([MONEY], [*replies(3, money="5"), *replies(3, money="2")], SMALLEST)
    hidden = results([MONEY], [*replies(5, money="5"), *replies(1, money="2")], SMALLEST)

    assert told is not None
    assert hidden is not None
    assert told.questions[0].means == (Fraction(7, 2),)
    assert hidden.questions[0].means == (None,)


def test_an_answer_that_few_ticked_or_few_did_not_tick_is_hidden() -> None:
    said = [*replies(5, lacking="play"), *replies(1, lacking="bus")]

    found = results([LACKING], said, SMALLEST)

    assert found is not None
    assert [(line.keys, line.replies) for line in found.questions[0].lines] == [(("play",), None), (("bus",), None)]


def test_of_fewer_than_the_smallest_group_nothing_is_told() -> None:
    assert results(QUESTIONS, replies(SMALLEST - 1, care="yes"), SMALLEST) is None


def test_a_small_group_is_put_together_with_the_next() -> None:
    said = [*replies(1, "nord", care="yes"), *replies(6, "sued", care="yes"), *replies(7, None, care="no")]

    found = results([CARE], said, SMALLEST, "sozialraum")

    assert found is not None
    assert [(each.keys, each.replies) for each in found.groups] == [(("",), 7), (("nord", "sued"), 7)]


def test_numbers_are_counted_in_bands() -> None:
    assert [band_of(value) for value in (0, 3, 7, 19, 9999)] == ["0", "3", "5", "10", "100"]


REPLY = st.builds(
    Reply,
    language=st.sampled_from(["de", "ar"]),
    sozialraum=st.sampled_from([None, "nord", "sued"]),
    values=st.fixed_dictionaries(
        {},
        optional={
            "care": st.sampled_from([("yes",), ("no",)]),
            "money": st.integers(1, 5).map(lambda step: (str(step),)),
            "lacking": st.sampled_from([("play",), ("bus",), ("play", "bus")]),
            "children": st.integers(0, 12).map(lambda number: (str(number),)),
        },
    ),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(REPLY, max_size=40), st.sampled_from([None, "sozialraum", "language"]))
def test_no_count_that_is_told_is_small_and_none_can_be_subtracted(replies: list[Reply], by: Dimension | None) -> None:
    """Of every question: each number is nothing or large enough, and never is exactly one cell of a line hidden."""
    found = results(QUESTIONS, replies, SMALLEST, by)
    if found is None:
        assert len(replies) < SMALLEST
        return
    for counted in found.questions:
        for line in counted.lines:
            told = [count for count in (line.replies, *line.cells) if count is not None]
            assert all(count == 0 or count >= SMALLEST for count in told)
            assert line.cells.count(None) != 1
            assert len(line.cells) == len(found.groups)


def test_every_template_is_complete_and_could_be_asked_today() -> None:
    words = {frozenset(each.words) for each in languages().values()}

    assert len(words) == 1, "every language has the same words"
    assert len(templates()) == 3
    for template in templates().values():
        assert set(template.languages) <= set(languages())
        for question in template.questions:
            for text in (question.wordings, *(each.wordings for each in question.choices)):
                assert {each.language for each in text} == set(template.languages)
