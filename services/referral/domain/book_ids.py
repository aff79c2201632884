"""The ids of books and of what is in them; derived, so that a command that comes again means the same thing."""

from uuid import UUID

from services.kernel.ids import DistrictIds


def book_of_case(ids: DistrictIds, case_id: UUID) -> UUID:
    """The one book of a case."""
    return ids.derive("book", str(case_id))


def book_of_one(ids: DistrictIds, referral_id: UUID) -> UUID:
    """The book of a referral without a case."""
    return ids.derive("book-of-one", str(referral_id))


def nobody_in(ids: DistrictIds, referral_id: UUID) -> UUID:
    """Stands for a person that nobody knows, in the book of a referral without a case."""
    return ids.derive("nobody", str(referral_id))


def referral_of(ids: DistrictIds, command_id: UUID) -> UUID:
    """The referral that a command proposes."""
    return ids.derive("referral", str(command_id))
