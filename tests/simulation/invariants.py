"""What must hold once a run has come to rest: each promise by its number, each breach in a sentence."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from services.kernel.envelope import Envelope, envelope
from services.kernel.log import KnownCommand, LogRow
from services.kernel.positions import Position
from services.kernel.projected_rows import Dated, Put, Table, latest, versions
from services.kernel.projection import Projection, recorded
from services.kernel.reader import ANOTHER_LOG
from tests.simulation.cast import MAPPER
from tests.simulation.clients import REFUSED, Client
from tests.simulation.database import Schema
from tests.simulation.domain import DISTRICTS, KEYS, STREAMS, TRICKY, participation
from tests.simulation.log import head_of, rows_of

if TYPE_CHECKING:
    from tests.simulation.world import World

READ: Final = (
    ("reporting", "reporting.journal", "intake"),
    ("reporting", "reporting.journal", "districts"),
    ("districts", "districts.policies", "intake"),
    ("intake", "intake.projections", "districts"),
)
FOLDED: Final = (("intake", "states.v1", "intake"), ("reporting", "reported.v1", "journal"))
NOWHERE: Final = Position(0, UUID(int=0), None)


# --- rest ----------------------------------------------------------------------------


def lacking(world: "World") -> list[str]:
    """What has not come to rest; empty when everything stored is processed and nothing stands still."""
    found = [f"{client.name} still asks" for client in world.clients if not client.done]
    if found:
        return found
    for district in DISTRICTS:
        found += _lacking_relays(world, district)
        found += _lacking_readers(world, district)
        found += _lacking_folds(world, district)
        parked = world.databases["districts"].schemas[district].get(("parked", "districts.policies"), {})
        if parked and not _replaced(world, district, "districts", "districts.policies", "intake"):
            found.append(f"{len(parked)} facts are parked in {district}")
    found += [f"{name} holds messages" for name, queue in world.broker.queues.items() if queue.ready]
    return found


def _lacking_relays(world: "World", district: str) -> Iterator[str]:
    for service in KEYS:
        schema = world.databases[service].schemas[district]
        position, stopped = schema.get(("relay",), (0, None))
        if position < head_of(schema)[0] or stopped is not None:
            yield f"{service} in {district} is published to {position} ({stopped})"


def _lacking_readers(world: "World", district: str) -> Iterator[str]:
    for service, reader, source in READ:
        here: Position = world.databases[service].schemas[district].get(("position", reader, source), NOWHERE)
        head = head_of(world.databases[source].schemas[district])[0]
        if _replaced(world, district, service, reader, source):
            if here.stopped != ANOTHER_LOG:
                yield f"G5 {reader} does not say that the log of {source} in {district} is another one: {here}"
        elif here.position < head or here.stopped is not None:
            yield f"{reader} has read {source} in {district} to {here.position} of {head} ({here.stopped})"


def _lacking_folds(world: "World", district: str) -> Iterator[str]:
    for service, reader, source in FOLDED:
        schema = world.databases[service].schemas[district]
        here: Position = schema.get(("position", reader, source), NOWHERE)
        head = head_of(schema)[0] if source == service else schema.get(("journal size",), 0)
        if here.position < head or here.stopped is not None:
            yield f"{reader} is folded in {district} to {here.position} of {head} ({here.stopped})"


def _replaced(world: "World", district: str, service: str, reader: str, source: str) -> bool:
    """Whether the reader had read from the log that was there before a restore."""
    if source != "intake" or district not in world.old_logs:
        return False
    here: Position = world.databases[service].schemas[district].get(("position", reader, source), NOWHERE)
    return here.position > 0 and here.log_id != world.databases[source].schemas[district].rows["log id",]


# --- promises --------------------------------------------------------------------------


def broken_promises(world: "World") -> list[str]:
    """Every breach, with the number of the promise."""
    found = [f"G5 does not come to rest: {what}" for what in lacking(world)]
    for client in world.clients:
        found += client.broken
        found += _acknowledged(world, client)
    for district in DISTRICTS:
        for service in KEYS:
            found += _ordered(rows_of(world.databases[service].schemas[district]), f"{service} in {district}")
        found += _journal(world, district)
        found += _opened_at_intake(world, district)
        found += _policies(world, district)
        found += _states(world, district)
        found += _reported(world, district)
        found += _districts_apart(world, district)
    found += [f"G5 a genuine message is dead: {message.id}" for message in world.broker.dead if not message.poison]
    return found


def _acknowledged(world: "World", client: Client) -> Iterator[str]:
    """G1, G10: each answered command is stored once, at the place of its answer; a refused one is not stored."""
    schema = world.databases[client.service].schemas[client.district]
    if client.service == "intake" and client.district in world.old_logs:
        return  # restored from a backup: what came after the backup is lost, and G5 demands that it shows
    rows = rows_of(schema)
    for asked in client.asked:
        command_id = asked.context.command_id
        answer = client.answers.get(command_id)
        known: KnownCommand | None = schema.get(("command", command_id))
        at = [row.position for row in rows if row.command_id == command_id]
        if answer is None or answer == REFUSED:
            if at:
                yield f"G10 {client.name}: {command_id} was {answer} and is stored at {at}"
        elif known is None:
            yield f"G1 {client.name}: {command_id} was acknowledged and is not known"
        elif at != list(range(known.first, known.last + 1)):
            yield f"G1 {client.name}: {command_id} stands at {at}, not {known.first} to {known.last}"
        elif getattr(answer, "position", None) != (at[-1] if at else None):
            yield f"G10 {client.name}: {command_id} was answered {answer} and stands at {at}"


def _ordered(rows: list[LogRow], where: str) -> Iterator[str]:
    """G4: dense positions, growing times, dense versions a stream."""
    if [row.position for row in rows] != list(range(1, len(rows) + 1)):
        yield f"G4 positions of {where} are not dense"
    if any(later.recorded <= earlier.recorded for earlier, later in pairwise(rows)):
        yield f"G4 recorded times of {where} do not grow"
    versions_of: dict[UUID, int] = {}
    for row in rows:
        if row.version != versions_of.get(row.stream, 0) + 1:
            yield f"G4 {where}: version {row.version} of {row.stream} follows {versions_of.get(row.stream, 0)}"
        versions_of[row.stream] = row.version
    if len({row.id for row in rows}) < len(rows):
        yield f"G1 {where} holds a fact twice"


def history(world: "World", district: str, service: str, reader: str, source: str) -> list[LogRow]:
    """What the reader must have read: the source's log, or as much of the replaced one as it had read."""
    if _replaced(world, district, service, reader, source):
        here: Position = world.databases[service].schemas[district].get(("position", reader, source), NOWHERE)
        return world.old_logs[district][: here.position]
    return rows_of(world.databases[source].schemas[district])


