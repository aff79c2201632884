"""Facts of ``referral``: none yet; the room is ready."""
