"""What the Land sees: figures that districts handed in, added up for the Commission, and never a person."""
