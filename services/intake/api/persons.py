"""The person of a case over HTTP: name, correct, join earlier contacts, link a participation."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.contracts.intake import Identity
from services.intake.api.access import CaseReader, CaseWriter, Fachkraft, access_desk
from services.intake.api.asking import COMMAND, READING, Asked, Service
from services.intake.api.consents import CONSENT_EXAMPLE
from services.intake.api.contacts import CONTACT_EXAMPLE
from services.intake.api.search import FoundOut, found_out
from services.intake.application import Intake
from services.intake.domain.person_fields import PERSON_FIELDS
from services.intake.joining_desk import JoiningDesk
from services.intake.participant_links_desk import LinksDesk
from services.intake.persons_desk import PersonsDesk
from services.intake.persons_queries import find_person
from services.intake.rows_in import Number
from services.intake.search_queries import Search
from services.kernel.files import cells
from services.kernel.inputs import KEY_PATTERN, Day, not_blank
from services.kernel.requests import Session
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/cases/{case}")

PARTICIPATION_EXAMPLE: Final = "00000000-0000-8000-8000-000000005857"
MOST_CONTACTS: Final = 500


Line = Annotated[str, Field(max_length=200), AfterValidator(not_blank), AfterValidator(cells.text)]
Detail = Annotated[str, Field(max_length=200), AfterValidator(cells.text)]
ParticipationInPath = Annotated[UUID, Path(title="Teilnahme", examples=[PARTICIPATION_EXAMPLE])]


class WordsIn(BaseModel):
    """Names and contact details; what is left out is not recorded."""

    model_config = ConfigDict(extra="forbid", title="Name und Kontaktdaten")

    family_name: Line = Field(title=PERSON_FIELDS["family_name"], examples=["Mustermann"])
    given_name: Line = Field(title=PERSON_FIELDS["given_name"], examples=["Erika"])
    birth_name: Detail = Field(default="", title=PERSON_FIELDS["birth_name"], examples=["Gabler"])
    street: Detail = Field(default="", title=PERSON_FIELDS["street"], examples=["Heidestraße 17"])
    postcode: str = Field(default="", title=PERSON_FIELDS["postcode"], pattern=r"^([0-9]{5})?$", examples=["99091"])
    city: Detail = Field(default="", title=PERSON_FIELDS["city"], examples=["Erfurt"])
    phone: str = Field(
        default="", title=PERSON_FIELDS["phone"], pattern=r"^[0-9 +()/-]{0,40}$", examples=["0361 5550100"]
    )
    email: str = Field(
        default="",
        title=PERSON_FIELDS["email"],
        pattern=r"^([^@\s]{1,64}@[^@\s]{1,180})?$",
        examples=["erika@example.org"],
    )
    language: Detail = Field(default="", title=PERSON_FIELDS["language"], examples=["Deutsch"])

    def words(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in PERSON_FIELDS}


class NamingIn(WordsIn):
    """From the code word to a name, under a consent of its own."""

    model_config = ConfigDict(extra="forbid", title="Person benennen")

    consent_id: UUID = Field(title="Einwilligung in die namentliche Akte", examples=[CONSENT_EXAMPLE])
    on: Day = Field(title="Am", examples=["2026-03-02"])


class NamedOut(Recorded):
    """Recorded; ``same_name`` is a hint only, of cases with that name."""

    model_config = ConfigDict(title="Person erfasst")

    same_name: list[FoundOut] = Field(title="Fälle mit gleichem oder gleich klingendem Namen")


class PersonOut(BaseModel):
    """The person of a case, as far as names may be shown today."""

    model_config = ConfigDict(title="Person", from_attributes=True)

    code_word: str | None = Field(title="Codewort", examples=["Apfel-Wolke-7"])
    identity: Identity = Field(title="Stufe der Kenntnis")
    restricted: bool = Field(title="Namen sind erfasst und dürfen nicht angezeigt werden")
    consent_id: UUID | None = Field(title="Einwilligung, unter der benannt wurde", examples=[CONSENT_EXAMPLE])
    words: dict[str, str] = Field(title="Namen und Kontaktdaten", examples=[{"family_name": "Mustermann"}])


class JoiningIn(BaseModel):
    """Earlier anonymous contacts that the person points out."""

    model_config = ConfigDict(extra="forbid", title="Frühere Kontakte zuordnen")

    contact_ids: list[Annotated[UUID, Field(examples=[CONTACT_EXAMPLE])]] = Field(
        title="Kontakte", min_length=1, max_length=MOST_CONTACTS
    )
    consent_id: UUID = Field(title="Einwilligung", examples=[CONSENT_EXAMPLE])
    on: Day = Field(title="Am", examples=["2026-03-02"])


class JoinedOut(Recorded):
    """Contacts that belong to the case now; one that got another case meanwhile is not among them."""

    model_config = ConfigDict(title="Kontakte zugeordnet")

    contact_ids: list[UUID] = Field(title="Kontakte des Falls", examples=[[CONTACT_EXAMPLE]])


class LinkIn(BaseModel):
    """Which participation is this person's."""

    model_config = ConfigDict(extra="forbid", title="Teilnahme zuordnen")

    operation: Annotated[str, Field(pattern=KEY_PATTERN, examples=["thinka-2022"])] = Field(title="Vorhaben")
    participant_no: Number = Field(title="Teilnehmernummer", examples=["E-0017"])


