"""Referrals from the cases of Erfurt. Consents stand in the cases. All invented."""

from typing import Final

from demo.referred import Accepted, Came, CameOfIt, HandedOver, LoopClosed, Referred, TakenBack

_TOBIAS, _SAMIRA, _MIRIAM = "Tobias Lindner", "Samira Haddad", "Miriam Vogt"
_DEBT_ADVICE: Final = "Schuldenhilfe Nordlicht"
_COUNSELLING: Final = "Seelsorge und Beratung Haus Emmaus"

ERFURT_REFERRALS: Final = (
    Referred(
        code_word="Zwiebel-Garten-8",
        staff=_TOBIAS,
        day=-102,
        partner="Wohnungsgesellschaft Geraaue",
        offer="Hilfe bei Mietschulden",
        topics=["mietschulden"],
        steps=(
            HandedOver(
                day=-101,
                escorted=True,
                texts={"family_name": "Brehme", "given_name": "Andreas", "topics": "Mietschulden, Räumung angedroht"},
            ),
            Accepted(day=-99),
            Came(day=-96, by="staff"),
            CameOfIt(day=-70, outcome="solved", by="partner_phone", note="Die Räumung ist vom Tisch."),
            LoopClosed(day=-69),
        ),
    ),
    Referred(
        code_word="Zwiebel-Garten-8",
        staff=_TOBIAS,
        day=-14,
        partner=_DEBT_ADVICE,
        topics=["mietschulden"],
        steps=(
            HandedOver(day=-12, channel="phone", texts={"family_name": "Brehme", "given_name": "Andreas"}),
            Accepted(day=-9, appointment=3),
        ),
    ),
    Referred(
        code_word="Hirsch-Rahmen-4",
        staff=_TOBIAS,
        day=-77,
        partner="Praxisverbund Seelische Gesundheit Nord",
        topics=["psyche"],
        steps=(
            HandedOver(day=-76),
            Accepted(day=-60, by="person"),
            CameOfIt(day=-30, outcome="back_to_us", note="Die Wartezeit ist zu lang."),
        ),
    ),
    Referred(
        code_word="Hirsch-Rahmen-4",
        staff=_TOBIAS,
        day=-29,
        partner=_COUNSELLING,
        topics=["isolation"],
        steps=(HandedOver(day=-25, channel="phone", texts={"topics": "Einsamkeit, seelische Belastung"}),),
    ),
    Referred(code_word="Fabel-Zimt-2", staff=_TOBIAS, day=-4, partner=_COUNSELLING, topics=["trennung"]),
    Referred(
        code_word="Mulde-Tasse-6",
        staff=_SAMIRA,
        day=-66,
        partner="Sprach- und Bildungszentrum Brücke",
        topics=["qualifikation", "migration"],
        steps=(
            HandedOver(day=-62, escorted=True, texts={"language": "Ukrainisch", "topics": "Integrationskurs"}),
            Accepted(day=-55),
            Came(day=-40),
        ),
    ),
    Referred(
        code_word="Wind-Uhr-3",
        staff=_MIRIAM,
        day=-43,
        partner="Energieberatung Stromlotse",
        topics=["energieschulden"],
        steps=(
            HandedOver(day=-40),
            Came(day=-35),
            CameOfIt(day=-14, outcome="not_solved", by="partner_phone"),
            LoopClosed(day=-13),
        ),
    ),
    Referred(
        code_word="Wind-Uhr-3",
        staff=_MIRIAM,
        day=-15,
        partner=_DEBT_ADVICE,
        topics=["schulden"],
        steps=(TakenBack(day=-10, grounds="solved_otherwise"),),
    ),
    Referred(
        code_word="Luchs-Dose-2",
        staff=_MIRIAM,
        day=-8,
        partner="Digitalpaten Rieth",
        topics=["digital"],
        steps=(HandedOver(day=-7), Came(day=-3), CameOfIt(day=-1, outcome="solved")),
    ),
    Referred(
        staff=_SAMIRA,
        day=-20,
        sozialraum="rieth",
        partner="Digitalpaten Rieth",
        topics=["digital"],
        steps=(HandedOver(day=-20, channel="link_on_paper"),),
    ),
)
