"""Persons who stand twice, over HTTP: who might be one, linking two records, taking them apart, telling them apart."""

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.contracts.intake import LinkGrounds
from services.intake.api.asking import COMMAND, READING, Asked, Service
from services.intake.domain.proposal import Reason
from services.intake.duplicates.desk import DuplicatesDesk
from services.intake.duplicates.queries import listed_links
from services.intake.duplicates.records import proposed
from services.intake.duplicates.words import REASONS
from services.intake.queries import known_operation
from services.kernel.inputs import KEY_PATTERN, not_blank
from services.kernel.requests import Session, only_known, require
from services.kernel.roles import Role
from services.kernel.waiting import awaited
from services.kernel.web import Recorded

router: Final = APIRouter()

MOST: Final = 100
LINK_EXAMPLE: Final = "00000000-0000-8000-8000-000000007801"
LONGEST_NAME: Final = 100
Named = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), AfterValidator(not_blank)]
Koordination = Annotated[Session, Depends(require(Role.KOORDINATION))]
LinkInPath = Annotated[UUID, Path(title="Verbindung", examples=[LINK_EXAMPLE])]
Operation = Annotated[str, Query(title="Schlüssel des Vorhabens", pattern=KEY_PATTERN, examples=["thinka-2022"])]


class PairIn(BaseModel):
    """Two records, each named by an id (person, participation, case), or in an operation by its participant number."""

    model_config = ConfigDict(extra="forbid", title="Zwei Datensätze")

    one: Named = Field(title="Kennung, oder mit operation die Teilnehmernummer", examples=["E-0017"])
    other: Named = Field(title="Der andere Datensatz, ebenso", examples=["E-0108"])
    operation: Annotated[str, Field(pattern=KEY_PATTERN)] | None = Field(
        default=None, title="Vorhaben der Teilnehmernummern", examples=["thinka-2022"]
    )


class LinkIn(PairIn):
    """Both are one person, and how that is known."""

    model_config = ConfigDict(extra="forbid", title="Doppelt erfasste Person")

    grounds: LinkGrounds = Field(title="Woher das bekannt ist")


class UnlinkIn(BaseModel):
    """Nothing to say: which link it is stands in the address."""

    model_config = ConfigDict(extra="forbid", title="Verbindung trennen")


class LinkRecorded(Recorded):
    """The pair, and what is worth knowing of it."""

    model_config = ConfigDict(title="Personen verbunden")

    link_id: UUID = Field(title="Verbindung", examples=[LINK_EXAMPLE])
    warnings: list[str] = Field(title="Hinweise")


class ReasonOut(BaseModel):
    """What speaks for it that both are one person."""

    model_config = ConfigDict(title="Grund eines Vorschlags")

    reason: Reason = Field(title="Grund")
    text: str = Field(title="In Worten", examples=[REASONS["same_birth"]])


class ProposalOut(BaseModel):
    """Two records that might be one person."""

    model_config = ConfigDict(title="Vorschlag")

    persons: tuple[UUID, UUID] = Field(title="Die beiden Personen (Verweise)")
    points: int = Field(title="Punkte: je mehr, desto mehr spricht dafür")
    reasons: list[ReasonOut] = Field(title="Gründe")


class ProposalsOut(BaseModel):
    """The strongest first; ``total`` counts those that are not shown as well."""

    model_config = ConfigDict(title="Vorschläge")

    total: int = Field(title="Anzahl aller Vorschläge")
    proposals: list[ProposalOut] = Field(title=f"Höchstens {MOST}, die stärksten zuerst")


class LinkOut(BaseModel):
    """A link that stands."""

    model_config = ConfigDict(title="Verbindung", from_attributes=True)

    link_id: UUID = Field(title="Verbindung", examples=[LINK_EXAMPLE])
    person: UUID = Field(title="Person (Verweis)")
    other: UUID = Field(title="Andere Person (Verweis)")
    grounds: LinkGrounds = Field(title="Woher das bekannt ist")
    recorded: datetime = Field(title="Verbunden am")
    actor: str = Field(title="Verbunden von")


class LinksOut(BaseModel):
    """All of a district, newest first."""

    model_config = ConfigDict(title="Verbindungen")

    links: list[LinkOut] = Field(title="Verbindungen")


@router.get(
    "/duplicates",
    summary="Wer könnte doppelt erfasst sein?",
    dependencies=[Depends(only_known("operation")), Depends(awaited)],
)
def get_duplicates(operation: Operation, asking: Koordination, service: Service) -> ProposalsOut:
    """Ein Hinweis, nie eine Entscheidung. Wer schon verbunden oder auseinandergehalten ist, steht hier nicht."""
    known_operation(service.pool, asking.district, operation)
    found = proposed(service, asking.district, operation)
    shown = [
        ProposalOut(
            persons=each.persons,
            points=each.points,
            reasons=[ReasonOut(reason=reason, text=REASONS[reason]) for reason in each.reasons],
        )
        for each in found[:MOST]
    ]
    return ProposalsOut(total=len(found), proposals=shown)


@router.get("/person-links", summary="Verbundene Personen", **READING)
def get_person_links(asking: Koordination, service: Service) -> LinksOut:
    found = listed_links(service.pool, asking.district)
    return LinksOut(links=[LinkOut.model_validate(each) for each in found])


@router.post("/person-links", summary="Zwei Datensätze als eine Person verbinden", **COMMAND)
def link_persons(body: LinkIn, asking: Koordination, context: Asked, service: Service) -> LinkRecorded:
    """In einem Vorhaben werden beide danach als eine Teilnahme berichtet. Es lässt sich wieder trennen."""
    desk = DuplicatesDesk(service, asking.district)
    linked = desk.link(desk.pair(body.one, body.other, body.operation), body.grounds, context)
    return LinkRecorded(position=linked.given.outcome.position, link_id=linked.given.id, warnings=list(linked.warnings))


@router.post("/person-links/told-apart", summary="Zwei verschiedene Personen feststellen", **COMMAND)
def tell_persons_apart(body: PairIn, asking: Koordination, context: Asked, service: Service) -> Recorded:
    """Die beiden werden nicht mehr vorgeschlagen."""
    desk = DuplicatesDesk(service, asking.district)
    return Recorded(position=desk.tell_apart(desk.pair(body.one, body.other, body.operation), context).outcome.position)


@router.post("/person-links/{link}/unlink", summary="Verbundene Personen wieder trennen", **COMMAND)
def unlink_persons(
    *, link: LinkInPath, _body: UnlinkIn, asking: Koordination, context: Asked, service: Service
) -> Recorded:
    """Alle Zahlen sind danach so, als wären sie nie verbunden gewesen; vorgeschlagen werden die beiden nicht mehr."""
    return Recorded(position=DuplicatesDesk(service, asking.district).unlink(link, context).outcome.position)
