"""The funding of the demo's operations.

From the sources: Erfurt, 80 percent ESF and 20 percent KoWo and TAG, March 2015 to December 2017 (seed 004);
Schmalkalden-Meiningen, 364,988 euros of the ESF for 2015 to 2017; from 2022 on 60 percent ESF+, 20 percent Land, 20
percent the municipality, a housing company or own money. No other sum was published: all other amounts, posts, targets
and documents are examples, and plans say so in their titles.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from demo.funding import Funded, Post
from services.contracts.districts import CostPlan, FundingShare
from services.districts.funding_desk import DocumentDetails, HoldDetails, PaymentDetails, PlanDetails, TargetDetails

FIRST_PHASE: Final = (date(2015, 3, 1), date(2017, 12, 31))
SECOND_PHASE: Final = (date(2022, 1, 1), date(2024, 12, 31))
THIRD_PHASE: Final = (date(2025, 1, 1), date(2027, 12, 31))
AT_WORK_SINCE: Final = date(2022, 7, 1)  # as demo.staffing has it


def _sixty_twenty_twenty(period: tuple[date, date], euros: int, payer: str) -> PlanDetails:
    """The shares of the guideline, of a whole number of hundreds of euros."""
    cents = euros * 100
    return PlanDetails(
        period=period,
        title=f"Bewilligung {period[0].year} bis {period[1].year} (Beträge sind Beispiele)",
        shares=(
            FundingShare(source="esf", cents=cents * 60 // 100, agreed_hundredths=6000),
            FundingShare(source="land", cents=cents * 20 // 100, agreed_hundredths=2000),
            FundingShare(source="municipality", cents=cents * 20 // 100, payer=payer, agreed_hundredths=2000),
        ),
        costs=(
            CostPlan(kind="staff", cents=cents * 80 // 100),
            CostPlan(kind="lump_sum", cents=cents * 20 // 100),
        ),
    )


ERFURT: Final = Funded(
    operation="thinka",
    plans=(
        PlanDetails(
            period=FIRST_PHASE,
            title="Bewilligung 03/2015 bis 12/2017 (Anteile laut Veröffentlichung, Beträge sind Beispiele)",
            shares=(
                FundingShare(source="esf", cents=240_000_00, agreed_hundredths=8000),
                FundingShare(
                    source="housing_company",
                    cents=60_000_00,
                    payer="KoWo mbH und TAG Wohnen und Service GmbH",
                    agreed_hundredths=2000,
                ),
            ),
            costs=(CostPlan(kind="staff", cents=255_000_00), CostPlan(kind="material", cents=45_000_00)),
        ),
    ),
    spent=(
        ("staff", 75_000_00, date(2015, 12, 31)),
        ("staff", 90_000_00, date(2016, 12, 31)),
        ("staff", 90_000_00, date(2017, 12, 31)),
        ("material", 43_200_00, date(2017, 12, 31)),
    ),
    called=(("esf", 200_000_00, date(2017, 6, 30)), ("esf", 38_560_00, date(2018, 3, 31))),
    received=(
        PaymentDetails(source="esf", cents=200_000_00, on=date(2017, 9, 15)),
        PaymentDetails(
            source="housing_company",
            payer="KoWo mbH und TAG Wohnen und Service GmbH",
            cents=59_640_00,
            on=date(2017, 12, 15),
        ),
        PaymentDetails(source="esf", cents=38_560_00, on=date(2018, 11, 30), last=True),
    ),
    documents=(
        DocumentDetails(kind="cooperation", title="Kooperation mit KoWo mbH und TAG (Beispiel)", on=date(2015, 3, 1)),
        DocumentDetails(kind="use_report", title="Verwendungsnachweis 2015 bis 2017 (Beispiel)", on=date(2018, 3, 31)),
    ),
)
SCHMALKALDEN_MEININGEN: Final = Funded(
    operation="thinka",
    plans=(
        PlanDetails(
            period=(date(2015, 1, 1), date(2017, 12, 31)),
            title="ESF-Mittel 2015 bis 2017 laut ESF Thüringen; die übrige Finanzierung ist nicht veröffentlicht",
            shares=(FundingShare(source="esf", cents=364_988_00),),
            costs=(CostPlan(kind="other", cents=364_988_00),),
        ),
        _sixty_twenty_twenty(SECOND_PHASE, 420_000, "Landkreis Schmalkalden-Meiningen"),
        _sixty_twenty_twenty(THIRD_PHASE, 450_000, "Landkreis Schmalkalden-Meiningen"),
    ),
)
ILM_KREIS: Final = Funded(
    operation="thinka",
    plans=(
        _sixty_twenty_twenty(SECOND_PHASE, 480_000, "Landratsamt Ilm-Kreis"),
        _sixty_twenty_twenty(THIRD_PHASE, 510_000, "Landratsamt Ilm-Kreis"),
    ),
    spent=(
        ("staff", 128_400_00, date(2023, 12, 29)),
        ("lump_sum", 32_100_00, date(2023, 12, 29)),
        ("staff", 131_250_00, date(2024, 12, 30)),
        ("lump_sum", 32_812_50, date(2024, 12, 30)),
        ("staff", 33_120_40, date(2025, 3, 31)),
        ("staff", 33_120_40, date(2025, 6, 30)),
        ("staff", 33_980_15, date(2025, 9, 30)),
        ("staff", 33_980_15, date(2025, 12, 30)),
        ("lump_sum", 26_840_22, date(2025, 12, 30)),
    ),
    called=(
        ("esf", 96_300_00, date(2024, 1, 31)),
        ("esf", 98_437_50, date(2025, 1, 31)),
        ("esf", 40_000_00, date(2025, 10, 15)),
    ),
    received=(
        PaymentDetails(source="esf", cents=96_300_00, on=date(2024, 4, 12)),
        PaymentDetails(source="land", cents=32_100_00, on=date(2024, 2, 15)),
        PaymentDetails(source="municipality", payer="Landratsamt Ilm-Kreis", cents=32_100_00, on=date(2024, 2, 1)),
        PaymentDetails(source="esf", cents=98_437_50, on=date(2025, 4, 24)),
    ),
    posts=(
        Post(
            title="Sozialarbeit Arnstadt",
            hundredths=100,
            period=(AT_WORK_SINCE, THIRD_PHASE[1]),
            held_by="Anna Krüger",
            since=AT_WORK_SINCE,
        ),
        Post(title="Sozialarbeit Ilmenau", hundredths=75, period=(AT_WORK_SINCE, THIRD_PHASE[1])),
    ),
    targets=(
        TargetDetails(of="indicator", indicator="EECO01", by=date(2027, 12, 31), value=300, title="Teilnahmen"),
        TargetDetails(of="clients", by=date(2027, 12, 31), value=900),
    ),
    milestones=(
        ("Anlaufstelle in Arnstadt eröffnet", date(2022, 9, 30), date(2022, 9, 12)),
        ("Zweite Anlaufstelle in Ilmenau eröffnet", date(2027, 6, 30), None),
    ),
    holds=(
        (
            HoldDetails(grounds="audit", on=date(2025, 3, 3), effect="extends", file_number="Beispiel P-7"),
            date(2025, 6, 30),
        ),
    ),
    documents=(
        DocumentDetails(
            kind="grant", title="Zuwendungsbescheid 2025 (Beispiel)", on=date(2024, 12, 9), file_number="Beispiel 12-34"
        ),
        DocumentDetails(kind="publicity", title="Plakat mit Logo, Arnstadt (Beispiel)", on=date(2025, 1, 15)),
    ),
    runs_out={
        40: DocumentDetails(kind="cooperation", title="Kooperation mit dem Jobcenter (Beispiel)", on=date(2022, 1, 3))
    },
    held=HoldDetails(grounds="court", on=date(2026, 5, 4), effect="extends", file_number="Beispiel V-3"),
)
GRANTS: Final[Mapping[str, Sequence[Funded]]] = {
    "erfurt": (ERFURT,),
    "ilm-kreis": (ILM_KREIS,),
    "schmalkalden-meiningen": (SCHMALKALDEN_MEININGEN,),
}
