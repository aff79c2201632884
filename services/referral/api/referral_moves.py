"""What happens to a referral, over HTTP: handed over, answered, ended, closed, opened again."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.referral import Channel, Declined, DeclinedBy, Outcome, Withdrawn
from services.kernel.inputs import Day
from services.kernel.web import Recorded
from services.referral.api.asking import COMMAND, Asked
from services.referral.api.directory_fields import ID, MOST_CHOSEN, Words
from services.referral.api.referral_access import Proposer, ReferralInPath, Referrals, written
from services.referral.api.referral_fields import Ids, NotedIn, OnDay, OnIn, ReferralMade, SaidIn, SharedField
from services.referral.referral_inputs import Destination, HandOver

router: Final = APIRouter(prefix="/referrals/{referral}")


class HandOverIn(BaseModel):
    """How the partner gets it, and what goes along."""

    model_config = ConfigDict(extra="forbid", title="Übergabe")

    channel: Channel = Field(title="Weg", examples=["in_person"])
    on: OnDay = None
    escorted: bool = Field(default=False, title="Mit Begleitung")
    fields: tuple[SharedField, ...] = Field(
        default=(), title="Mündlich weitergegebene Felder, ohne Wortlaut", max_length=MOST_CHOSEN
    )
    texts: dict[SharedField, Words] = Field(
        default={}, title="Weitergegebenes, Wortlaut je Feld", max_length=MOST_CHOSEN
    )
    consent: UUID | None = Field(default=None, title="Einwilligung; ohne Angabe jede, die es erlaubt", examples=[ID])
    message: Words | None = Field(default=None, title="Nachricht an den Partner; nur mit Einwilligung")


class AcceptanceIn(SaidIn):
    model_config = ConfigDict(extra="forbid", title="Zusage")

    appointment_on: Day | None = Field(default=None, title="Termin am")


class RefusalIn(SaidIn):
    model_config = ConfigDict(extra="forbid", title="Ablehnung")

    by: DeclinedBy = Field(title="Durch", examples=["partner"])
    grounds: Declined = Field(title="Grund", examples=["no_capacity"])


class DestinationIn(BaseModel):
    """Where somebody is sent instead; the need stays the same."""

    model_config = ConfigDict(extra="forbid", title="Andere Stelle")

    partner: UUID = Field(title="Partner", examples=[ID])
    offer: UUID | None = Field(default=None, title="Angebot", examples=[ID])
    despite: Ids = Field(default=(), title="Bestätigte offene Weitervermittlungen für dasselbe Anliegen")


class ReroutingIn(SaidIn):
    model_config = ConfigDict(extra="forbid", title="Verweis an eine andere Stelle")

    to: DestinationIn | None = Field(default=None, title="Wohin; ohne Angabe wird nichts Neues vorgeschlagen")

    @property
    def destination(self) -> Destination | None:
        to = self.to
        return None if to is None else Destination(partner_id=to.partner, offer_id=to.offer, despite=to.despite)


class OutcomeIn(SaidIn):
    model_config = ConfigDict(extra="forbid", title="Ergebnis")

    outcome: Outcome = Field(title="Ergebnis", examples=["solved"])


class WithdrawalIn(NotedIn):
    model_config = ConfigDict(extra="forbid", title="Rückzug")

    grounds: Withdrawn = Field(title="Grund", examples=["solved_otherwise"])


class PartnerToldIn(OnIn):
    model_config = ConfigDict(extra="forbid", title="Partner unterrichtet")

    consent: UUID = Field(title="Beendete Einwilligung", examples=[ID])


@router.post("/hand-over", summary="Übergabe erfassen", **COMMAND)
def hand_over(
    referral: ReferralInPath, access: Proposer, body: HandOverIn, desk: Referrals, context: Asked
) -> Recorded:
    """Mit Angaben nur, wenn eine Einwilligung sie, den Partner und den Tag nennt; das wird bei intake geprüft."""
    given = HandOver(
        channel=body.channel,
        on=body.on,
        escorted=body.escorted,
        fields=body.fields,
        consent_id=body.consent,
        message=body.message,
    )
    return _recorded(desk.hand_over(written(access, referral), given, body.texts, context).position)


@router.post("/acceptance", summary="Zusage des Partners erfassen", **COMMAND)
def accept(referral: ReferralInPath, access: Proposer, body: AcceptanceIn, desk: Referrals, context: Asked) -> Recorded:
    """Auch ein anderer oder neuer Termin."""
    return _recorded(desk.accept(written(access, referral), body.said, context, body.appointment_on).position)


@router.post("/refusal", summary="Ablehnung erfassen", **COMMAND)
def decline(referral: ReferralInPath, access: Proposer, body: RefusalIn, desk: Referrals, context: Asked) -> Recorded:
    """Durch den Partner oder die Person."""
    return _recorded(desk.decline(written(access, referral), body.said, body.by, body.grounds, context).position)


@router.post("/rerouting", summary="Verweis an eine andere Stelle erfassen", **COMMAND)
def reroute(
    referral: ReferralInPath, access: Proposer, body: ReroutingIn, desk: Referrals, context: Asked
) -> ReferralMade:
    """Mit einem Ziel wird die nächste Weitervermittlung gleich vorgeschlagen; sie braucht ihre eigene Einwilligung."""
    made = desk.reroute(written(access, referral), body.said, body.destination, context)
    return ReferralMade(position=made.outcome.position, referral=made.id)


@router.post("/arrival", summary="Erstes Treffen beim Partner erfassen", **COMMAND)
def record_arrival(
    referral: ReferralInPath, access: Proposer, body: SaidIn, desk: Referrals, context: Asked
) -> Recorded:
    return _recorded(desk.arrived(written(access, referral), body.said, context).position)


@router.post("/absence", summary="Erfassen, dass die Person nicht erschienen ist", **COMMAND)
def record_absence(
    referral: ReferralInPath, access: Proposer, body: SaidIn, desk: Referrals, context: Asked
) -> Recorded:
    return _recorded(desk.missed(written(access, referral), body.said, context).position)


@router.post("/outcome", summary="Ergebnis erfassen oder berichtigen", **COMMAND)
def report_outcome(
    referral: ReferralInPath, access: Proposer, body: OutcomeIn, desk: Referrals, context: Asked
) -> Recorded:
    return _recorded(desk.outcome(written(access, referral), body.said, body.outcome, context).position)


@router.post("/withdrawal", summary="Weitervermittlung zurückziehen", **COMMAND)
def withdraw(
    referral: ReferralInPath, access: Proposer, body: WithdrawalIn, desk: Referrals, context: Asked
) -> Recorded:
    """Der Partner muss nichts mehr tun."""
    return _recorded(desk.withdraw(written(access, referral), body.grounds, context, body.on, body.note).position)


@router.post("/closing", summary="Weitervermittlung abschließen", **COMMAND)
def close(referral: ReferralInPath, access: Proposer, body: OnIn, desk: Referrals, context: Asked) -> Recorded:
    return _recorded(desk.close(written(access, referral), context, body.on).position)


@router.post("/reopening", summary="Weitervermittlung wieder öffnen", **COMMAND)
def reopen(referral: ReferralInPath, access: Proposer, body: NotedIn, desk: Referrals, context: Asked) -> Recorded:
    """Sie ist danach wieder vorgeschlagen; ihr Verlauf bleibt."""
    return _recorded(desk.reopen(written(access, referral), context, body.on, body.note).position)


@router.post("/partner-told", summary="Erfassen, dass der Partner vom Ende der Einwilligung weiß", **COMMAND)
def tell_partner(
    referral: ReferralInPath, access: Proposer, body: PartnerToldIn, desk: Referrals, context: Asked
) -> Recorded:
    """Er wurde gebeten, das Weitergegebene zu löschen (DSGVO Artikel 19)."""
    return _recorded(desk.tell_partner(written(access, referral), body.consent, context, body.on).position)


def _recorded(position: int | None) -> Recorded:
    return Recorded(position=position)
