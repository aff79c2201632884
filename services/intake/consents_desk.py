"""The consent ledger on the desk: ids derived, the released texts looked up, then decided and stored."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.intake import ConsentForm, ConsentPurpose
from services.intake.application import Intake
from services.intake.casework import Given, casework
from services.intake.domain.consent import CONSENT, GiveConsent, ReceiveNotice, WithdrawConsent, WrittenFor
from services.intake.forms.library import released_text
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import today

KIND: Final = "consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What stands on a signed paper, or in its electronic twin."""

    text: str
    text_version: int
    form: ConsentForm
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is allowed, and until when; partner and fields of a referral only."""

    purpose: ConsentPurpose
    until: date | None = None
    partner_id: UUID | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsentsDesk:
    """One case's ledger. Every command raises UnknownCase, KeyDestroyed and its decider's refusals."""

    service: Intake
    district: str
    case_id: UUID

    def give(self, paper: Paper, scope: Scope, context: Context) -> Given:
        """Enter a consent; the same command again is the same consent."""
        case = casework(self.service, self.district, self.case_id)
        consent_id = case.new_id(KIND, context)
        command = GiveConsent(
            case_id=self.case_id,
            consent_id=consent_id,
            purpose=scope.purpose,
            text=paper.text,
            text_version=paper.text_version,
            written_for=_written_for(paper),
            form=paper.form,
            on=paper.on,
            today=today(),
            until=scope.until,
            partner_id=scope.partner_id,
            fields=scope.fields,
        )
        return Given(consent_id, case.execute(CONSENT, command, context))

    def withdraw(self, consent_id: UUID, on: date, context: Context) -> Outcome:
        """What it means for the case is told by consent_effects."""
        command = WithdrawConsent(case_id=self.case_id, consent_id=consent_id, on=on, today=today())
        return self.service.desk.execute(self.district, CONSENT, (self.case_id, command, context))

    def receive(self, paper: Paper, context: Context) -> Outcome:
        """Enter the receipt of the Merkblatt."""
        command = ReceiveNotice(
            case_id=self.case_id,
            text=paper.text,
            text_version=paper.text_version,
            written_for=_written_for(paper),
            form=paper.form,
            on=paper.on,
            today=today(),
        )
        return casework(self.service, self.district, self.case_id).execute(CONSENT, command, context)


def _written_for(paper: Paper) -> WrittenFor | None:
    text = released_text(paper.text, paper.text_version)
    return None if text is None else text.written_for
