"""Forms about posts: planning one, changing it, and who has it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter
from pydantic import Field as ModelField

from services.contracts.districts import PostPlanned
from services.districts.api import funding
from services.districts.api.funding_fields import WRITERS, FillingIn, PostIn
from services.districts.application import SERVICE, Districts
from services.districts.funding_wording import full_posts
from services.districts.pages.asking import Here
from services.districts.pages.funding_here import FUNDING, PostPart, about, entry_of, funding_of, page_of
from services.districts.pages.people import UNNAMED, people, works_still
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.times import today

router: Final = APIRouter()

DECIMAL: Final = {"inputmode": "decimal"}


class PostForm(PostIn):
    """With the size as people write it."""

    hundredths: PostPart = ModelField(title="Umfang")


class FillingForm(FillingIn):
    """Of the post in the address, with the size as people write it."""

    post_id: None = None  # type: ignore[assignment]  # the address names it
    hundredths: PostPart = ModelField(title="Umfang")


# --- Fields --------------------------------------------------------------------------


def _post_fields(_here: Here) -> Sequence[Field]:
    return (
        Field(name="title", title="Stelle", hint="Zum Beispiel: Sozialarbeit Berliner Platz. Kein Name."),
        Field(
            name="hundredths", title="Umfang in VZÄ", hint="1 ist eine volle Stelle, 0,75 drei Viertel.", more=DECIMAL
        ),
        Field(name="first_day", title="Von", kind="date"),
        Field(name="last_day", title="Bis", kind="date"),
    )


def _filling_fields(here: Here) -> Sequence[Field]:
    post: PostPlanned = entry_of(here, funding_of(here).posts, "post")
    at_work = [(str(one.staff_id), one.name or UNNAMED) for one in people(here).listed if works_still(one)]
    start = min(max(today(), post.first_day), post.last_day)
    return (
        Field(name="staff_id", title="Person im Team", kind="select", options=at_work),
        Field(
            name="hundredths",
            title="Umfang in VZÄ",
            default=full_posts(post.hundredths),
            hint="0 nimmt eine irrtümliche Besetzung zurück.",
            more=DECIMAL,
        ),
        Field(name="first_day", title="Von", kind="date", default=str(start)),
        Field(name="last_day", title="Bis", kind="date", optional=True, hint="Leer: bis zum Ende der Stelle."),
    )


def _as_typed(post: PostPlanned) -> Mapping[str, str]:
    return {
        "title": post.title,
        "hundredths": full_posts(post.hundredths),
        "first_day": str(post.first_day),
        "last_day": str(post.last_day),
    }


# --- Commands ------------------------------------------------------------------------


def _plan(here: Here, body: PostForm, context: Context) -> Stored:
    return Stored(funding.plan_post(here.key("operation"), body, here.asking, context, here.service).position)


def _change(here: Here, body: PostForm, context: Context) -> Stored:
    return _plan(here, body.model_copy(update={"post_id": here.named("post")}), context)


def _fill(here: Here, form: FillingForm, context: Context) -> Stored:
    body = form.model_copy(update={"post_id": here.named("post")})
    return Stored(funding.fill_post(here.key("operation"), body, here.asking, context, here.service).position)


def _described(**of: Any) -> DescribedForm[Districts]:
    return DescribedForm(back=page_of, **of)


def _about_post(here: Here) -> str:
    return str(entry_of(here, funding_of(here).posts, "post").title)


FORMS: Final = (
    _described(
        path=f"{FUNDING}/stellen/neu",
        title="Stelle planen",
        button="Stelle speichern",
        model=PostForm,
        fields=_post_fields,
        send=_plan,
        about=about,
    ),
    _described(
        path=f"{FUNDING}/stellen/{{post}}",
        title="Stelle ändern",
        button="Änderung speichern",
        model=PostForm,
        fields=_post_fields,
        send=_change,
        about=_about_post,
        typed=lambda here: _as_typed(entry_of(here, funding_of(here).posts, "post")),
    ),
    _described(
        path=f"{FUNDING}/stellen/{{post}}/besetzung",
        title="Stelle besetzen",
        button="Besetzung speichern",
        model=FillingForm,
        fields=_filling_fields,
        send=_fill,
        about=_about_post,
        remarks=lambda _here: (
            "Dieselbe Person mit demselben ersten Tag noch einmal: Dann wird die Besetzung berichtigt.",
            "Ändert sich der Umfang, beenden Sie die alte Besetzung und erfassen eine neue ab dem neuen Tag.",
        ),
    ),
)
add_forms(router, SERVICE, WRITERS, FORMS)
