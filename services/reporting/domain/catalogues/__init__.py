"""Every released version of every indicator catalogue."""

from typing import Final

from services.kernel.deciders import RuleViolation
from services.reporting.domain.catalogue import Catalogue
from services.reporting.domain.catalogues import esf_2014_2020, esf_plus_2021_2027

CATALOGUES: Final = (esf_2014_2020.VERSION_1, esf_plus_2021_2027.VERSION_1)


class NoSuchCatalogue(RuleViolation):
    title = "Diesen Indikatorenkatalog gibt es nicht."
    field = "catalogue"


class UnknownCatalogue(RuleViolation):
    title = "Diese Version des Indikatorenkatalogs gibt es nicht."
    field = "catalogue_version"


def catalogue(key: str, version: int) -> Catalogue:
    """One released version; raises UnknownCatalogue."""
    for known in CATALOGUES:
        if (known.key, known.version) == (key, version):
            return known
    raise UnknownCatalogue(f"{key}, Version {version}")


def newest(key: str) -> Catalogue:
    """The last version of a catalogue; raises NoSuchCatalogue."""
    versions = [known.version for known in CATALOGUES if known.key == key]
    if not versions:
        raise NoSuchCatalogue(key)
    return catalogue(key, max(versions))


def oldest(key: str) -> Catalogue:
    """The first version of a catalogue; raises UnknownCatalogue."""
    versions = [known.version for known in CATALOGUES if known.key == key]
    return catalogue(key, min(versions, default=0))
