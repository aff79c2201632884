"""Examinations: who may see evidence of persons, what was seen, the samples drawn, and a history's course."""
