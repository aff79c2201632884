"""Facts of ``reporting``: what was handed in, and what became of it."""

from services.contracts.reporting.checking import CheckConfigured, CheckKey
from services.contracts.reporting.checkpoints import (
    BundleExported,
    CheckpointSigned,
    DeliveryFault,
    DeliveryFaultKind,
    DeliveryReconciled,
    ProjectionReached,
    SourceReconciled,
)
from services.contracts.reporting.mandates import (
    EvidenceKind,
    EvidenceRead,
    MandateGranted,
    MandateRevoked,
    SampleDrawn,
)
from services.contracts.reporting.submissions import (
    OfSubmission,
    ReturnGround,
    SourcePosition,
    SubmissionApproved,
    SubmissionCreated,
    SubmissionReturned,
    SubmissionWithdrawn,
)

__all__ = [
    "BundleExported",
    "CheckConfigured",
    "CheckKey",
    "CheckpointSigned",
    "DeliveryFault",
    "DeliveryFaultKind",
    "DeliveryReconciled",
    "EvidenceKind",
    "EvidenceRead",
    "MandateGranted",
    "MandateRevoked",
    "OfSubmission",
    "ProjectionReached",
    "ReturnGround",
    "SampleDrawn",
    "SourcePosition",
    "SourceReconciled",
    "SubmissionApproved",
    "SubmissionCreated",
    "SubmissionReturned",
    "SubmissionWithdrawn",
]
