"""The tables that ``events`` keeps of its own facts; what it knows of others comes by broker, see ``received``."""

from typing import Final

from services.kernel.projection import Projection

PROJECTIONS: Final[tuple[Projection, ...]] = ()