class LinkedOut(Recorded):
    """The participation, and what is still owed."""

    model_config = ConfigDict(title="Teilnahme zugeordnet")

    participation_id: UUID = Field(title="Teilnahme", examples=[PARTICIPATION_EXAMPLE])
    warnings: list[str] = Field(title="Hinweise")


class UnlinkIn(BaseModel):
    """Nothing to say: which one it is stands in the address."""

    model_config = ConfigDict(extra="forbid", title="Zuordnung lösen")


@router.get("/person", summary="Person eines Falls", **READING)
def read_person(case: CaseReader, asking: Fachkraft, service: Service) -> PersonOut:
    return PersonOut.model_validate(find_person(service, asking.district, case))


@router.post("/person", summary="Person benennen", **COMMAND)
def name_person(case: CaseWriter, body: NamingIn, asking: Fachkraft, context: Asked, service: Service) -> NamedOut:
    """Braucht eine gültige Einwilligung in die namentliche Akte. Gleiche Namen sind ein Hinweis, nie ein Hindernis."""
    outcome = PersonsDesk(service, asking.district, case).name(body.words(), body.consent_id, body.on, context)
    return NamedOut(position=outcome.position, same_name=_same_name(service, asking, body, case))


@router.post("/person/correction", summary="Name und Kontaktdaten berichtigen", **COMMAND)
def correct_person(case: CaseWriter, body: WordsIn, asking: Fachkraft, context: Asked, service: Service) -> NamedOut:
    outcome = PersonsDesk(service, asking.district, case).correct(body.words(), context)
    return NamedOut(position=outcome.position, same_name=_same_name(service, asking, body, case))


@router.post("/joins", summary="Frühere anonyme Kontakte zuordnen", **COMMAND)
def join_contacts(case: CaseWriter, body: JoiningIn, asking: Fachkraft, context: Asked, service: Service) -> JoinedOut:
    desk = JoiningDesk(service, asking.district, case)
    joined = desk.join(body.contact_ids, body.consent_id, body.on, context)
    return JoinedOut(position=joined.outcome.position, contact_ids=list(joined.contact_ids))


@router.post("/participations", summary="ESF-Teilnahme zuordnen", **COMMAND)
def link_participation(
    case: CaseWriter, body: LinkIn, asking: Fachkraft, context: Asked, service: Service
) -> LinkedOut:
    linked = LinksDesk(service, asking.district, case).link(body.operation, body.participant_no, context)
    return LinkedOut(
        position=linked.given.outcome.position, participation_id=linked.given.id, warnings=list(linked.warnings)
    )


@router.post("/participations/{participation}/unlink", summary="Zuordnung einer ESF-Teilnahme lösen", **COMMAND)
def unlink_participation(
    *,
    case: CaseWriter,
    participation: ParticipationInPath,
    _body: UnlinkIn,
    asking: Fachkraft,
    context: Asked,
    service: Service,
) -> Recorded:
    outcome = LinksDesk(service, asking.district, case).unlink(participation, context)
    return Recorded(position=outcome.position)


def _same_name(service: Intake, asking: Session, body: WordsIn, case: UUID) -> list[FoundOut]:
    findings = Search(access_desk(service, asking)).same_name(body.family_name, body.given_name, case)
    return [found_out(each) for each in findings.found]
