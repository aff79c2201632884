"""The German words of the closed sets that people choose from and read; one entry a value, in the order of forms."""

from collections.abc import Mapping
from typing import Any, Final

from services.contracts import intake
from services.contracts.referral import Provenance
from services.contracts.referral_states import State

YES_NO: Final[Mapping[intake.YesNo, str]] = {"yes": "ja", "no": "nein"}
YES_NO_REFUSED: Final[Mapping[intake.YesNoRefused, str]] = {"yes": "ja", "no": "nein", "refused": "keine Angabe"}
STATES: Final[Mapping[intake.State, str]] = {
    "draft": "Entwurf",
    "submitted": "eingereicht",
    "cancelled": "storniert",
}
GENDERS: Final[Mapping[intake.Gender, str]] = {"female": "weiblich", "male": "männlich", "non_binary": "nicht-binär"}
EMPLOYMENTS: Final[Mapping[intake.Employment, str]] = {
    "employed": "erwerbstätig, auch selbstständig",
    "unemployed": "arbeitslos",
    "inactive": "nicht erwerbstätig",
}
CITIZENSHIPS: Final[Mapping[intake.Citizenship, str]] = {
    "german": "deutsch",
    "eu": "anderes Land der EU",
    "third_country": "Land außerhalb der EU",
    "stateless": "staatenlos",
    "undetermined": "ungeklärt",
    "refused": "keine Angabe",
}
HOUSINGS: Final[Mapping[intake.Housing, str]] = {
    "housed": "Wohnung",
    "roofless": "obdachlos",
    "houseless": "wohnungslos, in einer Unterkunft",
    "insecure": "ungesichert",
    "inadequate": "unzumutbar",
    "refused": "keine Angabe",
}
# The words of the printed questionnaire (forms/texts/questionnaire.v1.toml), so that nobody has to translate.
ISCED: Final[Mapping[int, str]] = {
    0: "kein Abschluss (ISCED 0)",
    1: "Grundschule (ISCED 1)",
    2: "Hauptschule, Realschule (ISCED 2)",
    3: "Abitur, Berufsausbildung (ISCED 3)",
    4: "Abitur und Berufsausbildung (ISCED 4)",
    5: "Meister, Techniker (ISCED 5)",
    6: "Bachelor (ISCED 6)",
    7: "Master, Diplom (ISCED 7)",
    8: "Promotion (ISCED 8)",
}
STATUS_KINDS: Final[Mapping[intake.StatusKind, str]] = {
    "exit": "Verbleib bei Austritt",
    "followup": "Nachbefragung sechs Monate nach dem Austritt",
}
LABOUR_STATUSES: Final[Mapping[intake.LabourStatus, str]] = {
    "employed": "hat Arbeit, auch selbstständig",
    "job_seeking": "sucht Arbeit und ist dafür gemeldet",
    "unemployed": "arbeitslos",
    "inactive": "weder in Arbeit noch auf Arbeitssuche",
    "no_answer": "keine Antwort erhalten",
}
IDENTITIES: Final[Mapping[intake.Identity, str]] = {"pseudonymous": "unter Codewort", "named": "namentlich"}
CASE_STATES: Final[Mapping[intake.CaseState, str]] = {"open": "offen", "paused": "ruht", "closed": "abgeschlossen"}
END_KINDS: Final[Mapping[intake.EndKind, str]] = {
    "goals_reached": "Ziele erreicht",
    "goals_partly_reached": "Ziele teilweise erreicht",
    "referred": "weitervermittelt",
    "moved_away": "weggezogen",
    "broken_off": "abgebrochen",
    "declined": "Hilfe abgelehnt",
    "died": "verstorben",
}
CONSENT_FORMS: Final[Mapping[intake.ConsentForm, str]] = {"paper": "auf Papier", "electronic": "elektronisch"}
CONSENT_PURPOSES: Final[Mapping[intake.ConsentPurpose, str]] = {
    "pseudonymous_file": "Akte unter Codewort",
    "named_file": "Akte mit Namen",
    "esf_data": "Angaben für den ESF",
    "follow_up_survey": "Nachbefragung",
    "referral": "Weitervermittlung",
}
SEVERITIES: Final[Mapping[intake.Severity, str]] = {
    "slight": "leicht",
    "considerable": "erheblich",
    "severe": "schwer",
}
STAGES: Final[Mapping[intake.Stage, str]] = {"start": "zu Beginn", "interim": "zwischendurch", "end": "zum Ende"}
GOAL_OUTCOMES: Final[Mapping[intake.GoalOutcome, str]] = {
    "reached": "erreicht",
    "partly_reached": "teilweise erreicht",
    "not_reached": "nicht erreicht",
    "dropped": "fallen gelassen",
}
APPOINTMENT_ENDS: Final[Mapping[intake.AppointmentEnd, str]] = {
    "kept": "wahrgenommen",
    "missed": "nicht erschienen",
    "cancelled": "abgesagt",
}
PRESENT: Final[Mapping[intake.Present, str]] = {
    "client": "die Person selbst",
    "family": "Angehörige",
    "interpreter": "Sprachmittlung",
    "volunteer": "Ehrenamtliche",
    "authority": "Behörde",
    "partner": "Netzwerkpartner",
    "colleague": "Kollegin oder Kollege",
}
PROVENANCES: Final[Mapping[Provenance, str]] = {
    "partner_link": "vom Partner, über seinen Link",
    "partner_phone": "vom Partner, am Telefon",
    "partner_letter": "vom Partner, schriftlich",
    "person": "von der Person selbst",
    "staff": "von einer Fachkraft",
    "website": "von der Internetseite",
    "visit": "bei einem Besuch",
    "imported": "aus einer Datei",
}
# The vocabulary's own words tell of what may vary; here it is said what happened.
REFERRAL_STATES: Final[Mapping[State, str]] = {
    "proposed": "vorgeschlagen",
    "consented": "Einwilligung liegt vor",
    "handed_over": "an den Partner übergeben",
    "accepted": "vom Partner angenommen",
    "declined_by_partner": "vom Partner abgelehnt",
    "declined_by_person": "von der Person abgelehnt",
    "rerouted": "an eine andere Stelle verwiesen",
    "withdrawn": "von uns zurückgezogen",
    "arrived": "beim Partner angekommen",
    "missed": "nicht erschienen",
    "solved": "Anliegen gelöst",
    "partly_solved": "Anliegen teilweise gelöst",
    "not_solved": "ohne Lösung beendet",
    "contact_lost": "Kontakt abgebrochen",
    "back_to_us": "zurück an uns",
}


def options(words: Mapping[Any, str]) -> tuple[tuple[str, str], ...]:
    """As fields of forms take them."""
    return tuple((str(value), title) for value, title in words.items())
