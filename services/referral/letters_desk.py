"""The desk for letters between districts: who is reached by letter, and what we answer."""

from dataclasses import dataclass
from uuid import UUID

from services.contracts.referral import LetterAnswer, LetterReceived
from services.kernel.carrying import published_keys, reachable_districts
from services.kernel.deciders import Context
from services.kernel.letters import Address, seal_letter
from services.kernel.store import Outcome
from services.kernel.times import today
from services.referral.application import Referral
from services.referral.domain.letter import LETTER, AnswerLetter, NotAReceivedLetter, UnknownLetter
from services.referral.domain.letter_address import LETTER_ADDRESS, AssignDistrict
from services.referral.domain.letter_text import AnswerToLetter, written
from services.referral.domain.partner import PARTNER
from services.referral.domain.partner_state import expect_known


@dataclass(frozen=True, slots=True)
class LettersDesk:
    """One district's letters. Every command raises the refusals of its decider."""

    referral: Referral
    district: str

    def assign_district(self, partner_id: UUID, to_district: str | None, context: Context) -> Outcome:
        """Hand-overs to this entry go by letter from now on; None: no longer."""
        partner = expect_known(self.referral.state(self.district, PARTNER, partner_id))
        command = AssignDistrict(
            partner_id=partner_id,
            partner_kind=partner.kind,
            to_district=to_district,
            own_district=self.district,
            reachable=frozenset(reachable_districts(self.referral.pool)),
        )
        stream = self.referral.ids(self.district).derive("partner-district", str(partner_id))
        return self.referral.store.execute(self.district, LETTER_ADDRESS, stream, command, context)

    def answer(self, letter_id: UUID, answer: LetterAnswer, context: Context) -> Outcome:
        """Answer a received letter: recorded here, and sealed for the district it came from."""
        letter = self.referral.state(self.district, LETTER, letter_id)
        received = letter.began
        if received is None:
            raise UnknownLetter
        if not isinstance(received, LetterReceived):
            raise NotAReceivedLetter
        said = AnswerToLetter(answer=answer, on=today())
        command = AnswerLetter(answer=answer, on=said.on, sealed=self._sealed(received, said))
        return self.referral.store.execute(self.district, LETTER, letter_id, command, context)

    def _sealed(self, received: LetterReceived, said: AnswerToLetter) -> str:
        address = Address(self.district, received.from_district, received.thread)
        receiver = published_keys(self.referral.pool)[received.from_district]
        return seal_letter(written(said), address, self.referral.secrets.letters(self.district), receiver)
