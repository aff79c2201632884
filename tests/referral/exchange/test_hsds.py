"""HSDS 3: what is written validates, what is written is read again as it was, and every example can be read."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given, settings
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from services.contracts.vocabularies import languages, topics
from services.referral.exchange.register import Partner, offers_of
from services.referral.hsds import document as documents
from services.referral.hsds.reading import HsdsReader
from services.referral.hsds.terms import Terms
from services.referral.hsds.writing import Writer
from tests.referral.exchange.registers import as_read, registers

SCHEMAS = Path(documents.__file__).parent / "schemas"
INTERNAL = Writer(Terms({}), languages(), internal=True)
PUBLIC = Writer(Terms({}), languages(), internal=False)
READER = HsdsReader(topics(), languages())


@cache
def validator(name: str) -> Draft202012Validator:
    files = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.json")}
    registry: Registry[Any] = Registry().with_resources(
        (key, Resource.from_contents(schema, default_specification=DRAFT202012)) for key, schema in files.items()
    )
    return Draft202012Validator(files[f"{name}.json"], registry=registry, format_checker=FormatChecker())


def check(name: str, record: Any) -> None:
    validator(name).validate(record)


@given(registers)
@settings(max_examples=25, deadline=None)
def test_every_record_that_is_written_validates(register: tuple[Partner, ...]) -> None:
    for writer in (INTERNAL, PUBLIC):
        whole = documents.document(register, writer)
        for each in whole["organizations"]:
            check("organization", each)
        for each in whole["services"]:
            check("service", each)
        for partner, offer in offers_of(register):
            for place in partner.places:
                check("service_at_location", writer.at_location(partner, offer, place))
                check("service_at_location", writer.at_location_full(partner, offer, place))


@given(registers)
@settings(max_examples=40, deadline=None)
def test_what_is_written_is_read_again_as_it_was(register: tuple[Partner, ...]) -> None:
    sent = msgspec.json.decode(msgspec.json.encode(documents.document(register, INTERNAL)))

    read = READER.read(sent)

    assert read.faults == []
    assert read.partners == as_read(register)
