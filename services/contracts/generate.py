"""Writes the JSON Schemas of all facts beside their golden examples: ``python -m services.contracts.generate``.

The class is the source of truth; the committed schema is its snapshot, so that a change shows in a review.
"""

import json
from pathlib import Path
from typing import Final

import services.contracts  # noqa: F401 - registers all facts
from services.kernel.facts import FactType, fact_types, json_schema

FOLDER: Final = Path(__file__).parent
SCHEMAS: Final = FOLDER / "schemas"
EXAMPLES: Final = FOLDER / "examples"


def schema_path(known: FactType) -> Path:
    return SCHEMAS / f"{known.topic}.json"


def schema_text(known: FactType) -> str:
    return json.dumps(json_schema(known), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Schemas of older versions stay: a stored fact of any released version is readable for ever."""
    SCHEMAS.mkdir(exist_ok=True)
    for known in fact_types():
        schema_path(known).write_text(schema_text(known), encoding="utf-8")


if __name__ == "__main__":
    main()
