"""Fields that many forms of a case have."""

from collections.abc import Sequence

from services.intake.pages.case_forms import Here
from services.kernel.pages.small_form import Field
from services.kernel.times import today


def on_day(title: str = "Am") -> Field:
    """Today, unless somebody says otherwise; nothing here happens in the future."""
    return Field(name="on", title=title, kind="date", default=str(today()), more={"max": str(today())})


def later_day(name: str, title: str, hint: str | None = None, default: str = "") -> Field:
    """A day that one may leave open."""
    return Field(name=name, title=title, kind="date", optional=True, hint=hint, default=default)


def note(title: str = "Notiz", hint: str | None = None) -> Field:
    """Words that one may leave out."""
    return Field(name="note", title=title, kind="area", optional=True, hint=hint)


def the_assessment(here: Here) -> Sequence[Field]:
    """The assessment stands in the address, and once more in the form, as the command wants it."""
    which = str(here.named("assessment"))
    return (
        Field(
            name="assessment", title="Einschätzung", kind="select", options=[(which, "diese Einschätzung")], empty=None
        ),
    )
