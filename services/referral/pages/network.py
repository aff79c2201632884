"""*Netzwerk*: the cooperation map of a day, drawn by us, with a table that says the same; and what changes it."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict
from pydantic import Field as Given
from starlette.responses import Response

from services.contracts.vocabularies import partner_kinds
from services.kernel.deciders import Context
from services.kernel.inputs import Day
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.rendering import rendered
from services.kernel.pages.small_form import Field
from services.kernel.times import today
from services.referral.api.asking import Service
from services.referral.directory import directory
from services.referral.domain.edge import STRENGTHS
from services.referral.domain.map_layout import positions
from services.referral.network_desk import NetworkDesk
from services.referral.network_queries import Network, network
from services.referral.opening import SERVICE
from services.referral.pages.asking import WRITERS, Here, ReaderHere, may_write

router: Final = APIRouter()

NETWORK: Final = "/netzwerk"
NO_LONGER: Final = "0"
WIDTH, HEIGHT, LABEL_ROOM = 900, 560, 40
LONGEST_LABEL: Final = 24
GRAPHML_KEYS: Final = (
    ("name", "node", "string"),
    ("kind", "node", "string"),
    ("referred", "node", "int"),
    ("strength", "edge", "int"),
    ("since", "edge", "string"),
)

AsOf = Annotated[Day | None, Query(alias="tag", title="Stand am")]
OfKind = Annotated[str | None, Query(alias="art", title="Partnerart", max_length=40)]


@router.get(NETWORK)
def network_page(
    request: Request, asking: ReaderHere, service: Service, day: AsOf = None, kind: OfKind = None
) -> Response:
    """Without a day: today. A kind that nobody knows shows all."""
    chosen = kind if kind in partner_kinds() else None
    whole = network(service.pool, asking.district, day or today())
    found = whole.of_kind(chosen)
    context = {
        "network": found,
        "drawing": drawing(found),
        "size": (WIDTH, HEIGHT),
        "rows": [(each, found.degree(key), found.referred.get(key, 0)) for key, each in found.partners.items()],
        "kinds": {
            key: words for key, words in partner_kinds().items() if any(p.kind == key for p in whole.partners.values())
        },
        "kind": chosen,
        "kind_words": partner_kinds(),
        "strengths": STRENGTHS,
        "may_write": may_write(asking),
        "query": f"?tag={found.day}" + (f"&art={chosen}" if chosen else ""),
    }
    return rendered(request, "referral/network.html", context)


def drawing(found: Network) -> dict[str, Sequence[dict[str, Any]]]:
    """Circles and lines of the map in its own units; the circle grows with the referrals of the year before."""
    places = {key: number for number, key in enumerate(found.partners)}
    lines = tuple((places[edge.one_id], places[edge.other_id], edge.strength) for edge in found.edges)
    points = [
        (round(LABEL_ROOM + x * (WIDTH - 2 * LABEL_ROOM), 1), round(y * (HEIGHT - LABEL_ROOM), 1))
        for x, y in positions(len(places), lines)
    ]
    nodes = [
        {
            "partner": each,
            "x": points[places[key]][0],
            "y": points[places[key]][1],
            "radius": 7 + min(found.referred.get(key, 0), 25) * 0.6,
            "label": each.name if len(each.name) <= LONGEST_LABEL else each.name[: LONGEST_LABEL - 1] + "…",
            "referred": found.referred.get(key, 0),
        }
        for key, each in found.partners.items()
    ]
    edges = [{"one": points[one], "other": points[other], "strength": strength} for one, other, strength in lines]
    return {"nodes": nodes, "edges": edges}


@router.get(f"{NETWORK}/karte.csv")
def network_csv(asking: ReaderHere, service: Service, day: AsOf = None) -> Response:
    """One line an edge; opens in any table program."""
    found = network(service.pool, asking.district, day or today())
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(["Partner", "Partnerart", "Anderer Partner", "Andere Partnerart", "Stärke", "Stand vom"])
    for edge in found.edges:
        one, other = found.partners[edge.one_id], found.partners[edge.other_id]
        names = (_harmless(one.name), one.kind, _harmless(other.name), other.kind)
        table.writerow([*names, edge.strength, edge.since])
    return _download("\ufeff" + out.getvalue(), "text/csv; charset=utf-8", f"netzwerk-{found.day}.csv")


@router.get(f"{NETWORK}/karte.graphml")
def network_graphml(asking: ReaderHere, service: Service, day: AsOf = None) -> Response:
    """For programs that draw and measure networks (GraphML 1.0)."""
    found = network(service.pool, asking.district, day or today())
    text = graphml(found)
    return _download(text, "application/graphml+xml; charset=utf-8", f"netzwerk-{found.day}.graphml")


def graphml(found: Network) -> str:
    """Nodes with name, kind and referrals; edges with strength and day. The ids say nothing of ours."""
    names = {key: f"n{number}" for number, key in enumerate(found.partners)}
    lines = [f'<key id="{key}" for="{of}" attr.name="{key}" attr.type="{kind}"/>' for key, of, kind in GRAPHML_KEYS]
    lines.append('<graph edgedefault="undirected">')
    for partner_id, each in found.partners.items():
        data = _data("name", each.name) + _data("kind", each.kind)
        data += _data("referred", str(found.referred.get(partner_id, 0)))
        lines.append(f"<node id={quoteattr(names[partner_id])}>{data}</node>")
    for edge in found.edges:
        data = _data("strength", str(edge.strength)) + _data("since", str(edge.since))
        lines.append(f'<edge source="{names[edge.one_id]}" target="{names[edge.other_id]}">{data}</edge>')
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    return "\n".join([head, *lines, "</graph>", "</graphml>", ""])


def _data(key: str, value: str) -> str:
    return f'<data key="{key}">{escape(value)}</data>'


def _harmless(words: str) -> str:
    """No table program takes it for a formula."""
    return f"'{words}" if words[:1] in {"=", "+", "-", "@", "\t", "\r"} else words


def _download(text: str, media_type: str, name: str) -> Response:
    return Response(
        text.encode(), media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


# --- What changes it -------------------------------------------------------------


class CooperationIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    one_id: UUID
    other_id: UUID
    strength: int = Given(ge=0, le=4)
    on: date


def _fields(here: Here) -> Sequence[Field]:
    listed = directory(here.service.pool, here.district).listed(today()).partners.values()
    partners = [(str(each.partner_id), each.name) for each in listed]
    strengths = [(str(number), words) for number, words in STRENGTHS.items()]
    return (
        Field(name="one_id", title="Partner", kind="select", options=partners),
        Field(name="other_id", title="arbeitet zusammen mit", kind="select", options=partners),
        Field(
            name="strength",
            title="Wie eng?",
            kind="radios",
            options=[*strengths, (NO_LONGER, "keine Zusammenarbeit mehr")],
        ),
        Field(name="on", title="Stand vom", kind="date", default=str(today()), more={"max": str(today())}),
    )


def _send(here: Here, body: CooperationIn, context: Context) -> Stored:
    desk = NetworkDesk(here.service, here.district)
    if body.strength == int(NO_LONGER):
        return Stored(desk.unlink(body.one_id, body.other_id, body.on, context).position)
    return Stored(desk.link(body.one_id, body.other_id, body.strength, body.on, context).position)


add_forms(
    router,
    SERVICE,
    WRITERS,
    [
        DescribedForm(
            path=f"{NETWORK}/zusammenarbeit",
            title="Zusammenarbeit festhalten",
            button="Speichern",
            model=CooperationIn,
            fields=_fields,
            send=_send,
            back=lambda _here: NETWORK,
            remarks=lambda _here: (
                "Gilt in beide Richtungen. Was früher war, bleibt in der Karte früherer Tage stehen.",
            ),
            field_of={"partner_id": "one_id"},
        )
    ],
)
