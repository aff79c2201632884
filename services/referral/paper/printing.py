"""Papers as PDF: PDF/UA-1 for screen readers, PDF/A-2a to be kept; fonts are typst's own."""

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import segno
import typst

TEMPLATE: Final = Path(__file__).parent / "paper.typ"
STANDARDS: Final = ("a-2a", "ua-1")

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a paper under its heading: sentences, then names with values."""

    title: str
    sentences: Sequence[str] = ()
    pairs: Pairs = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How the reader answers: what the QR code holds, and the code to type."""

    address: str
    typed_at: str
    code: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One sheet; ``recipient`` lines stand where an envelope shows them."""

    title: str
    author: str
    recipient: Sequence[str]
    date: str
    about: Pairs
    parts: Sequence[Part]
    opening: Opening | None = None


def printed(paper: Paper) -> bytes:
    """The PDF: the same paper gives the same bytes."""
    data = {**asdict(paper), "qr": None if paper.opening is None else _picture(paper.opening.address)}
    return bytes(
        typst.compile(
            TEMPLATE,
            root=TEMPLATE.parent,
            font_paths=typst.Fonts(include_system_fonts=False),
            format="pdf",
            sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
            pdf_standards=list(STANDARDS),
            timestamp=0,
        )
    )


def _picture(address: str) -> str:
    """The address as a QR code: an SVG, dark on light."""
    kept = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        kept, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False
    )
    return kept.getvalue().decode()
