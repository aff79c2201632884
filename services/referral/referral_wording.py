"""The German words of what happens to a referral, for the Fachkraft's pages; short, and in the order of forms.

Keys are the values of the closed sets in ``contracts.referral``, all of them.
"""

from collections.abc import Mapping
from typing import Final

from services.contracts.referral import Provenance
from services.referral.domain.next_step import Action

PROVENANCES: Final[Mapping[str, str]] = {
    "partner_phone": "Partner, am Telefon",
    "person": "die Person selbst",
    "staff": "wir selbst waren dabei",
    "partner_letter": "Partner, mit Brief oder E-Mail",
    "visit": "Besuch beim Partner",
    "partner_link": "Partner, über den Link",
    "website": "Internetseite des Partners",
    "imported": "aus einer Datei",
}
# What a Fachkraft writes down; a link speaks for itself.
BY_HAND: Final[tuple[Provenance, ...]] = ("partner_phone", "person", "staff", "partner_letter", "visit")
CHANNELS: Final[Mapping[str, str]] = {
    "in_person": "persönlich oder mitgegeben",
    "phone": "am Telefon",
    "link_by_mail": "Link per E-Mail an den Partner",
    "link_on_paper": "Schreiben mit QR-Code an den Partner",
    "post": "mit der Post",
    "district_letter": "verschlüsselter Brief in einen anderen Landkreis",
}
DECLINED: Final[Mapping[str, str]] = {
    "no_capacity": "kein Platz frei",
    "not_responsible": "nicht zuständig",
    "waits_too_long": "Wartezeit zu lang",
    "requirements_not_met": "Voraussetzungen fehlen",
    "not_wanted": "die Person möchte nicht",
    "other": "anderer Grund",
}
WITHDRAWN: Final[Mapping[str, str]] = {
    "no_longer_needed": "wird nicht mehr gebraucht",
    "solved_otherwise": "anders gelöst",
    "consent_withdrawn": "Einwilligung widerrufen",
    "recorded_by_mistake": "versehentlich erfasst",
    "other": "anderer Grund",
}
OUTCOMES: Final[Mapping[str, str]] = {
    "solved": "Anliegen gelöst",
    "partly_solved": "teilweise gelöst",
    "not_solved": "nicht gelöst",
    "contact_lost": "Kontakt abgebrochen",
    "back_to_us": "zurück an uns",
}
# Action -> the words of its button, and its address below the referral; two lead elsewhere.
ACTIONS: Final[Mapping[Action, tuple[str, str]]] = {
    "tell_partner": ("Partner unterrichtet", "partner-unterrichtet"),
    "consent": ("Einwilligung erfassen", ""),
    "hand_over": ("Übergeben", "uebergabe"),
    "answer": ("Antwort eintragen", "antwort"),
    "arrival": ("Ankunft eintragen", "ankunft"),
    "outcome": ("Ergebnis eintragen", "ergebnis"),
    "elsewhere": ("Andere Stelle suchen", ""),
    "close": ("Abschließen", "abschluss"),
    "withdraw": ("Zurückziehen", "rueckzug"),
    "reopen": ("Wieder öffnen", "wieder-oeffnen"),
}
# What stands above the one main button: why it is the next thing to do.
NEXT: Final[Mapping[Action, str]] = {
    "tell_partner": (
        "Die Einwilligung ist widerrufen. Bitte sagen Sie dem Partner, dass er die Angaben löschen soll, und tragen"
        " Sie das hier ein."
    ),
    "consent": (
        "Für Angaben zur Person fehlt die Einwilligung. Lassen Sie die Person unterschreiben und erfassen Sie das,"
        " oder übergeben Sie ohne Angaben."
    ),
    "hand_over": "Jetzt kann übergeben werden.",
    "answer": "Der Partner hat es. Sobald Sie etwas hören, tragen Sie die Antwort ein.",
    "arrival": "Fragen Sie nach, ob die Person beim Partner angekommen ist.",
    "outcome": "Die Person ist angekommen. Sobald Sie wissen, was daraus geworden ist, tragen Sie das Ergebnis ein.",
    "elsewhere": "Dort geht es nicht weiter. Suchen Sie mit der Person eine andere Stelle, oder schließen Sie ab.",
    "close": "Es ist nichts mehr offen. Bitte abschließen.",
    "withdraw": "",
    "reopen": "",
}
