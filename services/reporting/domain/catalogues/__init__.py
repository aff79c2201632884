"""Every released version of every indicator catalogue."""

from typing import Final

from services.kernel.deciders import RuleViolation
from services.reporting.domain.catalogue import Catalogue
from services.reporting.domain.catalogues import esf_plus_2021_2027

CATALOGUES: Final = (esf_plus_2021_2027.VERSION_1,)


class UnknownCatalogue(RuleViolation):
    title = "Diese Version des Indikatorenkatalogs gibt es nicht."
    field = "catalogue_version"


def catalogue(key: str, version: int) -> Catalogue:
    """One released version; raises UnknownCatalogue."""
    for known in CATALOGUES:
        if (known.key, known.version) == (key, version):
            return known
    raise UnknownCatalogue(f"{key}, Version {version}")


def oldest(key: str) -> Catalogue:
    """The first version of a catalogue; raises UnknownCatalogue."""
    versions = [known.version for known in CATALOGUES if known.key == key]
    return catalogue(key, min(versions, default=0))
