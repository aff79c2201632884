"""Files that prove something: which kinds are taken, found out from the bytes and never from a name."""

from collections.abc import Callable, Mapping
from typing import Final

from services.kernel.deciders import RuleViolation

LARGEST: Final = 5 * 1024 * 1024
# How a file of each kind begins: ISO 32000-1 7.5.2, PNG (ISO/IEC 15948) 5.2, JPEG (ITU-T T.81) B.1.1.3, RFC 9649 2.4.
KINDS: Final[Mapping[str, Callable[[bytes], bool]]] = {
    "application/pdf": lambda content: content.startswith(b"%PDF-"),
    "image/png": lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"),
    "image/jpeg": lambda content: content.startswith(b"\xff\xd8\xff"),
    "image/webp": lambda content: content[:4] == b"RIFF" and content[8:12] == b"WEBP",
}
ENDINGS: Final[Mapping[str, str]] = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
}


class FileMissing(RuleViolation):
    title = "Bitte eine Datei auswählen."
    field = "file"


class FileTooLarge(RuleViolation):
    title = "Die Datei ist zu groß: höchstens 5 MB."
    field = "file"


class FileOfAnotherKind(RuleViolation):
    title = "Bitte eine Datei als PDF, PNG, JPEG oder WebP wählen."
    field = "file"


def media_type_of(content: bytes) -> str:
    """What the file is. Raises FileMissing, FileTooLarge, FileOfAnotherKind."""
    if not content:
        raise FileMissing
    if len(content) > LARGEST:
        raise FileTooLarge
    found = next((kind for kind, begins in KINDS.items() if begins(content)), None)
    if found is None:
        raise FileOfAnotherKind
    return found
