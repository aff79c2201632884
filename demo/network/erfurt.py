"""Partners around Berliner Platz and Rieth. Kinds as in the sources of the vocabulary; names are invented."""

from typing import Final

from demo.network.shape import Agreement, Offer, Partner, Place

_PLATZ, _RIETH = "berliner-platz", "rieth"

ERFURT_NETWORK: Final = (
    Partner(
        name="Schuldenhilfe Nordlicht",
        kind="beratungsstelle",
        place=Place(
            street="Berliner Platz 101",
            postcode="99091",
            city="Erfurt",
            sozialraum=_PLATZ,
            at=(51.0072, 11.0229),
            accessibility=["step_free", "lift"],
        ),
        phone="0361 000031",
        email="anmeldung@schuldenhilfe-nordlicht.example",
        contact=("Birgit Seyfarth", "Anmeldung"),
        agreement=Agreement(kind="referral", day=-500, until=30),
        assured=-25,
        offers=(
            Offer(
                name="Schuldnerberatung",
                topics=["schulden", "energieschulden", "mietschulden"],
                handlungsfelder=["konsum_schulden"],
                target_groups=["verschuldete"],
                assured=-25,
                hours=["Di 09:00-12:00", "Do 13:00-17:00"],
            ),
        ),
    ),
    Partner(
        name="Energieberatung Stromlotse",
        kind="verein",
        place=Place(
            street="Mainzer Straße 402", postcode="99089", city="Erfurt", sozialraum=_RIETH, at=(51.0049, 11.0118)
        ),
        phone="0361 000032",
        email="kontakt@stromlotse.example",
        assured=-190,
        offers=(
            Offer(
                name="Hilfe bei Stromsperren",
                topics=["energieschulden", "schulden"],
                handlungsfelder=["konsum_schulden"],
                target_groups=["verschuldete"],
                sozialraeume=[_RIETH],
                assured=-190,
            ),
        ),
    ),
    Partner(
        name="Wohnungsgesellschaft Geraaue",
        kind="wohnungsunternehmen",
        place=Place(
            street="Warschauer Straße 808", postcode="99089", city="Erfurt", sozialraum=_PLATZ, at=(51.0091, 11.0171)
        ),
        phone="0361 000033",
        contact=("Olaf Dietzel", "Mieterservice"),
        agreement=Agreement(kind="cooperation", day=-250, until=480),
        assured=-50,
        offers=(
            Offer(
                name="Hilfe bei Mietschulden",
                topics=["mietschulden", "wohnungslos"],
                handlungsfelder=["infrastruktur_wohnen"],
                assured=-50,
            ),
            Offer(
                name="Wohnungssuche mit Wohnberechtigungsschein",
                topics=["wohnen_suche"],
                handlungsfelder=["infrastruktur_wohnen"],
                cost="charged",
                capacity="waiting_list",
                assured=-50,
            ),
        ),
    ),
    Partner(
        name="Seelsorge und Beratung Haus Emmaus",
        kind="kirche",
        place=Place(
            street="Prager Straße 230", postcode="99091", city="Erfurt", sozialraum=_PLATZ, at=(51.0113, 11.0246)
        ),
        phone="0361 000034",
        email="emmaus@haus-emmaus.example",
        assured=-15,
        assured_by="partner_link",
        offers=(
            Offer(
                name="Ehe-, Familien- und Lebensberatung",
                topics=["trennung", "familie", "psyche"],
                handlungsfelder=["kinder_familie"],
                assured=-15,
            ),
            Offer(
                name="Begegnungscafé",
                topics=["isolation", "nachbarschaft"],
                sozialraeume=[_PLATZ],
                assured=-15,
            ),
        ),
    ),
    Partner(
        name="Sprach- und Bildungszentrum Brücke",
        kind="bildungstraeger",
        place=Place(
            street="Vilniuser Straße 515",
            postcode="99089",
            city="Erfurt",
            sozialraum=_RIETH,
            at=(51.0027, 11.0089),
            accessibility=["step_free", "lift", "accessible_toilet"],
        ),
        phone="0361 000035",
        email="kurse@sbz-bruecke.example",
        contact=("Natalia Hrytsenko", "Kursplanung"),
        assured=-40,
        offers=(
            Offer(
                name="Integrationskurse mit Kinderbetreuung",
                topics=["migration", "qualifikation"],
                handlungsfelder=["migration", "bildung"],
                target_groups=["migration"],
                languages=["de", "uk", "ru", "ar"],
                assured=-40,
            ),
        ),
    ),
    Partner(
        name="Jobcenter Erfurt-Nordost",
        kind="jobcenter",
        place=Place(
            street="Magdeburger Allee 990", postcode="99086", city="Erfurt", sozialraum=None, at=(50.9975, 11.0262)
        ),
        phone="0361 000036",
        agreement=Agreement(kind="cooperation", day=-620),
        assured=-120,
        assured_by="visit",
        offers=(
            Offer(
                name="Arbeitsvermittlung",
                topics=["arbeit", "bewerbung", "existenzsicherung"],
                handlungsfelder=["arbeit"],
                target_groups=["arbeitslose", "langzeitarbeitslose"],
                assured=-120,
            ),
        ),
    ),
    Partner(
        name="Praxisverbund Seelische Gesundheit Nord",
        kind="gesundheit",
        place=Place(
            street="Straße der Nationen 606", postcode="99089", city="Erfurt", sozialraum=_RIETH, at=(51.0065, 11.0102)
        ),
        phone="0361 000037",
        assured=-230,
        offers=(
            Offer(
                name="Psychotherapeutische Sprechstunde",
                topics=["psyche"],
                handlungsfelder=["gesundheit"],
                capacity="closed",
                capacity_day=-30,
                assured=-230,
            ),
        ),
    ),
    Partner(
        name="Digitalpaten Rieth",
        kind="ehrenamt",
        place=Place(
            street="Mittelhäuser Straße 303", postcode="99089", city="Erfurt", sozialraum=_RIETH, at=(51.0083, 11.0063)
        ),
        phone="0361 000038",
        public=False,
        assured=-33,
        offers=(
            Offer(
                name="Hilfe mit Handy und Online-Anträgen",
                topics=["digital", "behoerden"],
                sozialraeume=[_RIETH],
                assured=-33,
            ),
        ),
    ),
)
