"""Pages from templates: one environment for all services, each with its own folder of templates under its name."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, PrefixLoader, StrictUndefined, select_autoescape
from starlette.responses import HTMLResponse

from services.kernel.pages import wording
from services.kernel.pages.appearance import appearance_of
from services.kernel.pages.menu import menu_of
from services.kernel.pages.notices import notice_of
from services.kernel.pages.statics import static_address
from services.kernel.settings import SERVICES

HERE: Final = Path(__file__).parent
# Scripts and styles come from files of ours only; forms go to ourselves only; nobody may frame a page.
CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def rendered(
    request: Request,
    template: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """``template`` is ``<service>/<file>``; what every page needs of the request is added."""
    signed_in = getattr(request.state, "signed_in", None)
    common = {
        "signed_in": signed_in,
        "menu": menu_of(request, signed_in),
        "path": str(request.scope["path"]),
        "appearance": appearance_of(request),
        "notice": notice_of(request),
    }
    text = environment().get_template(template).render({**common, **context})
    return HTMLResponse(text, status, {"Content-Security-Policy": CONTENT_POLICY, **(headers or {})})


@cache
def environment() -> Environment:
    """Undefined names fail, everything is escaped."""
    folders = {service: HERE.parents[1] / service / "templates" for service in SERVICES}
    made = Environment(
        loader=PrefixLoader(
            {"lotse": FileSystemLoader(HERE / "templates")}
            | {service: FileSystemLoader(folder) for service, folder in folders.items()}
        ),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        auto_reload=False,  # as with code: a change counts from the next start
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(wording.FILTERS)
    made.globals["static"] = static_address
    made.globals["new_command_key"] = wording.new_command_key
    return made