def _journal(world: "World", district: str) -> Iterator[str]:
    """G2: each fact's bytes once and in order a source, and nothing else."""
    schema = world.databases["reporting"].schemas[district]
    for source, key in KEYS.items():
        position: Position = schema.get(("position", "reporting.journal", source), NOWHERE)
        rows = history(world, district, "reporting", "reporting.journal", source)
        expected = [envelope(source, district, row, position.log_id, key) for row in rows]
        found = [each for each in journal_of(schema) if each.source == source]
        if [each.body for each in found] != expected:
            have = [each.sequence for each in found]
            yield f"G2 the journal of {district} has {source} at {have}, not 1 to {len(expected)}"


def journal_of(schema: Schema) -> list[Envelope]:
    return [schema.rows["journal", index] for index in range(1, schema.get(("journal size",), 0) + 1)]


def _opened_at_intake(world: "World", district: str) -> Iterator[str]:
    """G2, G3: rows that a reader writes itself."""
    rows = history(world, district, "intake", "intake.projections", "districts")
    expected = folded_anew(world.projections.opened, [("districts", row) for row in rows], district)
    yield from _compared(world.databases["intake"].schemas[district], expected, f"intake's reader in {district}")


def _states(world: "World", district: str) -> Iterator[str]:
    """G3: a service's own projection is the pure fold of its log."""
    schema = world.databases["intake"].schemas[district]
    expected = folded_anew(world.projections.states, [("intake", row) for row in rows_of(schema)], district)
    yield from _compared(schema, expected, f"intake's projection in {district}")


