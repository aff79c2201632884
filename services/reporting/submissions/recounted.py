"""The document of a submission counted from facts alone: folded in memory, judged one by one with the predicates.

The report itself counts with one statement over tables. Here neither its tables nor its SQL take part, so that the two
vouch for each other; what they share is the catalogue, the folds and the form of the document.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from services.reporting import esf_sql, supplements
from services.reporting.domain.answers import Status, answers
from services.reporting.domain.calendar import previous_reporting_date
from services.reporting.domain.catalogue import Catalogue
from services.reporting.domain.catalogues import catalogue
from services.reporting.domain.cells import GENDERS, Counts
from services.reporting.domain.checks import Compared
from services.reporting.domain.entry_cells import entered_codes
from services.reporting.domain.expressions import Row
from services.reporting.domain.figures import STRUCTURE_BASED
from services.reporting.esf import (
    OBJECTIVE_L,
    Document,
    EsfQuestion,
    Rules,
    UnknownOperation,
    compared_of,
    document_of,
    supplemented,
)
from services.reporting.explaining.assessed import Assessed, judged
from services.reporting.linking.components import Link
from services.reporting.linking.groups import Linked, Member, linked
from services.reporting.submissions.queries import Submission
from services.reporting.submissions.recomputed import question_of
from services.reporting.submissions.refolded import Refolded


def recounted(district: str, made: Submission, state: Refolded) -> Document:
    """The report at the submission's state of knowledge, from rows of :mod:`refolded`.

    Raises UnknownOperation, UnknownCatalogue.
    """
    question, rules = question_of(made), rules_at(made, state)
    rows = list(_assessed(question, rules, state))
    compared = _compared(question, rules, rows)
    days = (question.as_of, previous_reporting_date(question.as_of))
    read = [_estimates(state, question.operation, day) for day in days]
    figures = supplemented(rules, compared, read, _entities(state, question))
    return document_of(district, question, made.knowledge, rules, figures)


def rules_at(made: Submission, state: Refolded) -> Rules:
    """The pinned catalogue version, with the operation's settings as they were known; raises UnknownOperation."""
    operation = state.find("operation_versions", made.operation)
    if operation is None:
        raise UnknownOperation(made.operation)
    used = catalogue(made.catalogue, made.version)
    set_up = state.find("setting_versions", made.operation)
    settings = supplements.settings_from(
        None if set_up is None else (set_up["mode"], set_up["fixed_fields"], set_up["fixed_values"])
    )
    narrow = operation["specific_objective"] == OBJECTIVE_L and used.knows_objective_l
    return Rules(used, eso_4_12=narrow, settings=settings)


# --- one by one -----------------------------------------------------------------


def _assessed(question: EsfQuestion, rules: Rules, state: Refolded) -> Iterator[tuple[Assessed, frozenset[str]]]:
    """Every participation of the operation as judged, and the results it had by the reporting date before."""
    statuses, groups = _statuses(state), _linked(state, question.operation)
    windows, before = rules.catalogue.windows, previous_reporting_date(question.as_of)
    later = {one.code for one in esf_sql.results(rules.catalogue)}
    for participation, held in state.rows("participation_versions"):
        if held.values["operation"] != question.operation:
            continue
        key = UUID(str(participation))
        entry = {**held.values, **groups.told(key)}
        rural = state.find("rural_municipalities", entry["residence_ags"] or "") is not None
        known = rules.settings.settled.applied({**entry, "rural": rural, "as_of": question.as_of})
        said = [one for each in groups.ending(key) for one in statuses.get(each, ())]
        row = {**known, **answers(said, entry["exit_date"], question.as_of, windows)}
        earlier = {**known, **answers(said, entry["exit_date"], before, windows)}
        had = entered_codes(rules.catalogue, earlier, eso_4_12=rules.eso_4_12) & later
        yield judged(rules, key, entry["person"], row), had


def _linked(state: Refolded, operation: str) -> Linked:
    """Who of the operation is reported as one, from the facts of links alone."""
    links = [Link(held.values["one"], held.values["other"], held.since) for _, held in state.rows("person_links")]
    entries = [
        (UUID(str(key)), held)
        for key, held in (state.rows("participation_versions") if links else ())
        if held.values["operation"] == operation and held.values["state"] == "submitted"
    ]
    return linked(
        links,
        [
            Member(
                participation=key,
                person=held.values["person"],
                entry_date=held.values["entry_date"],
                exit_date=held.values["exit_date"],
                since=held.since,
                erased=held.values["erased"],
            )
            for key, held in entries
        ],
    )


def _statuses(state: Refolded) -> Mapping[object, Sequence[Status]]:
    found: defaultdict[object, list[Status]] = defaultdict(list)
    for _, held in state.rows("status_versions"):
        said = held.values
        cells = {name: said[name] for name in ("in_education", "qualification", "improved")}
        one = Status(kind=said["kind"], date=said["date"], place=held.since, status=said["status"], **cells)
        found[said["participation"]].append(one)
    return found


# --- the rows of the report's statement --------------------------------------------


def _compared(question: EsfQuestion, rules: Rules, rows: Sequence[tuple[Assessed, frozenset[str]]]) -> Compared:
    before = previous_reporting_date(question.as_of)
    groups: dict[tuple[str | None, str | None, bool], Counter[int]] = {}
    for one, had in rows:
        key = (_reason(one), one.gender, _there(one.row, before))
        groups.setdefault(key, Counter()).update(_columns(rules.catalogue, one.codes, had))
    width = 1 + len(esf_sql.counted(rules.catalogue)) + len(esf_sql.results(rules.catalogue))
    return compared_of(
        rules.catalogue, ([*key, *(counts[column] for column in range(width))] for key, counts in groups.items())
    )


def _reason(one: Assessed) -> str | None:
    """That nobody is counted in an operation on structures is said later, of the figures as a whole."""
    return None if one.reason is None or one.reason[0] == STRUCTURE_BASED else one.reason[0]


def _there(row: Row, before: date) -> bool:
    entry = row["entry_date"]
    return isinstance(entry, date) and entry <= before


def _columns(of: Catalogue, codes: frozenset[str], had: frozenset[str]) -> Iterator[int]:
    """In which columns a participation counts: the first counts everybody, the others as in :mod:`esf_sql`."""
    yield 0
    *either, both = esf_sql.counted(of)
    for place, some in enumerate(either, start=1):
        if not codes.isdisjoint(some):
            yield place
    if codes.issuperset(both):
        yield len(either) + 1
    for place, result in enumerate(esf_sql.results(of), start=len(either) + 2):
        if result.code in had:
            yield place


# --- beside participations -----------------------------------------------------------


def _estimates(state: Refolded, operation: str, day: date) -> Mapping[str, Counts]:
    """By code: the newest estimate made for that day or an earlier one."""
    made = [held.values for _, held in state.rows("estimate_versions")]
    standing = [one for one in made if one["operation"] == operation and one["on_day"] <= day]
    newest: dict[str, Mapping[str, Any]] = {}
    for one in sorted(standing, key=lambda one: one["on_day"]):
        newest[one["indicator"]] = one
    return {code: {gender: one[gender] for gender in GENDERS} for code, one in newest.items()}


def _entities(state: Refolded, question: EsfQuestion) -> Mapping[str, int]:
    kinds = Counter(
        held.values["kind"]
        for _, held in state.rows("entity_versions")
        if held.values["operation"] == question.operation and held.values["on_day"] <= question.as_of
    )
    return {code: kinds[kind] for code, kind in supplements.ENTITY_OF.items()}
