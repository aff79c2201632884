"""Paper about surveys as PDF: the questionnaire in each of its languages, and slips with one-time links to cut apart.

PDF/UA-1 for screen readers, PDF/A-2a to be kept. Arabic needs a font of the machine (``fonts``): typst's own have none.
"""

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import segno
import typst

from services.contracts.events import Asked
from services.events.domain.response_answers import HIGHEST, LOWEST
from services.events.domain.survey_questions import said_best
from services.events.surveys_languages import Language
from services.events.surveys_queries import SurveyRow
from services.kernel import readable_codes
from services.kernel.pages.wording import day as written_day

TEMPLATE: Final = Path(__file__).parent / "surveys_paper.typ"
STANDARDS: Final = ("a-2a", "ua-1")
# In this order: typst's own, then what machines have for languages that are not written in Latin or Cyrillic letters.
FONTS: Final = ("Libertinus Serif", "DejaVu Sans", "Noto Sans Arabic", "Noto Naskh Arabic")
FREE_LINES: Final = 4
CODE_ALT: Final = "QR-Code mit dem Link zur Umfrage"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    text: str
    hint: str
    choices: Sequence[str] = ()
    in_a_row: bool = False
    lines: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slip:
    qr: str
    alt: str
    words: str
    address: str
    code: str = ""


def questionnaire_pdf(survey: SurveyRow, language: Language, author: str, address: str | None) -> bytes:
    """The sheet in that language; ``address`` of the open link, None where one needs a code."""
    words = language.words
    until = [] if survey.last_day is None else [f"{words['until']} {written_day(survey.last_day)}."]
    place = _Question(text=words["sozialraum"], hint="", choices=survey.drafted.sozialraeume)
    questions = [
        *([place] if survey.drafted.sozialraeume else []),
        *(_question(each, language) for each in survey.questions),
    ]
    opening = None
    if address is not None:
        opening = _Slip(qr=_picture(address), alt=CODE_ALT, words=words["online"], address=address)
    return _printed(
        language, survey.title_in(language.key), author, [words["about"], *until], questions=questions, opening=opening
    )


def slips_pdf(survey: SurveyRow, language: Language, author: str, address: str, codes: Sequence[str]) -> bytes:
    """A slip a code: the link with the code behind its number sign, which a browser sends to nobody."""
    slips = [
        _Slip(
            qr=_picture(f"{address}#.{code}"),
            alt=CODE_ALT,
            words=survey.title,
            address=address,
            code=readable_codes.grouped(code),
        )
        for code in codes
    ]
    told = (
        "Ein Zettel je Person, ohne Liste, wer welchen bekommt: So bleibt die Antwort anonym. Jeder Link gilt einmal."
    )
    return _printed(language, f"Einmal-Links: {survey.title}", author, [told], slips=slips)


def _printed(
    language: Language,
    title: str,
    author: str,
    sentences: Sequence[str],
    *,
    questions: Sequence[_Question] = (),
    opening: _Slip | None = None,
    slips: Sequence[_Slip] = (),
) -> bytes:
    data = {
        "title": title,
        "author": author,
        "language": language.key,
        "direction": language.direction,
        "fonts": FONTS,
        "sentences": sentences,
        "questions": [{name.replace("_", "-"): value for name, value in asdict(each).items()} for each in questions],
        "opening": None if opening is None else asdict(opening),
        "slips": [asdict(each) for each in slips],
    }
    return bytes(
        typst.compile(
            TEMPLATE,
            root=TEMPLATE.parent,
            format="pdf",
            sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
            pdf_standards=list(STANDARDS),
            timestamp=0,
        )
    )


def _question(question: Asked, language: Language) -> _Question:
    text, words = said_best(question.wordings, language.key), language.words
    match question.kind:
        case "single" | "multiple":
            hint = words["several"] if question.kind == "multiple" else ""
            choices = [said_best(each.wordings, language.key) for each in question.choices]
            return _Question(text=text, hint=hint, choices=choices)
        case "scale":
            steps = [str(step) for step in range(LOWEST, HIGHEST + 1)]
            return _Question(text=text, hint=words["scale"], choices=steps, in_a_row=True)
        case "number":
            return _Question(text=text, hint=words["number"], lines=1)
        case _:
            return _Question(text=text, hint="", lines=FREE_LINES)


def _picture(address: str) -> str:
    """The address as a QR code: an SVG, dark on light."""
    kept = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        kept, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False
    )
    return kept.getvalue().decode()
