"""Which participation is a case's person's."""

from typing import Any
from uuid import UUID

import pytest

from services.contracts.intake import ParticipationLinked, ParticipationUnlinked
from services.intake.domain import participant_link as rules
from services.intake.domain.case import UnknownCase
from services.intake.domain.participant_link import LINK, LinkParticipation, UnlinkParticipation, lacks_notice
from services.intake.domain.refusals import PersonErased, UnknownParticipation
from services.kernel.facts import Contract
from tests.intake.consents.papers import (
    CASE,
    CLOSED,
    OF_CASE,
    OPENED,
    OTHER,
    RECEIVED,
    TODAY,
    given_consent,
    withdrawn,
)
from tests.kit.spec import specify

given = specify(LINK)

PARTICIPATION, PARTICIPANT = UUID(int=41), UUID(int=42)
ALLOWED = given_consent("esf_data")
LINKED = ParticipationLinked(**OF_CASE, participation_id=PARTICIPATION, participant_id=PARTICIPANT, operation="thinka")
UNLINKED = ParticipationUnlinked(**OF_CASE, participation_id=PARTICIPATION)
UNLINK = UnlinkParticipation(case_id=CASE, participation_id=PARTICIPATION)


def link(**more: Any) -> LinkParticipation:
    asked: dict[str, Any] = {
        "case_id": CASE,
        "participation_id": PARTICIPATION,
        "participant_id": PARTICIPANT,
        "operation": "thinka",
        "today": TODAY,
        "known": True,
    }
    return LinkParticipation(**{**asked, **more})


@pytest.mark.parametrize("history", [(OPENED, ALLOWED), (OPENED, ALLOWED, CLOSED)])
def test_a_participation_is_linked_once(history: tuple[Contract, ...]) -> None:
    given(*history).when(link()).then(LINKED)


@pytest.mark.parametrize("history", [[], [given_consent("named_file")], [ALLOWED, withdrawn()]])
def test_esf_data_need_their_own_consent(history: list[Contract]) -> None:
    given(OPENED, *history).when(link()).then_refused(rules.ParticipationConsentMissing)


def test_a_missing_receipt_of_the_merkblatt_is_owed_and_refuses_nothing() -> None:
    assert lacks_notice(LINK.fold([OPENED, ALLOWED, LINKED]).ledger)
    assert not lacks_notice(LINK.fold([OPENED, ALLOWED, LINKED, RECEIVED]).ledger)


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"known": False}, UnknownParticipation),
        ({"held_by": OTHER}, rules.LinkedElsewhere),
        ({"erased": True}, PersonErased),
    ],
)
def test_a_participation_that_is_not_this_persons_is_refused(more: dict[str, Any], rule: Any) -> None:
    given(OPENED, ALLOWED).when(link(**more)).then_refused(rule, field="participant_no")


def test_what_the_projection_says_of_this_very_case_is_no_obstacle() -> None:
    given(OPENED, ALLOWED).when(link(held_by=CASE)).then(LINKED)


def test_a_case_has_one_participation_an_operation() -> None:
    second = link(participation_id=UUID(int=43))
    given(OPENED, ALLOWED, LINKED).when(second).then_refused(rules.OtherParticipationLinked)
    elsewhere = link(participation_id=UUID(int=43), operation="praevention")
    given(OPENED, ALLOWED, LINKED).when(elsewhere).then(
        ParticipationLinked(
            **OF_CASE, participation_id=UUID(int=43), participant_id=PARTICIPANT, operation="praevention"
        )
    )


def test_a_wrong_edge_is_taken_away_and_may_come_back() -> None:
    given(OPENED, ALLOWED, LINKED).when(UNLINK).then(UNLINKED)
    given(OPENED, ALLOWED, LINKED, UNLINKED).when(link()).then(LINKED)


def test_what_was_never_linked_cannot_be_unlinked() -> None:
    given(OPENED, ALLOWED).when(UNLINK).then_refused(rules.NotLinked, field="participation")
    given().when(UNLINK).then_refused(UnknownCase)
    given().when(link()).then_refused(UnknownCase)
