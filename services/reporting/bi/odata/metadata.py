"""What the service says of itself: the service document and ``$metadata`` (CSDL, XML)."""

from collections.abc import Iterator
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from services.reporting.bi.contract import VIEWS, View
from services.reporting.bi.odata.ordering import ID

NAMESPACE: Final = "lotse.bi_v1"


def service_document(root: str) -> dict[str, Any]:
    """All entity sets; ``root`` is the address of the service, with its last slash."""
    sets = [{"name": name, "kind": "EntitySet", "url": name} for name in VIEWS]
    return {"@odata.context": f"{root}$metadata", "value": sets}


def csdl() -> str:
    """The schema of the views: each row has the key ``id``, made of its dimensions."""
    return "".join(_csdl())


def _csdl() -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>'
    yield f'<Schema Namespace="{NAMESPACE}" xmlns="http://docs.oasis-open.org/odata/ns/edm">'
    for view in VIEWS.values():
        yield from _entity_type(view)
    yield '<EntityContainer Name="bi">'
    for name in VIEWS:
        yield f"<EntitySet Name={quoteattr(name)} EntityType={quoteattr(f'{NAMESPACE}.{name}')}/>"
    yield "</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>"


def _entity_type(view: View) -> Iterator[str]:
    yield f'<EntityType Name={quoteattr(view.name)}><Key><PropertyRef Name="{ID}"/></Key>'
    yield f'<Property Name="{ID}" Type="Edm.String" Nullable="false"/>'
    for name, type_ in view.columns.items():
        precision = ' Precision="6"' if type_ == "Edm.DateTimeOffset" else ""
        yield f'<Property Name={quoteattr(name)} Type="{type_}"{precision}/>'
    yield "</EntityType>"
