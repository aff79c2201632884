"""The decisions of ``referral``: pure, without clock, database or network."""
