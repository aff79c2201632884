"""Facts of ``events``: none yet; the room is ready."""
