"""What ``districts`` does by itself when other services record something."""

from collections.abc import Sequence

from services.contracts.intake import (
    Contact,
    ContactCorrected,
    ContactRecorded,
    Participation,
    ParticipationCancelled,
    ParticipationCorrected,
    ParticipationEntered,
    ParticipationSubmitted,
)
from services.districts.domain.district import DISTRICT, OpenSozialraum
from services.kernel.ids import DistrictIds
from services.kernel.policy import Order, Policies

policies = Policies()


@policies.when(
    ParticipationEntered,
    ParticipationCorrected,
    ParticipationSubmitted,
    ParticipationCancelled,
    ContactRecorded,
    ContactCorrected,
)
def open_a_sozialraum_on_first_use(fact: Participation | Contact, ids: DistrictIds) -> Sequence[Order]:
    """A Sozialraum needs no form: who works in it names it. The decision answers nothing once it is open.

    The ordering key stays the subject, so that a batch of many rows in one Sozialraum is decided and appended at once.
    """
    return [Order(DISTRICT, ids.derive("district"), OpenSozialraum(sozialraum=fact.sozialraum))]
