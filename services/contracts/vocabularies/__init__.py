"""Vocabularies as data: one CSV file each, ``key`` and German label; keys are given once, for ever."""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def vocabulary(name: str) -> Mapping[str, str]:
    """Key -> German label, in the file's order; raises FileNotFoundError for a name without a file."""
    return MappingProxyType({row["key"]: row["label_de"] for row in _rows(name)})


def contact_kinds() -> Mapping[str, str]:
    """How people are met (Kontaktarten)."""
    return vocabulary("kontaktarten")


def topics() -> Mapping[str, str]:
    """What people come with (Problemlagen)."""
    return vocabulary("problemlagen")


def partner_kinds() -> Mapping[str, str]:
    """Whom people are handed over to (Partnerarten)."""
    return vocabulary("partnerarten")


def referral_states() -> Mapping[str, str]:
    """How far a referral has come, as reports name it (Stand der Weitervermittlung)."""
    return vocabulary("weitervermittlung")


def target_groups() -> Mapping[str, str]:
    """Whom an offer is for (Zielgruppen)."""
    return vocabulary("zielgruppen")


def event_kinds() -> Mapping[str, str]:
    """What takes place in a Sozialraum (Veranstaltungsarten)."""
    return vocabulary("veranstaltungsarten")


def age_bands() -> Mapping[str, str]:
    """By which ages visitors of an event are counted (Altersgruppen); youngest first."""
    return vocabulary("altersgruppen")


def languages() -> Mapping[str, str]:
    """What is spoken at an offer (Sprachen): keys of ISO 639-1."""
    return vocabulary("sprachen")


def referable_fields() -> Mapping[str, str]:
    """What a consent in a referral may name, and so what may be passed on to a partner."""
    return vocabulary("weitergabe")


def handlungsfelder() -> Mapping[str, str]:
    """The nine fields of action of Schmalkalden-Meiningen's plan, in its order and the wording of its report.

    The wording of 2020 stands in the file beside it.
    """
    return vocabulary("handlungsfelder")


@cache
def handlungsfelder_of_2020() -> Mapping[str, str]:
    """The same fields of action as the Landkreis names them on its page of 2020."""
    return MappingProxyType({row["key"]: row["label_2020"] for row in _rows("handlungsfelder")})


def handlungsfelder_of(topic: str) -> tuple[str, ...]:
    """The fields that an entry of the common list belongs to, for whomever it is; none for what cuts across."""
    return _fields_of_topics().get(topic, ())


@cache
def _fields_of_topics() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({row["key"]: tuple(filter(None, [row["handlungsfeld"]])) for row in _rows("problemlagen")})


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return iter(csv.DictReader(text.splitlines()))
