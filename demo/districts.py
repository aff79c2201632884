"""The four districts of the demo."""

from collections.abc import Sequence
from typing import Final

from demo.erfurt import ERFURT
from demo.ilm_kreis import ILM_KREIS
from demo.profiles import DemoDistrict
from demo.schmalkalden_meiningen import SCHMALKALDEN_MEININGEN
from demo.soemmerda import SOEMMERDA

DISTRICTS: Final[Sequence[DemoDistrict]] = (ERFURT, ILM_KREIS, SCHMALKALDEN_MEININGEN, SOEMMERDA)
