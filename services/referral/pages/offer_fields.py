"""Fields of the forms about an offer; their names are those of the API."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from services.contracts.vocabularies import handlungsfelder, languages, target_groups
from services.kernel.pages.small_form import Field, Typed
from services.referral.directory import OfferEntry, directory
from services.referral.directory_texts import words_of
from services.referral.known import sozialraeume_of, topics_of
from services.referral.pages.asking import Here
from services.referral.pages.directory_here import topic_words
from services.referral.wording import ACCESSIBILITIES, COSTS

LONG: Final = {"maxlength": "2000"}
# In sight at once; a list of all that is spoken would be a long way for whoever goes by keyboard.
OFTEN_SPOKEN: Final = ("de", "uk", "ru", "ar", "fa", "ps", "ku", "tr", "en", "vi", "pl", "ro")
LISTS: Final = frozenset(
    {"topics", "handlungsfelder", "target_groups", "sozialraeume", "location_ids", "accessibility", "similar"}
    | {"languages", "more_languages"}
)


def new_offer_fields(here: Here) -> Sequence[Field]:
    """Of an offer that is not there yet."""
    return _fields(here, here.named("partner"), ())


def known_offer_fields(here: Here, offer: OfferEntry) -> Sequence[Field]:
    """The same, with Sozialräume and topics that only this offer has."""
    return _fields(here, offer.partner_id, (*offer.topics, *offer.sozialraeume))


def as_typed(here: Here, offer: OfferEntry) -> Mapping[str, str | Sequence[str]]:
    """An entry as it stands, to be corrected; erased words are typed anew or stay away."""
    return {
        "name": offer.name,
        "topics": list(offer.topics),
        "handlungsfelder": list(offer.handlungsfelder),
        "target_groups": list(offer.target_groups),
        "sozialraeume": list(offer.sozialraeume),
        "languages": [key for key in offer.languages if key in OFTEN_SPOKEN],
        "more_languages": [key for key in offer.languages if key not in OFTEN_SPOKEN],
        "accessibility": list(offer.accessibility),
        "cost": offer.cost,
        "location_ids": [str(each) for each in offer.location_ids],
        **words_of(here.service, here.district, offer).known,
    }


def shaped_offer(typed: Typed) -> dict[str, Any]:
    """The body of the same command of a program: all languages are one list there."""
    said: dict[str, Any] = {name: list(values) if name in LISTS else values[-1] for name, values in typed.items()}
    spoken = [*said.get("languages", ()), *said.pop("more_languages", ())]
    return {**said, "languages": spoken} if spoken else said


def _fields(here: Here, partner_id: UUID, also: Sequence[str]) -> Sequence[Field]:
    """``also``: keys that are offered although the district's lists have them no more."""
    return (
        Field(name="name", title="Name des Angebots", more={"maxlength": "200"}),
        Field(name="description", title="Beschreibung", kind="area", optional=True, more=LONG),
        Field(name="topics", title="Themen", kind="checks", options=_topics(here, also), optional=True),
        Field(
            name="handlungsfelder",
            title="Handlungsfelder",
            kind="checks",
            options=list(handlungsfelder().items()),
            optional=True,
        ),
        Field(
            name="target_groups",
            title="Zielgruppen",
            kind="checks",
            options=list(target_groups().items()),
            optional=True,
            hint="Nichts angekreuzt: für alle.",
        ),
        Field(
            name="sozialraeume",
            title="Sozialräume",
            kind="checks",
            options=_sozialraeume(here, also),
            optional=True,
            hint="Nichts angekreuzt: im ganzen Landkreis.",
        ),
        Field(name="location_ids", title="Orte", kind="checks", options=_places(here, partner_id), optional=True),
        Field(
            name="languages",
            title="Sprachen",
            kind="checks",
            options=[(key, languages()[key]) for key in OFTEN_SPOKEN],
            optional=True,
            hint="Nichts angekreuzt: Deutsch.",
        ),
        Field(
            name="more_languages",
            title="Weitere Sprachen",
            kind="checks",
            options=[(key, words) for key, words in languages().items() if key not in OFTEN_SPOKEN],
            optional=True,
            folded=True,
        ),
        Field(
            name="accessibility",
            title="Barrierefreiheit",
            kind="checks",
            options=list(ACCESSIBILITIES.items()),
            optional=True,
        ),
        Field(name="cost", title="Kosten", kind="radios", options=list(COSTS.items()), default="free"),
        Field(name="cost_note", title="Hinweis zu den Kosten", optional=True, more={"maxlength": "500"}),
        Field(
            name="requirements",
            title="Voraussetzungen",
            kind="area",
            optional=True,
            hint="Zum Beispiel: Termin nötig, Bescheid mitbringen.",
            more=LONG,
        ),
    )


def _topics(here: Here, also: Sequence[str]) -> list[tuple[str, str]]:
    """The district's list, and what it no longer has but this offer does."""
    offered = {term.key for term in topics_of(here.service.pool, here.district).terms}.union(also)
    return [(key, words) for key, words in topic_words(here.service, here.district).items() if key in offered]


def _sozialraeume(here: Here, also: Sequence[str]) -> list[tuple[str, str]]:
    known = directory(here.service.pool, here.district)
    named = {place for offer in known.offers.values() for place in offer.sozialraeume}
    named |= {each.sozialraum for each in known.locations.values() if each.sozialraum is not None}
    everywhere = named.union(sozialraeume_of(here.service.pool, here.district), set(also) & named)
    return [(each, each) for each in sorted(everywhere)]


def _places(here: Here, partner_id: UUID) -> list[tuple[str, str]]:
    known = directory(here.service.pool, here.district).locations_by_partner.get(partner_id, ())
    return [(str(each.location_id), each.name) for each in known if each.last_day is None]
