"""What is wrong with an input, as a rule in German: one sentence a kind of validation error."""

from collections.abc import Mapping
from typing import Any, Final

FALLBACK: Final = "Diese Angabe passt nicht zum erwarteten Format."
A_DATE: Final = "Bitte ein Datum in der Form JJJJ-MM-TT angeben."
A_TIME: Final = "Bitte einen Zeitpunkt nach RFC 3339 angeben, zum Beispiel 2026-06-30T12:00:00+02:00."
A_WHOLE_NUMBER: Final = "Bitte eine ganze Zahl angeben."
A_NUMBER: Final = "Bitte eine Zahl angeben."
A_TEXT: Final = "Bitte einen Text angeben."
A_LIST: Final = "Bitte eine Liste angeben."
AN_OBJECT: Final = "Bitte ein JSON-Objekt mit den beschriebenen Feldern angeben."
AN_ID: Final = "Bitte eine UUID angeben."
YES_OR_NO: Final = "Bitte true oder false angeben."
MISSING: Final = "Diese Angabe fehlt."
UNKNOWN_FIELD: Final = "Dieses Feld ist nicht bekannt."
NOT_JSON: Final = "Der Inhalt ist kein gültiges JSON."
NO_CONTROL_CHARACTERS: Final = "Der Text enthält Zeichen, die nicht gespeichert werden können."

RULES: Final[Mapping[str, str]] = {
    "missing": MISSING,
    "missing_argument": MISSING,
    "extra_forbidden": UNKNOWN_FIELD,
    "json_invalid": NOT_JSON,
    "json_type": NOT_JSON,
    "invalid_key": "Feldnamen müssen Texte sein.",
    "none_required": "Hier darf nichts angegeben werden.",
    "string_type": A_TEXT,
    "string_unicode": NO_CONTROL_CHARACTERS,
    "string_too_short": "Bitte mindestens {min_length} Zeichen angeben.",
    "string_too_long": "Bitte höchstens {max_length} Zeichen angeben.",
    "string_pattern_mismatch": "Diese Angabe hat nicht die erwartete Form ({pattern}).",
    "string_not_ascii": "Hier sind nur ASCII-Zeichen erlaubt.",
    "enum": "Erlaubt sind nur: {expected}.",
    "literal_error": "Erlaubt sind nur: {expected}.",
    "union_tag_invalid": "Erlaubt sind nur: {expected_tags}.",
    "union_tag_not_found": "Die Angabe der Art fehlt.",
    "bool_type": YES_OR_NO,
    "bool_parsing": YES_OR_NO,
    "int_type": A_WHOLE_NUMBER,
    "int_parsing": A_WHOLE_NUMBER,
    "int_from_float": A_WHOLE_NUMBER,
    "int_parsing_size": "Diese Zahl ist zu groß.",
    "float_type": A_NUMBER,
    "float_parsing": A_NUMBER,
    "decimal_type": A_NUMBER,
    "decimal_parsing": A_NUMBER,
    "finite_number": "Bitte eine endliche Zahl angeben.",
    "multiple_of": "Bitte ein Vielfaches von {multiple_of} angeben.",
    "greater_than": "Der Wert muss größer als {gt} sein.",
    "greater_than_equal": "Der Wert muss mindestens {ge} sein.",
    "less_than": "Der Wert muss kleiner als {lt} sein.",
    "less_than_equal": "Der Wert darf höchstens {le} sein.",
    "date_type": A_DATE,
    "date_parsing": A_DATE,
    "date_from_datetime_parsing": A_DATE,
    "date_from_datetime_inexact": A_DATE,
    "date_past": "Das Datum muss in der Vergangenheit liegen.",
    "date_future": "Das Datum muss in der Zukunft liegen.",
    "datetime_type": A_TIME,
    "datetime_parsing": A_TIME,
    "datetime_object_invalid": A_TIME,
    "datetime_from_date_parsing": A_TIME,
    "datetime_past": "Der Zeitpunkt darf nicht in der Zukunft liegen.",
    "datetime_future": "Der Zeitpunkt muss in der Zukunft liegen.",
    "timezone_naive": "Bitte den Zeitpunkt ohne Zeitzone angeben.",
    "timezone_aware": "Bitte den Zeitpunkt mit Zeitzone angeben.",
    "timezone_offset": "Diese Zeitzone ist hier nicht erlaubt.",
    "time_type": "Bitte eine Uhrzeit angeben.",
    "time_parsing": "Bitte eine Uhrzeit angeben.",
    "uuid_type": AN_ID,
    "uuid_parsing": AN_ID,
    "uuid_version": AN_ID,
    "list_type": A_LIST,
    "tuple_type": A_LIST,
    "set_type": A_LIST,
    "frozen_set_type": A_LIST,
    "iterable_type": A_LIST,
    "set_item_not_hashable": A_LIST,
    "too_short": "Bitte mindestens {min_length} Einträge angeben.",
    "too_long": "Bitte höchstens {max_length} Einträge angeben.",
    "dict_type": AN_OBJECT,
    "mapping_type": AN_OBJECT,
    "model_type": AN_OBJECT,
    "model_attributes_type": AN_OBJECT,
    "dataclass_type": AN_OBJECT,
    "bytes_type": "Bitte eine Datei angeben.",
    "bytes_too_long": "Bitte höchstens {max_length} Bytes angeben.",
    "recursion_depth_exceeded": "Der Inhalt ist zu tief verschachtelt.",
}


def rule_of(kind: str, details: Mapping[str, Any]) -> str:
    """The sentence for one validation error; ``details`` is its context (limits, allowed values).

    A check of our own (``value_error``) speaks German already: its message is the rule.
    """
    if kind in ("value_error", "assertion_error"):
        return str(details.get("error", FALLBACK))
    limits = {name: _german(value) for name, value in details.items()}
    try:
        return RULES.get(kind, FALLBACK).format_map(limits)
    except (KeyError, IndexError, ValueError):
        return FALLBACK


def _german(value: object) -> str:
    return str(value).replace(" or ", " oder ")
