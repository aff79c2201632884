"""The tables that ``districts`` keeps of its own facts."""

from typing import Final

from services.districts.projections.operations import operations
from services.districts.projections.sozialraeume import sozialraeume

PROJECTIONS: Final = (operations, sozialraeume)
