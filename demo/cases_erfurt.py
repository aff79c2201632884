"""The cases of Erfurt: Berliner Platz and Rieth, as they stand on the day of loading. All invented."""

from datetime import time
from typing import Final

from demo.casework import (
    Appointment,
    Case,
    Casework,
    Closed,
    Consented,
    Goal,
    Met,
    Named,
    Participates,
    Paused,
    Rated,
    Step,
    Task,
)
from demo.referrals_erfurt import ERFURT_REFERRALS
from services.contracts.intake import Situation

_OFFICE: Final = "Stadtteilbüro am Berliner Platz"
_RIETH: Final = "Treffpunkt Rieth"

_OF_TOBIAS: Final = (
    Case(
        code_word="Zwiebel-Garten-8",
        team="Team Berliner Platz",
        staff="Tobias Lindner",
        sozialraum="berliner-platz",
        day=-110,
        steps=(
            Met(
                day=-110,
                minutes=45,
                topics=["wohnen_suche", "mietschulden"],
                site=_OFFICE,
                at=time(9, 0),
                note="Räumung ist angedroht, zwei Mieten offen.",
                situations=[Situation(topic="mietschulden", severity="severe"), Situation(topic="familie")],
            ),
            Rated(day=-103, stage="start", answers={"motivation": 3, "selbstorganisation": 2, "resilienz": 2}),
            Named(day=-103, words={"family_name": "Brehme", "given_name": "Andreas", "city": "Erfurt"}),
            Participates(day=-96, participant_no="EF-0178"),
            Met(day=-96, minutes=60, topics=["mietschulden"], kind="begleitung", present=["client", "authority"]),
            Goal(
                day=-96,
                words="Die Wohnung behalten",
                topic="mietschulden",
                due=21,
                steps=(
                    Step(words="Übernahme der Mietschulden beantragen", by_client=False, due=-90, done=-92),
                    Step(words="Dauerauftrag für die Miete einrichten", due=7),
                ),
                reviewed=-28,
                progress=80,
                next_review=10,
            ),
            Met(day=-28, minutes=40, topics=["mietschulden", "arbeit"], site=_OFFICE, at=time(14, 0)),
            Rated(day=-28, stage="interim", answers={"motivation": 4, "selbstorganisation": 3, "resilienz": 3}),
            Appointment(day=0, at=time(9, 30), site=_OFFICE, note="Kontoauszug mitbringen"),
            Task(words="Bei der Wohnungsgesellschaft nachfragen", due=0),
            Consented(
                day=-102,
                purpose="referral",
                partner="Wohnungsgesellschaft Geraaue",
                fields=["family_name", "given_name", "topics"],
            ),
            Consented(
                day=-13, purpose="referral", partner="Schuldenhilfe Nordlicht", fields=["family_name", "given_name"]
            ),
        ),
    ),
    Case(
        code_word="Hirsch-Rahmen-4",
        team="Team Berliner Platz",
        staff="Tobias Lindner",
        sozialraum="berliner-platz",
        day=-104,
        steps=(
            Met(day=-104, minutes=30, topics=["psyche", "isolation"], site=_OFFICE),
            Met(
                day=-78, minutes=30, topics=["psyche"], site=_OFFICE, note="Steht auf der Warteliste für eine Therapie."
            ),
            Consented(day=-28, purpose="referral", partner="Seelsorge und Beratung Haus Emmaus", fields=["topics"]),
        ),
    ),
    Case(
        code_word="Fabel-Zimt-2",
        team="Team Berliner Platz",
        staff="Tobias Lindner",
        sozialraum="berliner-platz",
        day=-19,
        until=20,
        steps=(
            Met(day=-19, minutes=50, topics=["trennung", "familie"], site=_OFFICE),
            Met(day=-4, minutes=30, topics=["trennung"], kind="telefon"),
            Appointment(day=1, at=time(13, 30), site=_OFFICE),
        ),
    ),
    Case(
        code_word="Jacke-Ulme-7",
        team="Team Berliner Platz",
        staff="Tobias Lindner",
        sozialraum="berliner-platz",
        day=-90,
        steps=(
            Met(day=-90, minutes=35, topics=["bewerbung"], site=_OFFICE),
            Met(day=-72, minutes=35, topics=["bewerbung"], site=_OFFICE),
            Closed(day=-55, end_kind="goals_reached", note="Arbeitet seit Monatsbeginn in einer Gärtnerei."),
        ),
    ),
)
_IN_RIETH: Final = (
    Case(
        code_word="Mulde-Tasse-6",
        team="Team Rieth",
        staff="Samira Haddad",
        sozialraum="rieth",
        day=-80,
        steps=(
            Met(day=-80, minutes=60, topics=["migration", "behoerden"], site=_RIETH, present=["client", "interpreter"]),
            Participates(day=-66, participant_no="EF-0176"),
            Met(day=-35, minutes=45, topics=["qualifikation"], site=_RIETH, present=["client", "interpreter"]),
            Goal(day=-35, words="Den Sprachkurs bis zum Ende besuchen", topic="qualifikation", due=90),
            Appointment(day=0, at=time(13, 0), site=_RIETH),
            Consented(
                day=-65, purpose="referral", partner="Sprach- und Bildungszentrum Brücke", fields=["language", "topics"]
            ),
        ),
    ),
    Case(
        code_word="Mauer-Kompass-3",
        team="Team Rieth",
        staff="Samira Haddad",
        sozialraum="rieth",
        day=-58,
        steps=(
            Met(day=-58, minutes=40, topics=["gesundheit", "alter"], kind="aufsuchend"),
            Paused(day=-30, until=14, note="Im Krankenhaus, die Tochter meldet sich."),
        ),
    ),
    Case(
        code_word="Wind-Uhr-3",
        team="Team Rieth",
        staff="Miriam Vogt",
        sozialraum="rieth",
        day=-44,
        steps=(
            Met(day=-44, minutes=30, topics=["schulden", "energieschulden"], site=_RIETH),
            Met(day=-16, minutes=50, topics=["energieschulden"], site=_RIETH, note="Sperre ist abgewendet."),
            Appointment(day=2, at=time(13, 30), site=_RIETH),
        ),
    ),
    Case(
        code_word="Luchs-Dose-2",
        team="Team Rieth",
        staff="Miriam Vogt",
        sozialraum="rieth",
        day=-8,
        steps=(Met(day=-8, minutes=20, topics=["digital"], site=_RIETH, note="Braucht Hilfe mit dem Online-Antrag."),),
    ),
)

ERFURT_CASEWORK: Final = Casework(
    operation="thinka",
    cases=(*_OF_TOBIAS, *_IN_RIETH),
    tallies=(
        Met(
            day=0, minutes=5, topics=["behoerden"], kind="anonym_kurz", site=_OFFICE, at=time(9, 5), by="Tobias Lindner"
        ),
        Met(day=-1, minutes=10, topics=["digital"], kind="telefon", site=_RIETH, by="Samira Haddad"),
    ),
    referrals=ERFURT_REFERRALS,
)
