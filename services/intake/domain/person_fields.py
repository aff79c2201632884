"""What can be recorded of a named person, with the German words for it."""

from collections.abc import Mapping
from typing import Final

PERSON_FIELDS: Final[Mapping[str, str]] = {
    "family_name": "Familienname",
    "given_name": "Vorname",
    "birth_name": "Geburtsname",
    "street": "Straße und Hausnummer",
    "postcode": "Postleitzahl",
    "city": "Ort",
    "phone": "Telefon",
    "email": "E-Mail",
    "language": "Sprache",
}
NEEDED: Final = ("family_name", "given_name")
