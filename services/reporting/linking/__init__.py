"""Persons who stand twice in the data: whose participations of one operation are reported as one, and how."""
