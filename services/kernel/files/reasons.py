"""Why a file can be neither read nor written, in German: the operating system's own words are English."""

import errno
from collections.abc import Mapping
from typing import Final

FALLBACK: Final = "Das Betriebssystem lässt es nicht zu"
REASONS: Final[Mapping[int, str]] = {
    errno.ENOENT: "Die Datei oder ihren Ordner gibt es nicht",
    errno.ENOTDIR: "Ein Teil des Weges dorthin ist kein Ordner",
    errno.EISDIR: "Das ist ein Ordner, keine Datei",
    errno.EACCES: "Dazu fehlt die Berechtigung",
    errno.EPERM: "Dazu fehlt die Berechtigung",
    errno.EROFS: "Dort darf nichts geändert werden",
    errno.ENOSPC: "Der Speicherplatz ist voll",
    errno.EDQUOT: "Der Speicherplatz ist voll",
    errno.ENAMETOOLONG: "Der Name ist zu lang",
    errno.ELOOP: "Verweise führen im Kreis",
}


def reason(of: OSError) -> str:
    """One sentence without its full stop; one that says little where the case is rare."""
    return REASONS.get(of.errno or 0, FALLBACK)
