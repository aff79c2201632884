"""The directory on its way out and in: one model of whole entries, and the files that carry it."""
