"""What vocabularies, instruments and settings decide, and which files they take."""

from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace as but

from services.contracts.districts import (
    Dimension,
    FixedTrait,
    InstrumentReleased,
    Item,
    OperationConfigured,
    Scale,
    Term,
    VocabularyReleased,
)
from services.contracts.vocabularies import handlungsfelder, handlungsfelder_of, topics
from services.districts.definition_files import FileUnusable, read_instrument, read_topics
from services.districts.domain.instrument import (
    INSTRUMENT,
    ItemKeyMalformed,
    KeyTwice,
    NothingToRate,
    ReleaseInstrument,
    ScaleMalformed,
    WeightMalformed,
    WordsMissing,
)
from services.districts.domain.keys import KeyMalformed
from services.districts.domain.settings import (
    LARGEST,
    LONGEST_DAYS,
    SETTINGS,
    ConfigureOperation,
    FixedTwice,
    NoDays,
    NotPositive,
    UnknownFixedValue,
)
from services.districts.domain.traeger import UnknownOperation
from services.districts.domain.vocabulary import (
    VOCABULARY,
    CommonKeyMeansItself,
    CoreChanged,
    LabelMissing,
    NoTerms,
    ReleaseVocabulary,
    TermKeyMalformed,
    TermTwice,
    UnknownCore,
    UnknownHandlungsfeld,
)
from services.kernel.deciders import RuleViolation
from tests.districts.people import OPENED
from tests.kit.spec import specify

# --- Topics -----------------------------------------------------------------------

given_topics = specify(VOCABULARY)
LOANS = Term(key="kredit", label="Schulden aus Krediten", core="schulden")
RENT = Term(key="miete", label="Mietschulden", core="mietschulden", handlungsfelder=("infrastruktur_wohnen",))


def released(version: int, *terms: Term) -> VocabularyReleased:
    return VocabularyReleased(vocabulary="topics", version=version, terms=terms)


def test_every_release_is_the_next_version_of_the_whole_list() -> None:
    given_topics().when(ReleaseVocabulary(terms=(LOANS,))).then(released(1, LOANS))
    given_topics(released(1, LOANS)).when(ReleaseVocabulary(terms=(LOANS, RENT))).then(released(2, LOANS, RENT))


def test_a_term_is_reworded_removed_and_taken_up_again() -> None:
    reworded = but(LOANS, label="Kredite")
    given_topics(released(1, LOANS, RENT)).when(ReleaseVocabulary(terms=(reworded,))).then(released(2, reworded))
    given_topics(released(1, LOANS, RENT), released(2, LOANS)).when(ReleaseVocabulary(terms=(LOANS, RENT))).then(
        released(3, LOANS, RENT)
    )


def test_a_term_that_was_used_never_belongs_to_another_entry() -> None:
    moved = but(LOANS, core="mietschulden")
    given_topics(released(1, LOANS)).when(ReleaseVocabulary(terms=(moved,))).then_refused(CoreChanged)
    removed = [released(1, LOANS), released(2, RENT)]
    given_topics(*removed).when(ReleaseVocabulary(terms=(moved, RENT))).then_refused(CoreChanged, field="terms")


