"""The desk for partners: ids and words around their decider. Contact persons and agreements: ``partner_ties_desk``."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.contracts.names import expect_name, same_name
from services.contracts.referral import Provenance
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import today
from services.kernel.vault import Entry
from services.referral.application import Referral
from services.referral.directory_texts import Texts, texts_kept
from services.referral.domain.location import CorrectLocation, DelistLocation, ListLocation, LocationDetails
from services.referral.domain.partner import PARTNER, Command
from services.referral.domain.partner_listing import (
    AssurePartner,
    CorrectPartner,
    DelistPartner,
    ListPartner,
    PartnerDetails,
)
from services.referral.domain.partner_state import expect_known
from services.referral.made import Made


@dataclass(frozen=True, slots=True)
class PartnersDesk:
    """One district's partners and their places. Every command raises the refusals of ``domain.partner``.

    ``texts``: field (``directory_texts.PARTNER_FIELDS``) -> words; they replace those before, all of them.
    """

    referral: Referral
    district: str

    def list_partner(self, details: PartnerDetails, texts: Texts, context: Context) -> Made:
        """A name stands once in a district, whatever its capitals and blanks; one that was taken out is back."""
        partner_id = self.partner_id(details.name)
        known, words = self._with_texts(partner_id, details, texts)
        command = ListPartner(partner_id=partner_id, details=known)
        return Made(partner_id, self.execute(partner_id, command, context, words))

    def relist_partner(self, partner_id: UUID, details: PartnerDetails, texts: Texts, context: Context) -> Outcome:
        """One that was taken out is back, whatever its name is by now. Raises UnknownPartner."""
        expect_known(self.referral.state(self.district, PARTNER, partner_id))
        known, words = self._with_texts(partner_id, details, texts)
        return self.execute(partner_id, ListPartner(partner_id=partner_id, details=known), context, words)

    def correct_partner(self, partner_id: UUID, details: PartnerDetails, texts: Texts, context: Context) -> Outcome:
        known, words = self._with_texts(partner_id, details, texts)
        return self.execute(partner_id, CorrectPartner(details=known), context, words)

    def delist_partner(self, partner_id: UUID, on: date, context: Context) -> Outcome:
        """``on`` is the last day on which anybody is sent there."""
        return self.execute(partner_id, DelistPartner(on=on), context)

    def assure_partner(self, partner_id: UUID, on: date, provenance: Provenance, context: Context) -> Outcome:
        return self.execute(partner_id, AssurePartner(on=on, today=today(), provenance=provenance), context)

    def list_location(self, partner_id: UUID, details: LocationDetails, context: Context) -> Made:
        """A name is given once to a place of a partner; one that was given up is back."""
        location_id = self.location_id(partner_id, details.name)
        command = ListLocation(location_id=location_id, details=details)
        return Made(location_id, self.execute(partner_id, command, context))

    def correct_location(
        self, partner_id: UUID, location_id: UUID, details: LocationDetails, context: Context
    ) -> Outcome:
        return self.execute(partner_id, CorrectLocation(location_id=location_id, details=details), context)

    def delist_location(self, partner_id: UUID, location_id: UUID, on: date, context: Context) -> Outcome:
        return self.execute(partner_id, DelistLocation(location_id=location_id, on=on), context)

    def partner_id(self, name: str) -> UUID:
        """The id that a partner of this name has, or would have. Raises NameMissing, NameTooLong."""
        return self.referral.ids(self.district).derive("partner", same_name(expect_name(name)))

    def location_id(self, partner_id: UUID, name: str) -> UUID:
        """The id that a place of this name has, or would have. Raises NameMissing, NameTooLong."""
        return self.referral.ids(self.district).derive("location", str(partner_id), same_name(expect_name(name)))

    def execute(
        self, partner_id: UUID, command: Command, context: Context, words: list[Entry] | None = None
    ) -> Outcome:
        """Decide on the partner's stream."""
        return self.referral.directory_desk.execute(self.district, PARTNER, (partner_id, command, context), words or ())

    def _with_texts(
        self, partner_id: UUID, details: PartnerDetails, texts: Texts
    ) -> tuple[PartnerDetails, list[Entry]]:
        details_id, words = texts_kept(self.referral, self.district, partner_id, texts)
        has_mail = any(word.field == "email" for word in words)
        return replace(details, details_id=details_id, has_mail=has_mail), words
