"""The pages that are looked at one by one: a page is one row here. Whoever adds a page adds its row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from services.kernel.roles import Role

Picture = Literal["hell", "dunkel", "schmal"]

FACHKRAFT, KOORDINATION = Role.FACHKRAFT, Role.KOORDINATION


@dataclass(frozen=True, slots=True)
class Page:
    """Who opens which address; ``name`` is that of the test and of the picture under ``docs/bilder``.

    ``role`` None is nobody signed in. An address may name things of the demo, as ``/faelle/{case}`` does
    (tests.browser.things). ``pictures``: how it stands in the tour of the README.
    """

    address: str
    role: Role | None
    name: str
    status: int = 200
    pictures: tuple[Picture, ...] = ()

    def __str__(self) -> str:
        return self.name


PAGES: Final[Sequence[Page]] = (
    Page("/anmeldung", None, "anmeldung", pictures=("hell",)),
    Page("/einladung", None, "einladung", 410),
    Page("/antwort", None, "antwort", pictures=("schmal",)),
    Page("/antwort/danke", None, "antwort-danke"),
    Page("/antwort/vermittlung", None, "antwort-ohne-link", 403),
    Page("/gibt-es-nicht", None, "nicht-gefunden", 404),
    Page("/konto", FACHKRAFT, "konto"),
    Page("/konto/kennwort", FACHKRAFT, "konto-kennwort"),
    Page("/konto/zweiter-faktor", FACHKRAFT, "konto-zweiter-faktor"),
    Page("/anmeldung/wahl", FACHKRAFT, "anmeldung-wahl"),
    Page("/heute", FACHKRAFT, "heute", pictures=("hell", "dunkel", "schmal")),
    Page("/kontakt", FACHKRAFT, "kontakt", pictures=("hell", "schmal")),
    Page("/kontakt?fall={case}", FACHKRAFT, "kontakt-im-fall"),
    Page("/kontakte", FACHKRAFT, "kontakte"),
    Page("/kontakte/{contact}", FACHKRAFT, "kontakte-einer"),
    Page("/kontakte/{contact}/berichtigung", FACHKRAFT, "kontakte-berichtigung"),
    Page("/faelle", FACHKRAFT, "faelle"),
    Page("/faelle/neu", FACHKRAFT, "faelle-neu"),
    Page("/faelle/{case}", FACHKRAFT, "fall", pictures=("hell",)),
    Page("/faelle/{unnamed}", FACHKRAFT, "fall-ohne-namen"),
    Page("/faelle/{case}/codewort", FACHKRAFT, "fall-codewort"),
    Page("/faelle/{case}/abschluss", FACHKRAFT, "fall-abschluss"),
    Page("/faelle/{case}/pause", FACHKRAFT, "fall-pause"),
    Page("/faelle/{paused}/fortsetzen", FACHKRAFT, "fall-fortsetzen"),
    Page("/faelle/{closed}/wieder-oeffnen", FACHKRAFT, "fall-wieder-oeffnen"),
    Page("/faelle/{case}/zuweisung", FACHKRAFT, "fall-zuweisung"),
    Page("/faelle/{case}/notizen/neu", FACHKRAFT, "fall-notiz"),
    Page("/faelle/{case}/aufgaben/neu", FACHKRAFT, "fall-aufgabe"),
    Page("/faelle/{case}/aufgaben/{task}/erledigt", FACHKRAFT, "fall-aufgabe-erledigt"),
    Page("/faelle/{silent}/erinnerungen/{reminder}/erledigt", FACHKRAFT, "fall-erinnerung"),
    Page("/faelle/{case}/termine/neu", FACHKRAFT, "fall-termin"),
    Page("/faelle/{case}/termine/{appointment}/ausgang", FACHKRAFT, "fall-termin-ausgang"),
    Page("/faelle/{case}/termine/{appointment}/verschieben", FACHKRAFT, "fall-termin-verschieben"),
    Page("/faelle/{case}/problemlagen/neu", FACHKRAFT, "fall-problemlagen"),
    Page("/faelle/{case}/problemlagen/{situations}/zuruecknehmen", FACHKRAFT, "fall-problemlagen-zuruecknehmen"),
    Page("/faelle/{case}/staerken/neu", FACHKRAFT, "fall-staerken"),
    Page("/faelle/{case}/staerken/{strengths}/zuruecknehmen", FACHKRAFT, "fall-staerken-zuruecknehmen"),
    Page("/faelle/{case}/ziele/neu", FACHKRAFT, "fall-ziel"),
    Page("/faelle/{case}/ziele/{goal}/schritte/neu", FACHKRAFT, "fall-schritt"),
    Page("/faelle/{case}/ziele/{goal}/schritte/{step}/erledigt", FACHKRAFT, "fall-schritt-erledigt"),
    Page("/faelle/{case}/ziele/{goal}/ueberpruefung", FACHKRAFT, "fall-ziel-ueberpruefung"),
    Page("/faelle/{case}/ziele/{goal}/ende", FACHKRAFT, "fall-ziel-ende"),
    Page("/faelle/{case}/einwilligungen/neu", FACHKRAFT, "fall-einwilligung"),
    Page("/faelle/{case}/einwilligungen/{consent}/widerruf", FACHKRAFT, "fall-widerruf"),
    Page("/faelle/{case}/merkblatt", FACHKRAFT, "fall-merkblatt"),
    Page("/faelle/{unnamed}/name", FACHKRAFT, "fall-name"),
    Page("/faelle/{case}/name/berichtigung", FACHKRAFT, "fall-name-berichtigung"),
    Page("/faelle/{unnamed}/fruehere-kontakte", FACHKRAFT, "fall-fruehere-kontakte"),
    Page("/faelle/{unnamed}/teilnahmen/zuordnen", FACHKRAFT, "fall-teilnahme"),
    Page("/faelle/{case}/teilnahmen/{participation}/loesen", FACHKRAFT, "fall-teilnahme-loesen"),
    Page("/arbeitsliste", FACHKRAFT, "arbeitsliste"),
    Page("/arbeitsliste", KOORDINATION, "arbeitsliste-koordination", pictures=("hell",)),
    Page("/arbeitsliste/aufgaben/neu", FACHKRAFT, "arbeitsliste-aufgabe"),
    Page("/arbeitsliste/aufgaben/{task}/erledigt", FACHKRAFT, "arbeitsliste-aufgabe-erledigt"),
    Page("/arbeitsliste/erinnerungen/{reminder}/erledigt", FACHKRAFT, "arbeitsliste-erinnerung"),
    Page("/faelle", KOORDINATION, "faelle-koordination"),
    Page("/faelle/{case}/teilnahme/{operation}", FACHKRAFT, "fall-fragebogen"),
    Page("/suche", FACHKRAFT, "suche"),
    Page("/unterwegs", FACHKRAFT, "unterwegs", pictures=("schmal",)),
    Page("/teilnahmen", KOORDINATION, "teilnahmen"),
    Page("/teilnahmen/{operation}/neu", FACHKRAFT, "teilnahme-neu"),
    Page("/teilnahmen/{operation}/{participation}", FACHKRAFT, "teilnahme", pictures=("hell",)),
    Page("/teilnahmen/{operation}/{participation}/storno", FACHKRAFT, "teilnahme-storno"),
    Page("/teilnahmen/{operation}/{participation}/austritt", FACHKRAFT, "teilnahme-austritt"),
    Page("/teilnahmen/{operation}/{left}/verbleib", FACHKRAFT, "teilnahme-verbleib"),
    Page("/teilnahmen/{operation}/{left}/nachbefragung", FACHKRAFT, "teilnahme-nachbefragung"),
    Page("/teilnahmen/{operation}/{left}/angaben/{status}/zuruecknehmen", FACHKRAFT, "teilnahme-angabe-zurueck"),
    Page("/team", KOORDINATION, "team"),
    Page("/team/neu", KOORDINATION, "team-neu"),
    Page("/team/{staff}", KOORDINATION, "team-person"),
    Page("/team/{staff}/name", KOORDINATION, "team-name"),
    Page("/team/{staff}/ausscheiden", KOORDINATION, "team-ausscheiden"),
    Page("/team/{staff}/bleibt", KOORDINATION, "team-bleibt"),
    Page("/team/{staff}/rolle", KOORDINATION, "team-rolle"),
    Page("/team/{staff}/rolle/{grant}/ende", KOORDINATION, "team-rolle-ende"),
    Page("/team/{staff}/zugehoerigkeit", KOORDINATION, "team-zugehoerigkeit"),
    Page("/team/{staff}/zugehoerigkeit/{membership}/ende", KOORDINATION, "team-zugehoerigkeit-ende"),
    Page("/teams/neu", KOORDINATION, "teams-neu"),
    Page("/teams/{team}/name", KOORDINATION, "teams-name"),
    Page("/traeger", KOORDINATION, "traeger"),
    Page("/traeger/neu", KOORDINATION, "traeger-neu"),
    Page("/traeger/{traeger}/name", KOORDINATION, "traeger-name"),
    Page("/traeger/{traeger}/vorhaben", KOORDINATION, "traeger-vorhaben"),
    Page("/standorte", KOORDINATION, "standorte"),
    Page("/standorte/neu", KOORDINATION, "standorte-neu"),
    Page("/standorte/{site}", KOORDINATION, "standort", pictures=("hell",)),
    Page("/standorte/{site}/angaben", KOORDINATION, "standort-angaben"),
    Page("/standorte/{site}/ausnahme", KOORDINATION, "standort-ausnahme"),
    Page("/standorte/{site}/schliessen", KOORDINATION, "standort-schliessen"),
    Page("/standorte/{site}/sprechzeiten", KOORDINATION, "standort-sprechzeiten"),
    Page("/vorhaben", KOORDINATION, "vorhaben"),
    Page("/vorhaben/{operation}", KOORDINATION, "vorhaben-eines"),
    Page("/vorhaben/{operation}/einstellungen", KOORDINATION, "vorhaben-einstellungen"),
    Page("/neues-vorhaben", KOORDINATION, "vorhaben-neu"),
    Page("/laendliche-gemeinden", KOORDINATION, "laendliche-gemeinden"),
    Page("/festlegungen", KOORDINATION, "festlegungen"),
    Page("/festlegungen/instrument", KOORDINATION, "festlegungen-instrument"),
    Page("/festlegungen/themen", KOORDINATION, "festlegungen-themen"),
    Page("/netzwerk", KOORDINATION, "netzwerk", pictures=("hell",)),
    Page("/netzwerk/zusammenarbeit", FACHKRAFT, "netzwerk-zusammenarbeit"),
    Page("/netzwerk/befragungen", KOORDINATION, "netzwerk-befragungen"),
    Page("/netzwerk/befragungen/anlegen/neu", KOORDINATION, "netzwerk-befragung-anlegen"),
    Page("/netzwerk/befragungen/{survey}", KOORDINATION, "netzwerk-befragung"),
    Page("/netzwerk/befragungen/{survey}/antwort", KOORDINATION, "netzwerk-befragung-antwort"),
    Page("/netzwerk/befragungen/{survey}/einladung", KOORDINATION, "netzwerk-befragung-einladung"),
    Page("/netzwerk/befragungen/{survey}/ende", KOORDINATION, "netzwerk-befragung-ende"),
    Page("/briefe", FACHKRAFT, "briefe"),
    Page("/briefe", KOORDINATION, "briefe-koordination"),
    Page("/briefe/{letter}", FACHKRAFT, "brief"),
    Page("/briefe/landkreise/zuordnen", KOORDINATION, "briefe-landkreise"),
    Page("/weitervermittlungen", FACHKRAFT, "weitervermittlungen", pictures=("hell",)),
    Page("/weitervermittlungen?zeigen=alle", KOORDINATION, "weitervermittlungen-koordination"),
    Page("/weitervermittlungen/neu", FACHKRAFT, "weitervermittlung-empfehlung"),
    Page("/weitervermittlungen/neu?fall={case}", FACHKRAFT, "weitervermittlung-neu"),
    Page("/weitervermittlungen/fristen", KOORDINATION, "weitervermittlung-fristen"),
    Page("/weitervermittlungen/{referral}", FACHKRAFT, "weitervermittlung"),
    Page("/weitervermittlungen/{referral}", KOORDINATION, "weitervermittlung-koordination"),
    Page("/weitervermittlungen/{referral}/uebergabe", FACHKRAFT, "weitervermittlung-uebergabe"),
    Page("/weitervermittlungen/{referral}/antwort", FACHKRAFT, "weitervermittlung-antwort"),
    Page("/weitervermittlungen/{referral}/ankunft", FACHKRAFT, "weitervermittlung-ankunft"),
    Page("/weitervermittlungen/{referral}/ergebnis", FACHKRAFT, "weitervermittlung-ergebnis"),
    Page("/weitervermittlungen/{referral}/rueckzug", FACHKRAFT, "weitervermittlung-rueckzug"),
    Page("/weitervermittlungen/{referral}/abschluss", FACHKRAFT, "weitervermittlung-abschluss"),
    Page("/weitervermittlungen/{referral}/wieder-oeffnen", FACHKRAFT, "weitervermittlung-wieder-oeffnen"),
    Page("/weitervermittlungen/{referral}/partner-unterrichtet", FACHKRAFT, "weitervermittlung-partner-unterrichtet"),
    Page("/weitervermittlungen/{referral}/link/neu", FACHKRAFT, "weitervermittlung-link-neu"),
    Page("/weitervermittlungen/{referral}/link/widerruf", FACHKRAFT, "weitervermittlung-link-widerruf"),
    Page("/weitervermittlungen/{referral}/erinnerung", FACHKRAFT, "weitervermittlung-erinnerung"),
    Page("/weitervermittlungen/{referral}/loeschbitte", FACHKRAFT, "weitervermittlung-loeschbitte"),
    Page("/berichte", KOORDINATION, "berichte"),
    Page("/berichte/esf?operation={operation}&as_of=2026-06-30", KOORDINATION, "berichte-esf", pictures=("hell",)),
    Page("/berichte/taetigkeit?from=2025-01-01&to=2025-12-31", KOORDINATION, "berichte-taetigkeit", pictures=("hell",)),
    Page(
        "/berichte/angebotsluecken?from=2025-01-01&to=2025-12-31", KOORDINATION, "berichte-luecken", pictures=("hell",)
    ),
)
# What is no page to be looked at, and why.
OTHERS: Final[Mapping[str, str]] = {
    "/": "leads on to where one begins",
    "/anmeldung/extern/{provider}": "leads to another house",
    "/anmeldung/extern/{provider}/rueckkehr": "leads on",
    "/anmeldung/zweiter-faktor": "needs half a log-in; tests of the log-in look at it",
    "/static/{of}/{name:path}": "files",
    "/unterwegs/huelle": "the shell that the browser keeps for the way",
    "/sw.js": "a program",
    "/netzwerk/karte.csv": "a file",
    "/netzwerk/karte.graphml": "a file",
    **{
        f"/antwort/vermittlung/{answer}": "for partners only, see tests/referral/links"
        for answer in ("zusage", "absage", "andere-stelle", "angekommen", "nicht-erschienen", "ergebnis")
    },
    "/antwort/eintrag": "for partners only, see tests/referral/links",
    "/weitervermittlungen/{referral}/schreiben/{link}": "a file",
    "/weitervermittlungen/{referral}/merkzettel": "a file",
    "/antwort/befragung": "for partners only, see tests/referral/network",
    "/faelle/{case}/weitervermittlung/themen": "a part of referral's form",
    "/faelle/{case}/weitervermittlung/angaben": "a part of referral's form",
}
