"""What must hold between cells: an amount of persons on either side of a sign, for every gender and in total."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Sign = Literal["=", "<="]


class Cellular(Protocol):
    """Cells that can be asked: of one report, or of several added up."""

    def value(self, code: str, gender: str) -> int:
        """Persons under an indicator."""
        ...

    def together(self, codes: tuple[str, ...], gender: str) -> int:
        """Persons under at least one of the codes, each counted once."""
        ...

    def in_both(self, codes: tuple[str, ...], gender: str) -> int:
        """Persons under both codes."""
        ...

    def earlier(self, code: str, gender: str) -> int:
        """Persons under an indicator as of the reporting date before."""
        ...


class Amount(Protocol):
    """One side of a relation."""

    def of(self, cells: Cellular, gender: str) -> int: ...

    def told(self) -> str:
        """Its name in German."""
        ...


@dataclass(frozen=True, slots=True)
class Sum:
    """The values of these indicators added up."""

    codes: tuple[str, ...]

    def of(self, cells: Cellular, gender: str) -> int:
        return sum(cells.value(code, gender) for code in self.codes)

    def told(self) -> str:
        return " + ".join(self.codes)


@dataclass(frozen=True, slots=True)
class Together:
    """A reserved combination, such as ``EECO02+04``: who is under at least one of the indicators, counted once."""

    codes: tuple[str, ...]

    def of(self, cells: Cellular, gender: str) -> int:
        return cells.together(self.codes, gender)

    def told(self) -> str:
        return combined_code(self.codes)


@dataclass(frozen=True, slots=True)
class InBoth:
    """Who is under both indicators."""

    codes: tuple[str, str]

    def of(self, cells: Cellular, gender: str) -> int:
        return cells.in_both(self.codes, gender)

    def told(self) -> str:
        return " und zugleich ".join(self.codes)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The value of an indicator as of the reporting date before."""

    code: str

    def of(self, cells: Cellular, gender: str) -> int:
        return cells.earlier(self.code, gender)

    def told(self) -> str:
        return f"{self.code} am vorigen Stichtag"


@dataclass(frozen=True, slots=True)
class Nothing:
    """Zero."""

    def of(self, _cells: Cellular, _gender: str) -> int:
        return 0

    def told(self) -> str:
        return "erwartet"


@dataclass(frozen=True, slots=True)
class Broken:
    """A relation that does not hold: where, both sides in German, and their values."""

    gender: str
    left: str
    left_value: int
    sign: Sign
    right: str
    right_value: int

    def told(self) -> str:
        """Both sides with their values, in German."""
        return f"{self.left}: {self.left_value}, {self.right}: {self.right_value}"


@dataclass(frozen=True, slots=True)
class Relation:
    """``left`` equals ``right``, or is at most as large."""

    left: Amount
    sign: Sign
    right: Amount

    def broken(self, cells: Cellular, gender: str) -> Broken | None:
        left, right = self.left.of(cells, gender), self.right.of(cells, gender)
        if left == right if self.sign == "=" else left <= right:
            return None
        return Broken(gender, self.left.told(), left, self.sign, self.right.told(), right)


def broken_ones(relations: Sequence[Relation], cells: Cellular, genders: Iterable[str]) -> Iterator[Broken]:
    """Where these relations do not hold, in their order, each for every gender."""
    for gender in genders:
        for relation in relations:
            if (found := relation.broken(cells, gender)) is not None:
                yield found


def combined_code(codes: Sequence[str]) -> str:
    """``EECO02+04`` of EECO02 and EECO04: how SFC names reserved combinations."""
    first, *others = codes
    return "+".join((first, *(code.removeprefix("EECO") for code in others)))
