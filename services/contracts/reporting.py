"""Facts of ``reporting``: none yet; the room is ready."""
