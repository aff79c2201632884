"""*Themen und Instrumente*: what a district defined for itself, which version counts, and how a new one is released."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, TypeVar

import msgspec
from fastapi import APIRouter, Request
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from starlette.responses import Response

from services.contracts.vocabularies import handlungsfelder, topics
from services.districts import definition_queries
from services.districts.api import definitions
from services.districts.api.asking import Service
from services.districts.application import SERVICE, Districts
from services.districts.pages.asking import OPERATORS, Here, OperatorHere, at_home
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.rendering import rendered
from services.kernel.pages.small_form import Field
from services.kernel.problems import field_error
from services.kernel.wording import NOT_JSON

router: Final = APIRouter()

DEFINITIONS: Final = "/festlegungen"
TOLD: Final = 3  # faults at once: who mends a file mends one after the other
M = TypeVar("M", bound=BaseModel)


@router.get(DEFINITIONS)
def definitions_page(request: Request, asking: OperatorHere, service: Service) -> Response:
    """The list of topics and the instruments that count now."""
    context = {
        "topics": definition_queries.released_topics(service.pool, asking.district),
        "instruments": definition_queries.instruments(service.pool, asking.district),
        "common": topics(),
        "fields": handlungsfelder(),
    }
    return rendered(request, "districts/definitions.html", context)


# --- A version as text ---------------------------------------------------------------


def read_version(text: object, model: type[M]) -> M:
    """JSON as the API takes it; raises ValueError, in German, with the place of what is wrong."""
    try:
        data = msgspec.json.decode(str(text).encode())
    except msgspec.DecodeError:
        raise ValueError(NOT_JSON) from None
    try:
        return model.model_validate(data)
    except ValidationError as invalid:
        found = [field_error({**error, "loc": ("body", *error["loc"])}) for error in invalid.errors()[:TOLD]]
        raise ValueError(" ".join(f"{each.field}: {each.rule}" for each in found)) from None


class TopicsText(BaseModel):
    """A list of topics as JSON."""

    model_config = ConfigDict(extra="forbid")

    content: Annotated[definitions.TopicsIn, BeforeValidator(lambda text: read_version(text, definitions.TopicsIn))]


class InstrumentText(BaseModel):
    """An instrument as JSON."""

    model_config = ConfigDict(extra="forbid")

    content: Annotated[
        definitions.InstrumentIn, BeforeValidator(lambda text: read_version(text, definitions.InstrumentIn))
    ]


def _text_field(title: str, now: object) -> Sequence[Field]:
    """The version that counts, to be changed; or room for the content of a file."""
    known = "" if now is None else msgspec.json.format(msgspec.json.encode(now), indent=2).decode()
    hint = "Den Inhalt der JSON-Datei hier einfügen, oder die geltende Fassung ändern."
    return (Field(name="content", title=title, kind="area", hint=hint, default=known, more={"spellcheck": "false"}),)


def _topics(here: Here) -> Sequence[Field]:
    found = definition_queries.released_topics(here.service.pool, here.district)
    return _text_field("Themenliste", None if found is None else {"terms": found.terms})


def _instrument(here: Here) -> Sequence[Field]:
    wanted = here.request.query_params.get("instrument")
    found = next(
        (
            each
            for each in definition_queries.instruments(here.service.pool, here.district)
            if each.instrument == wanted
        ),
        None,
    )
    return _text_field("Instrument", None if found is None else _without_version(msgspec.to_builtins(found)))


def _without_version(released: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in released.items() if name in definitions.InstrumentIn.model_fields}


def _release_topics(here: Here, body: TopicsText, context: Context) -> Stored:
    return Stored(definitions.release_topics(body.content, here.asking, context, here.service).position)


def _release_instrument(here: Here, body: InstrumentText, context: Context) -> Stored:
    return Stored(definitions.release_instrument(body.content, here.asking, context, here.service).position)


def _released(**of: Any) -> DescribedForm[Districts]:
    rules = ("terms", "label", "scale", "dimensions", "instrument")
    return DescribedForm(
        button="Neue Fassung freigeben",
        back=at_home(DEFINITIONS),
        field_of=dict.fromkeys(rules, "content"),
        **of,
    )


FORMS: Final = (
    _released(
        path=f"{DEFINITIONS}/themen",
        title="Neue Fassung der Themenliste",
        model=TopicsText,
        fields=_topics,
        send=_release_topics,
        remarks=lambda _here: (
            "Eine Fassung ist immer die ganze Liste. Sie ändert sich danach nie mehr.",
            "Was fehlt, wird nicht mehr angeboten. In alten Fällen bleibt es lesbar.",
        ),
    ),
    _released(
        path=f"{DEFINITIONS}/instrument",
        title="Neue Fassung eines Instruments",
        model=InstrumentText,
        fields=_instrument,
        send=_release_instrument,
        remarks=lambda _here: ("Start und Ende eines Falls werden nur unter derselben Fassung verglichen.",),
    ),
)
add_forms(router, SERVICE, OPERATORS, FORMS)
