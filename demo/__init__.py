"""Invented districts, told as commands through the same code that people use. No person in it exists."""

from typing import Final

from demo.handing_in import hand_in
from demo.loading import load

# 1: Erfurt alone; 2: four districts; 3: people at work and their cases; 4: partners and referrals;
# 5: how partners work together, and surveys of them; 6: events, bodies, volunteers, press, planning;
# 7: tasks before an event; 8: submissions, a sample, a certificate of delivery, a finding, log-ins of Planung and Land;
# 9: erasures that wait, that are done, and that a hold stops
EDITION: Final = "9"

__all__ = ["EDITION", "hand_in", "load"]
