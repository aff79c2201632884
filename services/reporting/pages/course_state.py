"""What *Verlauf* shows of a point: the state, the facts before it, and the way to the points beside it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from fastapi import Request

from services.kernel.pages.names import actors_for
from services.kernel.requests import Session
from services.kernel.roles import Role
from services.kernel.times import rfc3339, today
from services.reporting.application import Reporting
from services.reporting.auditing.course import Course, course_of
from services.reporting.auditing.guard import examine, mandates_held, may_examine
from services.reporting.auditing.steps import Subject, instant_of_step
from services.reporting.esf import EsfQuestion, UnknownOperation
from services.reporting.explaining.events import Event
from services.reporting.explaining.words import fact_title, place_of
from services.reporting.knowledge import reading
from services.reporting.operations import OperationRow
from services.reporting.pages.course_asked import CourseAsked, address
from services.reporting.pages.explain import EXPLAIN


def state_of(request: Request, asking: Session, service: Reporting, question: CourseAsked) -> dict[str, Any]:
    """Once the mandate was asked for and the reading kept. Raises NoMandate, UnknownOperation, UnknownIndicator."""
    known = {each.operation: each for each in service.reports.operations(asking.district)}
    if question.operation not in known:
        raise UnknownOperation
    operation, subject = known[question.operation], question.subject
    first, last = _reach(service, asking, operation)
    as_of = _day(question, operation, last)
    may_examine(service, asking, question.operation, as_of=as_of)
    examine(service, asking, question.evidence, request.state.correlation_id)
    with reading(service.pool, asking.district) as conn:
        known_at = question.known_at
        if question.step is not None:
            known_at = instant_of_step(conn, asking.district, subject, question.step)
        report = EsfQuestion(operation=question.operation, as_of=as_of, known_at=known_at)
        course = course_of(conn, asking.district, subject, report)
    who = actors_for(request, asking)
    return {
        "course": course,
        "subject": subject,
        "as_of": as_of,
        "known_at": known_at,
        "history": [] if subject.is_whole else [_told(each, who) for each in course.steps.past],
        "last": None if course.steps.current is None else _told(course.steps.current, who),
        "day": (as_of - operation.start).days,
        "first_day": (first - operation.start).days,
        "last_day": (last - operation.start).days,
        **_beside(subject, as_of, known_at, course, (first, last)),
    }


def _reach(service: Reporting, asking: Session, operation: OperationRow) -> tuple[date, date]:
    """The days that may be asked for: those of the operation; for an examiner those that the mandates cover."""
    first, last = operation.start, max(today(), operation.end)
    if asking.caller.role != Role.PRUEFUNG:
        return first, last
    held = mandates_held(service, asking.district, asking.caller.actor, operation.operation, today())
    if not held:
        return first, last
    return max(first, min(each.audited_from for each in held)), min(last, max(each.audited_to for each in held))


def _day(question: CourseAsked, operation: OperationRow, last: date) -> date:
    """The day that was asked for; otherwise today, or the last day that may be asked for."""
    if question.day is not None:
        return operation.start + timedelta(days=question.day)
    return question.as_of or min(today(), last)


def _beside(
    subject: Subject, as_of: date, known_at: datetime | None, course: Course, reach: tuple[date, date]
) -> dict[str, Any]:
    """Addresses: a fact back and on, a day back and on, the single cells, the explanation of one, all cells."""
    steps, days, whole = course.steps, course.days, replace(subject, indicator=None)
    point = {"operation": subject.operation, "as_of": as_of}
    if known_at is not None:
        point["known_at"] = rfc3339(known_at)
    return {
        "previous": None if steps.previous is None else address(subject, as_of, steps.previous.time),
        "following": None if steps.following is None else address(subject, as_of, steps.following.time),
        "day_before": _at_day(subject, days.previous, known_at, reach),
        "day_after": _at_day(subject, days.following, known_at, reach),
        "single": {each.code: address(replace(whole, indicator=each.code), as_of, known_at) for each in course.cells}
        if subject.is_whole
        else {},
        "explained": {
            each.code: f"{EXPLAIN}?{urlencode({**point, 'indicator': subject.indicator, 'gender': each.code})}"
            for each in course.single
        },
        "all_cells": address(whole, as_of, known_at),
    }


def _at_day(subject: Subject, day: date | None, known_at: datetime | None, reach: tuple[date, date]) -> str | None:
    if day is None or not reach[0] <= day <= reach[1]:
        return None
    return address(subject, day, known_at)


def _told(event: Event, who: Callable[[str], str]) -> dict[str, Any]:
    return {
        "time": event.time,
        "title": fact_title(event.type),
        "who": who(event.actor),
        "place": place_of(event.source, event.sequence),
    }
