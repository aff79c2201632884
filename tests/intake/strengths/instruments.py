"""A small instrument: two dimensions, weights that are not all one, a scale from 1 to 4."""

from services.contracts.districts import Dimension, InstrumentReleased, Item, MissingRule, Scale


def instrument(version: int = 1, missing: MissingRule = "leave_out") -> InstrumentReleased:
    one = Dimension(
        key="a",
        label="Motivation",
        items=(Item(key="a1", text="eins", weight=2), Item(key="a2", text="zwei"), Item(key="a3", text="drei")),
        weight=3,
    )
    other = Dimension(key="b", label="Resilienz", items=(Item(key="b1", text="vier"),))
    return InstrumentReleased(
        instrument="staerken",
        version=version,
        label="Stärken",
        scale=Scale(lowest=1, labels=("gar nicht", "wenig", "ziemlich", "sehr")),
        dimensions=(one, other),
        missing=missing,
    )
