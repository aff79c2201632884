"""What was handed in, and what became of it? Read by the lists of submissions, by their check and by the roll-up."""

import json
from collections.abc import Iterable

from services.contracts.reporting import (
    OfSubmission,
    SubmissionApproved,
    SubmissionCreated,
    SubmissionReturned,
    SubmissionWithdrawn,
)
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Put, Table
from services.kernel.projection import Projection

SUBMISSIONS = Table(
    "submissions",
    "submission",
    (
        *("operation", "as_of", "period", "known_at", "positions", "journal_size"),
        *("catalogue", "catalogue_version", "catalogue_content", "document", "digest", "checkpoint", "replaces"),
        *("actor", "recorded", "sequence"),
    ),
    versioned=False,
)
STEPS = Table(
    "submission_steps", "step", ("submission", "state", "ground", "actor", "recorded", "sequence"), versioned=False
)


def keep(recorded: Recorded[OfSubmission]) -> Iterable[Put]:
    """A submission as it was made; each further step as a row of its own."""
    made, by = recorded.fact, (recorded.actor, recorded.time, recorded.sequence)
    match made:
        case SubmissionCreated():
            return (Put(SUBMISSIONS, made.submission_id, (*_said(made), *by)),)
        case SubmissionApproved():
            return (Put(STEPS, recorded.id, (made.submission_id, "approved", None, *by)),)
        case SubmissionReturned():
            return (Put(STEPS, recorded.id, (made.submission_id, "returned", made.ground, *by)),)
        case SubmissionWithdrawn():
            return (Put(STEPS, recorded.id, (made.submission_id, "withdrawn", None, *by)),)


def _said(made: SubmissionCreated) -> tuple[object, ...]:
    positions = json.dumps({one.source: one.position for one in made.positions}, sort_keys=True)
    knowledge = (made.known_at, positions, made.journal_size)
    rules = (made.catalogue, made.catalogue_version, made.catalogue_content)
    return (
        *(made.operation, made.as_of, made.period),
        *knowledge,
        *rules,
        *(made.document, made.digest, made.checkpoint, made.replaces),
    )


submissions = Projection(
    "submissions",
    version=1,
    tables=(SUBMISSIONS, STEPS),
    reads=(SubmissionCreated, SubmissionApproved, SubmissionReturned, SubmissionWithdrawn),
    fold=keep,
)
