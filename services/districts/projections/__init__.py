"""The tables that ``districts`` keeps of its own facts."""

from typing import Final

from services.districts.projections.definitions import definitions
from services.districts.projections.operations import operations
from services.districts.projections.sites import sites
from services.districts.projections.sozialraeume import sozialraeume
from services.districts.projections.staff import staff
from services.districts.projections.teams import teams

PROJECTIONS: Final = (operations, sozialraeume, staff, teams, sites, definitions)
