"""The access export as one document, as JSON or PDF; made at that moment and kept nowhere."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typst

from services.kernel.canonical import canonical
from services.kernel.pages.wording import moment
from services.kernel.telling import Part, Told
from services.kernel.times import rfc3339

TEMPLATE: Final = Path(__file__).parent / "access.typ"
STANDARDS: Final = ("a-2a", "ua-1")
# GDPR Article 15(1)(a) to (h); what is the same for everybody.
ABOUT: Final = (
    ("Wozu", "Beratung und Begleitung im Sozialraum, und der Nachweis gegenüber dem Zuwendungsgeber (ESF Plus)."),
    (
        "Wer sie bekommt",
        (
            "Das Team, das mit Ihnen arbeitet. Partner bekommen nur, wozu Sie eingewilligt haben; es steht unter"
            " „Weitervermittlungen“. Der Zuwendungsgeber bekommt Zahlen, keine Namen."
        ),
    ),
    (
        "Wie lange",
        (
            "Namen und Notizen, bis sie gelöscht werden. Angaben der ESF-Teilnahme bis fünf Jahre nach Ende des Jahres"
            " der Schlusszahlung (Verordnung (EU) 2021/1060, Artikel 82)."
        ),
    ),
    ("Woher", "Von Ihnen selbst, und was Fachkräfte bei der Arbeit mit Ihnen festgehalten haben."),
    (
        "Ihre Rechte",
        (
            "Sie können Angaben berichtigen, löschen oder ihre Verarbeitung einschränken lassen, Einwilligungen"
            " widerrufen und sich bei der Aufsichtsbehörde für den Datenschutz beschweren. Niemand entscheidet"
            " automatisch über Sie."
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessDocument:
    """All that is stored of a person, in the order of the services; ``district``: the name of the district.

    ``unanswered``: what is missing because a service did not answer, in German.
    """

    district: str
    made: datetime
    parts: Sequence[Part]
    unanswered: Sequence[str] = ()

    def as_json(self) -> bytes:
        """Canonical JSON (RFC 8785)."""
        return canonical(self._plain())

    def as_pdf(self) -> bytes:
        """PDF/UA-1 for screen readers, PDF/A-2a to be kept."""
        return bytes(
            typst.compile(
                TEMPLATE,
                root=TEMPLATE.parent,
                font_paths=typst.Fonts(include_system_fonts=False),
                format="pdf",
                sys_inputs={"access": json.dumps(self._plain() | {"made": moment(self.made)}, ensure_ascii=False)},
                pdf_standards=list(STANDARDS),
                timestamp=int(self.made.timestamp()),
            )
        )

    def _plain(self) -> dict[str, Any]:
        return {
            "district": self.district,
            "made": rfc3339(self.made),
            "complete": not self.unanswered,
            "unanswered": list(self.unanswered),
            "about": [{"label": label, "text": text} for label, text in ABOUT],
            "parts": [{"title": each.title, "entries": [_entry(told) for told in each.told]} for each in self.parts],
        }


def _entry(told: Told) -> dict[str, Any]:
    return {
        "title": told.title,
        "recorded": None if told.recorded is None else moment(told.recorded),
        "by": told.by,
        "values": [{"label": label, "value": value} for label, value in told.said],
    }
