"""Referrals over HTTP: proposed, looked up before, listed, read."""

from dataclasses import asdict, replace
from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.referral_states import State
from services.contracts.referral_waiting import WaitsFor
from services.kernel.inputs import OperationInQuery
from services.kernel.requests import only_known
from services.kernel.times import today
from services.kernel.waiting import awaited
from services.referral.access_desk import AccessDesk
from services.referral.api.asking import COMMAND, READING, Asked, Service
from services.referral.api.directory_fields import ID, MOST_CHOSEN, Language, Sozialraum, Topic
from services.referral.api.referral_access import REFERRAL_EXAMPLE, Access, Proposer, Referrals, Seen
from services.referral.api.referral_fields import Ids, Note, OnDay, ReferralMade
from services.referral.known import staff_id_of
from services.referral.proposals import Proposal
from services.referral.referral_notes import notes_of
from services.referral.referral_rows import ReferralRow
from services.referral.referrals_queries import history, listed, of_case, overdue

router: Final = APIRouter()


class NeedIn(BaseModel):
    """What help is sought for, at which partner."""

    model_config = ConfigDict(extra="forbid", title="Anliegen und Partner")

    case: UUID | None = Field(default=None, title="Fall; ohne Fall gehen keine Angaben hinaus", examples=[ID])
    partner: UUID = Field(title="Partner", examples=[ID])
    offer: UUID | None = Field(default=None, title="Angebot", examples=[ID])
    topics: tuple[Topic, ...] = Field(default=(), title="Problemlagen", max_length=MOST_CHOSEN)


class ProposalIn(NeedIn):
    """A referral; without a case it names operation and Sozialraum."""

    model_config = ConfigDict(extra="forbid", title="Weitervermittlung vorschlagen")

    operation: str | None = Field(default=None, title="Vorhaben; nur ohne Fall", max_length=60)
    sozialraum: Sozialraum | None = Field(default=None, title="Sozialraum; nur ohne Fall")
    language: Language | None = Field(default=None, title="Sprache, wenn Deutsch nicht reicht")
    on: OnDay = None
    note: Note = None
    despite: Ids = Field(
        default=(), title="Offene Weitervermittlungen für dasselbe Anliegen, die angesehen und bestätigt wurden"
    )
    instead_of: UUID | None = Field(default=None, title="Anstelle dieser Weitervermittlung", examples=[ID])


class SameNeedOut(BaseModel):
    """An open referral of the same need."""

    model_config = ConfigDict(title="Offene Weitervermittlung für dasselbe Anliegen")

    referral: UUID = Field(title="Weitervermittlung", examples=[REFERRAL_EXAMPLE])
    partner: UUID = Field(title="Partner", examples=[ID])
    like: list[str] = Field(title="Gleich sind: topics, partner, offer")
    topics: list[str] = Field(title="Gemeinsame Problemlagen")


class ReferralOut(BaseModel):
    """A referral as it stands today; what it is about only for whoever may read it."""

    model_config = ConfigDict(title="Weitervermittlung")

    referral: UUID = Field(title="Weitervermittlung", examples=[REFERRAL_EXAMPLE])
    case: UUID | None = Field(title="Fall")
    operation: str = Field(title="Vorhaben")
    sozialraum: str = Field(title="Sozialraum")
    partner: UUID = Field(title="Partner")
    partner_kind: str = Field(title="Partnerart")
    offer: UUID | None = Field(title="Angebot")
    team: UUID | None = Field(title="Team")
    proposed_on: date = Field(title="Vorgeschlagen am")
    topics: list[str] = Field(title="Problemlagen; leer für die Koordination")
    language: str | None = Field(title="Sprache")
    state: State = Field(title="Stand")
    since: date = Field(title="Seit")
    closed: bool = Field(title="Abgeschlossen")
    appointment_on: date | None = Field(title="Termin am")
    handed_on: date | None = Field(title="Übergeben am")
    fields: list[str] = Field(title="Weitergegebene Felder")
    consent: UUID | None = Field(title="Geltende Einwilligung für diesen Partner")
    to_tell: list[UUID] = Field(title="Beendete Einwilligungen, über die der Partner zu unterrichten ist")
    recorded: int = Field(title="Stelle in der Liste")
    restricted: bool = Field(title="Verarbeitung eingeschränkt (Artikel 18 DSGVO)")


class OverdueOut(ReferralOut):
    """A referral that waits too long."""

    model_config = ConfigDict(title="Überfällige Weitervermittlung")

    waits_for: WaitsFor = Field(title="Wartet auf")
    due: date = Field(title="Fällig am")


class StepOut(BaseModel):
    """One thing that happened to a referral."""

    model_config = ConfigDict(title="Schritt")

    kind: str = Field(title="Was")
    on: date = Field(title="Am")
    state: State | None = Field(title="Stand danach; null: unverändert")
    provenance: str | None = Field(title="Von wem")
    grounds: str | None = Field(title="Grund")
    channel: str | None = Field(title="Weg")
    fields: list[str] = Field(title="Weitergegebene Felder")
    note: str | None = Field(title="Notiz; null ohne Notiz, für die Koordination und nach einer Löschung")


class ReferralFileOut(ReferralOut):
    """A referral with its history."""

    model_config = ConfigDict(title="Weitervermittlung mit Verlauf")

    steps: list[StepOut] = Field(title="Verlauf, ältestes zuerst")


