"""Common indicators of the ESF 2014-2020; Regulation (EU) No 1304/2013, Annex I.

CO12 to CO14 (households), CO17, and CO20 to CO22 (kinds of projects) are in the Annex and nothing records their
inputs: they appear without a value. CO15 is one trait here and three in the ESF+. The grand total includes whoever is
incomplete (guidance of the programme period); everything else counts complete records only. There is no third gender
in the Annex; the column is kept, so that a history read under either catalogue has the same columns.
"""

from dataclasses import replace
from typing import Final

from services.reporting.domain.catalogue import Catalogue, Check, Indicator, Windows
from services.reporting.domain.catalogues import esf_plus_2021_2027 as later
from services.reporting.domain.catalogues import fields as f

WINDOWS: Final = Windows(long_term_months=12, exit_days=28, followup_from_months=6, followup_to_months=9)
# Recalled from the guidance, not read in it: another version may say otherwise.
YOUNG_BELOW: Final = 25
LONG_TERM_MONTHS_OF_YOUNG: Final = 6
ABOVE: Final = 55  # "above 54 years of age"

ANNEX: Final = "https://eur-lex.europa.eu/legal-content/DE/TXT/?uri=CELEX:32013R1304"
LAW: Final = (ANNEX,)

UNEMPLOYED: Final = f.employment == "unemployed"
INACTIVE: Final = f.employment == "inactive"
EMPLOYED: Final = f.employment == "employed"
OUT_OF_WORK: Final = f.employment.is_in("unemployed", "inactive")
NOT_IN_EDUCATION: Final = f.in_education == "no"
LONG_TERM: Final = (
    (f.age < YOUNG_BELOW) & (f.months_unemployed > LONG_TERM_MONTHS_OF_YOUNG)
    | (f.age >= YOUNG_BELOW) & (f.months_unemployed > WINDOWS.long_term_months)
)  # fmt: skip
MIGRANT: Final = (
    f.citizenship.is_in("third_country", "stateless", "undetermined")
    | (f.foreign_background == "yes")
    | (f.minority == "yes")
)
DISABLED: Final = f.disability == "yes"
# Of the traits that make somebody disadvantaged, those that are collected (CO15, CO16).
DISADVANTAGED: Final = MIGRANT | DISABLED

SEARCHING: Final = INACTIVE & f.exit_status.is_in("job_seeking", "unemployed")
LEARNING: Final = NOT_IN_EDUCATION & (f.exit_education == "yes")
QUALIFIED: Final = f.exit_qualification == True  # noqa: E712 - an expression
IN_WORK: Final = OUT_OF_WORK & (f.exit_status == "employed")
IN_WORK_LATER: Final = OUT_OF_WORK & (f.followup_status == "employed")

EVERYBODY: Final = ("CO01", "CO03", "CO05")

