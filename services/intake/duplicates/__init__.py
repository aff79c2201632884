"""Persons who stand twice in the data: who might be one, linking them, and taking them apart again."""
