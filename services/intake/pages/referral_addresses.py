"""Where pages of ``referral`` lie: intake's pages lead there and ask nothing of them."""

from typing import Final

REFERRALS: Final = "/weitervermittlungen"


def referral_address(referral: str) -> str:
    """The page of one referral."""
    return f"{REFERRALS}/{referral}"


def proposing_address(case: str) -> str:
    """Where a case is sent to somebody else."""
    return f"{REFERRALS}/neu?fall={case}"
