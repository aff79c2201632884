"""Partners in the district of Sömmerda. Kinds as in the sources of the vocabulary; names are invented."""

from typing import Final

from demo.network.shape import Agreement, Offer, Partner, Place

_ALL = "landkreis-soemmerda"

SOEMMERDA_NETWORK: Final = (
    Partner(
        name="Beratungshaus Unstrutaue",
        kind="beratungsstelle",
        place=Place(
            street="Marktstraße 240",
            postcode="99610",
            city="Sömmerda",
            sozialraum=_ALL,
            at=(51.1598, 11.1169),
            accessibility=["step_free"],
        ),
        phone="03634 000051",
        email="kontakt@unstrutaue.example",
        contact=("Gabriele Stolze", "Anmeldung"),
        agreement=Agreement(kind="referral", day=-150, until=215),
        assured=-30,
        offers=(
            Offer(
                name="Schuldnerberatung",
                topics=["schulden", "energieschulden"],
                handlungsfelder=["konsum_schulden"],
                target_groups=["verschuldete"],
                capacity="waiting_list",
                assured=-30,
            ),
            Offer(
                name="Suchtberatung",
                topics=["sucht"],
                handlungsfelder=["gesundheit"],
                target_groups=["sucht"],
                assured=-30,
            ),
        ),
    ),
    Partner(
        name="Jobcenter Unstrut-Finne",
        kind="jobcenter",
        place=Place(
            street="Bahnhofstraße 909", postcode="99610", city="Sömmerda", sozialraum=_ALL, at=(51.1624, 11.1131)
        ),
        phone="03634 000052",
        agreement=Agreement(kind="rooms", day=-365),
        assured=-185,
        offers=(
            Offer(
                name="Beratung und Vermittlung",
                topics=["arbeit", "bewerbung"],
                handlungsfelder=["arbeit"],
                target_groups=["arbeitslose", "langzeitarbeitslose"],
                assured=-185,
            ),
        ),
    ),
    Partner(
        name="Familienbüro Kölleda",
        kind="stadt",
        place=Place(street="Roßplatz 120", postcode="99625", city="Kölleda", sozialraum=_ALL, at=(51.1876, 11.2441)),
        phone="03635 000053",
        assured=-55,
        offers=(
            Offer(
                name="Beratung für Eltern",
                topics=["erziehung", "familie", "alleinerziehend"],
                handlungsfelder=["kinder_familie"],
                target_groups=["familien", "alleinerziehende"],
                assured=-55,
            ),
        ),
    ),
    Partner(
        name="Sportfreunde Finneblick",
        kind="sport",
        place=Place(
            street="Am Sportplatz 8", postcode="99628", city="Buttstädt", sozialraum=_ALL, at=(51.1229, 11.4127)
        ),
        phone="036373 00054",
        public=False,
        assured=-300,
        offers=(
            Offer(
                name="Bewegung für Ältere",
                topics=["isolation", "gesundheit", "alter"],
                handlungsfelder=["gesundheit", "alter"],
                target_groups=["aeltere"],
                assured=-300,
            ),
        ),
    ),
)
