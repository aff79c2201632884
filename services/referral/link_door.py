"""The door for partners: who comes with a link, a code or the pass of a moment ago, and what opens.

What nobody here made gets one answer, whatever is wrong with it. Guessing is slowed down by address, and closed for a
while over all; a genuine link is never held back by what others tried, a code is.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from services.contracts.referral import LinkIssued, LinkRefusal
from services.kernel import readable_codes
from services.kernel.attempts import Attempt, Attempts, TooManyAttempts
from services.kernel.deciders import Context
from services.kernel.ids import uuid7
from services.kernel.logging import get_logger
from services.kernel.times import now, today
from services.referral.application import Referral
from services.referral.directory import directory
from services.referral.domain.link import LINK, Link, NoteLinkOpened, NoteLinkRefused, Surroundings, refusal
from services.referral.link_codes import LinkCodes
from services.referral.link_kinds import LinkKind, kind_of
from services.referral.link_rows import is_latest
from services.referral.links import Claim, LinkForged, LinkTokens

VISIT: Final = timedelta(minutes=30)
# In a quarter of an hour. A code has 59 bits: at this pace nobody meets one of ten thousand in a thousand years.
WRONG_CODES: Final = 300
FORGED_OF_A_DISTRICT: Final = 300

log = get_logger()


class LinkClosed(Exception):
    """A genuine link that opens nothing any more; whoever holds it may know why, and whom to ring."""

    def __init__(self, grounds: LinkRefusal, district: str, link: LinkIssued) -> None:
        super().__init__(grounds)
        self.grounds = grounds
        self.district = district
        self.link = link


class VisitOver(Exception):
    """Nobody came through the door in the last half hour: the link has to be opened once more."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody with a link that is open now."""

    district: str
    link: LinkIssued
    kind: LinkKind

    @property
    def actor(self) -> str:
        """As whom a partner's answers are recorded."""
        return f"partner:{self.link.partner_id}"


@dataclass(frozen=True, slots=True)
class LinkDoor:
    """One door for all districts of the platform."""

    referral: Referral

    def by_token(self, token: str, address: str) -> Visit:
        """Raises LinkForged, LinkClosed; TooManyAttempts after many forged ones, never for a genuine one."""
        try:
            claim = self._tokens.read(token)
            link = self._link(claim)
        except LinkForged as forged:
            self._begin(f"token {forged.district or ''}", FORGED_OF_A_DISTRICT, address)
            log.warning("link_refused", purpose="forged")
            raise LinkForged from None
        return self._enter(claim.district, link)

    def by_code(self, typed: str, address: str) -> Visit:
        """Raises LinkForged, LinkClosed, TooManyAttempts."""
        attempt = self._begin("code", WRONG_CODES, address)
        try:
            claim, link = self._of_code(readable_codes.plain(typed))
        except LinkForged:
            log.warning("link_refused", purpose="wrong_code")
            raise
        self._attempts.not_counted(attempt)
        return self._enter(claim.district, link)

    def pass_of(self, visit: Visit) -> str:
        """What the browser keeps for half an hour, for this one link."""
        ends = (now() + VISIT).replace(microsecond=0)
        return self._tokens.token(Claim(visit.district, visit.link.link_id, ends), "visit")

    def by_pass(self, kept: str) -> Visit:
        """The same somebody, a moment later. Raises VisitOver, LinkClosed."""
        try:
            claim = self._tokens.read(kept, "visit")
        except LinkForged:
            raise VisitOver from None
        if claim.ends <= now():
            raise VisitOver
        return self._open(claim.district, self.referral.state(claim.district, LINK, claim.link_id))

    def refusal_of(self, district: str, link_id: UUID) -> LinkRefusal | None:
        """Why a link would open nothing now; None: it would. Looks at it without anybody having come."""
        try:
            self._open(district, self.referral.state(district, LINK, link_id))
        except LinkClosed as closed:
            return closed.grounds
        except VisitOver:
            return "revoked"
        return None

    def _of_code(self, code: str) -> tuple[Claim, Link]:
        """The link of a code. The code is made again from it: a row of the table alone opens nothing."""
        place = LinkCodes(self.referral.pool, self._tokens).find(code)
        if place is None:
            raise LinkForged
        link = self.referral.state(place.district, LINK, place.link_id)
        if link.issued is None:
            raise LinkForged
        claim = Claim(place.district, place.link_id, link.issued.expires)
        if not self._tokens.is_code_of(claim, code):
            raise LinkForged
        return claim, link

    def _link(self, claim: Claim) -> Link:
        """The link that a genuine token names. Raises LinkForged where it was never stored, or with another end."""
        link = self.referral.state(claim.district, LINK, claim.link_id)
        if link.issued is None or link.issued.expires != claim.ends:
            raise LinkForged(claim.district)
        return link

    def _enter(self, district: str, link: Link) -> Visit:
        """Noted once a day, as opened or as refused and why."""
        try:
            visit = self._open(district, link)
        except LinkClosed as closed:
            log.info("link_refused", district=district, purpose=closed.grounds)
            self._note(district, closed.link, NoteLinkRefused(today(), closed.grounds))
            raise
        self._note(district, visit.link, NoteLinkOpened(today()))
        return visit

    def _open(self, district: str, link: Link) -> Visit:
        issued = link.issued
        kind = None if issued is None else kind_of(issued)
        if issued is None or kind is None:
            raise VisitOver
        grounds = refusal(link, self._around(district, issued, kind))
        if grounds is not None:
            raise LinkClosed(grounds, district, issued)
        return Visit(district, issued, kind)

    def _around(self, district: str, link: LinkIssued, kind: LinkKind) -> Surroundings:
        partners = directory(self.referral.pool, district).listed(today()).partners
        about = link.referral_id
        return Surroundings(
            at=now(),
            partner_listed=link.partner_id in partners,
            is_latest=about is None or is_latest(self.referral.pool, district, about, link.link_id),
            standing=kind.standing(self.referral, district, link),
        )

    def _note(self, district: str, link: LinkIssued, command: NoteLinkOpened | NoteLinkRefused) -> None:
        chance = uuid7()
        context = Context(actor=f"partner:{link.partner_id}", command_id=chance, correlation_id=chance)
        self.referral.store.execute(district, LINK, link.link_id, command, context)

    def _begin(self, subject: str, most: int, address: str) -> Attempt:
        try:
            return self._attempts.begin(
                self._tokens.kept_of_subject(subject), most, self._tokens.kept_of_address(address)
            )
        except TooManyAttempts:
            log.warning("link_refused", purpose="too_many")
            raise

    @property
    def _tokens(self) -> LinkTokens:
        return LinkTokens(self.referral.secrets)

    @property
    def _attempts(self) -> Attempts:
        return Attempts(self.referral.pool)
