"""What predicates may ask about a participation: the columns of the report's row, with their German words."""

from typing import Final

from services.reporting.domain.expressions import AgeOn, Field, MonthsSince, Parameter

YES_NO: Final = (("yes", "ja"), ("no", "nein"), ("refused", "keine Angabe gewünscht"))
EMPLOYMENT: Final = (
    ("employed", "erwerbstätig"),
    ("unemployed", "arbeitslos"),
    ("inactive", "nicht erwerbstätig"),
)
STATUS: Final = (*EMPLOYMENT, ("job_seeking", "arbeitsuchend"), ("no_answer", "keine Antwort"))

state = Field("state", "Stand", (("draft", "Entwurf"), ("submitted", "eingereicht"), ("cancelled", "storniert")))
erased = Field("erased", "Angaben gelöscht")
entry_date = Field("entry_date", "Eintritt")
exit_date = Field("exit_date", "Austritt")
gender = Field("gender", "Geschlecht", (("female", "weiblich"), ("male", "männlich"), ("non_binary", "divers")))
birth_date = Field("birth_date", "Geburtsdatum")
age = AgeOn("age", "Alter bei Eintritt")
employment = Field("employment", "Erwerbsstatus bei Eintritt", EMPLOYMENT)
unemployed_since = Field("unemployed_since", "Beginn der Arbeitslosigkeit")
months_unemployed = MonthsSince("unemployed_since", "entry_date", "bei Eintritt arbeitslos")
in_education = Field("in_education", "In Bildung bei Eintritt", YES_NO)
isced = Field("isced", "Bildungsabschluss (ISCED)")
disability = Field("disability", "Behinderung", YES_NO)
foreign_background = Field("foreign_background", "Ausländische Herkunft", YES_NO)
minority = Field("minority", "Minderheit", YES_NO)
citizenship = Field(
    "citizenship",
    "Staatsangehörigkeit",
    (
        ("german", "deutsch"),
        ("eu", "Europäische Union"),
        ("third_country", "Drittstaat"),
        ("stateless", "staatenlos"),
        ("undetermined", "ungeklärt"),
        ("refused", "keine Angabe gewünscht"),
    ),
)
housing = Field(
    "housing",
    "Wohnsituation bei Eintritt",
    (
        ("housed", "in Wohnung"),
        ("roofless", "obdachlos"),
        ("houseless", "wohnungslos"),
        ("insecure", "in ungesichertem Wohnverhältnis"),
        ("inadequate", "in unzureichendem Wohnraum"),
        ("refused", "keine Angabe gewünscht"),
    ),
)
rural = Field("rural", "Wohnort in ländlicher Gemeinde")
exit_status = Field("exit_status", "Letzter Status nach Austritt", STATUS)
exit_education = Field("exit_education", "In Bildung nach Austritt", YES_NO)
exit_qualification = Field("exit_qualification", "Qualifikation erlangt")
followup_status = Field("followup_status", "Letzter Status der Nachbefragung", STATUS)
followup_improved = Field("followup_improved", "Lage laut Nachbefragung verbessert", YES_NO)

as_of = Parameter("as_of", "Stichtag")
