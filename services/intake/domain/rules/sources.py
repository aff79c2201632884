"""Where the published plausibility rules come from."""

from typing import Final

from services.intake.domain.rules.rule import Source

ARTICLE_17: Final = Source(
    "Verordnung (EU) 2021/1057, Artikel 17 Absatz 5", "A", "https://gesetze.legal/eu/vo_eu_2021_1057/17"
)
ANNEX_I: Final = Source("Verordnung (EU) 2021/1057, Anhang I", "A", "https://gesetze.legal/eu/vo_eu_2021_1057/anhang_i")
RESULT_WINDOW: Final = Source(
    "SFC2021, häufige Fragen: Bezugszeitraum für unmittelbare Ergebnisse",
    "A",
    "https://sfc.ec.europa.eu/en/bezugszeitraum-fur-indikatoren-fur-unmittelbare-ergebnisse",
)
TARGET_GROUP: Final = Source(
    "SFC2021, häufige Fragen: Merkmale der Zielgruppe", "A", "https://sfc.ec.europa.eu/en/node/3617"
)
EXIT_DATA: Final = Source(
    "GFAW Thüringen, Hinweis vom 28.02.2020 (Angaben bei Austritt)",
    "A",
    "https://www.gfaw-thueringen.de/cms/?s=gfaw_hinweise_detail&pid=9&opid=12&spid=3&gid=646",
)
CANCELLATION: Final = Source(
    "efREPORTER, Sachsen-Anhalt (Storno, Austritt nur nach Eintritt)",
    "A",
    "https://efreporter.de/confluence/pages/viewpage.action?pageId=238125166",
)
RE_ENTRY: Final = Source(
    "ESF-Leitfaden Schottland, von der Toolbox übernommen (ein Eintrag je Person und Vorhaben)",
    "A",
    "https://www.gov.scot/publications/european-social-fund-participant-guidance-2/pages/monitoring-and-evaluation/",
)
FOLLOW_UP: Final = Source(
    "Monitoring in Baden-Württemberg (Nachbefragung als Stichprobe)", "A", "https://expydoc.com/doc/9268314/"
)
LONG_TERM: Final = Source("SGB III § 18 Absatz 1", "A", "https://github.com/bundestag/gesetze/tree/master/s/sgb_3")
ONCE_A_PERSON: Final = Source(
    "DATES III (eine Person nur einmal je Vorhaben)",
    "A",
    "https://dates-iii-esf.de/wb/pages/vorhaben/vorhaben-anzeigen-bearbeiten/"
    "stammblatt-teil-d-teilnehmerspezifischer-teil/stammblatt-teil-d-teilnehmerfrageboegen.php",
)
OWN: Final = Source("eigene Regel", "P")
SUBMITTED_ONLY: Final = Source(
    "Nordirland, Memo 27/20 (gezählt wird nur, was eingereicht ist)",
    "A",
    "https://www.economy-ni.gov.uk/articles/esf-information-memo-2720-performance-monitoring-submission-records-esf-database",
)
OFFICIAL_KEYS: Final = Source("Amtlicher Gemeindeschlüssel, Aufbau", "C")
