"""One concept, one identifier, one row; German identifiers only from the list of loanwords."""

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any, get_args

import pytest

from services.districts.domain.classification import ClassifyOperation
from services.districts.domain.instrument import ReleaseInstrument
from services.districts.domain.operation import OpenOperation
from services.districts.domain.settings import ConfigureOperation
from services.districts.domain.vocabulary import ReleaseVocabulary
from services.districts.projections import PROJECTIONS as OF_DISTRICTS
from services.events.projections import PROJECTIONS as OF_EVENTS
from services.intake.domain.access_export import RecordExport
from services.intake.domain.joining import JoinContact, JoinContacts
from services.intake.projections import PROJECTIONS as OF_INTAKE
from services.kernel.facts import FactType, fact_types
from services.kernel.projection import Projection
from services.kernel.settings import SERVICES
from services.referral.domain.letter_address import AssignDistrict
from services.referral.domain.terms import SetTerms
from services.referral.projections import PROJECTIONS as OF_REFERRAL
from services.reporting.auditing import mandate
from services.reporting.checking.settings import ConfigureCheck
from services.reporting.domain import proofs
from services.reporting.projections import PROJECTIONS as OF_REPORTING

CHECKOUT = Path(__file__).resolve().parents[2]
CONCEPTS: list[dict[str, Any]] = tomllib.loads((CHECKOUT / "docs/glossary.toml").read_text())["concept"]
IDENTIFIERS = {concept["identifier"] for concept in CONCEPTS}
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def modules_of_domains() -> Iterator[ModuleType]:
    for service in SERVICES:
        domain = import_module(f"services.{service}.domain")
        for found in walk_packages(domain.__path__, f"{domain.__name__}."):
            yield import_module(found.name)
    yield mandate


ALONE = (
    OpenOperation,
    ConfigureOperation,
    ClassifyOperation,
    ReleaseVocabulary,
    ReleaseInstrument,
    JoinContacts,
    JoinContact,
    RecordExport,
    SetTerms,
    AssignDistrict,
    ConfigureCheck,
    proofs.SignCheckpoint,
    *get_args(proofs.Noted),
)
UNIONS = [get_args(module.Command) for module in modules_of_domains() if hasattr(module, "Command")]
COMMANDS = sorted({*ALONE, *(command for union in UNIONS for command in union)}, key=lambda command: command.__name__)
PROJECTIONS = [*OF_DISTRICTS, *OF_EVENTS, *OF_INTAKE, *OF_REFERRAL, *OF_REPORTING]


def singular(word: str) -> str:
    """Of English plurals and of the loanword Sozialraum."""
    if word in {"sozialraeume", "rural"}:
        return {"sozialraeume": "sozialraum", "rural": "municipality"}[word]
    if word.endswith("ies"):
        return word.removesuffix("ies") + "y"
    return word if word in IDENTIFIERS else word.removesuffix("s")


def german_words() -> set[str]:
    """German terms of one word that are not loanwords and not spelled like an English one."""
    same_in_english = {"name", "person", "status", "art", "journal", "minuten", "ende", "fact"}
    terms = {c["german"].lower().translate(UMLAUTS) for c in CONCEPTS if not c.get("loanword")}
    return {term for term in terms if re.fullmatch(r"[a-z]+", term)} - same_in_english - IDENTIFIERS


def identifiers(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.Name(id=name) | ast.arg(arg=name) | ast.Attribute(attr=name):
                yield name


def words_of(identifier: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+", identifier)}


def test_every_concept_has_one_row() -> None:
    assert len(IDENTIFIERS) == len(CONCEPTS)


def test_every_row_is_complete() -> None:
    assert all({"identifier", "german", "meaning", "source"} <= concept.keys() for concept in CONCEPTS)


@pytest.mark.parametrize("known", fact_types(), ids=lambda known: known.topic)
def test_every_fact_speaks_of_a_known_concept(known: FactType) -> None:
    noun = known.name.partition(".")[2].removesuffix("_apart").rpartition("_")[0]  # told apart is one participle

    assert singular(noun) in IDENTIFIERS


@pytest.mark.parametrize("known", fact_types(), ids=lambda known: known.topic)
def test_every_field_of_a_fact_has_its_row(known: FactType) -> None:
    fields = {*known.cls.__struct_fields__, *(known.sealed.content.__struct_fields__ if known.sealed else ())}
    unknown = {name for name in fields if name.removesuffix("_id") not in IDENTIFIERS - {"date"} and name != "date"}

    assert not unknown


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_every_command_is_a_verb_and_a_known_concept(command: type) -> None:
    _verb, *words = [word.lower() for word in re.findall(r"[A-Z][a-z]+", command.__name__)]

    assert {singular(word) for word in words} & IDENTIFIERS


@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda projection: projection.reader)
def test_every_projection_speaks_of_a_known_concept(projection: Projection) -> None:
    assert {singular(word) for word in projection.name.split("_")} & IDENTIFIERS


def test_no_german_word_is_an_identifier_unless_it_is_a_loanword() -> None:
    forbidden = german_words()
    found = {
        f"{path.relative_to(CHECKOUT)}: {name}"
        for path in CHECKOUT.glob("services/**/*.py")
        for name in identifiers(ast.parse(path.read_text()))
        if words_of(name) & forbidden
    }

    assert not found
