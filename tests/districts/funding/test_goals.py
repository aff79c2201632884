"""Targets, milestones and the register of documents."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.contracts.districts import EntryWithdrawn
from services.contracts.names import NameMissing
from services.districts.domain.funding import FUNDING, WithdrawEntry
from services.districts.domain.funding_goals import (
    AgreeTarget,
    ExpiresBeforeIssued,
    IndicatorMissing,
    NoIndicatorNeeded,
    PlanMilestone,
    RegisterDocument,
    TargetUnnamed,
    UnknownIndicator,
)
from services.districts.domain.funding_money import InTheFuture
from services.districts.domain.traeger import UnknownOperation
from tests.districts.funding.grant import ENTRY_ID, FIRST_DAY, TODAY, document, milestone, target
from tests.districts.people import OPENED
from tests.kit.spec import specify

given = specify(FUNDING)
BY = date(2029, 12, 31)
AGREE = AgreeTarget(target_id=ENTRY_ID, opened=OPENED, of="indicator", by=BY, value=500, indicator="EECO01")
PLAN = PlanMilestone(milestone_id=ENTRY_ID, opened=OPENED, title="Büro eröffnet", due=BY, today=TODAY)
REGISTER = RegisterDocument(document_id=ENTRY_ID, opened=OPENED, kind="grant", title="Bescheid 2022", on=FIRST_DAY)


def test_a_target_of_the_catalogue_is_agreed_and_corrected() -> None:
    agreed = target(of="indicator", by=BY, value=500, indicator="EECO01")
    given().when(AGREE).then(agreed)
    given(agreed).when(replace(AGREE, value=0)).then(target(of="indicator", by=BY, value=0, indicator="EECO01"))


def test_an_own_target_has_own_words() -> None:
    own = replace(AGREE, of="other", indicator=None, title=" Sechs Feste ")
    given().when(own).then(target(of="other", by=BY, value=500, title="Sechs Feste"))
    given().when(replace(own, title=None)).then_refused(TargetUnnamed, field="title")


def test_what_we_count_ourselves_needs_no_words() -> None:
    given().when(replace(AGREE, of="contacts", indicator=None)).then(target(of="contacts", by=BY, value=500))


def test_an_indicator_is_one_of_the_operations_catalogue() -> None:
    given().when(replace(AGREE, indicator="EECO20")).then_refused(UnknownIndicator, field="indicator")
    given().when(replace(AGREE, indicator=None)).then_refused(IndicatorMissing, field="indicator")
    given().when(replace(AGREE, of="contacts")).then_refused(NoIndicatorNeeded, field="indicator")


def test_a_milestone_is_planned_and_reached() -> None:
    given().when(PLAN).then(milestone(BY))
    given(milestone(BY)).when(replace(PLAN, reached=TODAY)).then(milestone(BY, TODAY))


def test_a_milestone_is_not_reached_tomorrow_and_has_a_name() -> None:
    tomorrow = replace(PLAN, reached=TODAY + timedelta(days=1))
    given().when(tomorrow).then_refused(InTheFuture, field="reached")
    given().when(replace(PLAN, title=" ")).then_refused(NameMissing)


def test_a_document_is_registered_and_corrected() -> None:
    given().when(REGISTER).then(document())
    given(document()).when(replace(REGISTER, expires=FIRST_DAY)).then(document(FIRST_DAY))


def test_a_document_does_not_expire_before_it_was_issued() -> None:
    the_day_before = replace(REGISTER, expires=FIRST_DAY - timedelta(days=1))
    given().when(the_day_before).then_refused(ExpiresBeforeIssued, field="expires")


@pytest.mark.parametrize("command", [AGREE, PLAN, REGISTER])
def test_nothing_is_agreed_for_an_operation_that_nobody_opened(
    command: AgreeTarget | PlanMilestone | RegisterDocument,
) -> None:
    given().when(replace(command, opened=None)).then_refused(UnknownOperation)


@pytest.mark.parametrize("entry", [target(of="clients", by=BY, value=1), milestone(BY), document()])
def test_an_entry_by_mistake_is_withdrawn(entry: object) -> None:
    withdrawn = EntryWithdrawn(operation_id=OPENED.operation_id, operation="thinka", entry_id=ENTRY_ID)
    given(entry).when(WithdrawEntry(entry_id=ENTRY_ID, opened=OPENED)).then(withdrawn)