def _reported(world: "World", district: str) -> Iterator[str]:
    """G3: rows over the journal are the pure fold of the logs, whatever the order between sources was."""
    expected: dict[str, Mapping[Any, Any]] = {}
    for source in KEYS:
        rows = history(world, district, "reporting", "reporting.journal", source)
        expected |= folded_anew(world.projections.reported, [(source, row) for row in rows], district)
    yield from _compared(world.databases["reporting"].schemas[district], expected, f"reporting in {district}")


def folded_anew(projection: Projection, rows: list[tuple[str, LogRow]], district: str) -> dict[str, Mapping[Any, Any]]:
    """The projection's tables by name, folded at once from an empty start."""
    changes: dict[Table, list[Dated]] = {}
    for source, row in rows:
        (fact,) = MAPPER.open(district, [row])
        for change in projection.fold(recorded(source, row, fact)):
            values = change.values if isinstance(change, Put) else None
            changes.setdefault(change.table, []).append(Dated(change.key, row.position, values))
    return {table.name: _rows(table, dated) for table, dated in changes.items()}


def _rows(table: Table, changes: list[Dated]) -> Mapping[Any, Any]:
    if table.versioned:
        return {(row[0], row[-3]): row for row in versions({}, changes).rows}
    return {key: values for key, values in latest(changes).items() if values is not None}


def _compared(schema: Schema, expected: Mapping[str, Mapping[Any, Any]], where: str) -> Iterator[str]:
    for name, rows in expected.items():
        found = schema.get(("table", name), {})
        if found != rows:
            yield f"G3 {where}: {name} has {len(found)} rows that are not the fold of {len(rows)}"


def _policies(world: "World", district: str) -> Iterator[str]:
    """G2, G10: each fact that a policy acts on has led to one command, and no command is without such a fact."""
    rows = [*rows_of(world.databases["intake"].schemas[district]), *world.old_logs.get(district, ())]
    facts = {row.id for row in rows if _acts_on(row)}
    schema = world.databases["districts"].schemas[district]
    parked = {each.envelope.id for each in schema.get(("parked", "districts.policies"), {}).values()}
    causes = [row.causation_id for row in rows_of(schema) if row.causation_id is not None]
    commands = sum(1 for key in schema.rows if key[0] == "command")
    asked = sum(
        1
        for client in world.clients
        if (client.service, client.district) == ("districts", district)
        for asked in client.asked
        if schema.get(("command", asked.context.command_id)) is not None
    )
    if len(set(causes)) < len(causes) or not set(causes) <= facts:
        yield f"G2 a policy acted twice, or on nothing, in {district}"
    if commands - asked != len(facts - parked) and district not in world.old_logs:
        yield f"G2 {len(facts - parked)} facts led to {commands - asked} commands of the policy in {district}"


def _acts_on(row: LogRow) -> bool:
    return row.topic == "intake.status_recorded.v1" and (b'"employed"' in row.data or TRICKY.encode() in row.data)


def _districts_apart(world: "World", district: str) -> Iterator[str]:
    """G6: every stream, every envelope and every row belongs to the district in whose schema it stands."""
    own = {participation(district, number) for number in range(STREAMS)}
    for row in rows_of(world.databases["intake"].schemas[district]):
        if row.stream not in own:
            yield f"G6 {district} holds intake's {row.stream}"
    for row in rows_of(world.databases["districts"].schemas[district]):
        if district.encode() not in row.data:
            yield f"G6 {district} holds {row.data!r}"
    for each in journal_of(world.databases["reporting"].schemas[district]):
        if each.district != district:
            yield f"G6 the journal of {district} holds an envelope of {each.district}"
