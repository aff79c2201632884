"""Tables of figures on the real database: row errors, corrections, nothing twice, and back again from the export."""

from collections.abc import Mapping, Sequence
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.events.statistics.exporting import exported
from services.events.statistics.imported import Imported
from services.events.statistics.importing import Import
from services.events.statistics.queries import Figure, figures_of, statistics_of
from services.kernel.files.failures import ColumnsRefused
from tests.events.house import House

KEYS = count(1)
HEADER = ("statistic", "area", "period", "value", "source", "label", "unit")
ROW = {"area": "nord", "period": "2016", "value": "22", "source": "Sozialbericht", "label": "Arbeitslose", "unit": "%"}


def new_key() -> str:
    return f"kennzahl{next(KEYS)}"


def table(*rows: Mapping[str, str], header: Sequence[str] = HEADER) -> bytes:
    lines = [";".join(row.get(name, "") for name in header) for row in rows]
    return "\n".join([";".join(header), *lines]).encode()


def take(house: House, content: bytes, *, dry_run: bool = False) -> Imported:
    done = Import(house.service, house.district, "cli:test", dry_run=dry_run).run(content)
    house.fold()
    return done


def head(house: House) -> int:
    return house.service.store.log.head(house.district).position


def figures(house: House, key: str) -> list[Figure]:
    return figures_of(house.service.pool, house.district, key)


def test_the_same_table_twice_stores_nothing_and_a_changed_row_corrects(house: House) -> None:
    key = new_key()
    rows = [{"statistic": key, **ROW}, {"statistic": key, **ROW, "area": "16066042", "value": "1.234,5"}]

    first = take(house, table(*rows))
    again = take(house, table(*rows))
    changed = take(house, table(rows[0], {**rows[1], "value": "1234.6"}))

    assert (first.defined, first.entered, first.refused) == (1, 2, [])
    assert (again.unchanged, again.position) == (2, None)
    assert (changed.corrected, changed.unchanged, changed.entered) == (1, 1, 0)
    assert [(each.area, each.value) for each in figures(house, key)] == [("16066042", "1234.6"), ("nord", "22")]


def test_a_dry_run_says_the_same_and_stores_nothing(house: House) -> None:
    rows = table({"statistic": new_key(), **ROW}, {"statistic": new_key(), **ROW, "area": "anderswo"})
    before = head(house)

    tried = take(house, rows, dry_run=True)
    stored = take(house, rows)

    assert head(house) == before + 2
    assert {**stored.document(), "dry_run": True, "position": None} == tried.document()


@pytest.mark.parametrize(
    ("wrong", "column", "rule"),
    [
        ({"area": "anderswo"}, "area", "Dieses Gebiet gibt es hier nicht."),
        ({"period": "2016-H3"}, "period", "Ein Zeitraum wird so geschrieben"),
        ({"value": "1.234"}, "value", "kann Tausender oder Nachkommastellen meinen"),
        ({"value": "-"}, "value", "Ein Strich kann null oder unbekannt meinen."),
        ({"value": ""}, "value", "Diese Angabe ist erforderlich."),
        ({"source": ""}, "source", "Diese Angabe ist erforderlich."),
        ({"label": ""}, "statistic", "Diese Kennzahl ist neu"),
    ],
)
def test_a_row_error_names_column_and_rule_and_nothing_of_the_row_is_stored(
    house: House, wrong: Mapping[str, str], column: str, rule: str
) -> None:
    key, before = new_key(), head(house)

    done = take(house, table({"statistic": key, **ROW, **wrong}))

    (refused,) = done.refused
    assert (refused.row, refused.column) == (2, column)
    assert rule in refused.reason
    assert head(house) == before
    assert key not in statistics_of(house.service.pool, house.district)


def test_good_rows_are_taken_beside_refused_ones(house: House) -> None:
    key = new_key()
    good = {"statistic": key, **ROW}

    done = take(house, table(good, {**good, "label": "Anders"}, good, {**good, "period": "2017"}))

    assert (done.entered, [each.row for each in done.refused]) == (2, [3, 4])
    assert [each.period for each in figures(house, key)] == ["2016", "2017"]


def test_german_headers_and_an_area_kind_alone_are_understood(house: House) -> None:
    key = new_key()
    header = ("Kennzahl", "Gebietsart", "Jahr", "Wert", "Quelle", "Bezeichnung", "Einheit", "Geschätzt")
    row = {**dict(zip(header, (key, "Landkreis", "2025", ".", "Amt", "Einwohner", "Menschen", "ja"), strict=True))}

    assert take(house, table(row, header=header)).refused == []

    (figure,) = figures(house, key)
    assert (figure.area_kind, figure.area, figure.value, figure.estimated) == ("district", house.district, None, True)


def test_a_table_without_a_required_column_is_refused_as_a_whole(house: House) -> None:
    with pytest.raises(ColumnsRefused, match="source"):
        take(house, table({"statistic": "alo"}, header=("statistic", "area", "period", "value")))


NUMBERS = st.decimals(min_value=-9999999, max_value=9999999, places=3, allow_nan=False).map(lambda each: f"{each}0")
WORDS = st.text("abcäöü =+-@,;\"'", min_size=1, max_size=12).filter(lambda words: words.strip() == words)
ANY_FIGURE = st.fixed_dictionaries(
    {
        "area": st.sampled_from(["nord", "sued", "16066042"]),
        "period": st.sampled_from(["2015", "2016-H1", "2016-Q3", "2017-05", "2018-01-31"]),
        "value": NUMBERS | st.just("."),
        "source": WORDS.filter(lambda words: ";" not in words and '"' not in words),
    }
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ANY_FIGURE, min_size=1, max_size=5, unique_by=lambda row: (row["area"], row["period"])))
def test_what_is_exported_is_read_again_as_it_stands(house: House, rows: list[dict[str, str]]) -> None:
    key = new_key()
    taken = take(house, table(*({**ROW, **row, "statistic": key} for row in rows)))
    assert (taken.entered, taken.refused) == (len(rows), [])

    again = take(house, exported(house.service, house.district))

    assert (again.refused, again.position) == ([], None)
    assert again.unchanged == again.rows == len(figures_of(house.service.pool, house.district))
