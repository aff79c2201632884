"""Telling referrals at referral's desk. A book that people went on with is theirs; so is a case that they closed."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from demo.casework import Casework
from demo.referred import (
    Accepted,
    Came,
    CameOfIt,
    ConsentTakenBack,
    HandedOver,
    LoopClosed,
    ReferralStep,
    Referred,
    Refused,
    SentOn,
    TakenBack,
)
from demo.scene import Scene
from demo.telling import is_settled
from services.contracts.referral import ConsentEnded, ConsentReceived, Provenance
from services.intake.consents_desk import ConsentsDesk
from services.intake.consents_queries import find_ledger
from services.intake.domain.code_word import case_id_of
from services.kernel.deciders import Context
from services.kernel.facts import fact_type, split_topic
from services.referral.application import Referral
from services.referral.domain.book_ids import book_of_case, book_of_one, referral_of
from services.referral.offers_desk import OffersDesk
from services.referral.proposals import Proposal
from services.referral.referral_inputs import Destination, HandOver, Said
from services.referral.referrals_desk import ReferralsDesk

# A policy keeps them in the book, whoever gave or took back the consent.
OF_POLICIES: Final = frozenset(fact_type(cls).name for cls in (ConsentReceived, ConsentEnded))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralScene:
    """One referral on its way: ``referral_id`` is that of its proposal."""

    scene: Scene
    desk: ReferralsDesk
    told: Referred
    case_id: UUID | None
    referral_id: UUID

    def day(self, step: Any) -> Any:
        return self.scene.loading.plus(step.day)

    def said(self, step: Any, by: Provenance, note: str | None = None) -> Said:
        return Said(provenance=by, on=self.day(step), note=note)


def tell_referrals(scene: Scene, referral: Referral, casework: Casework, partners: Collection[str]) -> None:
    """All of an operation that go to these partners. Raises RuleViolation where the story is wrong."""
    ours = frozenset(
        command_id for told in casework.referrals for command_id in scene.commands(told.story, told.staff).all_ids()
    )
    cases = {case.code_word: case for case in casework.cases}
    for told in casework.referrals:
        case = None if told.code_word is None else cases[told.code_word]
        if set(told.partners) <= set(partners) and (case is None or not is_settled(scene, case, casework.referrals)):
            _tell(scene, referral, told, ours)


def _tell(scene: Scene, referral: Referral, told: Referred, ours: frozenset[UUID]) -> None:
    """The proposal and its steps, each once."""
    desk = ReferralsDesk(referral, scene.district)
    ids, commands = referral.ids(scene.district), scene.commands(told.story, told.staff)
    first = commands.next()
    case_id = None if told.code_word is None else case_id_of(ids, told.code_word)
    referral_id = referral_of(ids, first.command_id)
    book_id = book_of_one(ids, referral_id) if case_id is None else book_of_case(ids, case_id)
    known = _known(scene, referral, book_id)
    if not known <= ours:
        return
    here = ReferralScene(scene=scene, desk=desk, told=told, case_id=case_id, referral_id=referral_id)
    if first.command_id not in known:
        desk.propose(_proposal(here), first)
    for step in told.steps:
        context = commands.next()
        if context.command_id not in known:
            TELLING[type(step)](here, step, context)


def _known(scene: Scene, referral: Referral, book_id: UUID) -> frozenset[UUID]:
    """The commands of a book; those of policies left out."""
    rows = referral.store.log.streams(scene.district, [book_id])[book_id]
    return frozenset(row.command_id for row in rows if split_topic(row.topic)[0] not in OF_POLICIES)


def _proposal(here: ReferralScene) -> Proposal:
    """Of the same need: the Fachkraft saw what is open already."""
    scene, told, desk = here.scene, here.told, here.desk
    partner_id = scene.partners[told.partner]
    offers = OffersDesk(desk.referral, scene.district)
    offer_id = None if told.offer is None else offers.offer_id(partner_id, told.offer)
    hands: dict[str, Any] = {}
    if here.case_id is None:
        hands = {
            "operation": scene.operation,
            "sozialraum": told.sozialraum,
            "staff_id": scene.placed.people[told.staff],
        }
    proposal = Proposal(
        partner_id=partner_id,
        offer_id=offer_id,
        case_id=here.case_id,
        topics=tuple(told.topics),
        on=here.day(told),
        note=told.note,
        **hands,
    )
    despite = tuple(each.referral_id for each in desk.same_need(proposal))
    return replace(proposal, despite=despite)


def _hand_over(here: ReferralScene, step: HandedOver, context: Context) -> None:
    given = HandOver(channel=step.channel, on=here.day(step), escorted=step.escorted)
    here.desk.hand_over(here.referral_id, given, step.texts, context)


def _accept(here: ReferralScene, step: Accepted, context: Context) -> None:
    appointment_on = None if step.appointment is None else here.scene.loading.plus(step.appointment)
    here.desk.accept(here.referral_id, here.said(step, step.by), context, appointment_on)


def _refuse(here: ReferralScene, step: Refused, context: Context) -> None:
    here.desk.decline(here.referral_id, here.said(step, step.by), step.whose, step.grounds, context)


def _come(here: ReferralScene, step: Came, context: Context) -> None:
    command = here.desk.missed if step.missed else here.desk.arrived
    command(here.referral_id, here.said(step, step.by), context)


def _send_on(here: ReferralScene, step: SentOn, context: Context) -> None:
    to = Destination(partner_id=here.scene.partners[step.partner])
    here.desk.reroute(here.referral_id, here.said(step, step.by), to, context)


def _end(here: ReferralScene, step: CameOfIt, context: Context) -> None:
    here.desk.outcome(here.referral_id, here.said(step, step.by, step.note), step.outcome, context)


def _take_back(here: ReferralScene, step: TakenBack, context: Context) -> None:
    here.desk.withdraw(here.referral_id, step.grounds, context, here.day(step))


def _close(here: ReferralScene, step: LoopClosed, context: Context) -> None:
    here.desk.close(here.referral_id, context, here.day(step))


def _take_back_consent(here: ReferralScene, step: ConsentTakenBack, context: Context) -> None:
    """At intake's desk; referral hears of it by its policy."""
    scene, case_id = here.scene, here.case_id
    assert case_id is not None, "nobody without a case consents"
    ledger = find_ledger(scene.service, scene.district, case_id).ledger
    partner_id = scene.partners[here.told.partner]
    consent = next(each for each in ledger.consents.values() if each.partner_id == partner_id)
    ConsentsDesk(scene.service, scene.district, case_id).withdraw(consent.consent_id, here.day(step), context)


TELLING: Final[Mapping[type[ReferralStep], Callable[[ReferralScene, Any, Context], Any]]] = {
    HandedOver: _hand_over,
    Accepted: _accept,
    Refused: _refuse,
    Came: _come,
    SentOn: _send_on,
    CameOfIt: _end,
    TakenBack: _take_back,
    LoopClosed: _close,
    ConsentTakenBack: _take_back_consent,
}
