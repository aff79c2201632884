"""Who asks: every id that is hers, what she is called, and where it stands what she asked for before."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final, TypeAlias
from uuid import UUID

from psycopg.sql import SQL

from services.intake.application import Intake
from services.intake.erasing.persons import Linked
from services.intake.restricting.queries import restriction_stream
from services.kernel.district import district as enter
from services.kernel.ids import DistrictIds
from services.kernel.same_person import Identity
from services.kernel.telling import Subject
from services.kernel.vault import Address

Words: TypeAlias = Mapping[Address, str | None]
ADDRESSES: Final = SQL("SELECT person, field, entry FROM {}.vault WHERE person = ANY (%s) ORDER BY field, entry")


def subject_of(service: Intake, district: str, linked: Linked) -> Subject:
    """What other services need to find her; after an erasure she has no name that they could know her by."""
    words = vault_words(service, district, linked.persons)
    return Subject(
        persons=linked.persons,
        cases=linked.cases,
        participations=linked.participations,
        identity=Identity.of(
            family_names=[*_said(words, "family_name"), *_said(words, "birth_name")],
            given_names=_said(words, "given_name"),
            phones=_said(words, "phone"),
            emails=_said(words, "email"),
        ),
    )


def vault_words(service: Intake, district: str, persons: Collection[UUID]) -> dict[Address, str | None]:
    """Every text that was ever kept of them, corrected ones too; None where the key is destroyed."""
    with service.pool.transaction() as connection, enter(connection, district) as schema:
        addresses = connection.execute(ADDRESSES.format(schema), [list(persons)]).fetchall()
    return service.vault.get(district, addresses)


def exports_stream(ids: DistrictIds, person: UUID) -> UUID:
    """Where it stands that somebody without a case was told what is stored of her."""
    return ids.derive("access-exports", str(person))


def rights_streams(ids: DistrictIds, persons: Sequence[UUID]) -> list[UUID]:
    """What stands in no case and in no participation: that she was told, and that nobody works on her data."""
    streams = ((exports_stream(ids, person), restriction_stream(ids, person)) for person in persons)
    return [stream for both in streams for stream in both]


def _said(words: Words, field: str) -> list[str]:
    return [text for (_, name, _), text in words.items() if name == field and text is not None]
