"""Files into the directory: what was exported comes back as itself, examples can be read, nothing is half stored."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from services.kernel.files.failures import FileRefused
from services.kernel.times import today
from services.referral.exchange.importing import UnknownDefaultKind
from services.referral.exchange.register import offers_of
from services.referral.exchange.service import FORMS
from services.referral.partners_desk import PartnersDesk
from tests.referral.exchange.house import House
from tests.referral.exchange.things import CAFE, COUNSEL, DEBTS, asked, partner

GOOD = "7c1a9a56-3a77-4cc9-a9a9-51a6f6b7a002"

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


def test_everything_arrives_and_what_was_exported_changes_nothing_when_it_comes_back(house: House) -> None:
    done = house.list_all([COUNSEL, CAFE])

    assert done.faults == []
    found = {each.name: each for each in house.register()}
    for sent in (COUNSEL, CAFE):
        assert _words(found[sent.name]) == _words(sent)
    before = house.head()
    for form in FORMS:
        again = house.take(house.give(form), form)
        assert (again.listed, again.corrected, again.faults) == (0, 0, []), form
        assert again.unchanged > 0
    assert house.head() == before


def _words(entry: Any) -> Any:
    """An entry without its ids and without what only the directory knows."""
    offers = [replace(each, offer_id=None, location_ids=(), updated_on=None) for each in entry.offers]
    places = [replace(each, location_id=None) for each in entry.places]
    people = [replace(each, contact_person_id=None) for each in entry.contacts]
    return replace(entry, partner_id=None, updated_on=None, offers=offers, places=places, contacts=people)


def test_every_example_of_the_specification_can_be_imported(house: House) -> None:
    for path in EXAMPLES:
        done = house.take(path.read_bytes())

        assert done.faults == [], path.stem
        taken = bool(done.listed + done.corrected + done.unchanged)
        assert taken is (path.stem in WITH_ENTRIES), path.stem
        assert taken or done.remarks, "who sends a file without entries is told so"
    assert [each.name for each in house.register()] == ["Example Organization Inc."]


def test_an_example_tried_taken_and_taken_again(house: House) -> None:
    content = (Path(__file__).parent / "examples" / "service_full.json").read_bytes()

    tried = house.take(content, dry_run=True)
    assert house.head() == 0, "a dry run stores nothing"

    done = house.take(content)
    assert (tried.listed, tried.remarks) == (done.listed, done.remarks)
    before = house.head()

    again = house.take(content)
    assert (again.listed, again.corrected, again.unchanged) == (0, 0, 2)
    assert house.head() == before

    ((of, offer),) = offers_of(house.register())
    assert offer.description is not None
    assert "Anmeldung: If you are an NHS patient" in offer.description
    assert "Stichwort: name, value" in offer.description, "what has no field here is kept as words"
    assert offer.requirements is not None
    assert "Alter: ab 12 bis 100 Jahre" in offer.requirements
    assert offer.cost == "charged"
    assert of.kind == "sonstige"


def test_a_file_takes_away_nothing_it_does_not_speak_of(house: House) -> None:
    house.list_all([COUNSEL])
    brief = {"organizations": [{"id": str(COUNSEL.partner_id), "name": COUNSEL.name, "description": ""}]}

    done = house.take(brief)

    assert (done.corrected, done.unchanged) == (0, 1)
    (found,) = house.register()
    assert (found.phone, found.kind) == (COUNSEL.phone, COUNSEL.kind)

    # Somebody of the same name is the same partner, whatever the file's id and capitals.
    house.take([{"id": "7c1a9a56-3a77-4cc9-a9a9-51a6f6b7a001", "name": COUNSEL.name.upper(), "description": "Neu"}])

    (found,) = house.register()
    assert found.description == "Neu"


def test_two_offers_of_one_name_stay_two(shared: House) -> None:
    twins = [{"id": f"7c1a9a56-3a77-4cc9-a9a9-51a6f6b7b00{n}", "name": "Doppelt", "status": "active"} for n in (2, 3)]
    sent = [{"id": GOOD, "name": "Träger mit Zwillingen", "description": "", "services": twins}]
    shared.take(sent)

    again = shared.take(sent)

    assert again.unchanged == 3
    assert [offer.name for _, offer in offers_of(shared.register())].count("Doppelt") == 2


def test_a_refused_entry_changes_nothing_and_the_others_are_taken(shared: House) -> None:
    of = {"organization_id": GOOD, "status": "active"}
    sent = {
        "organizations": [
            {"id": "7c1a9a56-3a77-4cc9-a9a9-51a6f6b7a001", "name": "", "description": ""},
            {"id": GOOD, "name": "Gut", "description": ""},
        ],
        "services": [
            {"id": "1", "name": "Ohne Einrichtung", "status": "active"},
            {**of, "id": "2", "name": "Falsch", "status": "vielleicht"},
            {**of, "id": "3", "name": "Zukunft", "assured_date": "2999-01-01"},
        ],
    }

    done = shared.take(sent)

    assert done.listed == 1
    assert [(each.record, each.field) for each in done.faults] == [
        ("Angebot „Ohne Einrichtung“", "organization"),
        ("Einrichtung „7c1a9a56-3a77-4cc9-a9a9-51a6f6b7a001“", "name"),
        ("Angebot „Falsch“", "status"),
        ("Angebot „Zukunft“", "on"),
    ]
    assert next(each for each in shared.register() if each.name == "Gut").offers == ()


def test_what_was_taken_out_here_does_not_come_back_with_a_file(house: House) -> None:
    house.list_all([COUNSEL])
    (known,) = house.register()
    yesterday = today().replace(year=today().year - 1)
    PartnersDesk(house.service, house.district).delist_partner(known.partner_id, yesterday, asked())
    house.fold()

    done = house.list_all([COUNSEL])

    assert house.register() == []
    assert any("genommen" in each.text for each in done.remarks)


def test_similar_offers_are_told(shared: House) -> None:
    shared.list_all([COUNSEL])
    twin = partner("Andere Beratung", offers=(replace(DEBTS, offer_id=uuid4(), location_ids=()),))

    done = shared.list_all([twin])

    assert any("Ähnlich gibt es schon: „Schuldnerberatung“ (Schuldnerhilfe)" in each.text for each in done.remarks)


def test_what_is_no_json_or_names_no_kind_is_refused_as_a_whole(shared: House) -> None:
    before = shared.head()
    with pytest.raises(FileRefused, match="nicht als JSON lesbar"):
        shared.take(b"{")
    with pytest.raises(FileRefused, match="nicht als JSON lesbar"):
        shared.take(b"[" * 100_000)
    with pytest.raises(UnknownDefaultKind):
        shared.take([], kind="keine")
    assert shared.head() == before
