"""Common indicators of the ESF+ 2021-2027, general support strand; Regulation (EU) 2021/1057, Annex I."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from services.reporting.domain.catalogue import Catalogue, Check, Indicator, Reason, Windows
from services.reporting.domain.catalogues import fields as f

WINDOWS: Final = Windows(long_term_months=12, exit_days=28, followup_from_months=6, followup_to_months=9)

ANNEX: Final = "https://gesetze.legal/eu/vo_eu_2021_1057/anhang_i"
ANNEX_COPY: Final = "https://eumonitor.eu/9353000/1/j4nvirkkkr58fyw_j9vvik7m1c3gyxp/vkoseu9025xz"
ARTICLE_17: Final = "https://gesetze.legal/eu/vo_eu_2021_1057/17"
BAVARIA: Final = (
    "https://i2021.esf-bavaria.de/wb_pt/pages/projekt-bearbeiten/teilnehmer--und-unternehmensdaten-bearbeiten"
    "/onlineerfassung-durch-die-teilnehmer/ausfuellhinweise.php"
)
SFC: Final = "https://sfc.ec.europa.eu/en/"
ENGLISH: Final = "?language_content_entity=en"
SELF_EMPLOYED: Final = f"{SFC}welcher-gemeinsame-outputindikator-sollte-verwendet-werden-um-die-forderung-der{ENGLISH}"
WHERE_APPLICABLE: Final = (
    f"{SFC}wie-ist-die-bestimmung-eine-datenerhebung-ist-nur-notwendig-sofern-zutreffend-auszulegen{ENGLISH}"
)
TARGET_GROUP: Final = f"{SFC}node/3617{ENGLISH}"
IMMEDIATE: Final = f"{SFC}bezugszeitraum-fur-indikatoren-fur-unmittelbare-ergebnisse{ENGLISH}"
TABLE_6: Final = f"{SFC}2021/news/24062024-validation-rule-changes-tod-table-6-esf{ENGLISH}"
TABLE_10: Final = f"{SFC}2021/news/01072025-transmission-data-modified-validation-rule-table-10{ENGLISH}"
LAW: Final = (ANNEX, ANNEX_COPY)

IN_WORK: Final = f.employment == "employed"
UNEMPLOYED: Final = f.employment == "unemployed"
INACTIVE: Final = f.employment == "inactive"
OUT_OF_WORK: Final = f.employment.is_in("unemployed", "inactive")
EVERYONE: Final = f.entry_date <= f.as_of
LONG_TERM: Final = f.months_unemployed >= WINDOWS.long_term_months

PERSONS: Final = f.gender.is_known() & f.birth_date.is_known() & f.entry_date.is_known()
COMPLETE: Final = PERSONS & f.employment.is_known() & (~UNEMPLOYED | f.unemployed_since.is_known()) & f.isced.is_known()

# Annex I, point 1.1: participants; of these only 01, 06, 07 and 08 apply to specific objective (l).
PARTICIPANTS: Final = (
    Indicator("EECO01", "Gesamtzahl der Teilnehmer", "Total number of participants",
              EVERYONE, "entry", "1.1", (*LAW, ARTICLE_17), "high", applies_to_eso_4_12=True),
    Indicator("EECO02", "Arbeitslose, auch Langzeitarbeitslose", "Unemployed, including long-term unemployed",
              UNEMPLOYED, "entry", "1.1", (*LAW, BAVARIA), "high"),
    Indicator("EECO03", "Langzeitarbeitslose", "Long-term unemployed",
              UNEMPLOYED & LONG_TERM, "entry", "1.1", LAW, "medium"),
    Indicator("EECO04", "Nichterwerbstätige", "Inactive",
              INACTIVE, "entry", "1.1", LAW, "medium-high"),
    Indicator("EECO05", "Erwerbstätige, auch Selbstständige", "Employed, including self-employed",
              IN_WORK, "entry", "1.1", (*LAW, BAVARIA, SELF_EMPLOYED), "high"),
    Indicator("EECO06", "Zahl der Kinder unter 18 Jahren", "Number of children below 18 years of age",
              f.age < 18, "entry", "1.1", LAW, "high", applies_to_eso_4_12=True),
    Indicator("EECO07", "Zahl der jungen Menschen im Alter von 18 bis 29 Jahren",
              "Number of young people between 18 and 29 years of age",
              f.age.between(18, 29), "entry", "1.1", LAW, "high", applies_to_eso_4_12=True),
    Indicator("EECO08", "Zahl der Teilnehmer ab 55 Jahren", "Number of participants of 55 years of age and above",
              f.age >= 55, "entry", "1.1", LAW, "high", applies_to_eso_4_12=True),
    Indicator("EECO09", "Mit Sekundarbildung Unterstufe oder weniger (ISCED 0-2)",
              "With lower secondary education or less (ISCED 0-2)",
              f.isced.between(0, 2), "entry", "1.1", LAW, "medium-high"),
    Indicator("EECO10", "Mit Sekundarbildung Oberstufe (ISCED 3) oder postsekundärer Bildung (ISCED 4)",
              "With upper secondary (ISCED 3) or post-secondary education (ISCED 4)",
              f.isced.between(3, 4), "entry", "1.1", LAW, "medium-high"),
    Indicator("EECO11", "Mit tertiärer Bildung (ISCED 5 bis 8)", "With tertiary education (ISCED 5 to 8)",
              f.isced.between(5, 8), "entry", "1.1", LAW, "medium-high"),
)  # fmt: skip

# Annex I, point 1.2: collected where applicable and relevant; what is refused or unknown is not counted.
TRAITS: Final = (
    Indicator("EECO12", "Teilnehmer mit Behinderungen", "Participants with disabilities",
              f.disability == "yes", "entry", "1.2", (*LAW, WHERE_APPLICABLE, TARGET_GROUP), "medium-high"),
    Indicator("EECO13", "Drittstaatsangehörige", "Third-country nationals",
              f.citizenship.is_in("third_country", "stateless", "undetermined"),
              "entry", "1.2", (*LAW, WHERE_APPLICABLE), "high"),
    Indicator("EECO14", "Teilnehmer ausländischer Herkunft", "Participants with a foreign background",
              f.foreign_background == "yes", "entry", "1.2", (*LAW, WHERE_APPLICABLE), "medium"),
    Indicator("EECO15",
              "Angehörige von Minderheiten (u. a. marginalisierte Gemeinschaften, wie etwa die Roma)",
              "Minorities (including marginalised communities such as Roma people)",
              f.minority == "yes", "entry", "1.2", (*LAW, WHERE_APPLICABLE), "medium-high"),
    Indicator("EECO16", "Obdachlose oder von Ausgrenzung auf dem Wohnungsmarkt Betroffene",
              "Homeless or affected by housing exclusion",
              f.housing.is_in("roofless", "houseless", "insecure", "inadequate"),
              "entry", "1.2", (*LAW, WHERE_APPLICABLE), "medium"),
    Indicator("EECO17", "Teilnehmer aus ländlichen Gebieten", "Participants from rural areas",
              f.rural == True, "entry", "1.2", (*LAW, WHERE_APPLICABLE), "medium"),  # noqa: E712 - an expression
)  # fmt: skip

# Annex I, point 2: supported entities; nothing records them yet.
ENTITIES: Final = (
    Indicator("EECO18",
              "Zahl der unterstützten öffentlichen Verwaltungen oder öffentlichen Dienste auf nationaler, "
              "regionaler oder lokaler Ebene",
              "Number of supported public administrations or public services at national, regional or local level",
              None, "during", "2", LAW, "medium", "entities"),
    Indicator("EECO19",
              "Zahl der unterstützten Kleinstunternehmen, kleinen und mittleren Unternehmen "
              "(auch Genossenschaften und Sozialunternehmen)",
              "Number of supported micro, small and medium-sized enterprises "
              "(including cooperative and social enterprises)",
              None, "during", "2", (*LAW, SELF_EMPLOYED), "high", "entities"),
)  # fmt: skip

# Annex I, points 3 and 4: results, each against its reference population.
RESULTS: Final = (
    Indicator("EECR01", "Teilnehmer, die nach ihrer Teilnahme auf Arbeitsuche sind",
              "Participants engaged in job searching upon leaving",
              INACTIVE & f.exit_status.is_in("job_seeking", "unemployed"),
              "upon_leaving", "3", (IMMEDIATE, ANNEX, TABLE_10), "high", reference=("EECO04",)),
    Indicator("EECR02", "Teilnehmer, die nach ihrer Teilnahme eine schulische oder berufliche Bildung absolvieren",
              "Participants in education or training upon leaving",
              (f.in_education == "no") & (f.exit_education == "yes"),
              "upon_leaving", "3", (ANNEX, IMMEDIATE), "medium", reference=("EECO01",)),
    Indicator("EECR03", "Teilnehmer, die nach ihrer Teilnahme eine Qualifizierung erlangen",
              "Participants gaining a qualification upon leaving",
              f.exit_qualification == True,  # noqa: E712 - an expression
              "upon_leaving", "3", (ANNEX, IMMEDIATE), "medium", reference=("EECO01",)),
    Indicator("EECR04",
              "Teilnehmer, die nach ihrer Teilnahme einen Arbeitsplatz haben, einschließlich Selbständige",
              "Participants in employment, including self-employment, upon leaving",
              OUT_OF_WORK & (f.exit_status == "employed"),
              "upon_leaving", "3", (IMMEDIATE, TABLE_6, TABLE_10), "high", reference=("EECO02", "EECO04")),
    Indicator("EECR05",
              "Teilnehmer, die sechs Monate nach ihrer Teilnahme einen Arbeitsplatz haben, "
              "einschließlich Selbständige",
              "Participants in employment, including self-employment, six months after leaving",
              OUT_OF_WORK & (f.followup_status == "employed"),
              "six_months_after", "4", (ANNEX, TABLE_10), "medium-high", reference=("EECO02", "EECO04")),
    Indicator("EECR06",
              "Teilnehmer, deren Lage auf dem Arbeitsmarkt sich sechs Monate nach ihrer Teilnahme verbessert hat",
              "Participants with an improved labour market situation six months after leaving",
              IN_WORK & (f.followup_improved == "yes"),
              "six_months_after", "4", (ANNEX, TABLE_10), "medium", reference=("EECO05",)),
)  # fmt: skip

REASONS: Final = (
    Reason("cancelled", "storniert", f.state == "cancelled"),
    Reason("draft", "Entwurf", f.state == "draft"),
    Reason("linked", "mit einer anderen Teilnahme zusammengeführt", None),
    Reason("erased", "Angaben gelöscht", f.erased == True),  # noqa: E712 - an expression
    Reason("after_as_of", "Eintritt nach dem Stichtag", f.entry_date > f.as_of),
    Reason("incomplete", "unvollständig nach Artikel 17 Absatz 5", None),
)

CHECKS: Final = (
    Check("C1", "EECO01 = EECO02 + EECO04 + EECO05", applies_to_eso_4_12=False),
    Check("C2", "EECO03 ist höchstens so groß wie EECO02"),
    Check("C3", "EECO06 + EECO07 + EECO08 ist höchstens so groß wie EECO01"),
    Check("C4", "EECO09 + EECO10 + EECO11 = EECO01", applies_to_eso_4_12=False),
    Check("C5", "EECO12 bis EECO17 sind jeweils höchstens so groß wie EECO01"),
    Check("C6", "Personen unter 02 oder 04, 02 oder 05, 02 oder 04 oder 05, 06 oder 07, 10 oder 11 = Summe der Teile"),
    Check("C7", "Jedes Ergebnis ist höchstens so groß wie seine Bezugsgruppe"),
    Check("C8", "Niemand zählt unter EECR01 und EECR04 zugleich"),
    Check("C9", "Kein Wert ist kleiner als am vorigen Stichtag (30. Juni oder 31. Dezember)"),
)


def _with_objective_l(indicators: tuple[Indicator, ...]) -> Iterator[Indicator]:
    """Points 1.2 and 2 apply to specific objective (l) as a whole."""
    return (replace(one, applies_to_eso_4_12=True) for one in indicators)


VERSION_1: Final = Catalogue(
    key="esf-plus-2021-2027",
    version=1,
    title_de="ESF+ 2021-2027, gemeinsame Indikatoren",
    windows=WINDOWS,
    indicators=(*PARTICIPANTS, *_with_objective_l(TRAITS), *_with_objective_l(ENTITIES), *RESULTS),
    complete=COMPLETE,
    complete_eso_4_12=PERSONS,
    reasons=REASONS,
    combinations=(
        ("EECO02", "EECO04"),
        ("EECO02", "EECO05"),
        ("EECO02", "EECO04", "EECO05"),
        ("EECO06", "EECO07"),
        ("EECO10", "EECO11"),
    ),
    disjoint=("EECR01", "EECR04"),
    checks=CHECKS,
)
