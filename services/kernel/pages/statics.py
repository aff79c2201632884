"""Files that every page needs, under an address that names their content: browsers keep them for a year.

Kept in memory, with a gzipped copy; personal pages are never compressed (their length would tell of their content).
"""

import gzip
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request, Response

from services.kernel.problems import not_found

FOLDER: Final = Path(__file__).parent / "static"
FOR_EVER: Final = {"Cache-Control": "public, max-age=31536000, immutable"}
WORKER: Final = "sw.js"
# A worker runs under the policy of its own answer: it reads our files and asks our addresses, nothing else.
WORKER_POLICY: Final = "default-src 'none'; script-src 'self'; connect-src 'self'"
TYPES: Final = {".js": "text/javascript", ".webmanifest": "application/manifest+json", ".woff2": "font/woff2"}

router: Final = APIRouter()


@dataclass(frozen=True, slots=True)
class StaticFile:
    """The bytes, as they are and gzipped where that helps."""

    content: bytes
    gzipped: bytes | None
    media_type: str


@cache
def files() -> dict[str, StaticFile]:
    """Every file by its path below the folder; read once a process."""
    paths = (path for path in sorted(FOLDER.rglob("*")) if path.is_file())
    return {path.relative_to(FOLDER).as_posix(): _read(path) for path in paths}


@cache
def edition() -> str:
    """Changes with every file: files name one another relatively, so they share one address."""
    digest = sha256()
    for name, file in files().items():
        digest.update(name.encode() + b"\0" + sha256(file.content).digest())
    return digest.hexdigest()[:16]


def static_address(name: str) -> str:
    """``lotse.css`` -> ``/static/<edition>/lotse.css``. Raises KeyError for a file that is not there."""
    assert files()[name]
    return f"/static/{edition()}/{name}"


@router.get("/static/{of}/{name:path}")
async def static_file(of: str, name: str, request: Request) -> Response:
    """An old page may ask for an old edition: it gets today's file, but keeps it no longer than the page."""
    headers = dict(FOR_EVER) if of == edition() else {"Cache-Control": "no-cache"}
    return _sent(request, name, headers)


@router.get(f"/{WORKER}")
async def service_worker(request: Request) -> Response:
    """The worker of the pages without network; at the root, because it may only serve what lies below it."""
    return _sent(request, WORKER, {"Cache-Control": "no-cache", "Content-Security-Policy": WORKER_POLICY})


def _sent(request: Request, name: str, headers: dict[str, str]) -> Response:
    file = files().get(name)
    if file is None:
        raise not_found()
    headers["Vary"] = "Accept-Encoding"
    if file.gzipped is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(file.gzipped, media_type=file.media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(file.content, media_type=file.media_type, headers=headers)


def _read(path: Path) -> StaticFile:
    content = path.read_bytes()
    packed = gzip.compress(content, 9, mtime=0)
    media_type = TYPES.get(path.suffix) or guess_type(path.name)[0] or "application/octet-stream"
    return StaticFile(content, packed if len(packed) < len(content) * 0.9 else None, media_type)