PARTICIPANTS: Final = (
    Indicator("CO01", "Arbeitslose, auch Langzeitarbeitslose", "Unemployed, including long-term unemployed",
              UNEMPLOYED, "entry", "1", LAW, "high"),
    Indicator("CO02", "Langzeitarbeitslose", "Long-term unemployed",
              UNEMPLOYED & LONG_TERM, "entry", "1", LAW, "medium"),
    Indicator("CO03", "Nichterwerbstätige", "Inactive", INACTIVE, "entry", "1", LAW, "high"),
    Indicator("CO04", "Nichterwerbstätige, die keine schulische oder berufliche Bildung absolvieren",
              "Inactive, not in education or training",
              INACTIVE & NOT_IN_EDUCATION, "entry", "1", LAW, "high"),
    Indicator("CO05", "Erwerbstätige, auch Selbstständige", "Employed, including self-employed",
              EMPLOYED, "entry", "1", LAW, "high"),
    Indicator("CO06", "Unter 25-Jährige", "Below 25 years of age", f.age < YOUNG_BELOW, "entry", "1", LAW, "high"),
    Indicator("CO07", "Über 54-Jährige", "Above 54 years of age", f.age >= ABOVE, "entry", "1", LAW, "high"),
    Indicator("CO08",
              "Über 54-Jährige, die arbeitslos sind oder nicht erwerbstätig sind und keine schulische oder berufliche "
              "Bildung absolvieren",
              "Above 54 years of age who are unemployed or inactive not in education or training",
              (f.age >= ABOVE) & (UNEMPLOYED | INACTIVE & NOT_IN_EDUCATION), "entry", "1", LAW, "high"),
    Indicator("CO09", "Mit Grundbildung (ISCED 1) oder Sekundarbildung Unterstufe (ISCED 2)",
              "With primary (ISCED 1) or lower secondary education (ISCED 2)",
              f.isced.between(1, 2), "entry", "1", LAW, "high"),
    Indicator("CO10", "Mit Sekundarbildung Oberstufe (ISCED 3) oder postsekundärer Bildung (ISCED 4)",
              "With upper secondary (ISCED 3) or post-secondary education (ISCED 4)",
              f.isced.between(3, 4), "entry", "1", LAW, "high"),
    Indicator("CO11", "Mit tertiärer Bildung (ISCED 5 bis 8)", "With tertiary education (ISCED 5 to 8)",
              f.isced.between(5, 8), "entry", "1", LAW, "high"),
    Indicator("CO12", "Teilnehmer, die in Erwerbslosenhaushalten leben",
              "Participants who live in jobless households", None, "entry", "1", LAW, "medium", collected=False),
    Indicator("CO13", "Teilnehmer, die in Erwerbslosenhaushalten mit unterhaltsberechtigten Kindern leben",
              "Participants who live in jobless households with dependent children",
              None, "entry", "1", LAW, "medium", collected=False),
    Indicator("CO14",
              "Teilnehmer, die in Haushalten mit nur einem Erwachsenen und unterhaltsberechtigten Kindern leben",
              "Participants who live in a single adult household with dependent children",
              None, "entry", "1", LAW, "medium", collected=False),
    Indicator("CO15",
              "Migranten, Teilnehmer ausländischer Herkunft, Angehörige von Minderheiten "
              "(u. a. marginalisierte Gemeinschaften, wie etwa die Roma)",
              "Migrants, participants with a foreign background, minorities "
              "(including marginalised communities such as the Roma)",
              MIGRANT, "entry", "1", LAW, "medium"),
    Indicator("CO16", "Teilnehmer mit Behinderungen", "Participants with disabilities",
              DISABLED, "entry", "1", LAW, "high"),
    Indicator("CO17", "Sonstige benachteiligte Personen", "Other disadvantaged",
              None, "entry", "1", LAW, "medium", collected=False),
    Indicator("CO18", "Obdachlose oder von Ausgrenzung auf dem Wohnungsmarkt Betroffene",
              "Homeless or affected by housing exclusion",
              f.housing.is_in("roofless", "houseless", "insecure", "inadequate"),
              "entry", "1", LAW, "medium", sample=True),
    Indicator("CO19", "Personen, die in ländlichen Gebieten leben", "From rural areas",
              f.rural == True, "entry", "1", LAW, "medium", sample=True),  # noqa: E712 - an expression
)  # fmt: skip

ENTITIES: Final = (
    Indicator("CO20",
              "Projekte, die vollständig oder teilweise von Sozialpartnern oder Nichtregierungsorganisationen "
              "durchgeführt werden",
              "Projects fully or partially implemented by social partners or non-governmental organisations",
              None, "during", "2", LAW, "medium", "entities", collected=False),
    Indicator("CO21",
              "Projekte, die der nachhaltigen Beteiligung von Frauen am Erwerbsleben und ihrem beruflichen Fortkommen "
              "gelten",
              "Projects dedicated at sustainable participation and progress of women in employment",
              None, "during", "2", LAW, "medium", "entities", collected=False),
    Indicator("CO22",
              "Projekte, die auf öffentliche Verwaltungen oder öffentliche Dienste auf nationaler, regionaler oder "
              "lokaler Ebene ausgerichtet sind",
              "Projects targeting public administrations or public services at national, regional or local level",
              None, "during", "2", LAW, "medium", "entities", collected=False),
    Indicator("CO23",
              "Unterstützte Kleinstunternehmen sowie kleine und mittlere Unternehmen "
              "(auch Genossenschaften und Unternehmen der Sozialwirtschaft)",
              "Supported micro, small and medium-sized enterprises "
              "(including cooperative enterprises and enterprises of the social economy)",
              None, "during", "2", LAW, "high", "entities"),
)  # fmt: skip

