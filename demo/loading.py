"""Loading the demo: once, and never over what people changed in it since."""

from datetime import date
from typing import Final

from demo.erfurt_contacts import LAST_DAY, contacts
from demo.erfurt_participations import participations, statuses
from demo.rows import Row, file_of
from services.districts.application import districts, operator
from services.intake.application import Intake, intake
from services.intake.imports.columns import Kind
from services.intake.reading import operations_reader
from services.kernel.ids import DistrictIds
from services.kernel.provision import open_district
from services.kernel.settings import Settings

ACTOR: Final = "cli:demo"
DISTRICT: Final = "erfurt"
NAME: Final = "Erfurt"
OPERATION: Final = "thinka"
OPERATION_NAME: Final = "Th.INKA Erfurt"
PERIOD: Final = (date(2015, 3, 1), date(2027, 12, 31))
OBJECTIVE: Final = "ESO4.8"


class DemoRefused(RuntimeError):
    """A row of the demo was refused: the demo is wrong, or something else is stored under its numbers."""


def load(settings: Settings) -> None:
    """Open Erfurt and take its files; what was taken before is left alone, what was cut off is completed."""
    open_district(settings, DISTRICT, NAME)
    service = districts(settings)
    service.open_district(DISTRICT, NAME, operator(ACTOR))
    service.open_operation(DISTRICT, OPERATION, OPERATION_NAME, PERIOD, operator(ACTOR), specific_objective=OBJECTIVE)
    operations_reader(settings).catch_up()
    desk, last_rows = intake(settings), contacts()
    if is_loaded(settings, desk, last_rows[-1]):
        return
    _take(desk, "participants", participations())
    _take(desk, "statuses", statuses())
    _take(desk, "contacts", last_rows)


def is_loaded(settings: Settings, desk: Intake, last: Row) -> bool:
    """Whether the very last row is stored: rows are stored in order, so all others are, too."""
    ids = DistrictIds(settings.secrets.district(DISTRICT).id_key)
    stream = ids.derive("contact", last["contact_no"])
    return bool(desk.store.load(DISTRICT, [stream])[stream])


def _take(desk: Intake, kind: Kind, rows: list[Row]) -> None:
    result = desk.import_file(kind, file_of(rows), DISTRICT, OPERATION, actor=ACTOR, today=LAST_DAY)
    if result.refused:
        first = result.refused[0]
        raise DemoRefused(f"{kind}, Zeile {first.row}, {first.column}: {first.reason}")
