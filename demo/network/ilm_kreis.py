"""Partners in Arnstadt and Ilmenau. Kinds as in the sources of the vocabulary; institutions and people are invented."""

from typing import Final

from demo.network.shape import Agreement, Offer, Partner, Place

_ARNSTADT, _ILMENAU = "arnstadt", "ilmenau"

ILM_KREIS_NETWORK: Final = (
    Partner(
        name="Schuldnerberatung Neideckhaus",
        kind="beratungsstelle",
        place=Place(
            street="Neideckgasse 4",
            postcode="99310",
            city="Arnstadt",
            sozialraum=_ARNSTADT,
            at=(50.8352, 10.9489),
            accessibility=["step_free"],
        ),
        phone="03628 000011",
        email="schuldnerberatung@neideckhaus.example",
        contact=("Renate Kolbe", "Anmeldung und Erstgespräch"),
        agreement=Agreement(kind="referral", day=-400, until=45),
        assured=-20,
        description="Beratung bei Schulden und Insolvenz, unabhängig und vertraulich.",
        offers=(
            Offer(
                name="Schuldner- und Insolvenzberatung",
                topics=["schulden", "energieschulden", "mietschulden", "existenzsicherung"],
                handlungsfelder=["konsum_schulden"],
                target_groups=["verschuldete"],
                capacity="waiting_list",
                assured=-20,
                hours=["Mo 09:00-12:00", "Do 13:00-17:00"],
                description="Erstgespräch nach Anmeldung, Wartezeit etwa drei Wochen.",
            ),
            Offer(
                name="Haushaltskurs Gut leben mit wenig",
                topics=["schulden", "existenzsicherung"],
                handlungsfelder=["konsum_schulden"],
                sozialraeume=[_ARNSTADT],
                assured=-20,
            ),
        ),
    ),
    Partner(
        name="Jobcenter Gera-Ilm",
        kind="jobcenter",
        place=Place(
            street="Ichtershäuser Straße 900",
            postcode="99310",
            city="Arnstadt",
            sozialraum=_ARNSTADT,
            at=(50.8421, 10.9467),
            accessibility=["step_free", "lift", "accessible_toilet"],
        ),
        phone="03628 000012",
        agreement=Agreement(kind="cooperation", day=-700),
        assured=-95,
        assured_by="visit",
        offers=(
            Offer(
                name="Vermittlung und Förderung",
                topics=["arbeit", "bewerbung", "existenzsicherung"],
                handlungsfelder=["arbeit"],
                target_groups=["arbeitslose", "langzeitarbeitslose"],
                languages=["de", "en", "uk"],
                assured=-95,
                hours=["Mo 08:00-12:00", "Do 08:00-12:00", "Do 14:00-17:30"],
            ),
        ),
    ),
    Partner(
        name="Suchthilfe Lichtblick",
        kind="beratungsstelle",
        place=Place(
            street="Am Lindeneck 7", postcode="99310", city="Arnstadt", sozialraum=_ARNSTADT, at=(50.8328, 10.9513)
        ),
        phone="03628 000013",
        email="hilfe@lichtblick-sucht.example",
        contact=("Jörg Amend", "Beratung"),
        assured=-210,
        offers=(
            Offer(
                name="Suchtberatung",
                topics=["sucht", "psyche"],
                handlungsfelder=["gesundheit"],
                target_groups=["sucht"],
                assured=-210,
            ),
            Offer(
                name="Gruppe für Angehörige",
                topics=["sucht", "familie"],
                handlungsfelder=["gesundheit"],
                target_groups=["sucht", "familien"],
                sozialraeume=[_ARNSTADT],
                capacity="closed",
                assured=-210,
            ),
        ),
    ),
    Partner(
        name="Familienzentrum Ilmwiese",
        kind="verein",
        place=Place(
            street="Langewiesener Straße 208",
            postcode="98693",
            city="Ilmenau",
            sozialraum=_ILMENAU,
            at=(50.6849, 10.9263),
            accessibility=["step_free", "accessible_toilet"],
        ),
        phone="03677 000021",
        email="info@ilmwiese.example",
        contact=("Doreen Hafner", "Leitung"),
        agreement=Agreement(kind="cooperation", day=-300, until=430),
        assured=-8,
        assured_by="partner_link",
        offers=(
            Offer(
                name="Elternberatung und offener Treff",
                topics=["erziehung", "familie", "alleinerziehend", "isolation"],
                handlungsfelder=["kinder_familie"],
                target_groups=["familien", "alleinerziehende"],
                assured=-8,
                hours=["Di 09:00-12:00", "Mi 14:00-18:00"],
            ),
            Offer(
                name="Sprachcafé",
                topics=["migration", "isolation"],
                handlungsfelder=["migration"],
                target_groups=["migration"],
                sozialraeume=[_ILMENAU],
                languages=["de", "ar", "uk"],
                assured=-8,
            ),
        ),
    ),
    Partner(
        name="Wohnungsgenossenschaft Am Schortetal",
        kind="wohnungsunternehmen",
        place=Place(
            street="Schortestraße 310", postcode="98693", city="Ilmenau", sozialraum=_ILMENAU, at=(50.6921, 10.9075)
        ),
        phone="03677 000022",
        contact=("Katja Rink", "Mieterbetreuung"),
        assured=-60,
        offers=(
            Offer(
                name="Wohnungen mit Mieterbetreuung",
                topics=["wohnen_suche", "mietschulden"],
                handlungsfelder=["infrastruktur_wohnen"],
                cost="charged",
                capacity="waiting_list",
                assured=-60,
            ),
        ),
    ),
    Partner(
        name="Besuchsdienst Herz und Zeit",
        kind="ehrenamt",
        place=Place(
            street="Kirchplatz 12", postcode="98693", city="Ilmenau", sozialraum=_ILMENAU, at=(50.6868, 10.9149)
        ),
        phone="03677 000023",
        public=False,
        assured=-150,
        offers=(
            Offer(
                name="Besuche zu Hause",
                topics=["isolation", "alter"],
                handlungsfelder=["alter"],
                target_groups=["aeltere"],
                sozialraeume=[_ILMENAU],
                assured=-150,
            ),
            Offer(
                name="Begleitung zu Ämtern",
                topics=["behoerden"],
                sozialraeume=[_ILMENAU],
                target_groups=["aeltere"],
                assured=-150,
            ),
        ),
    ),
    Partner(
        name="Migrationsberatung Ankommen",
        kind="beratungsstelle",
        place=Place(
            street="Rankestraße 101",
            postcode="99310",
            city="Arnstadt",
            sozialraum=_ARNSTADT,
            at=(50.8389, 10.9437),
            accessibility=["step_free"],
        ),
        phone="03628 000014",
        email="beratung@ankommen.example",
        contact=("Layla Nasser", "Beratung, auch auf Arabisch"),
        agreement=Agreement(kind="referral", day=-200, until=165),
        assured=-35,
        offers=(
            Offer(
                name="Migrationsberatung für Erwachsene",
                topics=["migration", "behoerden"],
                handlungsfelder=["migration"],
                target_groups=["migration"],
                languages=["de", "ar", "en", "fa"],
                assured=-35,
            ),
        ),
    ),
    Partner(
        name="Volksbildungswerk Ilmtal",
        kind="bildungstraeger",
        place=Place(
            street="Bahnhofstraße 205", postcode="98693", city="Ilmenau", sozialraum=_ILMENAU, at=(50.6883, 10.9187)
        ),
        phone="03677 000024",
        email="kurse@vbw-ilmtal.example",
        assured=-260,
        assured_by="website",
        offers=(
            Offer(
                name="Kurse zum Nachholen des Schulabschlusses",
                topics=["qualifikation"],
                handlungsfelder=["bildung"],
                target_groups=["jugendliche"],
                cost="reduced",
                assured=-260,
            ),
            Offer(
                name="Handy und Internet, Schritt für Schritt",
                topics=["digital"],
                handlungsfelder=["bildung"],
                target_groups=["aeltere"],
                assured=-260,
            ),
        ),
    ),
    Partner(
        name="Kita Sonnenkäfer",
        kind="kita",
        place=Place(
            street="Gartenweg 42", postcode="99310", city="Arnstadt", sozialraum=_ARNSTADT, at=(50.8301, 10.9412)
        ),
        phone="03628 000015",
        assured=-75,
        offers=(
            Offer(
                name="Kitaplätze",
                topics=["alleinerziehend", "erziehung"],
                handlungsfelder=["kinder_familie"],
                target_groups=["kinder", "familien"],
                sozialraeume=[_ARNSTADT],
                cost="charged",
                capacity="waiting_list",
                assured=-75,
            ),
        ),
    ),
)