RESULTS: Final = (
    Indicator("CR01", "Nichterwerbstätige Teilnehmer, die nach ihrer Teilnahme auf Arbeitsuche sind",
              "Inactive participants engaged in job searching upon leaving",
              SEARCHING, "upon_leaving", "3", LAW, "high", reference=("CO03",)),
    Indicator("CR02", "Teilnehmer, die nach ihrer Teilnahme eine schulische oder berufliche Bildung absolvieren",
              "Participants in education or training upon leaving",
              LEARNING, "upon_leaving", "3", LAW, "medium", reference=EVERYBODY),
    Indicator("CR03", "Teilnehmer, die nach ihrer Teilnahme eine Qualifizierung erlangen",
              "Participants gaining a qualification upon leaving",
              QUALIFIED, "upon_leaving", "3", LAW, "medium", reference=EVERYBODY),
    Indicator("CR04", "Teilnehmer, die nach ihrer Teilnahme einen Arbeitsplatz haben, einschließlich Selbständige",
              "Participants in employment, including self-employment, upon leaving",
              IN_WORK, "upon_leaving", "3", LAW, "high", reference=("CO01", "CO03")),
    Indicator("CR05",
              "Benachteiligte Teilnehmer, die nach ihrer Teilnahme auf Arbeitsuche sind, eine schulische oder "
              "berufliche Bildung absolvieren, eine Qualifizierung erlangen oder einen Arbeitsplatz haben, "
              "einschließlich Selbständige",
              "Disadvantaged participants engaged in job searching, education or training, gaining a qualification, "
              "in employment, including self-employment, upon leaving",
              DISADVANTAGED & (SEARCHING | LEARNING | QUALIFIED | IN_WORK),
              "upon_leaving", "3", LAW, "medium", reference=("CO15", "CO16")),
    Indicator("CR06",
              "Teilnehmer, die innerhalb von sechs Monaten nach ihrer Teilnahme einen Arbeitsplatz haben, "
              "einschließlich Selbständige",
              "Participants in employment, including self-employment, six months after leaving",
              IN_WORK_LATER, "six_months_after", "4", LAW, "medium", reference=("CO01", "CO03"), sample=True),
    Indicator("CR07",
              "Teilnehmer, deren Lage auf dem Arbeitsmarkt sich innerhalb von sechs Monaten nach ihrer Teilnahme "
              "verbessert hat",
              "Participants with an improved labour market situation six months after leaving",
              EMPLOYED & (f.followup_improved == "yes"),
              "six_months_after", "4", LAW, "medium", reference=("CO05",), sample=True),
    Indicator("CR08",
              "Über 54-jährige Teilnehmer, die innerhalb von sechs Monaten nach ihrer Teilnahme einen Arbeitsplatz "
              "haben, einschließlich Selbständige",
              "Participants above 54 years of age in employment, including self-employment, six months after leaving",
              (f.age >= ABOVE) & IN_WORK_LATER,
              "six_months_after", "4", LAW, "medium", reference=("CO07",), sample=True),
    Indicator("CR09",
              "Benachteiligte Teilnehmer, die innerhalb von sechs Monaten nach ihrer Teilnahme einen Arbeitsplatz "
              "haben, einschließlich Selbständige",
              "Disadvantaged participants in employment, including self-employment, six months after leaving",
              DISADVANTAGED & IN_WORK_LATER,
              "six_months_after", "4", LAW, "medium", reference=("CO15", "CO16"), sample=True),
)  # fmt: skip

CHECKS: Final = (
    Check("K1", "CO02 ist höchstens so groß wie CO01"),
    Check("K2", "CO04 ist höchstens so groß wie CO03"),
    Check("K3", "CO08 ist höchstens so groß wie CO07"),
    Check("K4", "CO06 + CO07 ist höchstens so groß wie CO01 + CO03 + CO05"),
    Check("K5", "CO09 + CO10 + CO11 ist höchstens so groß wie CO01 + CO03 + CO05 (ISCED 0 hat keinen Code)"),
    Check("K6", "CO15, CO16, CO18 und CO19 sind jeweils höchstens so groß wie CO01 + CO03 + CO05"),
    Check("K7", "Jedes Ergebnis ist höchstens so groß wie seine Bezugsgruppe"),
    Check("K8", "Niemand zählt unter CR01 und CR04 zugleich"),
    Check("K9", "Kein Wert ist kleiner als am vorigen Stichtag (30. Juni oder 31. Dezember)"),
)

REASONS: Final = tuple(
    replace(one, title_de="unvollständig") if one.key == "incomplete" else one for one in later.REASONS
)

VERSION_1: Final = Catalogue(
    key="esf-2014-2020",
    version=1,
    title_de="ESF 2014-2020, gemeinsame Indikatoren",
    windows=WINDOWS,
    indicators=(*PARTICIPANTS, *ENTITIES, *RESULTS),
    complete=later.COMPLETE,
    complete_eso_4_12=later.COMPLETE,  # the specific objectives of the ESF+ mean nothing here
    reasons=REASONS,
    combinations=(),
    disjoint=("CR01", "CR04"),
    checks=CHECKS,
    everybody=EVERYBODY,
    grand_total=True,
)
