"""The views of BI as an OData v4 service, for programs of those who evaluate, plan and answer for the figures."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Final
from urllib.parse import quote, urlencode

import psycopg
from fastapi import APIRouter, Depends, Path, Query, Request, Response

from services.kernel.problems import MEDIA_TYPE, Problem, not_found, unavailable
from services.kernel.requests import Session, only_known, require
from services.kernel.roles import Role
from services.kernel.times import rfc3339
from services.reporting.api.asking import Service
from services.reporting.bi.contract import VIEWS, View
from services.reporting.bi.odata.metadata import csdl, service_document
from services.reporting.bi.odata.ordering import SKIPTOKEN
from services.reporting.bi.odata.questions import question
from services.reporting.bi.odata.reading import Freshness, Page, as_bi_role, count, freshness, page
from services.reporting.bi.odata.refusals import BadQuestion, FiguresChanged

router: Final = APIRouter(prefix="/odata")
Evaluator = Annotated[Session, Depends(require(Role.AUSWERTUNG, Role.PLANUNG, Role.KOORDINATION))]
EntitySet = Annotated[str, Path(title="Sicht", examples=["participations"], max_length=60)]
JSON: Final = "application/json;odata.metadata=minimal;charset=utf-8"
XML: Final = "application/xml"
HEADERS: Final = {"OData-Version": "4.0", "Cache-Control": "no-store"}
PAGING: Final = frozenset({"$skip", SKIPTOKEN, "$top", "skip", "skiptoken", "top"})
SERVICE_DOCUMENT: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "Das Dokument", "content": {"application/json": {"schema": {"type": "object"}}}}
}
SCHEMA_DOCUMENT: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "Das Schema (CSDL)", "content": {XML: {"schema": {"type": "string"}}}}
}
# In the form of OData (Part 1, 9.4); an address that no server can read is refused before anybody knows whose it is.
EITHER_FORM: Final = {form: {"schema": {"type": "object"}} for form in ("application/json", MEDIA_TYPE)}
ROWS: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "Die Zeilen", "content": {"application/json": {"schema": {"type": "object"}}}},
    400: {"description": "Die Frage ist nicht lesbar", "content": EITHER_FORM},
    410: {"description": "Die Zahlen sind neu", "content": {"application/json": {"schema": {"type": "object"}}}},
}
ANEW: Final = "Seit der ersten Seite sind die Zahlen neu veröffentlicht worden. Bitte lesen Sie noch einmal von vorn."
NUMBER: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "Die Anzahl", "content": {"text/plain": {"schema": {"type": "string"}}}},
    400: ROWS[400],
}


@router.get(
    "/",
    summary="OData: welche Sichten es gibt",
    response_class=Response,
    responses=SERVICE_DOCUMENT,
    dependencies=[Depends(only_known("$format"))],
)
def entity_sets(request: Request, asking: Evaluator, service: Service) -> Response:
    return _json(service_document(_root(request)), _fresh(service, asking))


@router.get(
    "/$metadata",
    summary="OData: Schema der Sichten",
    response_class=Response,
    responses=SCHEMA_DOCUMENT,
    dependencies=[Depends(only_known("$format"))],
)
def metadata(asking: Evaluator, service: Service) -> Response:
    return Response(csdl(), media_type=XML, headers={**HEADERS, **_fresh(service, asking)})


@router.get("/{entity_set}", summary="OData: Zeilen einer Sicht", response_class=Response, responses=ROWS)
def rows(
    *,
    request: Request,
    entity_set: EntitySet,
    asking: Evaluator,
    service: Service,
    _filter: Annotated[str | None, Query(alias="$filter", title="Bedingung")] = None,
    _select: Annotated[str | None, Query(alias="$select", title="Spalten")] = None,
    _orderby: Annotated[str | None, Query(alias="$orderby", title="Reihenfolge")] = None,
    _top: Annotated[str | None, Query(alias="$top", title="Höchstens so viele Zeilen")] = None,
    _skip: Annotated[str | None, Query(alias="$skip", title="So viele Zeilen auslassen")] = None,
    _count: Annotated[str | None, Query(alias="$count", title="Anzahl mitsenden")] = None,
) -> Response:
    view = _view(entity_set)
    try:
        asked = question(view, request.query_params.multi_items())
        with as_bi_role(service.pool, asking.district) as conn:
            found = page(conn, asking.district, view, asked)
    except BadQuestion as bad:
        return _refused(bad)
    except FiguresChanged:
        return _json({"error": {"code": "Gone", "message": ANEW, "target": SKIPTOKEN}}, status=410)
    except psycopg.errors.QueryCanceled as late:
        raise _too_long() from late
    return _json(_document(request, view, found, asked.top), _told(found.freshness))


@router.get("/{entity_set}/$count", summary="OData: Anzahl der Zeilen", response_class=Response, responses=NUMBER)
def number_of_rows(
    *,
    request: Request,
    entity_set: EntitySet,
    asking: Evaluator,
    service: Service,
    _filter: Annotated[str | None, Query(alias="$filter", title="Bedingung")] = None,
) -> Response:
    view = _view(entity_set)
    try:
        asked = question(view, request.query_params.multi_items())
        with as_bi_role(service.pool, asking.district) as conn:
            number, fresh = count(conn, asking.district, view, asked), freshness(conn, asking.district)
    except BadQuestion as bad:
        return _refused(bad)
    except psycopg.errors.QueryCanceled as late:
        raise _too_long() from late
    return Response(str(number), media_type="text/plain", headers={**HEADERS, **_told(fresh)})


def _view(name: str) -> View:
    if name not in VIEWS:
        raise not_found("Diese Sicht gibt es nicht.")
    return VIEWS[name]


def _too_long() -> Problem:
    return unavailable("Die Frage dauerte zu lange. Bitte schränken Sie sie ein und fragen Sie noch einmal.")


def _document(request: Request, view: View, found: Page, top: int | None) -> dict[str, Any]:
    """The collection, and where it goes on; OData clients read on by themselves."""
    fresh = [{"source": s, "position": position, "lag_events": lag} for s, position, lag in found.freshness]
    counted = {} if found.count is None else {"@odata.count": found.count}
    following = {} if found.following is None else {"@odata.nextLink": _next(request, view, found, top)}
    rows = [{name: _plain(value) for name, value in row.items()} for row in found.rows]
    context = {"@odata.context": f"{_root(request)}$metadata#{view.name}"}
    return {**context, **counted, "@lotse.freshness": fresh, "value": rows, **following}


def _next(request: Request, view: View, found: Page, top: int | None) -> str:
    assert found.following is not None, "there is a next page"
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in PAGING]
    left = [] if top is None else [("$top", str(top - len(found.rows)))]
    options = urlencode([*kept, *left, (SKIPTOKEN, found.following.token())], safe="$", quote_via=quote)
    return f"{_root(request)}{view.name}?{options}"


def _root(request: Request) -> str:
    path = request.url.path
    return f"{request.url.scheme}://{request.url.netloc}{path[: path.index('/odata/')]}/odata/"


def _fresh(service: Service, asking: Session) -> dict[str, str]:
    with as_bi_role(service.pool, asking.district) as conn:
        return _told(freshness(conn, asking.district))


def _told(fresh: Freshness) -> dict[str, str]:
    """How fresh the views are, with every answer."""
    return {"Lotse-Freshness": ", ".join(f"{source}={position};lag={lag}" for source, position, lag in fresh)}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return rfc3339(value)
    return value.isoformat() if isinstance(value, date) else value


def _refused(bad: BadQuestion) -> Response:
    error = {"error": {"code": "BadRequest", "message": bad.message, "target": bad.option}}
    return _json(error, status=400)


def _json(
    document: Mapping[str, Any] | Sequence[Any], more: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    body = json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
    return Response(body, status, {**HEADERS, **(more or {})}, JSON)