@pytest.mark.parametrize(
    ("terms", "rule"),
    [
        ((LOANS, but(LOANS, label="Noch einmal")), TermTwice),
        ((but(LOANS, key="Kredit"),), TermKeyMalformed),
        ((but(LOANS, key="k" * 41),), TermKeyMalformed),
        ((but(LOANS, label=" "),), LabelMissing),
        ((but(LOANS, label="x" * 201),), LabelMissing),
        ((but(LOANS, core="kredit"),), UnknownCore),
        ((but(LOANS, handlungsfelder=("sport",)),), UnknownHandlungsfeld),
        ((but(LOANS, key="sucht"),), CommonKeyMeansItself),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_a_list_that_cannot_be_worked_with_is_refused(terms: tuple[Term, ...], rule: type[RuleViolation]) -> None:
    given_topics().when(ReleaseVocabulary(terms=terms)).then_refused(rule, field="terms")


def test_a_list_that_exists_is_not_emptied() -> None:
    given_topics(released(1, LOANS)).when(ReleaseVocabulary(terms=())).then_refused(NoTerms, field="terms")


def test_an_entry_of_the_common_list_may_stand_in_a_districts_list_with_other_words() -> None:
    addiction = Term(key="sucht", label="Suchterkrankung", core="sucht")
    given_topics().when(ReleaseVocabulary(terms=(addiction,))).then(released(1, addiction))


def test_every_entry_of_the_common_list_belongs_to_known_handlungsfelder_or_to_none() -> None:
    assert len(handlungsfelder()) == 9
    assert {field for key in topics() for field in handlungsfelder_of(key)} == set(handlungsfelder())
    assert handlungsfelder_of("behoerden") == ()
    assert handlungsfelder_of("unbekannt") == ()


# --- Instruments ------------------------------------------------------------------

given_instrument = specify(INSTRUMENT)
RELEASE = ReleaseInstrument(
    instrument="staerken",
    label="Stärken",
    scale=Scale(lowest=1, labels=("nie", "immer")),
    dimensions=(Dimension(key="motivation", label="Motivation", items=(Item(key="antrieb", text="Antrieb"),)),),
    missing="leave_out",
)


def instrument(version: int, command: ReleaseInstrument = RELEASE) -> InstrumentReleased:
    return InstrumentReleased(
        instrument=command.instrument,
        version=version,
        label=command.label,
        scale=command.scale,
        dimensions=command.dimensions,
        missing=command.missing,
    )


def with_dimension(**change: Any) -> dict[str, Any]:
    return {"dimensions": (but(RELEASE.dimensions[0], **change),)}


def with_item(**change: Any) -> dict[str, Any]:
    return with_dimension(items=(but(RELEASE.dimensions[0].items[0], **change),))


def test_an_instrument_gets_a_version_whenever_it_changes() -> None:
    given_instrument().when(RELEASE).then(instrument(1))
    other = replace(RELEASE, missing="no_value")
    given_instrument(instrument(1)).when(other).then(instrument(2, other))


def test_going_back_to_earlier_words_is_a_new_version_too() -> None:
    other = replace(RELEASE, missing="no_value")
    given_instrument(instrument(1), instrument(2, other)).when(RELEASE).then(instrument(3))


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"instrument": "Stärken"}, KeyMalformed),
        ({"label": " "}, WordsMissing),
        (with_dimension(label=""), WordsMissing),
        (with_item(text=" "), WordsMissing),
        ({"scale": Scale(lowest=1, labels=("nie",))}, ScaleMalformed),
        ({"scale": Scale(lowest=1, labels=tuple(map(str, range(12))))}, ScaleMalformed),
        ({"scale": Scale(lowest=1, labels=("nie", " Nie"))}, ScaleMalformed),
        ({"scale": Scale(lowest=1, labels=("nie", " "))}, ScaleMalformed),
        ({"dimensions": ()}, NothingToRate),
        (with_dimension(items=()), NothingToRate),
        (with_dimension(key="Motivation"), ItemKeyMalformed),
        (with_item(key="An trieb"), ItemKeyMalformed),
        ({"dimensions": RELEASE.dimensions * 2}, KeyTwice),
        (with_dimension(items=RELEASE.dimensions[0].items * 2), KeyTwice),
        (with_dimension(weight=0), WeightMalformed),
        (with_item(weight=0), WeightMalformed),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_an_instrument_that_cannot_be_filled_in_is_refused(change: dict[str, Any], rule: type[RuleViolation]) -> None:
    given_instrument().when(replace(RELEASE, **change)).then_refused(rule)


@pytest.mark.parametrize("steps", [2, 11])
def test_a_scale_has_two_to_eleven_steps(steps: int) -> None:
    command = replace(RELEASE, scale=Scale(lowest=0, labels=tuple(map(str, range(steps)))))
    given_instrument().when(command).then(instrument(1, command))


# --- Settings ---------------------------------------------------------------------

given_operation = specify(SETTINGS)
DEFAULTS = OperationConfigured(operation_id=OPENED.operation_id, operation="thinka")


def test_what_is_not_given_stays_as_it_is() -> None:
    before = but(DEFAULTS, bagatelle_minutes=600)
    given_operation(OPENED).when(ConfigureOperation(bagatelle_minutes=600)).then(before)
    given_operation(OPENED, before).when(ConfigureOperation(silent_weeks=4)).then(but(before, silent_weeks=4))


