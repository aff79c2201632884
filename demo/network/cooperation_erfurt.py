"""How partners around Berliner Platz and Rieth work together, and a survey that hardly anybody answered. Invented."""

from typing import Final

from demo.network.cooperation import Cooperation, PartnerSurvey, Replies, Tie

_DEBT_ADVICE: Final = "Schuldenhilfe Nordlicht"
_ENERGY: Final = "Energieberatung Stromlotse"
_HOUSING: Final = "Wohnungsgesellschaft Geraaue"
_COUNSELLING: Final = "Seelsorge und Beratung Haus Emmaus"
_LANGUAGE: Final = "Sprach- und Bildungszentrum Brücke"
_JOBCENTER: Final = "Jobcenter Erfurt-Nordost"
_PRACTICE: Final = "Praxisverbund Seelische Gesundheit Nord"

ERFURT_COOPERATION: Final = Cooperation(
    ties=(
        Tie(day=-1040, one=_DEBT_ADVICE, other=_HOUSING, strength=2),
        Tie(day=-900, one=_LANGUAGE, other=_JOBCENTER, strength=3),
        Tie(day=-760, one=_DEBT_ADVICE, other=_ENERGY, strength=1),
        Tie(day=-610, one=_COUNSELLING, other=_PRACTICE, strength=1),
        Tie(day=-430, one=_DEBT_ADVICE, other=_ENERGY, strength=3),
        Tie(day=-300, one=_DEBT_ADVICE, other=_HOUSING, strength=4),
        Tie(day=-180, one=_COUNSELLING, other=_PRACTICE, strength=None),
        Tie(day=-70, one=_ENERGY, other=_HOUSING, strength=2),
    ),
    surveys=(
        PartnerSurvey(
            first=-10,
            last=20,
            replies={
                _DEBT_ADVICE: Replies(day=-7, figures="444344445"),
                _HOUSING: Replies(day=-3, figures="343-33434", by="partner_phone"),
            },
        ),
    ),
)
