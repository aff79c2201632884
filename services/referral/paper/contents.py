"""What stands on the papers of a referral: of the person only what the consent names and was handed over."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.contracts.referral import ReferralHandedOver
from services.contracts.vocabularies import referable_fields
from services.kernel.pages.wording import day as written_day
from services.kernel.times import today
from services.referral.application import Referral
from services.referral.asking_party import AskingParty, asking_party
from services.referral.directory import directory
from services.referral.domain.book_state import Book
from services.referral.links_desk import PATH, Issued
from services.referral.paper.places import Institution, costs, institution, pair, parts, words_of
from services.referral.paper.printing import Opening, Paper, Part
from services.referral.references import reference_of
from services.referral.shared_texts import MESSAGE, shared_texts

ERASED: Final = "gelöscht"
COMES_WITH_SOMEBODY: Final = "Jemand von uns begleitet die Person."
COMES_ALONE: Final = "Die Person meldet sich selbst bei Ihnen."
NO_DATA: Final = "Es werden keine Angaben zur Person weitergegeben."
WITH_CONSENT: Final = (
    "Die Person hat eingewilligt, dass Sie diese Angaben bekommen. Bitte nutzen Sie sie nur für diese Vermittlung."
)
BRING: Final = "Bitte mitbringen"


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of one referral of a book; each raises KeyError for one that is not in it."""

    referral: Referral
    district: str
    book: Book
    referral_id: UUID

    def letter_to_partner(self, issued: Issued, actor: str) -> Paper:
        """With the QR code; words about the person only under a consent that is in force today. ``actor``: who asks."""
        at = self._institution()
        asking = asking_party(self.referral, self.district, actor, (issued.partner_id, issued.link_id))
        public = self.referral.settings.public_address
        return Paper(
            title="Vermittlungsschreiben",
            author=asking.name,
            recipient=(at.partner.name, *at.address_lines),
            date=written_day(today()),
            about=(
                ("Vorgang", reference_of(self.referral.ids(self.district), self.referral_id)),
                *pair("Angebot", at.offer.name if at.offer else None),
                ("Anfrage von", asking.name),
                ("Rückfragen", _whom_to_ask(asking)),
            ),
            parts=(self._of_person(),),
            opening=Opening(
                address=issued.address(public),
                typed_at=f"{public}{PATH}",
                code=issued.code,
                until=written_day(issued.last_day),
            ),
        )

    def note_for_person(self, actor: str) -> Paper:
        """What somebody takes along: where, when, what to bring. Nothing that tells of the person."""
        at = self._institution()
        of_partner, of_offer = words_of(self.referral, self.district, at)
        return Paper(
            title="Ihr Merkzettel",
            author=asking_party(self.referral, self.district, actor).name,
            recipient=(),
            date=written_day(today()),
            about=(
                ("Stelle", at.partner.name),
                *pair("Angebot", at.offer.name if at.offer else None),
                *pair("Kosten", costs(at.offer, of_offer) if at.offer else None),
                *pair("Telefon", of_partner.get("phone")),
                *pair(BRING, of_offer.get("requirements")),
            ),
            parts=tuple(parts(self.referral, self.district, at)),
        )

    def _institution(self) -> Institution:
        proposed = self.book.referrals[self.referral_id].proposed
        entries = directory(self.referral.pool, self.district)
        offer = None if proposed.offer_id is None else entries.offers.get(proposed.offer_id)
        return institution(entries, entries.partners[proposed.partner_id], offer)

    def _of_person(self) -> Part:
        last = self.book.referrals[self.referral_id].said.get(ReferralHandedOver)
        escorted = isinstance(last, ReferralHandedOver) and last.escorted
        comes = COMES_WITH_SOMEBODY if escorted else COMES_ALONE
        handed = self.book.shown_to_partner(self.referral_id, today())
        if handed is None:
            return Part(title="Zur Person", sentences=(comes, NO_DATA))
        texts = shared_texts(self.referral, self.district, handed)
        message = texts.get(MESSAGE)
        return Part(
            title="Zur Person",
            sentences=(comes, WITH_CONSENT, *((message,) if message else ())),
            pairs=[(label, texts[key] or ERASED) for key, label in referable_fields().items() if key in texts],
        )


def _whom_to_ask(asking: AskingParty) -> str:
    places = "; ".join(f"{site.name}, {site.address}" for site in asking.sites if site.address)
    number = f"Telefon {asking.callback}" if asking.callback else ""
    return "; ".join(part for part in (number, places) if part) or asking.name
