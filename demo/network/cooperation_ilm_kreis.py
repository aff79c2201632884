"""How partners in Arnstadt and Ilmenau work together, over three years, and what they say of it. All invented."""

from typing import Final

from demo.network.cooperation import Cooperation, PartnerSurvey, Replies, Tie

_DEBT_ADVICE: Final = "Schuldnerberatung Neideckhaus"
_JOBCENTER: Final = "Jobcenter Gera-Ilm"
_ADDICTION: Final = "Suchthilfe Lichtblick"
_FAMILIES: Final = "Familienzentrum Ilmwiese"
_HOUSING: Final = "Wohnungsgenossenschaft Am Schortetal"
_VISITS: Final = "Besuchsdienst Herz und Zeit"
_MIGRATION: Final = "Migrationsberatung Ankommen"
_COURSES: Final = "Volksbildungswerk Ilmtal"
_KITA: Final = "Kita Sonnenkäfer"

ILM_KREIS_COOPERATION: Final = Cooperation(
    ties=(
        Tie(day=-1060, one=_DEBT_ADVICE, other=_JOBCENTER, strength=1),
        Tie(day=-1010, one=_FAMILIES, other=_KITA, strength=2),
        Tie(day=-930, one=_DEBT_ADVICE, other=_HOUSING, strength=1),
        Tie(day=-860, one=_JOBCENTER, other=_COURSES, strength=2),
        Tie(day=-800, one=_ADDICTION, other=_FAMILIES, strength=1),
        Tie(day=-730, one=_DEBT_ADVICE, other=_JOBCENTER, strength=2),
        Tie(day=-640, one=_MIGRATION, other=_JOBCENTER, strength=2),
        Tie(day=-610, one=_VISITS, other=_COURSES, strength=1),
        Tie(day=-520, one=_FAMILIES, other=_KITA, strength=3),
        Tie(day=-470, one=_MIGRATION, other=_FAMILIES, strength=2),
        Tie(day=-400, one=_DEBT_ADVICE, other=_HOUSING, strength=3),
        Tie(day=-330, one=_DEBT_ADVICE, other=_ADDICTION, strength=2),
        Tie(day=-280, one=_MIGRATION, other=_FAMILIES, strength=4),
        Tie(day=-210, one=_VISITS, other=_COURSES, strength=None),
        Tie(day=-150, one=_DEBT_ADVICE, other=_JOBCENTER, strength=3),
        Tie(day=-90, one=_VISITS, other=_FAMILIES, strength=2),
        Tie(day=-40, one=_HOUSING, other=_JOBCENTER, strength=1),
    ),
    surveys=(
        PartnerSurvey(
            first=-790,
            last=-755,
            closed=-760,
            replies={
                _DEBT_ADVICE: Replies(day=-785, figures="323223344"),
                _JOBCENTER: Replies(day=-780, figures="222322233", by="partner_phone"),
                _FAMILIES: Replies(day=-778, figures="43323-344", by="visit"),
                _HOUSING: Replies(day=-771, figures="221222-23", by="partner_phone"),
                _KITA: Replies(day=-764, figures="3331-2334"),
            },
        ),
        PartnerSurvey(
            first=-425,
            last=-390,
            closed=-395,
            replies={
                _DEBT_ADVICE: Replies(day=-421, figures="434334344"),
                _JOBCENTER: Replies(day=-418, figures="333323334", by="partner_phone"),
                _FAMILIES: Replies(day=-415, figures="444343445", by="visit"),
                _HOUSING: Replies(day=-409, figures="32232-334", by="partner_phone"),
                _KITA: Replies(day=-404, figures="343234344"),
                _MIGRATION: Replies(day=-399, figures="434244445"),
            },
        ),
        PartnerSurvey(
            first=-60,
            last=-25,
            closed=-30,
            replies={
                _DEBT_ADVICE: Replies(day=-57, figures="445445455"),
                _JOBCENTER: Replies(day=-55, figures="343434344", by="partner_phone"),
                _FAMILIES: Replies(day=-52, figures="554454555", by="visit"),
                _HOUSING: Replies(day=-47, figures="343334434", by="partner_phone"),
                _KITA: Replies(day=-43, figures="444335445"),
                _MIGRATION: Replies(day=-39, figures="544355455"),
                _COURSES: Replies(day=-33, figures="33-233434"),
            },
        ),
    ),
)
