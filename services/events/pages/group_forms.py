"""Forms about a group: founding, correcting, dissolving; its members; the link to its calendar."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from fastapi import APIRouter

from services.contracts.vocabularies import handlungsfelder
from services.events.api.asking import NothingIn
from services.events.api.fields import LastDayIn
from services.events.api.groups import GroupIn, MemberIn
from services.events.groups_desk import GROUP_FIELDS, GroupsDesk
from services.events.groups_wording import GROUP_KINDS, MEMBER_ROLES
from services.events.known import listed_partners, operations_of, sozialraeume_of
from services.events.opening import SERVICE
from services.events.pages.asking import TEAM, Here
from services.events.pages.groups_here import GROUPS, NAMELESS, group_of, group_page, known_names, to_choose
from services.events.texts import Sheet, words_of
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.problems import not_found
from services.kernel.times import today

router: Final = APIRouter()

ONE: Final = f"{GROUPS}/{{group}}"


# --- Fields --------------------------------------------------------------------------


def _details_fields(here: Here) -> Sequence[Field]:
    """What is known of a group; the names are those of the API."""
    operations = [(each.operation, each.name) for each in operations_of(here.service.pool, here.district)]
    places = [(each, each) for each in sozialraeume_of(here.service.pool, here.district)]
    return (
        Field(name="name", title="Name des Gremiums", more={"maxlength": "200"}),
        Field(name="kind", title="Art", kind="select", options=list(GROUP_KINDS.items())),
        Field(name="since", title="Seit", kind="date", default=str(today())),
        Field(
            name="mandate",
            title="Auftrag",
            kind="area",
            optional=True,
            hint="Wofür gibt es das Gremium? Bitte keine Namen von Personen.",
            more={"maxlength": "5000"},
        ),
        Field(name="operation", title="Vorhaben", kind="select", optional=True, options=operations, empty="keines"),
        Field(name="sozialraeume", title="Sozialräume", kind="checks", optional=True, options=places),
        Field(
            name="handlungsfelder",
            title="Handlungsfelder",
            kind="checks",
            optional=True,
            options=list(handlungsfelder().items()),
            folded=True,
        ),
    )


def _last_day_field(_here: Here) -> Sequence[Field]:
    return (Field(name="on", title="Letzter Tag", kind="date", default=str(today())),)


def _member_fields(here: Here) -> Sequence[Field]:
    listed = listed_partners(here.service.pool, here.district, today())
    return (
        Field(name="partner_id", title="Partner", kind="select", options=to_choose(listed)),
        Field(name="role", title="Rolle", kind="select", options=list(MEMBER_ROLES.items()), default="member"),
        Field(name="since", title="Seit", kind="date", default=str(today())),
    )


def _known(here: Here) -> Mapping[str, str | Sequence[str]]:
    """The group as it stands; erased words are typed anew or stay away."""
    group = group_of(here)
    words = words_of(here.service, here.district, Sheet(group.group_id, group.details_id, GROUP_FIELDS)).known
    return {
        "name": group.name,
        "kind": group.kind,
        "since": str(group.since),
        "operation": group.operation or "",
        "sozialraeume": group.sozialraeume,
        "handlungsfelder": group.handlungsfelder,
        **words,
    }


# --- Commands ------------------------------------------------------------------------


def _found(here: Here, body: GroupIn, context: Context) -> Stored:
    made = _desk(here).found(body.details, body.texts, context)
    return Stored(made.outcome.position, group_page(made.id))


def _found_again(here: Here, body: GroupIn, context: Context) -> Stored:
    return Stored(_desk(here).found_again(here.named("group"), body.details, body.texts, context).position)


def _correct(here: Here, body: GroupIn, context: Context) -> Stored:
    return Stored(_desk(here).correct(here.named("group"), body.details, body.texts, context).position)


def _dissolve(here: Here, body: LastDayIn, context: Context) -> Stored:
    return Stored(_desk(here).dissolve(here.named("group"), body.day, context).position)


def _join(here: Here, body: MemberIn, context: Context) -> Stored:
    return Stored(_desk(here).join(here.named("group"), body.partner_id, body.role, body.day, context).position)


def _leave(here: Here, body: LastDayIn, context: Context) -> Stored:
    return Stored(_desk(here).leave(here.named("group"), here.named("partner"), body.day, context).position)


def _open_feed(here: Here, _body: NothingIn, context: Context) -> Stored:
    return Stored(_desk(here).open_feed(here.named("group"), context).position)


def _close_feed(here: Here, _body: NothingIn, context: Context) -> Stored:
    return Stored(_desk(here).close_feed(here.named("group"), context).position)


def _desk(here: Here) -> GroupsDesk:
    return GroupsDesk(here.service, here.district)


# --- Forms ---------------------------------------------------------------------------


def to_group(here: Here) -> str:
    return group_page(here.named("group"))


def name_of(here: Here) -> str:
    return group_of(here).name


def _about_member(here: Here) -> str:
    """The member in the address. Raises a Problem (404)."""
    group, partner = group_of(here), here.named("partner")
    if partner not in group.members:
        raise not_found("Dieser Partner ist kein Mitglied.")
    return f"{_partner_name(here, partner)}, {group.name}"


def _partner_name(here: Here, partner: UUID) -> str:
    return known_names(here).get(partner, NAMELESS)


FORMS: Final = (
    DescribedForm(
        path=f"{GROUPS}/neu",
        title="Gremium anlegen",
        button="Gremium anlegen",
        model=GroupIn,
        fields=_details_fields,
        send=_found,
        back=lambda _here: GROUPS,
    ),
    DescribedForm(
        path=f"{ONE}/angaben",
        title="Angaben berichtigen",
        button="Angaben speichern",
        model=GroupIn,
        fields=_details_fields,
        send=_correct,
        back=to_group,
        about=name_of,
        typed=_known,
    ),
    DescribedForm(
        path=f"{ONE}/aufloesen",
        title="Gremium auflösen",
        button="Auflösen",
        model=LastDayIn,
        fields=_last_day_field,
        send=_dissolve,
        back=to_group,
        about=name_of,
        remarks=lambda _here: (
            "Nach dem letzten Tag kann keine Sitzung mehr angelegt werden. Alles Bisherige bleibt erhalten.",
        ),
    ),
    DescribedForm(
        path=f"{ONE}/wieder-aufnehmen",
        title="Gremium wieder aufnehmen",
        button="Wieder aufnehmen",
        model=GroupIn,
        fields=_details_fields,
        send=_found_again,
        back=to_group,
        about=name_of,
        typed=_known,
        remarks=lambda _here: ("Das Gremium arbeitet danach wieder, mit allen Mitgliedern und Sitzungen.",),
    ),
    DescribedForm(
        path=f"{ONE}/mitglieder/neu",
        title="Mitglied aufnehmen",
        button="Mitglied aufnehmen",
        model=MemberIn,
        fields=_member_fields,
        send=_join,
        back=to_group,
        about=name_of,
        remarks=lambda _here: (
            "Mitglieder sind Einrichtungen, die als Partner im Verzeichnis stehen. Personen werden nicht eingetragen.",
            "Wer schon Mitglied ist, bekommt ab dem genannten Tag die andere Rolle.",
        ),
    ),
    DescribedForm(
        path=f"{ONE}/mitglieder/{{partner}}/austragen",
        title="Mitglied austragen",
        button="Austragen",
        model=LastDayIn,
        fields=_last_day_field,
        send=_leave,
        back=to_group,
        about=_about_member,
        remarks=lambda _here: ("Bei früheren Sitzungen bleibt die Teilnahme stehen.",),
    ),
    DescribedForm(
        path=f"{ONE}/kalender",
        title="Kalender zum Abonnieren",
        button="Neue Adresse machen",
        model=NothingIn,
        fields=lambda _here: (),
        send=_open_feed,
        back=to_group,
        about=name_of,
        remarks=lambda _here: (
            "Mitglieder ohne Zugang können die Sitzungen in ihrem Kalender abonnieren.",
            "Wer die Adresse hat, sieht Termine, Orte und Tagesordnungen. Bitte geben Sie sie nur an Mitglieder.",
            "Eine frühere Adresse gilt danach nicht mehr.",
        ),
    ),
    DescribedForm(
        path=f"{ONE}/kalender/ende",
        title="Kalender nicht mehr teilen",
        button="Adresse ungültig machen",
        model=NothingIn,
        fields=lambda _here: (),
        send=_close_feed,
        back=to_group,
        about=name_of,
        remarks=lambda _here: ("Wer die Adresse hat, sieht danach nichts mehr.",),
    ),
)
add_forms(router, SERVICE, TEAM, FORMS)
