"""Partners in Meiningen and Schmalkalden. Kinds as in the sources of the vocabulary; names are invented."""

from typing import Final

from demo.network.shape import Agreement, Offer, Partner, Place

SCHMALKALDEN_MEININGEN_NETWORK: Final = (
    Partner(
        name="Beratungsstelle Werrabogen",
        kind="beratungsstelle",
        place=Place(
            street="Georgstraße 330",
            postcode="98617",
            city="Meiningen",
            sozialraum="meiningen-jerusalem",
            at=(50.5689, 10.4132),
            accessibility=["step_free"],
        ),
        phone="03693 000041",
        email="beratung@werrabogen.example",
        contact=("Heike Trautvetter", "Anmeldung"),
        agreement=Agreement(kind="referral", day=-330, until=35),
        assured=-45,
        offers=(
            Offer(
                name="Allgemeine Sozialberatung",
                topics=["existenzsicherung", "behoerden", "schulden"],
                handlungsfelder=["konsum_schulden"],
                assured=-45,
            ),
            Offer(
                name="Schwangerschafts- und Familienberatung",
                topics=["familie", "trennung", "erziehung"],
                handlungsfelder=["kinder_familie"],
                target_groups=["familien", "frauen"],
                assured=-45,
            ),
        ),
    ),
    Partner(
        name="Jobcenter Werra-Rennsteig",
        kind="jobcenter",
        place=Place(
            street="Charlottenstraße 720", postcode="98617", city="Meiningen", sozialraum=None, at=(50.5634, 10.4186)
        ),
        phone="03693 000042",
        agreement=Agreement(kind="cooperation", day=-800),
        assured=-205,
        offers=(
            Offer(
                name="Eingliederung in Arbeit",
                topics=["arbeit", "bewerbung", "existenzsicherung"],
                handlungsfelder=["arbeit"],
                target_groups=["arbeitslose", "langzeitarbeitslose"],
                assured=-205,
            ),
        ),
    ),
    Partner(
        name="Nachbarschaftsverein Walperloh",
        kind="verein",
        place=Place(
            street="Allendestraße 505",
            postcode="98574",
            city="Schmalkalden",
            sozialraum="schmalkalden-walperloh",
            at=(50.7262, 10.4441),
        ),
        phone="03683 000043",
        email="treff@nachbarn-walperloh.example",
        assured=-12,
        offers=(
            Offer(
                name="Offener Treff mit Kleiderkammer",
                topics=["isolation", "nachbarschaft", "existenzsicherung"],
                sozialraeume=["schmalkalden-walperloh"],
                assured=-12,
                hours=["Mo 10:00-14:00", "Mi 10:00-14:00"],
            ),
        ),
    ),
    Partner(
        name="Jugendzentrum Schmiede",
        kind="jugendzentrum",
        place=Place(
            street="Haindorfsgasse 210", postcode="98574", city="Schmalkalden", sozialraum=None, at=(50.7218, 10.4497)
        ),
        phone="03683 000044",
        assured=-100,
        offers=(
            Offer(
                name="Jugendsozialarbeit",
                topics=["motivation", "qualifikation", "familie"],
                handlungsfelder=["bildung"],
                target_groups=["jugendliche"],
                assured=-100,
            ),
        ),
    ),
    Partner(
        name="Pflegestützpunkt Meiningen-Süd",
        kind="landkreis",
        place=Place(
            street="Obertshäuser Platz 901",
            postcode="98617",
            city="Meiningen",
            sozialraum="meiningen-jerusalem",
            at=(50.5601, 10.4109),
            accessibility=["step_free", "lift"],
        ),
        phone="03693 000045",
        assured=-66,
        offers=(
            Offer(
                name="Pflegeberatung",
                topics=["alter", "gesundheit"],
                handlungsfelder=["alter", "gesundheit"],
                target_groups=["aeltere", "krankheit"],
                assured=-66,
            ),
        ),
    ),
)
