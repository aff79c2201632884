"""The cases of Ilm-Kreis: KOMPASS Arnstadt and KOMPASS Ilmenau, as they stand on the day of loading. All invented."""

from datetime import time
from typing import Final

from demo.casework import (
    Appointment,
    Assessed,
    Case,
    Casework,
    Closed,
    Consented,
    Goal,
    Met,
    Named,
    Noted,
    Participates,
    Paused,
    Rated,
    Step,
    Task,
)
from demo.referrals_ilm_kreis import ILM_KREIS_REFERRALS
from services.contracts.intake import Situation

_ARNSTADT: Final = "KOMPASS Arnstadt"
_ILMENAU: Final = "KOMPASS Ilmenau"

# Everything there is in a case file: a name, a participation, a path from the first talk to a goal that is in sight.
_NAMED: Final = Case(
    code_word="Zitrone-Silber-2",
    team="Team Arnstadt",
    staff="Anna Krüger",
    sozialraum="arnstadt",
    day=-118,
    steps=(
        Met(
            day=-118,
            minutes=50,
            topics=["schulden", "behoerden"],
            site=_ARNSTADT,
            at=time(9, 30),
            note="Kommt mit einem Stapel ungeöffneter Briefe. Strom ist angemahnt.",
            next_step="Briefe gemeinsam sortieren",
            next_day=-111,
            situations=[
                Situation(topic="schulden", severity="severe"),
                Situation(topic="behoerden", severity="considerable"),
                Situation(topic="arbeit", severity="considerable"),
            ],
        ),
        Rated(
            day=-111,
            stage="start",
            answers={"motivation": 2, "eigenverantwortung": 2, "selbstorganisation": 1, "problemloesung": 2},
        ),
        Met(
            day=-111,
            minutes=90,
            topics=["schulden", "energieschulden"],
            site=_ARNSTADT,
            at=time(9, 0),
            note="Alle Briefe geöffnet und nach Gläubigern sortiert. Ratenzahlung beim Versorger beantragt.",
        ),
        Named(
            day=-97,
            words={
                "family_name": "Wiegand",
                "given_name": "Sabine",
                "city": "Arnstadt",
                "phone": "03628 000000",
                "language": "Deutsch",
            },
        ),
        Participates(day=-97, participant_no="IK-0110"),
        Goal(
            day=-97,
            words="Schulden geordnet und eine Ratenzahlung, die ich halten kann",
            topic="schulden",
            due=40,
            steps=(
                Step(words="Liste aller Gläubiger schreiben", due=-83, done=-85),
                Step(words="Mit der Schuldnerberatung einen Termin vereinbaren", by_client=False, due=-60, done=-62),
                Step(words="Haushaltsbuch führen", due=5),
            ),
            reviewed=-20,
            progress=60,
            next_review=12,
        ),
        Met(
            day=-62,
            minutes=45,
            topics=["schulden"],
            kind="begleitung",
            note="Gemeinsam bei der Schuldnerberatung. Vergleich mit drei Gläubigern ist möglich.",
            present=["client", "partner"],
        ),
        Met(day=-34, minutes=20, topics=["bewerbung"], kind="telefon", at=time(11, 0)),
        Assessed(
            day=-20,
            situations=[
                Situation(topic="schulden", severity="considerable"),
                Situation(topic="behoerden", still="no"),
            ],
        ),
        Rated(
            day=-20,
            stage="interim",
            answers={"motivation": 4, "eigenverantwortung": 3, "selbstorganisation": 3, "problemloesung": 3},
        ),
        Met(
            day=-20,
            minutes=60,
            topics=["schulden", "bewerbung"],
            site=_ARNSTADT,
            at=time(10, 0),
            note="Rate wird seit zwei Monaten gehalten. Möchte wieder arbeiten, gern halbtags.",
            next_step="Lebenslauf durchsehen",
            next_day=0,
        ),
        Task(words="Vordruck für die Ratenzahlung ausdrucken", due=0),
        Appointment(day=-34, at=time(11, 0), end="kept"),
        Appointment(day=0, at=time(10, 0), site=_ARNSTADT, note="Lebenslauf mitbringen"),
        Appointment(day=14, at=time(10, 0), site=_ARNSTADT),
        Consented(
            day=-70,
            purpose="referral",
            partner="Schuldnerberatung Neideckhaus",
            fields=["family_name", "given_name", "phone", "topics"],
        ),
        Consented(day=-18, purpose="referral", partner="Jobcenter Gera-Ilm", fields=["family_name", "given_name"]),
    ),
)
_SILENT: Final = Case(
    code_word="Kamel-Blatt-2",
    team="Team Arnstadt",
    staff="Anna Krüger",
    sozialraum="arnstadt",
    day=-96,
    steps=(
        Met(
            day=-96,
            minutes=40,
            topics=["isolation", "gesundheit"],
            site=_ARNSTADT,
            note="Lebt seit der Trennung allein.",
        ),
        Met(day=-75, minutes=15, topics=["isolation"], kind="telefon", note="Möchte sich melden, wenn es besser geht."),
        Noted(day=-61, words="Zweimal nicht erreicht, Karte eingeworfen."),
    ),
)
_QUESTIONNAIRE_DUE: Final = Case(
    code_word="Herbst-Farn-8",
    team="Team Arnstadt",
    staff="Anna Krüger",
    sozialraum="arnstadt",
    day=-70,
    steps=(
        *(
            Met(
                day=day,
                minutes=75,
                topics=["arbeit", "qualifikation"],
                site=_ARNSTADT,
                at=time(13, 30),
                note="Bewerbungsunterlagen, Schritt für Schritt.",
            )
            for day in (-70, -63, -56, -45, -31, -17)
        ),
        Met(
            day=-5,
            minutes=60,
            topics=["bewerbung"],
            site=_ARNSTADT,
            at=time(13, 0),
            note="Einladung zum Vorstellungsgespräch. Sehr aufgeregt, gemeinsam geübt.",
        ),
        Goal(day=-63, words="Bis zum Frühjahr eine Ausbildung gefunden", topic="qualifikation", due=120),
        Appointment(day=0, at=time(14, 30), minutes=30, site=_ARNSTADT, note="Wie war das Gespräch?"),
    ),
)
_CONSENT_RUNS_OUT: Final = Case(
    code_word="Rolle-Boot-7",
    team="Team Arnstadt",
    staff="Anna Krüger",
    sozialraum="arnstadt",
    day=-112,
    until=12,
    steps=(
        Met(
            day=-112,
            minutes=35,
            topics=["wohnen_suche"],
            site=_ARNSTADT,
            note="Wohnung ist zu klein, drittes Kind kommt.",
        ),
        Met(day=-40, minutes=30, topics=["wohnen_suche", "familie"], site=_ARNSTADT),
        Appointment(day=1, at=time(9, 30), site=_ARNSTADT, note="Einwilligung verlängern"),
        Consented(day=-38, purpose="referral", partner="Wohnungsgenossenschaft Am Schortetal", fields=["topics"]),
    ),
)
_NEW: Final = Case(
    code_word="Fisch-Mond-6",
    team="Team Arnstadt",
    staff="Anna Krüger",
    sozialraum="arnstadt",
    day=-3,
    steps=(
        Met(
            day=-3,
            minutes=25,
            topics=["behoerden"],
            site=_ARNSTADT,
            note="Versteht den Bescheid nicht. Widerspruch geht noch bis nächste Woche.",
            next_step="Widerspruch schreiben",
            next_day=2,
        ),
        Appointment(day=2, at=time(15, 0), site=_ARNSTADT, note="Bescheid und Ausweis mitbringen"),
        Task(words="Frist für den Widerspruch prüfen", due=1),
    ),
)
_PAUSED: Final = Case(
    code_word="Papier-Graben-8",
    team="Team Arnstadt",
    staff="Anna Krüger",
    sozialraum="arnstadt",
    day=-88,
    steps=(
        Met(day=-88, minutes=45, topics=["sucht", "psyche"], site=_ARNSTADT, note="Möchte eine Therapie beginnen."),
        Met(day=-50, minutes=30, topics=["sucht"], kind="begleitung", present=["client", "partner"]),
        Paused(day=-42, until=28, note="Stationäre Therapie, meldet sich danach."),
        Consented(day=-55, purpose="referral", partner="Suchthilfe Lichtblick", fields=["topics"]),
    ),
)
_CLOSED: Final = Case(
    code_word="Blume-Eiche-5",
    team="Team Arnstadt",
    staff="Anna Krüger",
    sozialraum="arnstadt",
    day=-120,
    steps=(
        Met(day=-120, minutes=40, topics=["behoerden"], site=_ARNSTADT),
        Met(day=-92, minutes=20, topics=["behoerden"], kind="telefon"),
        Closed(day=-60, end_kind="goals_reached", note="Wohngeld ist bewilligt."),
    ),
)
_OF_MIRIAM: Final = (
    Case(
        code_word="Klippe-Erle-2",
        team="Team Arnstadt",
        staff="Miriam Vogt",
        sozialraum="arnstadt",
        day=-66,
        steps=(
            Met(day=-66, minutes=50, topics=["alleinerziehend", "erziehung"], site=_ARNSTADT),
            Met(day=-24, minutes=40, topics=["erziehung"], kind="aufsuchend", present=["client", "family"]),
            Goal(day=-24, words="Ein Platz in der Kita ab dem Frühjahr", topic="alleinerziehend", due=60),
            Appointment(day=0, at=time(11, 30), site=_ARNSTADT),
            Consented(
                day=-22, purpose="referral", partner="Kita Sonnenkäfer", fields=["family_name", "given_name", "topics"]
            ),
        ),
    ),
    Case(
        code_word="Espe-Quelle-0",
        team="Team Arnstadt",
        staff="Miriam Vogt",
        sozialraum="arnstadt",
        day=-37,
        steps=(
            Met(
                day=-37,
                minutes=30,
                topics=["migration", "behoerden"],
                site=_ARNSTADT,
                present=["client", "interpreter"],
            ),
            Participates(day=-30, participant_no="IK-0096"),
            Met(
                day=-9, minutes=45, topics=["behoerden", "bewerbung"], site=_ARNSTADT, present=["client", "interpreter"]
            ),
            Appointment(day=3, at=time(9, 0), site=_ARNSTADT, note="Dolmetscherin kommt mit"),
            Consented(day=-8, purpose="referral", partner="Migrationsberatung Ankommen", fields=["language", "topics"]),
        ),
    ),
)
_OF_HEIKO: Final = (
    Case(
        code_word="Giraffe-Zeder-1",
        team="Team Ilmenau",
        staff="Heiko Sauer",
        sozialraum="ilmenau",
        day=-84,
        steps=(
            Met(day=-84, minutes=45, topics=["motivation", "arbeit"], site=_ILMENAU, at=time(9, 15)),
            Consented(day=-84, purpose="follow_up_survey"),
            Participates(day=-70, participant_no="IK-0108"),
            Met(day=-48, minutes=60, topics=["arbeit"], site=_ILMENAU, at=time(14, 0)),
            Met(day=-13, minutes=40, topics=["arbeit", "gesundheit"], site=_ILMENAU, at=time(14, 30)),
            Goal(
                day=-48,
                words="Drei Tage in der Woche arbeiten",
                topic="arbeit",
                due=45,
                steps=(Step(words="Mit dem Arzt klären, was geht", due=-14, done=-15),),
                reviewed=-13,
                progress=40,
                next_review=15,
            ),
            Appointment(day=0, at=time(9, 0), site=_ILMENAU),
        ),
    ),
    Case(
        code_word="Tulpe-Segel-2",
        team="Team Ilmenau",
        staff="Heiko Sauer",
        sozialraum="ilmenau",
        day=-29,
        steps=(
            Met(day=-29, minutes=30, topics=["wohnungslos"], site=_ILMENAU, note="Schläft bei Bekannten."),
            Met(
                day=-27,
                minutes=120,
                topics=["wohnungslos", "behoerden"],
                kind="begleitung",
                present=["client", "authority"],
            ),
            Met(day=-6, minutes=25, topics=["wohnen_suche"], kind="telefon"),
            Appointment(day=-2, at=time(15, 0), site=_ILMENAU),
            Appointment(day=2, at=time(9, 0), site=_ILMENAU),
            Consented(day=-26, purpose="referral", partner="Wohnungsgenossenschaft Am Schortetal", fields=["topics"]),
        ),
    ),
    Case(
        code_word="Stroh-Platz-7",
        team="Team Ilmenau",
        staff="Heiko Sauer",
        sozialraum="ilmenau",
        day=-101,
        steps=(
            Met(day=-101, minutes=20, topics=["alter", "isolation"], site=_ILMENAU),
            Met(day=-99, minutes=50, topics=["isolation"], kind="aufsuchend"),
            Closed(day=-80, end_kind="referred", note="Besuchsdienst der Gemeinde kommt nun jede Woche."),
        ),
    ),
)

ILM_KREIS_CASEWORK: Final = Casework(
    operation="thinka",
    cases=(
        _NAMED,
        _SILENT,
        _QUESTIONNAIRE_DUE,
        _CONSENT_RUNS_OUT,
        _NEW,
        _PAUSED,
        _CLOSED,
        *_OF_MIRIAM,
        *_OF_HEIKO,
    ),
    tallies=(
        Met(
            day=0, minutes=5, topics=["behoerden"], kind="anonym_kurz", site=_ARNSTADT, at=time(8, 40), by="Anna Krüger"
        ),
        Met(
            day=0, minutes=10, topics=["wohnen_suche"], kind="telefon", site=_ARNSTADT, at=time(8, 55), by="Anna Krüger"
        ),
        Met(day=-1, minutes=10, topics=["schulden"], kind="anonym_kurz", site=_ILMENAU, by="Heiko Sauer"),
    ),
    referrals=ILM_KREIS_REFERRALS,
)
