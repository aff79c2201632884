"""The desk for whom one talks to at a partner, and for what was agreed: ids and words around the partner's decider."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.kernel.deciders import Context, RuleViolation
from services.kernel.store import Outcome
from services.kernel.times import today
from services.kernel.vault import Entry
from services.referral.directory_texts import texts_kept
from services.referral.domain.agreement import AgreementDetails, CorrectAgreement, EndAgreement, MakeAgreement
from services.referral.domain.contact_person import CorrectContact, DelistContact, ListContact
from services.referral.known import operations_of
from services.referral.made import Made
from services.referral.partners_desk import PartnersDesk


class ContactNameMissing(RuleViolation):
    title = "Der Name der Ansprechperson fehlt."
    field = "name"


@dataclass(frozen=True, slots=True)
class PartnerTiesDesk:
    """Contact persons and agreements of one district's partners; ids are made of the command's.

    ``texts``: field (``directory_texts.CONTACT_FIELDS``, ``AGREEMENT_FIELDS``) -> words, all of them.
    """

    desk: PartnersDesk

    def list_contact(self, partner_id: UUID, texts: Mapping[str, str], context: Context) -> Made:
        """Somebody to talk to. Raises ContactNameMissing."""
        person = self._new_id("contact-person", partner_id, context)
        details_id, words = self._person_texts(person, texts)
        command = ListContact(contact_person_id=person, details_id=details_id)
        return Made(person, self.desk.execute(partner_id, command, context, words))

    def correct_contact(self, partner_id: UUID, person: UUID, texts: Mapping[str, str], context: Context) -> Outcome:
        """Raises ContactNameMissing, KeyDestroyed."""
        details_id, words = self._person_texts(person, texts)
        command = CorrectContact(contact_person_id=person, details_id=details_id)
        return self.desk.execute(partner_id, command, context, words)

    def delist_contact(self, partner_id: UUID, person: UUID, on: date, context: Context) -> Outcome:
        return self.desk.execute(partner_id, DelistContact(contact_person_id=person, on=on), context)

    def make_agreement(self, partner_id: UUID, details: AgreementDetails, wording: str, context: Context) -> Made:
        agreement = self._new_id("agreement", partner_id, context)
        known, words = self._with_wording(partner_id, details, wording)
        command = MakeAgreement(
            agreement_id=agreement, details=known, today=today(), operations=self._operations(details)
        )
        return Made(agreement, self.desk.execute(partner_id, command, context, words))

    def correct_agreement(
        self, partner_id: UUID, agreement: UUID, details: AgreementDetails, wording: str, context: Context
    ) -> Outcome:
        known, words = self._with_wording(partner_id, details, wording)
        command = CorrectAgreement(
            agreement_id=agreement, details=known, today=today(), operations=self._operations(details)
        )
        return self.desk.execute(partner_id, command, context, words)

    def end_agreement(self, partner_id: UUID, agreement: UUID, on: date, context: Context) -> Outcome:
        return self.desk.execute(partner_id, EndAgreement(agreement_id=agreement, on=on), context)

    def _person_texts(self, person: UUID, texts: Mapping[str, str]) -> tuple[UUID, list[Entry]]:
        details_id, words = texts_kept(self.desk.referral, self.desk.district, person, texts)
        if details_id is None or not any(word.field == "name" for word in words):
            raise ContactNameMissing
        return details_id, words

    def _with_wording(
        self, partner_id: UUID, details: AgreementDetails, wording: str
    ) -> tuple[AgreementDetails, list[Entry]]:
        details_id, words = texts_kept(self.desk.referral, self.desk.district, partner_id, {"wording": wording})
        return replace(details, details_id=details_id), words

    def _operations(self, details: AgreementDetails) -> frozenset[str]:
        if details.operation is None:
            return frozenset()
        known = operations_of(self.desk.referral.pool, self.desk.district)
        return frozenset(each.operation for each in known)

    def _new_id(self, kind: str, partner_id: UUID, context: Context) -> UUID:
        """A command that comes again makes the same thing, not another one."""
        ids = self.desk.referral.ids(self.desk.district)
        return ids.derive(kind, str(partner_id), str(context.command_id))
