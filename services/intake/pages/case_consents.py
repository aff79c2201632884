"""Consents of a case: given on paper or electronically, withdrawn with the effects told before, the Merkblatt."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter

from services.contracts.intake import ConsentPurpose
from services.contracts.vocabularies import referable_fields
from services.intake.api import consents
from services.intake.consents_queries import effects_of_withdrawal, find_ledger
from services.intake.forms.library import FormText, Kind, released
from services.intake.pages.case_forms import NO_SUCH_THING, CaseForm, Done, Here, add_forms, done
from services.intake.pages.common_fields import later_day, on_day
from services.intake.pages.referral_addresses import referral_address
from services.intake.pages.words import CONSENT_FORMS, CONSENT_PURPOSES, options
from services.intake.partners_queries import listed_partners
from services.kernel.deciders import Context
from services.kernel.pages.small_form import Field, Typed
from services.kernel.pages.wording import day
from services.kernel.problems import not_found
from services.kernel.times import today

router: Final = APIRouter()

ON_THE_PAPER: Final = "Datum auf dem Papier"
# Article 7(3) GDPR.
STAYS_LAWFUL: Final = "Was bis zum Widerruf geschehen ist, bleibt rechtmäßig."
NOTHING_FELT: Final = "Darüber hinaus ist nichts zu tun: Auf dieser Einwilligung beruht nichts, was noch läuft."


def _texts(kind: Kind) -> list[tuple[str, str]]:
    """Released texts, newest first; the value names key and version."""
    found = [text for text in reversed(released()) if text.kind == kind]
    return [(f"{text.key}.{text.version}", f"{text.title} (Fassung {text.version})") for text in found]


def _paper(kind: Kind) -> tuple[Field, ...]:
    texts = _texts(kind)
    return (
        Field(name="text", title="Text", kind="select", options=texts, default=texts[0][0] if len(texts) == 1 else ""),
        Field(name="form", title="Form", kind="radios", options=options(CONSENT_FORMS), default="paper"),
        on_day(ON_THE_PAPER),
    )


def _consent_fields(here: Here) -> Sequence[Field]:
    referred = "Nur bei einer Weitervermittlung."
    listed = listed_partners(here.service.pool, here.district, today())
    return (
        *_paper("consent"),
        later_day("until", "Gilt bis", "Ohne Angabe gilt sie bis zum Widerruf."),
        Field(
            name="partner",
            title="Partner, an den weitergegeben wird",
            kind="select",
            optional=True,
            hint=referred,
            options=[(str(each.partner), each.name) for each in listed],
            empty="kein Partner",
        ),
        Field(
            name="fields",
            title="Angaben, die weitergegeben werden dürfen",
            kind="checks",
            optional=True,
            hint=referred,
            options=options(referable_fields()),
        ),
    )


def _referral_preset(here: Here) -> Mapping[str, str | Sequence[str]]:
    """Whoever comes from a referral (``?partner=…&angabe=…``) finds text, partner and fields chosen."""
    asked = here.request.query_params
    partner = asked.get("partner")
    if partner not in {str(each.partner) for each in listed_partners(here.service.pool, here.district, today())}:
        return {}
    texts = [value for value, _ in _texts("consent") if _purpose_of(value.rpartition(".")[0]) == "referral"]
    return {"text": texts[:1], "partner": partner, "fields": asked.getlist("angabe")}


def _referral_that_asked(here: Here) -> str | None:
    """Whoever comes from a referral (``?weitervermittlung=<id>``) goes back there; anything but an id leads nowhere."""
    try:
        referral_id = UUID(here.request.query_params.get("weitervermittlung", ""))
    except ValueError:
        return None
    return referral_address(str(referral_id))


def _paper_input(typed: Typed) -> dict[str, Any]:
    """``consent-named-file.1`` -> key and version; everything else as typed."""
    said: dict[str, Any] = {name: values[-1] for name, values in typed.items()}
    key, _, version = str(said.pop("text", "")).rpartition(".")
    return said | ({"text": key, "text_version": version} if key else {})


def _consent_input(typed: Typed) -> dict[str, Any]:
    """The purpose is that of the text: nobody has to say it twice."""
    said = _paper_input(typed)
    purpose = _purpose_of(said.get("text"))
    given = {"purpose": purpose} if purpose is not None else {}
    return said | given | {"fields": list(typed.get("fields", ()))}


def _purpose_of(key: object) -> ConsentPurpose | None:
    found: list[FormText] = [text for text in released() if text.key == key]
    return found[-1].purpose if found else None


def _before_withdrawal(here: Here) -> Sequence[str]:
    """Which consent, and what its withdrawal means. Raises a Problem (404)."""
    consent = here.named("consent")
    felt = effects_of_withdrawal(here.service, here.district, here.case, consent)
    if felt is None:
        raise not_found(NO_SUCH_THING)
    of = find_ledger(here.service, here.district, here.case).ledger.consents[consent]
    which = f"{CONSENT_PURPOSES[of.purpose]}, vom {day(of.on)}"
    return (which, *(effect.task for effect in felt), *(() if felt else (NOTHING_FELT,)), STAYS_LAWFUL)


def _give(here: Here, body: consents.ConsentIn, context: Context) -> Done:
    return done(consents.give_consent(here.case, body, here.asking, context, here.service))


def _withdraw(here: Here, body: consents.WithdrawalIn, context: Context) -> Done:
    answer = consents.withdraw_consent(
        case=here.case,
        consent=here.named("consent"),
        body=body,
        asking=here.asking,
        context=context,
        service=here.service,
    )
    return done(answer)


def _receive(here: Here, body: consents.PaperIn, context: Context) -> Done:
    return done(consents.receive_notice(here.case, body, here.asking, context, here.service))


def _form(**of: Any) -> CaseForm:
    return CaseForm(anchor="einwilligungen", **of)


FORMS: Final = (
    _form(
        path="einwilligungen/neu",
        title="Einwilligung erfassen",
        button="Einwilligung speichern",
        model=consents.ConsentIn,
        fields=_consent_fields,
        preset=_referral_preset,
        origin=_referral_that_asked,
        shape=_consent_input,
        send=_give,
    ),
    _form(
        path="einwilligungen/{consent}/widerruf",
        title="Einwilligung widerrufen",
        button="Widerruf speichern",
        model=consents.WithdrawalIn,
        remarks=_before_withdrawal,
        warns=True,
        of_rights=True,
        fields=lambda _: (on_day("Widerrufen am"),),
        send=_withdraw,
    ),
    _form(
        path="merkblatt",
        title="Empfang des Merkblatts erfassen",
        button="Empfang speichern",
        model=consents.PaperIn,
        fields=lambda _: _paper("notice"),
        shape=_paper_input,
        send=_receive,
    ),
)
add_forms(router, FORMS)
