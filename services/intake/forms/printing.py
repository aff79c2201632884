"""A released text as a PDF to be signed: PDF/UA-1 for screen readers, PDF/A-2a to be kept; fonts are typst's own."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
import typst

from services.intake.forms.library import FormText

TEMPLATE: Final = Path(__file__).parent / "form.typ"
STANDARDS: Final = ("a-2a", "ua-1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands above the text; a code word only where a case is known."""

    operation: str
    operation_name: str
    code_word: str | None = None


def printed(text: FormText, heading: Heading) -> bytes:
    """The PDF: the same text and heading give the same bytes."""
    data = {
        **msgspec.to_builtins(text),
        "operation": heading.operation,
        "operation_name": heading.operation_name,
        "code_word": heading.code_word,
    }
    fonts = typst.Fonts(include_system_fonts=False)
    return bytes(
        typst.compile(
            TEMPLATE,
            root=TEMPLATE.parent,
            font_paths=fonts,
            format="pdf",
            sys_inputs={"form": json.dumps(data, ensure_ascii=False)},
            pdf_standards=list(STANDARDS),
            timestamp=0,
        )
    )
