"""What public addresses of the directory have in common: the district's view, and answers that may be kept."""

from typing import Annotated, Any, Final

import msgspec
from fastapi import Depends, Path, Request
from starlette.responses import Response

from services.kernel.public_answers import kept, not_too_often
from services.referral.api.asking import Service
from services.referral.public.view import PublicView, public_view

JSON: Final = "application/json"

DistrictInPath = Annotated[str, Path(title="Landkreis", examples=["erfurt"], max_length=40)]


def view_of(service: Service, district: DistrictInPath, _: Annotated[None, Depends(not_too_often)]) -> PublicView:
    """The directory of the address. Raises a Problem (404, 429)."""
    return public_view(service, district)


View = Annotated[PublicView, Depends(view_of)]


def as_json(request: Request, document: Any, media_type: str = JSON) -> Response:
    """A document with its ETag; 304 for whoever has it already."""
    return kept(request, msgspec.json.encode(document), media_type)
