"""What mails to partners say, in plain German: institutions, a link, a number to ring. Never a word about a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.contracts.referral import MailPurpose
from services.kernel.pages.wording import day as written_day

SUBJECTS: Final[dict[MailPurpose, str]] = {
    "hand_over": "Anfrage zu einer Weitervermittlung",
    "reminder": "Erinnerung: Anfrage zu einer Weitervermittlung",
    "assurance": "Stimmen Ihre Angaben im Verzeichnis noch?",
    "survey": "Befragung zur Zusammenarbeit",
    "sharing_ended": "Bitte Angaben löschen",
}
WHAT_IT_IS_ABOUT: Final[dict[MailPurpose, str]] = {
    "hand_over": "wir möchten jemanden an Sie vermitteln. Worum es geht, sehen Sie über den Link unten. Dort können "
    "Sie auch gleich antworten. Sie brauchen dafür kein Benutzerkonto.",
    "reminder": "wir haben Sie zu einer Weitervermittlung angefragt und noch keine Antwort von Ihnen. Worum es geht, "
    "sehen Sie über den Link unten. Dort können Sie auch gleich antworten. Sie brauchen dafür kein Benutzerkonto.",
    "assurance": "Sie stehen mit Ihren Angeboten in unserem Verzeichnis. Bitte sehen Sie nach, ob alles noch stimmt. "
    "Das dauert etwa zwei Minuten. Sie brauchen dafür kein Benutzerkonto.",
    "survey": "wir fragen unsere Partner, wie die Zusammenarbeit läuft. Das Ausfüllen dauert etwa zehn Minuten. Sie "
    "brauchen dafür kein Benutzerkonto.",
    "sharing_ended": "wir haben Ihnen zu einer Weitervermittlung Angaben übermittelt. Die Grundlage dafür ist "
    "entfallen. Bitte löschen Sie diese Angaben (Artikel 19 der Datenschutz-Grundverordnung). Melden Sie sich, wenn "
    "Sie dazu Fragen haben.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What one mail is made of. ``link`` and ``code`` open the same; ``reference``: of the referral, for the telephone.

    ``last_day``: until when the link opens.
    """

    purpose: MailPurpose
    partner: str
    district: str
    sender: str
    callback: str | None = None
    link: str | None = None
    code: str | None = None
    code_page: str | None = None
    last_day: date | None = None
    reference: str | None = None


def subject(letter: Letter) -> str:
    """``Anfrage zu einer Weitervermittlung (K7MX-3QRP)``."""
    return SUBJECTS[letter.purpose] + (f" ({letter.reference})" if letter.reference else "")


def body(letter: Letter) -> str:
    """Paragraphs with an empty line between them."""
    return "\n\n".join(_paragraphs(letter)) + "\n"


def _paragraphs(letter: Letter) -> Iterator[str]:
    yield f"Guten Tag,\n{letter.partner},"
    yield WHAT_IT_IS_ABOUT[letter.purpose]
    if letter.link is not None:
        yield f"Ihr Link:\n{letter.link}"
        if letter.code is not None and letter.code_page is not None:
            yield f"Falls er sich nicht öffnet: {letter.code_page}\nDort diesen Code eingeben: {letter.code}"
        if letter.last_day is not None:
            yield f"Der Link gilt bis {written_day(letter.last_day)}. Bitte geben Sie ihn nicht weiter."
    if letter.reference is not None:
        yield f"Wenn Sie uns anrufen, nennen Sie bitte den Vorgang {letter.reference}."
    if letter.callback is not None:
        yield f"Telefon für Rückfragen: {letter.callback}"
    yield f"Mit freundlichen Grüßen\n{letter.sender}\n{letter.district}"
    yield "Diese Nachricht wurde von Lotse verschickt. Auf diese Adresse antwortet niemand."
