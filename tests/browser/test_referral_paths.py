"""Somebody is handed over and the loop closes: a Fachkraft and a partner, each at a browser of their own."""

import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from services.districts.application import operator
from services.intake.application import intake
from services.intake.domain.code_word import case_id_of
from services.kernel.roles import Role
from services.kernel.times import today
from services.referral.application import Referral, referral
from services.referral.domain.offer_listing import OfferDetails
from services.referral.domain.partner_listing import PartnerDetails
from services.referral.link_rows import links_of
from services.referral.links_desk import LinksDesk
from services.referral.offers_desk import OffersDesk
from services.referral.partners_desk import PartnersDesk
from tests.browser.demo import Demo
from tests.browser.effort import Effort
from tests.browser.things import CASES, DISTRICT

FEWEST = 6  # clicks from *Heute* to a recommendation that is stored
SECONDS = 60
PARTNER = "Schuldnerberatung am Markt"
OFFER = "Hilfe bei Schulden"


def offered(demo: Demo) -> Referral:
    """A partner with an offer against debts; listed once, whatever test comes first."""
    service = referral(demo.settings)
    details = PartnerDetails(name=PARTNER, kind="beratungsstelle")
    partner = PartnersDesk(service, DISTRICT).list_partner(details, {}, operator("cli:test")).id
    offers = OffersDesk(service, DISTRICT)
    about = OfferDetails(name=OFFER, topics=("schulden", "mietschulden", "energieschulden"))
    similar = {each.offer_id for each in offers.similar_to(partner, about)}
    made = offers.list_offer(partner, about, {}, operator("cli:test"), similar)
    offers.assure_offer(made.id, today(), "partner_phone", operator("cli:test"))
    demo.platform.wait()
    return service


def test_a_recommendation_takes_few_clicks_from_heute(open_window: Callable[[Role | None], Window], demo: Demo) -> None:
    offered(demo)
    window = open_window(Role.FACHKRAFT)
    window.goto("/heute")
    started, effort = time.monotonic(), Effort(window)
    effort.click(window.get_by_role("navigation", name="Hauptmenü").get_by_role("link", name="Weitervermittlungen"))
    effort.click(window.get_by_role("link", name="Empfehlung ohne Angaben"))
    effort.click(window.get_by_label("Mietschulden"))
    effort.click(window.get_by_role("button", name="Passende Angebote zeigen"))
    effort.click(window.get_by_role("button", name=f"Mitgeben: {OFFER}, {PARTNER}"))
    expect(window.get_by_text("Die Empfehlung ist gespeichert.")).to_be_visible()

    assert effort.steps <= FEWEST
    assert time.monotonic() - started < SECONDS


def test_a_recommendation_is_made_by_keyboard_alone(open_window: Callable[[Role | None], Window], demo: Demo) -> None:
    offered(demo)
    window = open_window(Role.FACHKRAFT)
    window.goto("/weitervermittlungen/neu")
    effort = Effort(window)
    effort.tab_to(window.get_by_label("Mietschulden"))
    effort.press("Space")
    effort.follow(window.get_by_role("button", name="Passende Angebote zeigen"))
    effort.follow(window.get_by_role("button", name=f"Mitgeben: {OFFER}, {PARTNER}"))

    expect(window.get_by_text("Die Empfehlung ist gespeichert.")).to_be_visible()


def test_from_the_case_to_the_closed_loop_with_a_partner_who_answers_by_link(
    open_window: Callable[[Role | None], Window], demo: Demo, pictures: Path | None
) -> None:
    service = offered(demo)
    case = case_id_of(intake(demo.settings).ids(DISTRICT), CASES["case"])
    anna, partner = open_window(Role.FACHKRAFT), open_window(None)

    anna.goto(f"/faelle/{case}")
    anna.get_by_role("link", name="Weitervermitteln").click()
    topics = anna.get_by_role("group", name="Themen")
    expect(topics).to_be_visible()  # intake's part has come
    topics.get_by_label("Ver-/Überschuldung").check()
    anna.get_by_role("button", name="Passende Angebote zeigen").click()
    anna.get_by_role("button", name=f"orschlagen: {OFFER}, {PARTNER}").click()
    expect(anna.get_by_role("heading", name=f"Weitervermittlung an {PARTNER}", level=1)).to_be_visible()
    address = anna.url
    referral_id = UUID(address.rpartition("/")[2])

    anna.get_by_role("link", name="Einwilligung erfassen").click()
    expect(anna.get_by_label("Partner, an den")).to_contain_text(PARTNER)
    anna.get_by_label("Familienname").check()
    anna.get_by_label("Telefon").check()
    anna.get_by_role("button", name="Einwilligung speichern").click()

    expect(anna).to_have_url(address)
    anna.get_by_role("link", name="Übergeben", exact=True).click()
    name = anna.get_by_label("Familienname")
    expect(name).not_to_have_value("")  # intake's part has come, filled in
    told = name.input_value()
    anna.get_by_label("Schreiben mit QR-Code").check()
    anna.get_by_label("Nachricht an den Partner").fill("Bitte bald anrufen.")
    anna.get_by_role("button", name="Übergeben").click()
    expect(anna.get_by_text("Weitergegeben: Familienname")).to_be_visible()
    expect(anna.get_by_text(told, exact=True)).to_have_count(0)

    link = links_of(service.pool, DISTRICT, referral_id)[0].link_id
    issued = LinksDesk(service, DISTRICT).again(link)
    partner.goto(issued.address(demo.platform.address))
    expect(partner.get_by_text(told)).to_be_visible()
    partner.get_by_role("link", name="Wir übernehmen").click()
    partner.get_by_role("button", name="Zusage senden").click()
    expect(partner.get_by_role("heading", name="Vielen Dank", level=1)).to_be_visible()

    demo.platform.wait()
    anna.goto(address)
    expect(anna.get_by_text("Auskunft: Partner, über den Link.")).to_be_visible()
    if pictures is not None:
        anna.screenshot(path=pictures / "weitervermittlung.png", full_page=True)
    anna.get_by_role("link", name="Ankunft eintragen").click()
    anna.get_by_label("ist angekommen").check()
    anna.get_by_role("button", name="Speichern").click()
    anna.get_by_role("link", name="Ergebnis eintragen").click()
    anna.get_by_label("Anliegen gelöst").check()
    anna.get_by_role("button", name="Ergebnis speichern").click()
    anna.get_by_role("link", name="Abschließen", exact=True).click()
    anna.get_by_role("button", name="Abschließen").click()

    expect(anna.get_by_text("abgeschlossen", exact=True)).to_be_visible()
