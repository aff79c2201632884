"""The partner's link from our side: issued anew, revoked, and a reminder by mail."""

from collections.abc import Sequence
from typing import Final, Literal
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.referral import MailPurpose
from services.kernel.deciders import Context
from services.kernel.pages.small_form import Field as Shown
from services.referral.following import following
from services.referral.link_rows import open_links_of
from services.referral.links_desk import LinksDesk
from services.referral.mail_desk import MailDesk
from services.referral.pages.referral_forms import ReferralForm, add_forms
from services.referral.pages.referral_here import Here

router: Final = APIRouter()

WAYS: Final = (("link_by_mail", "per E-Mail an den Partner"), ("link_on_paper", "auf Papier, mit QR-Code"))
OLD_ONE_ENDS: Final = "Ein früherer Link zu dieser Weitervermittlung gilt danach nicht mehr."
MAIL_IS_OFF: Final = (
    "Auf dieser Plattform ist noch kein E-Mail-Versand eingerichtet: Die E-Mail wartet, bis es so weit ist."
)


class NothingIn(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CallbackIn(NothingIn):
    callback: str = Field(default="", max_length=60)


class LinkIn(CallbackIn):
    channel: Literal["link_by_mail", "link_on_paper"]


def callback_field() -> Shown:
    hint = "Unter dieser Nummer kann der Partner nachfragen."
    return Shown(name="callback", title="Telefon für Rückfragen", kind="tel", optional=True, hint=hint)


def send_link(here: Here, channel: Literal["link_by_mail", "link_on_paper"], callback: str, context: Context) -> None:
    """A link for the partner, and a mail that brings it where it goes by mail. Raises LinkTermPast."""
    row = here.row
    issued = _links(here).for_referral(row.book_id, row.referral_id, channel, context, callback)
    if channel == "link_by_mail":
        _mail(here, "hand_over", issued.link_id, context)


def position_now(here: Here) -> int:
    """What several commands in a row have stored, for the next page to wait for."""
    return here.service.store.log.head(here.district).position


def mail_is_off(here: Here) -> Sequence[str]:
    return () if MailDesk(here.service, here.district).is_set_up else (MAIL_IS_OFF,)


def _links(here: Here) -> LinksDesk:
    return LinksDesk(here.service, here.district)


def _mail(here: Here, purpose: MailPurpose, link_id: UUID | None, context: Context) -> None:
    row = here.row
    MailDesk(here.service, here.district).ask(
        row.partner_id, purpose, context, link_id=link_id, referral_id=row.referral_id
    )


def _link_fields(_here: Here) -> Sequence[Shown]:
    return (
        Shown(name="channel", title="Wie soll er ankommen?", kind="radios", options=WAYS, default="link_by_mail"),
        callback_field(),
    )


def _link_remarks(here: Here) -> Sequence[str]:
    return (OLD_ONE_ENDS, *mail_is_off(here))


def _no_fields(_here: Here) -> Sequence[Shown]:
    return ()


def _revocation_remarks(_here: Here) -> Sequence[str]:
    return ("Der Partner sieht danach nichts mehr und kann nicht mehr über den Link antworten.",)


def _reminder_remarks(here: Here) -> Sequence[str]:
    return (
        "Der Partner bekommt eine E-Mail mit einem neuen Link. Über die Person steht darin nichts.",
        *mail_is_off(here),
    )


def _erasure_remarks(here: Here) -> Sequence[str]:
    told = "Der Partner bekommt eine E-Mail mit der Bitte, die Angaben zu löschen. Über die Person steht darin nichts."
    return (told, *mail_is_off(here))


def _new_link(here: Here, body: LinkIn, context: Context) -> int | None:
    send_link(here, body.channel, body.callback, context)
    return position_now(here)


def _revoke(here: Here, _body: NothingIn, context: Context) -> int | None:
    """All that are still open: mostly it is one."""
    ids = here.service.ids(here.district)
    for link in open_links_of(here.service.pool, here.district, here.row.referral_id):
        _links(here).revoke(link, following(ids, context, f"revoke {link}"))
    return position_now(here)


def _remind(here: Here, body: CallbackIn, context: Context) -> int | None:
    row = here.row
    issued = _links(here).for_referral(row.book_id, row.referral_id, "link_by_mail", context, body.callback)
    _mail(here, "reminder", issued.link_id, context)
    return position_now(here)


def _ask_to_erase(here: Here, _body: NothingIn, context: Context) -> int | None:
    _mail(here, "sharing_ended", None, context)
    return position_now(here)


def _callback_only(_here: Here) -> Sequence[Shown]:
    return (callback_field(),)


FORMS: Final = (
    ReferralForm(
        path="link/neu",
        title="Neuen Link für den Partner ausstellen",
        button="Link ausstellen",
        model=LinkIn,
        fields=_link_fields,
        send=_new_link,
        remarks=_link_remarks,
        done="link",
    ),
    ReferralForm(
        path="link/widerruf",
        title="Link widerrufen",
        button="Link widerrufen",
        model=NothingIn,
        fields=_no_fields,
        send=_revoke,
        remarks=_revocation_remarks,
        warns=True,
        done="widerrufen",
    ),
    ReferralForm(
        path="erinnerung",
        title="Partner per E-Mail erinnern",
        button="E-Mail senden",
        model=CallbackIn,
        fields=_callback_only,
        send=_remind,
        remarks=_reminder_remarks,
        done="erinnert",
    ),
    ReferralForm(
        path="loeschbitte",
        title="Partner per E-Mail um Löschung bitten",
        button="E-Mail senden",
        model=NothingIn,
        fields=_no_fields,
        send=_ask_to_erase,
        remarks=_erasure_remarks,
        done="gebeten",
    ),
)
add_forms(router, FORMS)
