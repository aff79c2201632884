"""Cases for reading: the list, the file, who read it; and somebody's day."""

from datetime import date, datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.intake import CaseState, EndKind, Identity
from services.contracts.succession import Leavings, hands_of, responsible
from services.intake.access_log import access_log
from services.intake.api.access import (
    CASE_EXAMPLE,
    CaseOverseer,
    CaseReader,
    Fachkraft,
    Organiser,
    Overseer,
    access_desk,
)
from services.intake.api.asking import Service
from services.intake.api.cases import STAFF_EXAMPLE, TEAM_EXAMPLE
from services.intake.api.paging import After, Limit, page
from services.intake.application import Intake
from services.intake.case_file import SECTIONS as OF_A_CASE
from services.intake.cases_queries import CaseRow, CasesAsked, cases, leavings
from services.intake.contacts_queries import code_words
from services.intake.directory import staff_id_of
from services.intake.domain.minutes import MinutesDone
from services.intake.minutes_queries import minutes_of
from services.intake.paging import Place
from services.intake.restricting.queries import restricted_persons
from services.intake.sections import AskedToday
from services.intake.today import SECTIONS as OF_A_DAY
from services.kernel.inputs import Day, OperationInQuery
from services.kernel.requests import After as AfterPosition
from services.kernel.requests import Session, only_known
from services.kernel.roles import Role
from services.kernel.times import today
from services.kernel.waiting import awaited

router: Final = APIRouter(dependencies=[Depends(awaited)])


class CaseListed(BaseModel):
    """A case in a list; the Koordination sees no code word."""

    model_config = ConfigDict(title="Fall in einer Liste")

    case_id: UUID = Field(title="Fall", examples=[CASE_EXAMPLE])
    code_word: str | None = Field(title="Codewort; null für die Koordination und bei gelöschten Personen")
    operation: str = Field(title="Vorhaben")
    sozialraum: str = Field(title="Sozialraum")
    identity: Identity = Field(title="Stufe der Kenntnis")
    state: CaseState = Field(title="Stand")
    since: date = Field(title="Seit")
    until: date | None = Field(title="Ruht voraussichtlich bis")
    end_kind: EndKind | None = Field(title="Art der Beendigung")
    opened_on: date = Field(title="Eröffnet am")
    team: UUID | None = Field(title="Team", examples=[TEAM_EXAMPLE])
    staff: UUID | None = Field(title="Zuständig; nach einem Weggang die Nachfolge", examples=[STAFF_EXAMPLE])
    last_contact_on: date | None = Field(title="Letzter Kontakt am")
    minutes: int = Field(title="Minuten, zusammen")
    questionnaire_due: bool = Field(title="Fragebogen fällig")
    restricted: bool = Field(title="Verarbeitung eingeschränkt (Artikel 18 DSGVO)")


class CasePage(BaseModel):
    """Newest first; ``next`` is what ``after`` of the next page says."""

    model_config = ConfigDict(title="Fälle")

    cases: list[CaseListed] = Field(title="Fälle")
    next: str | None = Field(title="Weiter nach; null am Ende")


class CaseFile(BaseModel):
    """The case file; each subject has its section."""

    model_config = ConfigDict(title="Fallakte")

    case_id: UUID = Field(title="Fall", examples=[CASE_EXAMPLE])
    sections: dict[str, Any] = Field(title="Abschnitte nach Schlüssel")


class Access(BaseModel):
    """Somebody read the case, or opened it in an emergency."""

    model_config = ConfigDict(title="Zugriff", from_attributes=True)

    position: int = Field(title="Position im Protokoll")
    what: Literal["read", "glass_broken"] = Field(title="Was")
    by: str = Field(title="Wer (Kennung)")
    at: datetime = Field(title="Wann")
    break_glass: bool = Field(title="Mit Notfallzugriff")
    until: datetime | None = Field(title="Notfallzugriff gilt bis")
    reason: str | None = Field(title="Begründung; nur für die Koordination und die Prüfung")


class MyDay(BaseModel):
    """What lies before somebody today."""

    model_config = ConfigDict(title="Heute")

    day: date = Field(title="Tag")
    sections: dict[str, Any] = Field(title="Abschnitte nach Schlüssel")


