"""Every projection of reporting; each folds the journal with a position of its own."""

from typing import Final

from services.contracts.folds.staff import staff
from services.kernel.projection import Projection
from services.reporting.projections.audit_evidence import audit_evidence
from services.reporting.projections.check_settings import check_settings
from services.reporting.projections.community_events import community_events
from services.reporting.projections.contact_versions import contact_versions
from services.reporting.projections.entity_versions import entity_versions
from services.reporting.projections.estimate_versions import estimate_versions
from services.reporting.projections.goals import goals
from services.reporting.projections.mandates import mandates
from services.reporting.projections.meetings import meetings
from services.reporting.projections.offer_versions import offer_versions
from services.reporting.projections.operation_classes import operation_classes
from services.reporting.projections.operation_settings import operation_settings
from services.reporting.projections.operation_versions import operation_versions
from services.reporting.projections.outcomes import outcomes
from services.reporting.projections.participation_versions import participation_versions
from services.reporting.projections.person_links import person_links
from services.reporting.projections.press_items import press_items
from services.reporting.projections.referral_versions import referral_versions
from services.reporting.projections.rural_municipalities import rural_municipalities
from services.reporting.projections.samples import samples
from services.reporting.projections.sozialraeume import sozialraeume
from services.reporting.projections.statistic_versions import statistic_versions
from services.reporting.projections.status_versions import status_versions
from services.reporting.projections.submissions import submissions
from services.reporting.projections.volunteering import volunteering

PROJECTIONS: Final[tuple[Projection, ...]] = (
    operation_versions,
    rural_municipalities,
    sozialraeume,
    participation_versions,
    status_versions,
    person_links,
    contact_versions,
    estimate_versions,
    entity_versions,
    operation_settings,
    referral_versions,
    offer_versions,
    community_events,
    volunteering,
    press_items,
    meetings,
    statistic_versions,
    check_settings,
    operation_classes,
    goals,
    outcomes,
    submissions,
    staff,
    mandates,
    samples,
    audit_evidence,
)
