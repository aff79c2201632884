"""Referrals from the cases of Ilm-Kreis, in every state that there is. Consents stand in the cases. All invented."""

from typing import Final

from demo.referred import (
    Accepted,
    Came,
    CameOfIt,
    ConsentTakenBack,
    HandedOver,
    LoopClosed,
    Referred,
    Refused,
    SentOn,
    TakenBack,
)

_ANNA, _MIRIAM, _HEIKO = "Anna Krüger", "Miriam Vogt", "Heiko Sauer"
_DEBT_ADVICE: Final = "Schuldnerberatung Neideckhaus"
_JOBCENTER: Final = "Jobcenter Gera-Ilm"
_VISITS: Final = "Besuchsdienst Herz und Zeit"
_HOUSING: Final = "Wohnungsgenossenschaft Am Schortetal"
_FAMILIES: Final = "Familienzentrum Ilmwiese"
_COURSES: Final = "Volksbildungswerk Ilmtal"

_WITH_A_CASE: Final = (
    Referred(
        code_word="Zitrone-Silber-2",
        staff=_ANNA,
        day=-72,
        partner=_DEBT_ADVICE,
        offer="Schuldner- und Insolvenzberatung",
        topics=["schulden", "energieschulden"],
        note="Möchte zum ersten Gespräch begleitet werden.",
        steps=(
            HandedOver(
                day=-69,
                channel="phone",
                escorted=True,
                texts={
                    "family_name": "Wiegand",
                    "given_name": "Sabine",
                    "phone": "03628 000000",
                    "topics": "Überschuldung, Energieschulden",
                },
            ),
            Accepted(day=-66, appointment=-62),
            Came(day=-62, by="staff"),
            CameOfIt(day=-20, outcome="partly_solved", note="Vergleich mit drei Gläubigern, ein vierter fehlt."),
            LoopClosed(day=-18),
        ),
    ),
    Referred(
        code_word="Zitrone-Silber-2",
        staff=_ANNA,
        day=-19,
        partner=_JOBCENTER,
        topics=["bewerbung"],
        steps=(
            HandedOver(day=-15, channel="post", texts={"family_name": "Wiegand", "given_name": "Sabine"}),
            Accepted(day=-8, appointment=5, by="partner_letter"),
        ),
    ),
    Referred(
        code_word="Zitrone-Silber-2",
        staff=_ANNA,
        day=-90,
        partner="Suchthilfe Lichtblick",
        topics=["sucht"],
        steps=(TakenBack(day=-90, grounds="recorded_by_mistake"),),
    ),
    Referred(
        code_word="Kamel-Blatt-2",
        staff=_ANNA,
        day=-74,
        partner=_VISITS,
        offer="Besuche zu Hause",
        topics=["isolation"],
        steps=(Refused(day=-70, whose="person", grounds="not_wanted", by="person"), LoopClosed(day=-69)),
    ),
    Referred(
        code_word="Herbst-Farn-8",
        staff=_ANNA,
        day=-60,
        partner=_COURSES,
        topics=["qualifikation"],
        steps=(HandedOver(day=-58, channel="link_on_paper"),),
    ),
    Referred(
        code_word="Herbst-Farn-8",
        staff=_ANNA,
        day=-57,
        partner=_JOBCENTER,
        topics=["arbeit"],
        steps=(
            HandedOver(day=-55, escorted=True),
            Accepted(day=-53),
            CameOfIt(day=-26, outcome="contact_lost", by="staff", note="Kommt nicht mehr, ist nicht zu erreichen."),
            LoopClosed(day=-25),
        ),
    ),
    Referred(
        code_word="Rolle-Boot-7",
        staff=_ANNA,
        day=-39,
        partner=_HOUSING,
        topics=["wohnen_suche"],
        steps=(
            HandedOver(day=-36, channel="phone", texts={"topics": "Größere Wohnung für fünf Personen"}),
            Refused(day=-25, whose="partner", grounds="no_capacity"),
        ),
    ),
    Referred(
        code_word="Fisch-Mond-6",
        staff=_ANNA,
        day=-2,
        partner=_VISITS,
        offer="Begleitung zu Ämtern",
        topics=["behoerden"],
    ),
    Referred(
        code_word="Papier-Graben-8",
        staff=_ANNA,
        day=-55,
        partner="Suchthilfe Lichtblick",
        offer="Suchtberatung",
        topics=["sucht"],
        steps=(
            HandedOver(day=-50, escorted=True, texts={"topics": "Sucht, möchte eine Therapie beginnen"}),
            Accepted(day=-48),
            Came(day=-44, by="staff"),
        ),
    ),
    Referred(
        code_word="Klippe-Erle-2",
        staff=_MIRIAM,
        day=-23,
        partner="Kita Sonnenkäfer",
        topics=["alleinerziehend"],
    ),
    Referred(
        code_word="Klippe-Erle-2",
        staff=_MIRIAM,
        day=-22,
        partner=_FAMILIES,
        topics=["erziehung"],
        steps=(
            HandedOver(day=-21),
            Came(day=-12),
            CameOfIt(day=-5, outcome="solved"),
        ),
    ),
    Referred(
        code_word="Espe-Quelle-0",
        staff=_MIRIAM,
        day=-9,
        partner="Migrationsberatung Ankommen",
        topics=["migration", "behoerden"],
        steps=(
            HandedOver(day=-7, channel="phone", texts={"language": "Arabisch", "topics": "Aufenthaltstitel"}),
            Accepted(day=-6, appointment=-2),
            Came(day=-2, missed=True, by="partner_phone"),
        ),
    ),
    Referred(
        code_word="Giraffe-Zeder-1",
        staff=_HEIKO,
        day=-40,
        partner=_JOBCENTER,
        topics=["arbeit"],
        steps=(HandedOver(day=-38), SentOn(day=-30, partner=_COURSES)),
    ),
    Referred(
        code_word="Tulpe-Segel-2",
        staff=_HEIKO,
        day=-27,
        partner=_HOUSING,
        topics=["wohnen_suche"],
        steps=(
            HandedOver(day=-25, channel="phone", texts={"topics": "Ohne Wohnung, schläft bei Bekannten"}),
            ConsentTakenBack(day=-5),
        ),
    ),
)
_WITHOUT_A_CASE: Final = (
    *(
        Referred(
            staff=_HEIKO,
            day=day,
            sozialraum="ilmenau",
            partner=_FAMILIES,
            topics=["erziehung"],
            steps=(HandedOver(day=day, channel="link_on_paper"),),
        )
        for day in (-34, -11)
    ),
    Referred(
        staff=_ANNA,
        day=-6,
        sozialraum="arnstadt",
        partner=_DEBT_ADVICE,
        topics=["schulden"],
        steps=(HandedOver(day=-6),),
    ),
)

ILM_KREIS_REFERRALS: Final = (*_WITH_A_CASE, *_WITHOUT_A_CASE)
