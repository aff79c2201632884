"""A district: its name, its rural municipalities, its Sozialräume."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias, assert_never

from services.contracts.districts import DistrictOpened, MunicipalitiesMarked, SozialraumOpened
from services.districts.domain.keys import KeyMalformed, is_key
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

ags_pattern: Final = re.compile(r"[0-9]{8}")


# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDistrict:
    """Let a Landkreis or kreisfreie Stadt start to work on this platform."""

    district: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRural:
    """Count these municipalities as rural (EECO17) from now on."""

    ags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSozialraum:
    """Name a Sozialraum for the first time."""

    sozialraum: str


Command: TypeAlias = OpenDistrict | MarkRural | OpenSozialraum


# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class District:
    """What the decisions below ask for; ``name`` None is not opened yet."""

    name: str | None = None
    rural: frozenset[str] = frozenset()
    sozialraeume: frozenset[str] = frozenset()


# --- Decisions: may it happen? ----------------------------------------------


class NameMissing(RuleViolation):
    title = "Ein Landkreis braucht einen Namen."
    field = "name"


class OpenedUnderAnotherName(RuleViolation):
    title = "Diesen Landkreis gibt es schon unter einem anderen Namen."
    field = "name"


class NotAnAgs(RuleViolation):
    title = "Ein amtlicher Gemeindeschlüssel hat acht Ziffern."
    field = "ags"


def open_district(command: OpenDistrict, district: District) -> Sequence[Contract]:
    if not is_key(command.district):
        raise KeyMalformed
    if not command.name.strip():
        raise NameMissing
    if district.name is None:
        return [DistrictOpened(district=command.district, name=command.name)]
    if district.name != command.name:
        raise OpenedUnderAnotherName
    return []


def mark_rural(command: MarkRural, district: District) -> Sequence[Contract]:
    if not all(ags_pattern.fullmatch(ags) for ags in command.ags):
        raise NotAnAgs
    new = tuple(ags for ags in dict.fromkeys(command.ags) if ags not in district.rural)
    return [MunicipalitiesMarked(ags=new)] if new else []


def open_sozialraum(command: OpenSozialraum, district: District) -> Sequence[Contract]:
    if command.sozialraum in district.sozialraeume:
        return []
    return [SozialraumOpened(sozialraum=command.sozialraum)]


def decide(command: Command, district: District) -> Sequence[Contract]:
    match command:
        case OpenDistrict():
            return open_district(command, district)
        case MarkRural():
            return mark_rural(command, district)
        case OpenSozialraum():
            return open_sozialraum(command, district)
        case _:
            assert_never(command)


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(district: District, fact: Contract) -> District:
    match fact:
        case DistrictOpened():
            return replace(district, name=fact.name)
        case MunicipalitiesMarked():
            return replace(district, rural=district.rural.union(fact.ags))
        case SozialraumOpened():
            return replace(district, sozialraeume=district.sozialraeume | {fact.sozialraum})
        case _:
            return district


DISTRICT: Final = Decider(initial=District(), decide=decide, evolve=evolve)
