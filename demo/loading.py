"""Loading the demo: once, and never over what people changed in it since."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from demo.accounts import give_accounts
from demo.districts import DISTRICTS
from demo.erasures import tell_erasures
from demo.examination import EXAMINED, grant_mandate
from demo.files import DemoFile
from demo.funding import Purse, tell_funding
from demo.grants import GRANTS
from demo.handing_in import Staffed
from demo.loading_day import LoadingDay
from demo.neighbourhood import Neighbourhood
from demo.newcomers import EXAMINER, set_up_newcomers
from demo.profiles import LAST_DAY, DemoDistrict, DemoOperation
from demo.remaining import ACTOR, is_complete, remaining
from demo.rows import file_of
from demo.scene import Scene
from demo.staffing import Placed, Staffing
from demo.telling import tell
from demo.telling_community import tell_community
from demo.telling_cooperation import Network, tell_cooperation
from demo.telling_network import partner_ids, tell_network
from demo.telling_referrals import tell_referrals
from services.districts.application import Districts, districts, operator
from services.events.application import events
from services.events.reading import projections_reader as events_reader
from services.intake.application import Intake, intake
from services.intake.reading import operations_reader
from services.kernel.database import pool
from services.kernel.feed import LogFeed
from services.kernel.ids import DistrictIds
from services.kernel.provision import open_district
from services.kernel.registry import registered_districts
from services.kernel.settings import Settings
from services.referral.application import referral
from services.referral.folding import fold as fold_referral
from services.referral.reading import projections_reader


class DemoRefused(RuntimeError):
    """A row of the demo was refused: the demo is wrong."""


def load(settings: Settings) -> Sequence[Staffed]:
    """Open the districts, take their files, tell of their people; what was taken before is left alone.

    Answers where the demo set up the people, for what is told once all of it has arrived (demo.handing_in).

    What was cut off is completed. A district or an operation that people opened themselves under a key of the demo's
    is theirs and stays as it is.
    """
    ours = [district for district in DISTRICTS if not _is_theirs(settings, district)]
    left = [district for district in ours if not is_loaded(settings, district)]
    for district in left:
        _open(settings, district)
    if left:
        operations_reader(settings).catch_up()
    for district in left:
        for operation in _own_operations(settings, district):
            _take(settings, district.key, operation)
    return _tell(settings, ours)


def is_loaded(settings: Settings, district: DemoDistrict) -> bool:
    """Whether all files of a district are taken."""
    if district.key not in _names(settings):
        return False
    return is_complete(intake(settings).store.log, _ids(settings, district.key), district.key, district.operations[-1])


def _is_theirs(settings: Settings, district: DemoDistrict) -> bool:
    """Whether people opened a district under that key."""
    names = _names(settings)
    if district.key not in names:
        return False
    stream = _ids(settings, district.key).derive("district")
    return names[district.key] != district.name or _opened_by_people(districts(settings), district.key, stream)


def _names(settings: Settings) -> dict[str, str]:
    with pool(settings.service_database_url("districts")).connection() as connection:
        return {one.key: one.name for one in registered_districts(connection)}


def _open(settings: Settings, district: DemoDistrict) -> None:
    open_district(settings, district.key, district.name)
    service = districts(settings)
    service.open_district(district.key, district.name, operator(ACTOR))
    if district.rural:
        service.mark_rural(district.key, district.rural, operator(ACTOR))
    for operation in _own_operations(settings, district):
        service.open_operation(
            district.key,
            operation.key,
            operation.name,
            operation.period,
            operator(ACTOR),
            specific_objective=operation.specific_objective,
        )


def _own_operations(settings: Settings, district: DemoDistrict) -> Iterator[DemoOperation]:
    """Those that nobody else opened."""
    service, ids = districts(settings), _ids(settings, district.key)
    for operation in district.operations:
        if not _opened_by_people(service, district.key, ids.derive("operation", operation.key)):
            yield operation


def _opened_by_people(service: Districts, district: str, stream: UUID) -> bool:
    history = service.store.log.streams(district, [stream])[stream]
    return bool(history) and history[0].actor != ACTOR


def _take(settings: Settings, district: str, operation: DemoOperation) -> None:
    desk = intake(settings)
    for file in remaining(desk.store.log, _ids(settings, district), district, operation):
        _import(desk, district, operation.key, file)


def _import(desk: Intake, district: str, operation: str, file: DemoFile) -> None:
    result = desk.import_file(file.kind, file_of(file.rows), district, operation, actor=ACTOR, today=LAST_DAY)
    if result.refused:
        first = result.refused[0]
        raise DemoRefused(f"{district}: {file.kind}, Zeile {first.row}, {first.column}: {first.reason}")


def _tell(settings: Settings, ours: Sequence[DemoDistrict]) -> Sequence[Staffed]:
    """People first, for all districts: intake and referral hear of them before the first case is told."""
    staffed = [
        (district, Staffing(districts(settings), district.key).set_up(district.directory))
        for district in ours
        if _is_staffed_by_us(settings, district)
    ]
    people = {
        district.key: {**placed.people, **set_up_newcomers(districts(settings), district.key)}
        for district, (_, placed) in staffed
    }
    give_accounts(settings, people)
    operations_reader(settings).catch_up()
    for district, (loading, placed) in staffed:
        _tell_district(settings, district, loading, placed)
        if district.key == EXAMINED:
            examiner = people[EXAMINED][EXAMINER.name]
            grant_mandate(settings, district, examiner, _keeper(district, placed), loading)
    return [Staffed(district, _keeper(district, placed), people[district.key]) for district, (_, placed) in staffed]


def _tell_district(settings: Settings, district: DemoDistrict, loading: LoadingDay, placed: Placed) -> None:
    """Partners before cases, whose consents name them, and before events that they take part in; referrals last."""
    network = referral(settings)
    projections_reader(settings, LogFeed(settings)).catch_up_with("districts", district.key)
    keeper, ids = _keeper(district, placed), partner_ids(network, district.key, district.network)
    purse = Purse(districts(settings), district.key, placed.people, loading, keeper)
    tell_funding(purse, GRANTS.get(district.key, ()))
    known = tell_network(network, district.key, district.network, loading, keeper)
    ours = {name: ids[name] for name in known}
    tell_cooperation(Network(network, district.key, ours, loading, keeper), district.cooperation)
    fold_referral(settings, district.key)
    for source in ("districts", "referral"):
        events_reader(settings, LogFeed(settings)).catch_up_with(source, district.key)
    tell_community(Neighbourhood(events(settings), district.key, ours, loading, keeper), district.community)
    for casework in district.casework:
        scene = Scene(
            service=intake(settings),
            district=district.key,
            operation=casework.operation,
            loading=loading,
            placed=placed,
            partners=ids,
        )
        tell(scene, casework)
        tell_referrals(scene, network, casework, known)
    tell_erasures(intake(settings), district.key, district.operations[0].key, placed)


def _keeper(district: DemoDistrict, placed: Placed) -> str:
    """Who keeps the directory: the Koordination."""
    return str(next(placed.people[one.name] for one in district.directory.people if "koordination" in one.roles))


def _is_staffed_by_us(settings: Settings, district: DemoDistrict) -> bool:
    """Not where people set up anybody, nor where an operation is theirs."""
    own = list(_own_operations(settings, district))
    return own == list(district.operations) and not Staffing(districts(settings), district.key).is_left_to_people()


def _ids(settings: Settings, district: str) -> DistrictIds:
    return DistrictIds(settings.secrets.district(district).id_key)
