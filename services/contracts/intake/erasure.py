"""Facts of a person's rights: erasure (GDPR Article 17), restriction (Article 18), access (Article 15).

All erasures of a district form one stream. A fact holds opaque ids only, and outlives the person's keys.
"""

import datetime as dt
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.contracts.intake.words import ErasureGrounds, ErasureScope, ExportForm, RestrictionGrounds
from services.kernel.facts import Contract, fact


class OfErasure(Contract, frozen=True, kw_only=True):
    """What every fact of an erasure names: all persons that are linked, and their case, if any.

    ``further_cases``: where one person had several, because she stood twice in the data.
    """

    erasure_id: UUID
    persons: Annotated[tuple[UUID, ...], Meta(min_length=1)]
    case_id: Annotated[UUID | None, Meta(title="Fall (Verweis)")] = None
    further_cases: Annotated[tuple[UUID, ...], Meta(title="Weitere Fälle (Verweise)")] = ()
    scope: Annotated[ErasureScope, Meta(title="Umfang")]

    @property
    def cases(self) -> tuple[UUID, ...]:
        """All cases of these persons."""
        return self.further_cases if self.case_id is None else (self.case_id, *self.further_cases)


class ErasureAsked(OfErasure, frozen=True, kw_only=True):
    """Why lies in the vault under the erasure's own key: it must be readable when the person's is gone."""

    grounds: Annotated[ErasureGrounds, Meta(title="Grundlage")]
    reason_id: Annotated[UUID, Meta(title="Begründung (Verweis)")]
    on: Annotated[dt.date, Meta(title="Am")]


@fact("intake.erasure_proposed")
class ErasureProposed(ErasureAsked, frozen=True, kw_only=True):
    """Somebody asked that the record goes as well; a second person has to confirm."""


@fact("intake.erasure_rejected")
class ErasureRejected(OfErasure, frozen=True, kw_only=True):
    """A second person said no, or who had asked took it back."""


@fact("intake.erasure_ordered")
class ErasureOrdered(ErasureAsked, frozen=True, kw_only=True):
    """It is decided: nothing stops the destruction of the keys any more."""


@fact("intake.key_destroyed")
class KeyDestroyed(OfErasure, frozen=True, kw_only=True):
    """The keys are gone: identity (names, contacts, notes), or identity and record (sealed blocks of facts) as well."""

    @property
    def records(self) -> tuple[UUID, ...]:
        """The persons whose sealed blocks nobody can read any more."""
        return self.persons if self.scope == "record" else ()


@fact("intake.access_exported")
class AccessExported(Contract, frozen=True, kw_only=True):
    """All that is stored of a person was handed out; it stands in her case, where there is one."""

    case_id: UUID | None = None
    persons: Annotated[tuple[UUID, ...], Meta(min_length=1)]
    form: Annotated[ExportForm, Meta(title="Form")]


class OfRestriction(Contract, frozen=True, kw_only=True):
    """Whose data it is about. It stands in her case; without one in a stream of the person's own."""

    case_id: UUID | None = None
    person_id: UUID


@fact("intake.processing_restricted")
class ProcessingRestricted(OfRestriction, frozen=True, kw_only=True):
    """Data of the person are kept and not worked on; figures go on counting."""

    grounds: Annotated[RestrictionGrounds, Meta(title="Grundlage")]
    on: Annotated[dt.date, Meta(title="Am")]


@fact("intake.restriction_lifted")
class RestrictionLifted(OfRestriction, frozen=True, kw_only=True):
    """The data may be worked on again; the person was told before (Article 18(3))."""

    on: Annotated[dt.date, Meta(title="Am")]