@router.post("/referrals", summary="Weitervermittlung vorschlagen", **COMMAND)
def propose_referral(body: ProposalIn, access: Proposer, desk: Referrals, context: Asked) -> ReferralMade:
    """Ist für dasselbe Anliegen schon etwas offen, muss es in `despite` genannt sein; sonst 409."""
    made = desk.propose(_proposal(body, access), context)
    return ReferralMade(position=made.outcome.position, referral=made.id)


@router.post("/same-need", summary="Offenes zum selben Anliegen zeigen", dependencies=[Depends(only_known())])
def same_needs(body: NeedIn, access: Proposer, desk: Referrals) -> list[SameNeedOut]:
    """Was vor dem Vorschlagen anzusehen ist. Es wird nichts gespeichert."""
    if body.case is not None:
        access.case(body.case)
    proposal = Proposal(case_id=body.case, partner_id=body.partner, offer_id=body.offer, topics=body.topics)
    return [
        SameNeedOut(referral=each.referral_id, partner=each.partner_id, like=list(each.like), topics=list(each.topics))
        for each in desk.same_need(proposal)
    ]


ASKED: Final = ("state", "open", "to_tell", "partner", "operation", "before", "limit")
StateInQuery = Annotated[list[State] | None, Query(title="Stand; mehrere möglich")]
PartnerInQuery = Annotated[UUID | None, Query(title="Partner", examples=[ID])]
CaseInPath = Annotated[UUID, Path(title="Fall", examples=[ID])]
Before = Annotated[int | None, Query(title="Vor dieser Stelle der Liste", ge=1, le=2**63 - 1)]
Limit = Annotated[int, Query(title="Zeilen je Seite", ge=1, le=200)]


@router.get(
    "/referrals",
    summary="Weitervermittlungen, neueste zuerst",
    dependencies=[Depends(only_known(*ASKED)), Depends(awaited)],
)
def list_referrals(
    *,
    access: Access,
    service: Service,
    state: StateInQuery = None,
    only_open: Annotated[bool, Query(title="Nur offene", alias="open")] = False,
    to_tell: Annotated[bool, Query(title="Nur solche, bei denen der Partner zu unterrichten ist")] = False,
    partner: PartnerInQuery = None,
    operation: OperationInQuery = None,
    before: Before = None,
    limit: Limit = 50,
) -> list[ReferralOut]:
    """Die des eigenen Teams und die selbst vorgeschlagenen; für die Koordination alle, ohne Inhalte."""
    wanted = replace(
        access.own(),
        states=None if state is None else frozenset(state),
        only_open=only_open,
        only_to_tell=to_tell,
        partner_id=partner,
        operation=operation,
        before=before,
        most=limit,
    )
    return [_out(row, access) for row in listed(service.pool, access.district, today(), wanted)]


@router.get("/referrals/overdue", summary="Überfällige Weitervermittlungen, älteste Frist zuerst", **READING)
def overdue_referrals(access: Access, service: Service) -> list[OverdueOut]:
    """Worauf länger gewartet wird, als die Fristen des Landkreises sagen."""
    late = overdue(service.pool, access.district, today(), access.own())
    return [
        OverdueOut(**_out(each.row, access).model_dump(), waits_for=each.waits.waits_for, due=each.waits.due)
        for each in late
    ]


@router.get("/cases/{case}/referrals", summary="Weitervermittlungen eines Falls, neueste zuerst", **READING)
def referrals_of_case(case: CaseInPath, access: Proposer, service: Service) -> list[ReferralOut]:
    """Für das Team des Falls."""
    known = access.case(case)
    return [_out(row, access) for row in of_case(service.pool, access.district, known.case_id, today())]


@router.get("/referrals/{referral}", summary="Eine Weitervermittlung mit ihrem Verlauf", **READING)
def one_referral(row: Seen, access: Access, service: Service) -> ReferralFileOut:
    """Für die Koordination ohne Problemlagen und Notizen."""
    steps = history(service.pool, access.district, row.referral_id)
    notes = notes_of(service, access.district, row.person_id, steps) if access.may(row, "read") else {}
    shown = [
        StepOut(
            kind=step.kind,
            on=step.on_day,
            state=step.state,
            provenance=step.provenance,
            grounds=step.grounds,
            channel=step.channel,
            fields=list(step.fields or ()),
            note=None if step.note_id is None else notes.get(step.note_id),
        )
        for step in steps
    ]
    return ReferralFileOut(**_out(row, access).model_dump(), steps=shown)


def _proposal(body: ProposalIn, access: AccessDesk) -> Proposal:
    """Of a referral without a case the asker's team, if it is the only one, and the asker are the hands."""
    access.expect("propose")
    if body.case is not None:
        access.case(body.case)
    teams = access.asker.teams
    return Proposal(
        partner_id=body.partner,
        case_id=body.case,
        operation=body.operation,
        sozialraum=body.sozialraum,
        team_id=next(iter(teams)) if len(teams) == 1 else None,
        staff_id=staff_id_of(access.asker.actor),
        offer_id=body.offer,
        topics=body.topics,
        language=body.language,
        on=body.on,
        note=body.note,
        despite=body.despite,
        instead_of=body.instead_of,
    )


def _out(row: ReferralRow, access: AccessDesk) -> ReferralOut:
    """What it is about only for whoever may read it."""
    shown = row if access.may(row, "read") else row.without_content()
    return ReferralOut(
        referral=shown.referral_id,
        case=shown.case_id,
        partner=shown.partner_id,
        offer=shown.offer_id,
        consent=shown.consent_id,
        **{name: value for name, value in asdict(shown).items() if name in SAME_NAME},
    )


SAME_NAME: Final = ReferralOut.model_fields.keys() - {"referral", "case", "partner", "offer", "consent"}
