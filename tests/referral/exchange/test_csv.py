"""The tables: what is written is read again, and a row at fault is told by its line."""

from dataclasses import replace

from hypothesis import given, settings

from services.contracts.vocabularies import topics
from services.kernel.files.tables import read_table
from services.referral.exchange.csv_reading import read_offers, read_partners
from services.referral.exchange.csv_writing import table
from services.referral.exchange.register import Partner
from tests.referral.exchange.registers import registers
from tests.referral.exchange.things import COUNSEL


@given(registers)
@settings(max_examples=25, deadline=None)
def test_every_table_that_is_written_can_be_read(register: tuple[Partner, ...]) -> None:
    partners = read_partners(read_table(table(register, "partners").encode()))
    offers = read_offers(read_table(table(register, "offers").encode()), register, topics())

    assert partners.faults == []
    assert partners.remarks == []
    assert offers.faults == []
    assert [each.partner_id for each in partners.partners] == [each.partner_id for each in register]
    assert [offer.offer_id for each in offers.partners for offer in each.offers] == [
        offer.offer_id for each in register for offer in each.offers
    ]


def test_a_place_whose_name_holds_the_separator_is_found_again() -> None:
    place, *others = COUNSEL.places
    odd = replace(COUNSEL, places=(replace(place, name="Haus|Hof"), *others))

    offers = read_offers(read_table(table([odd], "offers").encode()), [odd], topics())

    assert offers.faults == []
    assert [each.location_ids for each in offers.partners[0].offers] == [each.location_ids for each in odd.offers]
    assert place.location_id in odd.offers[0].location_ids


def test_a_row_at_fault_is_told_by_its_line_and_column() -> None:
    rows = "Einrichtung;Partnerart;Breite;Länge\nGut;verein;50,98;11,03\nSchlecht;raumschiff;;\nHalb;verein;50,98;\n"

    read = read_partners(read_table(rows.encode()))

    assert [each.name for each in read.partners] == ["Gut"]
    assert read.partners[0].places == ()
    assert [(each.record, each.field, each.value) for each in read.faults] == [
        ("Zeile 3", "kind", "raumschiff"),
        ("Zeile 4", "latitude", "50,98"),
    ]


def test_offers_need_their_partner_place_and_topics() -> None:
    rows = (
        "partner,name,places,topics,capacity,hours\n"
        "Schuldnerhilfe,Gut,Haus am Markt,schulden,,Mo 09:00-12:00|Do 14:00-24:00 telefon\n"
        "Niemand,A,,,,\nSchuldnerhilfe,B,Woanders,,,\nSchuldnerhilfe,C,,raumfahrt,,\nSchuldnerhilfe,D,,,open,\n"
        "Schuldnerhilfe,E,,,,immer\nSchuldnerhilfe,gut,,,,\n"
    )

    read = read_offers(read_table(rows.encode()), [COUNSEL], topics())

    assert [(each.record, each.field) for each in read.faults] == [
        ("Zeile 3", "partner"),
        ("Zeile 4", "places"),
        ("Zeile 5", "topics"),
        ("Zeile 6", "capacity_on"),
        ("Zeile 7", "hours"),
        ("Zeile 8", "name"),
    ]
    (offer,) = read.partners[0].offers
    assert offer.location_ids == (COUNSEL.places[0].location_id,)
    assert len(offer.weekly[0].hours) == 2


def test_no_cell_is_taken_for_a_formula() -> None:
    text = table([COUNSEL], "partners")

    assert " +49 3628 12345" in text
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in text.splitlines() for cell in line.split(","))
