"""A file as a request brings it: as the body itself, or in the field ``file`` of a form."""

from collections.abc import Sequence
from typing import Final

from fastapi import Request
from starlette.datastructures import UploadFile

from services.kernel.deciders import Context
from services.kernel.log import Commit, Reused
from services.kernel.problems import FieldError, invalid_input, unsupported_media_type
from services.kernel.requests import media_type
from services.kernel.store import CommandReused, EventStore

FIELD: Final = "file"
MULTIPART: Final = "multipart/form-data"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLES: Final = ("text/csv", XLSX, "application/octet-stream", MULTIPART)


async def sent_file(request: Request, accepted: Sequence[str] = TABLES) -> bytes:
    """The bytes of the file. Raises a Problem (415, 422)."""
    kind = media_type(request)
    if kind not in accepted:
        raise unsupported_media_type(accepted)
    if kind != MULTIPART:
        return await request.body()
    form = await request.form(max_files=1, max_fields=10)
    file = form.get(FIELD)
    if not isinstance(file, UploadFile):
        raise invalid_input([FieldError(FIELD, "Bitte die Datei im Formularfeld file senden.")])
    return await file.read()


def remember(store: EventStore, district: str, context: Context) -> None:
    """A command without facts holds the key, so that another file under it is refused. Raises CommandReused.

    The entries need no such memory: what is stored already stores nothing.
    """
    command = Commit(
        command_id=context.command_id,
        request_hash=context.request_hash,
        actor=context.actor,
        correlation_id=context.correlation_id,
        causation_id=None,
        traceparent=context.traceparent,
        facts=(),
    )
    (answer,) = store.log.append(district, [command])
    if isinstance(answer, Reused):
        raise CommandReused(context.command_id)
