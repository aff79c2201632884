"""A district's topics as intake reads them: what may be chosen, and what any key that was ever recorded means."""

from hypothesis import given
from hypothesis import strategies as st

from services.contracts.districts import Term
from services.contracts.topic_list import with_common_list
from services.contracts.vocabularies import handlungsfelder, topics

LOANS = Term(key="kredit", label="Schulden aus Krediten", core="schulden")
BROAD = Term(key="abschluss", label="Kein Abschluss", core="qualifikation", handlungsfelder=("arbeit", "bildung"))
ADDICTION = Term(key="sucht", label="Suchterkrankung", core="sucht")

keys = st.sampled_from(["a", "b", "c", "sucht"])
terms = keys.map(lambda key: Term(key=key, label=key, core="sucht"))
lists = st.lists(terms, min_size=1, max_size=4, unique_by=lambda term: term.key).map(tuple)


def test_the_common_list_is_version_0_and_means_itself() -> None:
    vocabulary = with_common_list([])

    assert vocabulary.version == 0
    assert [term.key for term in vocabulary.terms] == list(topics())
    assert all(vocabulary.core(key) == key for key in topics())


def test_a_term_says_its_own_handlungsfelder_or_those_of_its_entry() -> None:
    vocabulary = with_common_list([(1, (LOANS, BROAD))])

    assert vocabulary.handlungsfelder("kredit") == ("konsum_schulden",)
    assert vocabulary.handlungsfelder("abschluss") == ("arbeit", "bildung")
    assert vocabulary.handlungsfelder("isolation") == ()
    assert vocabulary.handlungsfelder("nie gehört") == ()


def test_the_newest_words_count_for_what_was_recorded_under_older_ones() -> None:
    reworded = Term(key="kredit", label="Kredite", core="schulden")

    assert with_common_list([(2, (reworded,)), (1, (LOANS,))]).label("kredit") == "Kredite"
    assert with_common_list([(1, (ADDICTION,))]).label("sucht") == "Suchterkrankung"


def test_a_key_that_nobody_knows_is_shown_as_it_is() -> None:
    vocabulary = with_common_list([])

    assert (vocabulary.label("fremd"), vocabulary.term("fremd"), vocabulary.core("fremd")) == ("fremd", None, None)


@given(versions=st.lists(lists, max_size=4))
def test_whatever_was_ever_offered_stays_readable_and_only_the_newest_list_is_offered(
    versions: list[tuple[Term, ...]],
) -> None:
    numbered = [(number, each) for number, each in enumerate(versions, 1)]

    vocabulary = with_common_list(numbered[::-1])

    assert all(vocabulary.term(term.key) for each in versions for term in each)
    assert all(vocabulary.term(key) for key in topics())
    newest = {term.key for term in versions[-1]} if versions else set(topics())
    assert {key for key in vocabulary.readable if vocabulary.offers(key)} == newest
    assert all(field in handlungsfelder() for key in topics() for field in vocabulary.handlungsfelder(key))
