"""Files into the directory: what was exported comes back as itself, examples can be read, nothing is half stored."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from services.kernel.files.failures import FileRefused
from services.referral.exchange.importing import UnknownDefaultKind
from services.referral.exchange.register import offers_of
from tests.referral.exchange.house import House
from tests.referral.exchange.things import CAFE, COUNSEL, partner

EXAMPLES = sorted((Path(__file__).parent / "examples").glob("*.json"))
WITH_ENTRIES = {
    "organization_full",
    "organization_list",
    "service_at_location_full",
    "service_at_location_list",
    "service_full",
    "service_list",
    "tabular",
}


def test_what_was_exported_changes_nothing_when_it_comes_back(house: House) -> None:
    house.list_all([COUNSEL, CAFE])
    before = house.head()

    done = house.take(house.give())

    assert (done.listed, done.corrected, done.refused) == (0, 0, 0)
    assert done.unchanged == 2 + len(list(offers_of([COUNSEL, CAFE])))
    assert house.head() == before


def test_everything_that_an_entry_says_arrives(house: House) -> None:
    done = house.list_all([COUNSEL, CAFE])

    assert done.faults == []
    found = {each.name: each for each in house.register()}
    for sent in (COUNSEL, CAFE):
        assert _words(found[sent.name]) == _words(sent)


def _words(entry: Any) -> Any:
    """An entry without its ids and without what only the directory knows."""
    offers = [replace(each, offer_id=None, location_ids=(), updated_on=None) for each in entry.offers]
    places = [replace(each, location_id=None) for each in entry.places]
    people = [replace(each, contact_person_id=None) for each in entry.contacts]
    return replace(entry, partner_id=None, updated_on=None, offers=offers, places=places, contacts=people)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_of_the_specification_can_be_imported(house: House, path: Path) -> None:
    done = house.take(path.read_bytes())

    assert done.faults == []
    has_entries = path.stem in WITH_ENTRIES
    assert bool(done.listed) is has_entries
    assert [each.name for each in house.register()] == (["Example Organization Inc."] if has_entries else [])
    assert has_entries or done.remarks, "who sends a file without entries is told so"


def test_the_same_file_again_stores_nothing(house: House) -> None:
    content = (Path(__file__).parent / "examples" / "service_full.json").read_bytes()
    house.take(content)
    before = house.head()

    again = house.take(content)

    assert (again.listed, again.corrected, again.unchanged) == (0, 0, 2)
    assert house.head() == before


def test_a_dry_run_tells_the_same_and_stores_nothing(house: House) -> None:
    sent = json.loads((Path(__file__).parent / "examples" / "organization_full.json").read_text("utf-8"))

    tried = house.take(sent, dry_run=True)

    assert house.head() == 0
    done = house.take(sent)
    assert (tried.listed, tried.remarks) == (done.listed, done.remarks)


def test_what_has_no_field_here_is_kept_as_words(house: House) -> None:
    house.take((Path(__file__).parent / "examples" / "service_full.json").read_bytes())

    ((partner_, offer),) = offers_of(house.register())
    assert offer.description is not None
    assert "Anmeldung: If you are an NHS patient" in offer.description
    assert "Stichwort: name, value" in offer.description
    assert offer.requirements is not None
    assert "Alter: ab 12 bis 100 Jahre" in offer.requirements
    assert offer.cost == "charged"
    assert partner_.kind == "sonstige"


def test_a_file_takes_away_nothing_it_does_not_speak_of(house: House) -> None:
    house.list_all([COUNSEL])
    brief = {"organizations": [{"id": str(COUNSEL.partner_id), "name": COUNSEL.name, "description": ""}]}

    done = house.take(brief)

    assert (done.corrected, done.unchanged) == (0, 1)
    (found,) = house.register()
    assert found.phone == COUNSEL.phone
    assert found.kind == COUNSEL.kind


def test_somebody_of_the_same_name_is_the_same_partner(house: House) -> None:
    house.list_all([COUNSEL])
    other = {"id": "7c1a9a56-3a77-4cc9-a9a9-51a6f6b7a001", "name": COUNSEL.name.upper(), "description": "Neu"}

    house.take([other])

    (found,) = house.register()
    assert found.description == "Neu"


def test_two_offers_of_one_name_stay_two(house: House) -> None:
    organization = {"id": "7c1a9a56-3a77-4cc9-a9a9-51a6f6b7a001", "name": "Träger", "description": ""}
    twins = [
        {"id": f"7c1a9a56-3a77-4cc9-a9a9-51a6f6b7a00{n}", "name": "Sprechstunde", "status": "active"} for n in (2, 3)
    ]
    sent = [{**organization, "services": twins}]
    house.take(sent)

    again = house.take(sent)

    assert again.unchanged == 3
    assert len(list(offers_of(house.register()))) == 2


def test_a_refused_entry_changes_nothing_and_the_others_are_taken(house: House) -> None:
    sent = {
        "organizations": [
            {"id": "7c1a9a56-3a77-4cc9-a9a9-51a6f6b7a001", "name": "", "description": ""},
            {"id": "7c1a9a56-3a77-4cc9-a9a9-51a6f6b7a002", "name": "Gut", "description": ""},
        ],
        "services": [
            {"id": "1", "name": "Ohne Einrichtung", "status": "active"},
            {
                "id": "2",
                "name": "Falsch",
                "status": "vielleicht",
                "organization_id": "7c1a9a56-3a77-4cc9-a9a9-51a6f6b7a002",
            },
            {
                "id": "3",
                "name": "Zukunft",
                "status": "active",
                "assured_date": "2999-01-01",
                "organization_id": "7c1a9a56-3a77-4cc9-a9a9-51a6f6b7a002",
            },
        ],
    }

    done = house.take(sent)

    assert done.listed == 1
    assert [(each.record, each.field) for each in done.faults] == [
        ("Angebot „Ohne Einrichtung“", "organization"),
        ("Einrichtung „7c1a9a56-3a77-4cc9-a9a9-51a6f6b7a001“", "name"),
        ("Angebot „Falsch“", "status"),
        ("Angebot „Zukunft“", "on"),
    ]
    (found,) = house.register()
    assert (found.name, found.offers) == ("Gut", ())


def test_what_was_taken_out_here_does_not_come_back_with_a_file(house: House) -> None:
    from services.kernel.times import today
    from services.referral.partners_desk import PartnersDesk
    from tests.referral.exchange.things import asked

    house.list_all([COUNSEL])
    (known,) = house.register()
    yesterday = today().replace(year=today().year - 1)
    PartnersDesk(house.service, house.district).delist_partner(known.partner_id, yesterday, asked())
    house.fold()

    done = house.list_all([COUNSEL])

    assert house.register() == []
    assert any("genommen" in each.text for each in done.remarks)


def test_similar_offers_are_told(house: House) -> None:
    house.list_all([COUNSEL])
    twin = partner(
        "Andere Beratung", offers=tuple(replace(each, offer_id=_other(each.offer_id)) for each in COUNSEL.offers)
    )

    done = house.list_all([twin])

    assert any("Ähnlich gibt es schon: „Schuldnerberatung“ (Schuldnerhilfe)" in each.text for each in done.remarks)


def _other(key: Any) -> Any:
    from uuid import uuid5

    return uuid5(key, "another")


def test_what_is_no_json_or_names_no_kind_is_refused_as_a_whole(house: House) -> None:
    with pytest.raises(FileRefused, match="nicht als JSON lesbar"):
        house.take(b"{")
    with pytest.raises(FileRefused, match="nicht als JSON lesbar"):
        house.take(b"[" * 100_000)
    with pytest.raises(UnknownDefaultKind):
        house.take([], kind="keine")
    assert house.head() == 0
