"""The people at work in the four districts, their teams and sites. All names of people and Träger are invented.

Sites bear the names and hold the kinds of hours that were published (see the modules of the districts).
Miriam Vogt works in two districts.
"""

from typing import Final

from demo.workplaces import Directory, Person, Site, Team

_STADTTEILWERK: Final = "Stadtteilwerk Erfurt e. V."
_BRUECKENWERK: Final = "Brückenwerk Ilm-Kreis gGmbH"
_WERRA: Final = "Bürgerhilfe Werra e. V."
_WERKSTATT: Final = "Soziale Werkstatt Schmalkalden e. V."
_UNSTRUT: Final = "Sozialwerk Unstrut e. V."

ERFURT_DIRECTORY: Final = Directory(
    teams=(
        Team(name="Team Berliner Platz", traeger=_STADTTEILWERK, operation="thinka"),
        Team(name="Team Rieth", traeger=_STADTTEILWERK, operation="thinka"),
    ),
    people=(
        Person(
            login="tobias.lindner",
            name="Tobias Lindner",
            traeger=_STADTTEILWERK,
            roles=["fachkraft"],
            teams=["Team Berliner Platz"],
        ),
        Person(
            login="samira.haddad",
            name="Samira Haddad",
            traeger=_STADTTEILWERK,
            roles=["fachkraft"],
            teams=["Team Rieth"],
        ),
        Person(
            login="miriam.vogt", name="Miriam Vogt", traeger=_STADTTEILWERK, roles=["fachkraft"], teams=["Team Rieth"]
        ),
        Person(login="katrin.albrecht", name="Katrin Albrecht", traeger=_STADTTEILWERK, roles=["koordination"]),
        Person(login="jens.petzold", name="Jens Petzold", traeger=_STADTTEILWERK, roles=["planung"]),
    ),
    sites=(
        Site(
            name="Stadtteilbüro am Berliner Platz",
            traeger=_STADTTEILWERK,
            sozialraum="berliner-platz",
            address="Berliner Platz, Erfurt",
            hours=["Mo 09:00-12:00", "Di 13:00-17:00", "Do 09:00-12:00", "Do 13:00-17:00"],
            closed_in=9,
        ),
        Site(
            name="Treffpunkt Rieth",
            traeger=_STADTTEILWERK,
            sozialraum="rieth",
            address="Rieth, Erfurt",
            hours=["Di 09:00-12:00", "Mi 13:00-17:00", "Fr 09:00-12:00 telefon"],
        ),
    ),
)
ILM_KREIS_DIRECTORY: Final = Directory(
    teams=(
        Team(name="Team Arnstadt", traeger=_BRUECKENWERK, operation="thinka"),
        Team(name="Team Ilmenau", traeger=_BRUECKENWERK, operation="thinka"),
    ),
    people=(
        Person(
            login="anna.krueger",
            name="Anna Krüger",
            traeger=_BRUECKENWERK,
            roles=["fachkraft"],
            teams=["Team Arnstadt"],
        ),
        Person(
            login="miriam.vogt",
            name="Miriam Vogt",
            traeger=_BRUECKENWERK,
            roles=["fachkraft"],
            teams=["Team Arnstadt"],
        ),
        Person(
            login="heiko.sauer", name="Heiko Sauer", traeger=_BRUECKENWERK, roles=["fachkraft"], teams=["Team Ilmenau"]
        ),
        Person(login="beate.schilling", name="Beate Schilling", traeger=_BRUECKENWERK, roles=["koordination"]),
        Person(login="lukas.hornig", name="Lukas Hornig", traeger=_BRUECKENWERK, roles=["planung"]),
    ),
    sites=(
        Site(
            name="KOMPASS Arnstadt",
            traeger=_BRUECKENWERK,
            sozialraum="arnstadt",
            address="Arnstadt",
            hours=["Mo 09:00-12:00", "Di 13:00-17:00", "Do 14:00-18:00", "Fr 09:00-11:00 telefon"],
            closed_in=8,
        ),
        Site(
            name="KOMPASS Ilmenau",
            traeger=_BRUECKENWERK,
            sozialraum="ilmenau",
            address="Ilmenau",
            hours=["Di 09:00-12:00", "Mi 14:00-18:00", "Do 09:00-12:00"],
        ),
    ),
)
SCHMALKALDEN_MEININGEN_DIRECTORY: Final = Directory(
    sozialraeume=("brotterode-trusetal",),
    teams=(
        Team(name="Team Walperloh", traeger=_WERKSTATT, operation="thinka"),
        Team(name="Team Jerusalem", traeger=_WERRA, operation="thinka"),
        Team(name="Team Armutsprävention", traeger=_WERRA, operation="armutspraevention"),
    ),
    people=(
        Person(
            login="ines.reinhardt",
            name="Ines Reinhardt",
            traeger=_WERKSTATT,
            roles=["fachkraft"],
            teams=["Team Walperloh"],
        ),
        Person(
            login="daniel.fuchs", name="Daniel Fuchs", traeger=_WERRA, roles=["fachkraft"], teams=["Team Jerusalem"]
        ),
        Person(login="petra.engelhardt", name="Petra Engelhardt", traeger=_WERRA, roles=["koordination"]),
        Person(
            login="uwe.marquardt",
            name="Uwe Marquardt",
            traeger=_WERRA,
            roles=["planung", "fachkraft"],
            teams=["Team Armutsprävention"],
        ),
    ),
    sites=(
        Site(
            name="Bürgerbüro Walperloh",
            traeger=_WERKSTATT,
            sozialraum="schmalkalden-walperloh",
            address="Walperloh, Schmalkalden",
            hours=["Mo 09:00-12:00", "Mi 13:00-16:00", "Fr 09:00-12:00"],
        ),
        Site(
            name="Bürgerbüro Jerusalem",
            traeger=_WERRA,
            sozialraum="meiningen-jerusalem",
            address="Jerusalem, Meiningen",
            hours=["Di 09:00-12:00", "Do 13:00-17:00"],
            closed_in=10,
        ),
    ),
)
SOEMMERDA_DIRECTORY: Final = Directory(
    teams=(Team(name="Team Sömmerda", traeger=_UNSTRUT, operation="thinka"),),
    people=(
        Person(
            login="claudia.roesner",
            name="Claudia Rösner",
            traeger=_UNSTRUT,
            roles=["fachkraft"],
            teams=["Team Sömmerda"],
        ),
        Person(
            login="mehmet.aydin", name="Mehmet Aydin", traeger=_UNSTRUT, roles=["fachkraft"], teams=["Team Sömmerda"]
        ),
        Person(login="silke.brandt", name="Silke Brandt", traeger=_UNSTRUT, roles=["koordination"]),
        Person(login="frank.ullrich", name="Frank Ullrich", traeger=_UNSTRUT, roles=["planung"]),
    ),
    sites=(
        Site(
            name="Kontaktbüro Sömmerda",
            traeger=_UNSTRUT,
            sozialraum="landkreis-soemmerda",
            address="Sömmerda",
            hours=["Mo 09:00-12:00", "Di 13:00-18:00", "Do 09:00-12:00"],
            closed_in=7,
        ),
        Site(
            name="Jobcenter Sömmerda",
            traeger=_UNSTRUT,
            sozialraum="landkreis-soemmerda",
            kind="partner_site",
            address="Jobcenter, Sömmerda",
            hours=["Mi 09:00-12:00 aussensprechstunde"],
        ),
        Site(
            name="Buttstädt",
            traeger=_UNSTRUT,
            sozialraum="landkreis-soemmerda",
            kind="outpost",
            address="Rathaus, Buttstädt",
            hours=["Do 13:00-16:00 aussensprechstunde"],
        ),
        Site(
            name="Kölleda",
            traeger=_UNSTRUT,
            sozialraum="landkreis-soemmerda",
            kind="outpost",
            address="Rathaus, Kölleda",
            hours=["Fr 09:00-12:00 aussensprechstunde"],
        ),
    ),
)
