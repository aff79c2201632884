"""The partners of the four districts and what they offer: kinds as attested in the sources, all names invented."""
