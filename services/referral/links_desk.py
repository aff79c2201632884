"""The desk for partners' links: issued for a referral, for a partner's entries or a survey; revoked."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from services.contracts.referral import Channel, LinkIssued
from services.kernel.deciders import Context
from services.kernel.ids import DistrictIds
from services.kernel.readable_codes import grouped
from services.kernel.store import Outcome
from services.kernel.times import now, today
from services.kernel.vault import Entry
from services.referral.application import Referral
from services.referral.domain.book import BOOK
from services.referral.domain.link import LINK, IssueLink, LinkUnknown, RevokeLink, end_of_link, last_day_of
from services.referral.following import following
from services.referral.link_codes import LinkCodes
from services.referral.link_rows import open_links_of
from services.referral.links import Claim, LinkTokens
from services.referral.restricting import expect_free

PATH: Final = "/antwort"
# The telephone number that a partner may ring, in the partners' vault under the link's id: no word about anybody.
CALLBACK: Final = "callback"


@dataclass(frozen=True, slots=True)
class Issued:
    """What a mail and a paper carry; made again from the fact at any time. ``code`` in groups of four letters."""

    link_id: UUID
    partner_id: UUID
    expires: datetime
    token: str = field(repr=False)
    code: str = field(repr=False)

    def address(self, public_address: str) -> str:
        """What stands behind the number sign is never sent to a server by a browser."""
        return f"{public_address}{PATH}#{self.token}"

    @property
    def last_day(self) -> date:
        """The last whole or begun day on which it opens, in Berlin."""
        return last_day_of(self.expires)


@dataclass(frozen=True, slots=True)
class LinksDesk:
    """One district's links. ``callback``: a telephone number of ours for questions, where there is one."""

    referral: Referral
    district: str

    def for_referral(
        self, book_id: UUID, referral_id: UUID, channel: Channel, context: Context, callback: str = ""
    ) -> Issued:
        """The one link of a referral: older ones are revoked. It ends with the consent it rests on, at the latest.

        Raises KeyError for a referral that is not in the book, LinkTermPast, ProcessingIsRestricted.
        """
        book = self.referral.state(self.district, BOOK, book_id)
        proposed = book.referrals[referral_id].proposed
        expect_free(self.referral.pool, self.district, proposed.person_id)
        handed = book.shown_to_partner(referral_id, today())
        consent = None if handed is None or handed.consent_id is None else book.consents[handed.consent_id]
        link = LinkIssued(
            link_id=self._id(context),
            partner_id=proposed.partner_id,
            expires=self._end(None if consent is None else consent.until),
            channel=channel,
            referral_id=referral_id,
            book_id=book_id,
            person_id=proposed.person_id,
        )
        issued = self._issue(link, context, callback)
        for older in open_links_of(self.referral.pool, self.district, referral_id):
            if older != issued.link_id:
                self.revoke(older, following(self._ids, context, f"revoke {older}"))
        return issued

    def for_entries(self, partner_id: UUID, channel: Channel, context: Context, callback: str = "") -> Issued:
        """The partner is to say whether its entries in the directory are right."""
        link = LinkIssued(link_id=self._id(context), partner_id=partner_id, expires=self._end(None), channel=channel)
        return self._issue(link, context, callback)

    def for_survey(
        self, partner_id: UUID, survey_id: UUID, last_day: date, channel: Channel, context: Context
    ) -> Issued:
        """The partner is asked in a survey, until its last day. Raises LinkTermPast."""
        link = LinkIssued(
            link_id=self._id(context),
            partner_id=partner_id,
            expires=self._end(last_day),
            channel=channel,
            survey_id=survey_id,
        )
        return self._issue(link, context, "")

    def revoke(self, link_id: UUID, context: Context) -> Outcome:
        """Raises LinkUnknown. Revoking it again changes nothing."""
        return self.referral.store.execute(self.district, LINK, link_id, RevokeLink(today()), context)

    def again(self, link_id: UUID) -> Issued:
        """Token and code of a link that was issued. Raises LinkUnknown."""
        issued = self.referral.state(self.district, LINK, link_id).issued
        if issued is None:
            raise LinkUnknown
        tokens, claim = LinkTokens(self.referral.secrets), Claim(self.district, link_id, issued.expires)
        return Issued(link_id, issued.partner_id, issued.expires, tokens.token(claim), grouped(tokens.code(claim)))

    def _issue(self, link: LinkIssued, context: Context, callback: str) -> Issued:
        """The words are kept and the code is findable before the fact is there: without it they open nothing."""
        said = callback.strip()
        words = [Entry(link.partner_id, CALLBACK, link.link_id, said)] if said else []
        codes = LinkCodes(self.referral.pool, LinkTokens(self.referral.secrets))
        codes.keep(Claim(self.district, link.link_id, link.expires))
        request = (link.link_id, IssueLink(link=link, at=now()), following(self._ids, context, "issue link"))
        self.referral.directory_desk.execute(self.district, LINK, request, words)
        return self.again(link.link_id)

    @property
    def _ids(self) -> DistrictIds:
        return self.referral.ids(self.district)

    def _end(self, last_day: date | None) -> datetime:
        return end_of_link(now(), self.referral.settings.link_days, last_day)

    def _id(self, context: Context) -> UUID:
        """The same command makes the same link."""
        return self._ids.derive("link", str(context.command_id))
