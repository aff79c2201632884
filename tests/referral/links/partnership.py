"""A district with a partner in its directory and somebody handed over to it; commands go to the log by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from httpx import Response
from starlette.testclient import TestClient

from services.contracts.referral import Channel
from services.kernel.deciders import Context, Decider
from services.kernel.facts import Contract
from services.kernel.ids import uuid7
from services.kernel.settings import Settings
from services.kernel.times import today
from services.referral.application import Referral, referral
from services.referral.domain.book import BOOK
from services.referral.domain.book_commands import (
    EndConsent,
    HandOverReferral,
    ProposeReferral,
    ReceiveConsent,
    WithdrawReferral,
)
from services.referral.domain.book_ids import book_of_case
from services.referral.domain.book_state import ReferralState
from services.referral.domain.offer_listing import OfferDetails
from services.referral.domain.partner_listing import PartnerDetails
from services.referral.folding import fold
from services.referral.links_desk import Issued, LinksDesk
from services.referral.offers_desk import OffersDesk
from services.referral.partners_desk import PartnersDesk
from services.referral.shared_texts import entries

FACHKRAFT = str(UUID(int=7))
TEXTS = {"family_name": "Yildiz-Öztürk", "phone": "0170 9988776"}
FIELDS = (*TEXTS, "street")
FROM_OUR_PAGE = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}


def asked(key: UUID | None = None, actor: str = FACHKRAFT) -> Context:
    return Context(actor=actor, command_id=key or uuid7(), correlation_id=uuid7())


@dataclass
class Partnership:
    """One district, one partner with a mail address and an offer, and what happens between them."""

    settings: Settings
    district: str
    mail: str = "aufnahme@partner.example"
    service: Referral = field(init=False)
    partner_id: UUID = field(init=False)
    offer_id: UUID = field(init=False)

    def __post_init__(self) -> None:
        self.service = referral(self.settings)
        details = PartnerDetails(name="Schuldnerberatung am Anger", kind="landkreis", takes_mail=True)
        texts = {"email": self.mail, "phone": "0361 445566"} if self.mail else {"phone": "0361 445566"}
        desk = PartnersDesk(self.service, self.district)
        self.partner_id = desk.list_partner(_with_mail(details, bool(self.mail)), texts, asked()).id
        offers = OffersDesk(self.service, self.district)
        self.offer_id = offers.list_offer(
            self.partner_id, OfferDetails(name="Erstgespräch"), {"description": "Offen für alle"}, asked()
        ).id
        self.fold()

    @cached_property
    def links(self) -> LinksDesk:
        return LinksDesk(self.service, self.district)

    def fold(self) -> None:
        fold(self.settings, self.district)

    def delist(self) -> None:
        yesterday = today() - timedelta(days=1)
        PartnersDesk(self.service, self.district).delist_partner(self.partner_id, yesterday, asked())
        self.fold()

    def facts(self, stream: UUID) -> list[Contract]:
        return self.service.store.load(self.district, [stream])[stream]


@dataclass
class Somebody:
    """Somebody who is handed over, with a consent and words unless said otherwise."""

    at: Partnership
    with_case: bool = True
    texts: Mapping[str, str] = field(default_factory=lambda: dict(TEXTS))
    message: str | None = None
    until: date | None = None
    person_id: UUID = field(default_factory=uuid4)
    referral_id: UUID = field(default_factory=uuid4)
    consent_id: UUID = field(default_factory=uuid4)
    case_id: UUID = field(default_factory=uuid4)

    def __post_init__(self) -> None:
        self.book_id = book_of_case(self.at.service.ids(self.at.district), self.case_id)
        self.tell(
            ProposeReferral(
                book_id=self.book_id,
                person_id=self.person_id,
                referral_id=self.referral_id,
                operation="thinka-2022",
                sozialraum="rieth",
                partner_id=self.at.partner_id,
                partner_kind="landkreis",
                offer_id=self.at.offer_id,
                on=today(),
                today=today(),
                case_id=self.case_id if self.with_case else None,
            )
        )
        if self.texts:
            self.tell(
                ReceiveConsent(
                    book_id=self.book_id,
                    person_id=self.person_id,
                    consent_id=self.consent_id,
                    partner_id=self.at.partner_id,
                    fields=FIELDS,
                    on=today() - timedelta(days=3),
                    until=self.until,
                )
            )

    def hand_over(self, channel: Channel = "link_by_mail") -> "Somebody":
        share_id = uuid4()
        self.at.service.vault.put(self.at.district, entries(self.person_id, share_id, self.texts, self.message))
        self.tell(
            HandOverReferral(
                **self.about,
                channel=channel,
                fields=tuple(self.texts),
                share_id=share_id,
                message=self.message is not None,
            )
        )
        return self

    def link(self, channel: Channel = "link_by_mail", callback: str = "0361 112233") -> Issued:
        issued = self.at.links.for_referral(self.book_id, self.referral_id, channel, asked(), callback)
        self.at.fold()
        return issued

    def withdraw_consent(self) -> None:
        self.tell(EndConsent(consent_id=self.consent_id, on=today()))

    def withdraw_referral(self) -> None:
        self.tell(WithdrawReferral(**self.about, grounds="no_longer_needed"))

    def tell(self, command: Any) -> None:
        decider: Decider[Any, Any] = BOOK
        self.at.service.store.execute(self.at.district, decider, self.book_id, command, asked())
        self.at.fold()

    @property
    def about(self) -> dict[str, Any]:
        return {"referral_id": self.referral_id, "on": today(), "today": today()}

    @property
    def state(self) -> ReferralState:
        return self.at.service.state(self.at.district, BOOK, self.book_id).referrals[self.referral_id]


@dataclass
class Guest:
    """A partner's browser: it keeps the pass that it is given, and sends forms as a browser does."""

    client: TestClient
    kept: str | None = None

    def open(self, *, token: str = "", code: str = "", **headers: str) -> Response:
        form = {"token": token} if token else {"code": code}
        answer = self.client.post("/antwort", data=form, headers=self._headers(headers), follow_redirects=False)
        if "lotse_antwort" in answer.cookies:
            self.kept = answer.cookies["lotse_antwort"]
        self.client.cookies.clear()
        return answer

    def get(self, path: str, **headers: str) -> Response:
        answer = self.client.get(path, headers=self._headers(headers), follow_redirects=False)
        self.client.cookies.clear()
        return answer

    def post(self, path: str, form: Mapping[str, str], *, key: str | None = None, **headers: str) -> Response:
        fields = {"befehl": key or str(uuid7()), **form}
        answer = self.client.post(path, data=fields, headers=self._headers(headers), follow_redirects=False)
        self.client.cookies.clear()
        return answer

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        kept = {"Cookie": f"lotse_antwort={self.kept}"} if self.kept else {}
        given = {name.replace("_", "-"): value for name, value in more.items()}
        return {**FROM_OUR_PAGE, **kept, **given}


def _with_mail(details: PartnerDetails, has_mail: bool) -> PartnerDetails:  # noqa: FBT001
    return PartnerDetails(name=details.name, kind=details.kind, takes_mail=has_mail, has_mail=has_mail)