ASKED: Final = ("operation", "team", "state", "mine", "silent_since", "after", "limit")


@router.get("/cases", summary="Fälle, neueste zuerst", dependencies=[Depends(only_known(*ASKED))])
def list_cases(
    *,
    asking: Organiser,
    service: Service,
    operation: OperationInQuery = None,
    team: Annotated[UUID | None, Query(title="Team", examples=[TEAM_EXAMPLE])] = None,
    state: Annotated[CaseState | None, Query(title="Stand")] = None,
    mine: Annotated[bool, Query(title="Nur meine")] = False,
    silent_since: Annotated[Day | None, Query(title="Ohne Kontakt seit diesem Tag")] = None,
    after: After = None,
    limit: Limit = 50,
) -> CasePage:
    """Eine Fachkraft sieht die Fälle ihrer Teams und die ohne Team, die Koordination alle, ohne Inhalte."""
    left = leavings(service.pool, asking.district)
    asked = CasesAsked(
        operation=operation,
        team=team,
        hands=_hands(asking, left) if mine else None,
        state=state,
        silent_since=silent_since,
    )
    asker = access_desk(service, asking).asker
    rows = cases(service.pool, asking.district, asker, asked, page(after, limit))
    following = str(Place(rows[-1].opened_on, rows[-1].case_id)) if len(rows) == limit else None
    return CasePage(cases=_listed(service, asking, rows, left), next=following)


@router.get("/cases/{case}", summary="Fallakte", dependencies=[Depends(only_known())])
def read_case(case: CaseReader, asking: Fachkraft, service: Service) -> CaseFile:
    """Wer sie liest, wird aufgezeichnet."""
    return CaseFile(case_id=case, sections={each.key: each.read(service, asking.district, case) for each in OF_A_CASE})


@router.get(
    "/cases/{case}/access-log", summary="Zugriffe auf einen Fall", dependencies=[Depends(only_known("after", "limit"))]
)
def read_access_log(
    case: CaseOverseer, asking: Overseer, service: Service, after: AfterPosition = 0, limit: Limit = 50
) -> list[Access]:
    """Älteste zuerst; weiter geht es nach der Position der letzten Zeile."""
    return [Access.model_validate(each) for each in access_log(service, asking.district, case, after, limit)]


@router.get("/today", summary="Mein Tag", dependencies=[Depends(only_known())])
def read_today(asking: Fachkraft, service: Service) -> MyDay:
    asker = access_desk(service, asking).asker
    asked = AskedToday(asker.actor, staff_id_of(asker.actor), asker.teams, today())
    return MyDay(day=asked.day, sections={each.key: each.read(service, asking.district, asked) for each in OF_A_DAY})


def _hands(asking: Session, left: Leavings) -> frozenset[UUID]:
    """Whose cases are mine: those of people I follow, too; a program has none."""
    staff = staff_id_of(asking.caller.actor)
    return frozenset() if staff is None else hands_of(staff, left, today())


def _listed(service: Intake, asking: Session, rows: list[CaseRow] | Any, left: Leavings) -> list[CaseListed]:
    district = asking.district
    done = minutes_of(service.pool, district, [row.case_id for row in rows])
    shown = rows if asking.caller.role == Role.FACHKRAFT else []
    words = code_words(service, district, [(row.case_id, row.person) for row in shown])
    left_alone = restricted_persons(service.pool, district, {row.person for row in rows})
    return [
        _row(row, words.get(row.case_id), done.get(row.case_id, []), left, restricted=row.person in left_alone)
        for row in rows
    ]


def _row(
    row: CaseRow, code_word: str | None, done: list[MinutesDone], left: Leavings, *, restricted: bool
) -> CaseListed:
    return CaseListed(
        case_id=row.case_id,
        code_word=code_word,
        operation=row.operation,
        sozialraum=row.sozialraum,
        identity=row.identity,
        state=row.state,
        since=row.since,
        until=row.until,
        end_kind=row.end_kind,
        opened_on=row.opened_on,
        team=row.team,
        staff=responsible(row.staff, left, today()),
        last_contact_on=row.last_contact_on,
        minutes=sum(each.minutes for each in done),
        questionnaire_due=any(each.questionnaire_due for each in done),
        restricted=restricted,
    )