def test_a_trait_is_settled_by_the_target_group_and_freed_again() -> None:
    settled = but(DEFAULTS, fixed_traits=(FixedTrait(field="employment", value="unemployed"),))
    given_operation(OPENED).when(ConfigureOperation(fixed_traits=settled.fixed_traits)).then(settled)
    given_operation(OPENED, settled).when(ConfigureOperation(fixed_traits=())).then(DEFAULTS)


def test_an_operation_that_nobody_opened_is_not_set() -> None:
    given_operation().when(ConfigureOperation(silent_weeks=4)).then_refused(UnknownOperation, field="operation")


@pytest.mark.parametrize(
    ("change", "rule", "field"),
    [
        ({"bagatelle_minutes": 0}, NotPositive, "bagatelle_minutes"),
        ({"bagatelle_minutes": LARGEST + 1}, NotPositive, "bagatelle_minutes"),
        ({"silent_weeks": 0}, NotPositive, "silent_weeks"),
        ({"consent_warning_days": -1}, NoDays, "consent_warning_days"),
        ({"consent_warning_days": LONGEST_DAYS + 1}, NoDays, "consent_warning_days"),
        ({"fixed_traits": (FixedTrait(field="employment", value="rich"),)}, UnknownFixedValue, "fixed_traits"),
        ({"fixed_traits": (FixedTrait(field="housing", value="refused"),)}, UnknownFixedValue, "fixed_traits"),
        ({"fixed_traits": (FixedTrait(field="rural", value="yes"),) * 2}, FixedTwice, "fixed_traits"),
    ],
)
def test_a_setting_that_means_nothing_is_refused(change: dict[str, Any], rule: type[RuleViolation], field: str) -> None:
    given_operation(OPENED).when(ConfigureOperation(**change)).then_refused(rule, field=field)


@pytest.mark.parametrize("change", [{"bagatelle_minutes": 1}, {"consent_warning_days": 0}, {"silent_weeks": LARGEST}])
def test_settings_at_their_limits_are_taken(change: dict[str, Any]) -> None:
    given_operation(OPENED).when(ConfigureOperation(**change)).then(but(DEFAULTS, **change))


# --- Files ------------------------------------------------------------------------


def test_the_instrument_of_the_ilm_kreis_is_ready_for_use() -> None:
    with as_file(files("services.districts") / "data" / "staerken.toml") as path:
        command = read_instrument(path)

    given_instrument().when(command).then(instrument(1, command))
    assert [dimension.label for dimension in command.dimensions] == [
        "Motivation und Eigenverantwortung",
        "Selbstorganisation",
        "Konflikt- und Problemlösungsfähigkeit",
        "Resilienz",
        "Selbstkompetenz, Selbstbestimmung und Selbstverantwortung",
    ]


def test_the_topics_of_the_ilm_kreis_are_ready_for_use() -> None:
    with as_file(files("services.districts") / "data" / "themen-ilm-kreis.toml") as path:
        terms = read_topics(path)

    given_topics().when(ReleaseVocabulary(terms=terms)).then(released(1, *terms))


def test_a_file_may_be_json(tmp_path: Path) -> None:
    path = tmp_path / "themen.json"
    path.write_bytes(msgspec.json.encode({"terms": [LOANS, RENT]}))

    assert read_topics(path) == (LOANS, RENT)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("themen.toml", "terms = [", "weder gültiges TOML"),
        ("themen.json", "{", "weder gültiges TOML"),
        ("themen.json", "[]", "Erwartet wird ein Objekt"),
        ("themen.toml", "themen = []", "Erwartet wird die Liste „terms“"),
        ("themen.toml", '[[terms]]\nkey = "a"\nlabel = "A"', r"\$\[0\]"),
        ("themen.toml", '[[terms]]\nkey = "a"\nlabel = "A"\ncore = 3', r"\$\[0\].core"),
        ("themen.toml", '[[terms]]\nkey = "a"\nlabel = "A"\ncore = "sucht"\nhandlungsfeld = "arbeit"', "nicht bekannt"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_german(tmp_path: Path, name: str, text: str, told: str) -> None:
    path = tmp_path / name
    path.write_text(text)

    with pytest.raises(FileUnusable, match=told):
        read_topics(path)


def test_a_file_that_is_not_there_is_told_in_german(tmp_path: Path) -> None:
    with pytest.raises(FileUnusable, match="kann nicht gelesen werden"):
        read_instrument(tmp_path / "nichts.toml")
