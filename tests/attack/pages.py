"""Every page of the one address and who may open it: the one table. A page is what is not a program's."""

from collections.abc import Iterator
from typing import Final

from fastapi import FastAPI

from services.kernel.settings import SERVICES
from tests.attack.routes import (
    FACHKRAFT,
    KOORDINATION,
    NOTHING,
    OPENING,
    OPERATORS,
    PEOPLE,
    PLANNERS,
    READERS,
    WRITERS,
    mounted,
)

WHOEVER_SIGNS_IN: Final = PEOPLE | {"land"}  # everybody has an account of their own
OF_PROGRAMS: Final = frozenset({*SERVICES, "health", "metrics", "openapi.json"})
DIRECTORY: Final = frozenset({"fachkraft", "koordination", "planung"})
EXAMINERS: Final = frozenset({"koordination", "pruefung"})
DECIDED: Final = ("freigabe", "rueckgabe", "zurueckziehen")  # of a submission
FUNDING: Final = "/vorhaben/{operation}/finanzierung"
MONEY: Final = frozenset({"koordination", "planung", "pruefung"})
ONLY_HERE: Final = {
    "/ehrenamt": DIRECTORY,
    **dict.fromkeys(("/partner", "/partner/{partner}", "/partner/auffrischung", "/partner/abmachungen"), DIRECTORY),
    **dict.fromkeys(("/angebote", "/angebote/{offer}"), DIRECTORY),
    **dict.fromkeys(("/planung", "/planung/{strategy}", "/planung/{strategy}/stand"), DIRECTORY),
    **dict.fromkeys(("/planung/{strategy}/stand.pdf", "/planung/{strategy}/massnahmen.csv"), DIRECTORY),
    "/planung/massnahmen/{measure}": DIRECTORY,
    **dict.fromkeys(("/berichte/erklaerung", "/berichte/taetigkeit/erklaerung"), EXAMINERS),
    **dict.fromkeys(("/sozialdaten", "/sozialdaten/tabelle", "/sozialdaten/kennzahlen/{statistic}"), DIRECTORY),
    "/briefe": WRITERS,
    "/faelle": WRITERS,
    "/faelle/{case}/zuweisung": WRITERS,
    "/weitervermittlungen": WRITERS,
    "/weitervermittlungen/{referral}": WRITERS,
    **dict.fromkeys((FUNDING, *(f"{FUNDING}/{what}" for what in ("buchungen", "tabelle.csv", "tabelle.xlsx"))), MONEY),
}
# Whole addresses above; here those and everything below them, the longest beginning counts. None: whoever comes.
WHO: Final[dict[str, frozenset[str] | None]] = {
    "/": None,
    "/static": None,
    "/sw.js": None,
    "/partner": WRITERS,
    "/angebote": WRITERS,
    "/anmeldung": None,
    "/einladung": None,
    "/antwort": None,
    "/darstellung": None,
    "/abmeldung": WHOEVER_SIGNS_IN,
    "/konto": WHOEVER_SIGNS_IN,
    "/heute": FACHKRAFT,
    "/kontakt": FACHKRAFT,
    "/kontakte": FACHKRAFT,
    "/faelle": FACHKRAFT,
    "/suche": FACHKRAFT,
    "/loeschungen": KOORDINATION,
    "/doppelt-erfasst": KOORDINATION,
    "/unterwegs": FACHKRAFT,
    "/teilnahmen": WRITERS,
    "/arbeitsliste": WRITERS,
    "/berichte": READERS,
    "/land": frozenset({"land"}),
    "/pruefung": EXAMINERS,
    "/pruefung/auftraege/neu": KOORDINATION,
    "/pruefung/auftraege/{mandate}/entziehen": KOORDINATION,
    "/pruefung/einsichten": KOORDINATION,
    "/verzeichnis": None,
    "/strategie": None,
    "/planung": PLANNERS,
    "/gremien": DIRECTORY,
    "/ehrenamt": WRITERS,
    "/ehrenamt/aufgaben": DIRECTORY,
    "/presse": DIRECTORY,
    "/mitmachen": None,
    "/beschluesse": DIRECTORY,
    "/kalender": None,
    "/veranstaltungen": DIRECTORY,
    "/aufgaben": DIRECTORY,
    "/nachweise": DIRECTORY,
    "/partner/austausch": WRITERS,
    "/berichte/zellen": WRITERS,
    "/berichte/vor-der-abgabe/regeln/{check}": KOORDINATION,
    **dict.fromkeys(
        ("/berichte/abgaben/neu", *(f"/berichte/abgaben/{{submission}}/{what}" for what in DECIDED)), KOORDINATION
    ),
    "/berichte/abgaben/{submission}/nachpruefung": frozenset({"koordination", "pruefung"}),
    "/berichte/abgaben/{submission}/unterschied": frozenset({"koordination", "pruefung"}),
    "/berichte/angebotsluecken": PLANNERS,
    "/weitervermittlungen": FACHKRAFT,
    "/weitervermittlungen/fristen": KOORDINATION,
    "/netzwerk": PLANNERS | FACHKRAFT,
    "/netzwerk/zusammenarbeit": WRITERS,
    "/netzwerk/befragungen/anlegen": KOORDINATION,
    "/netzwerk/befragungen/{survey}/antwort": KOORDINATION,
    "/netzwerk/befragungen/{survey}/einladung": KOORDINATION,
    "/netzwerk/befragungen/{survey}/ende": KOORDINATION,
    "/briefe": FACHKRAFT,
    "/briefe/landkreise": KOORDINATION,
    "/umfragen": DIRECTORY,
    "/umfragen/{survey}/befunde": PLANNERS,
    "/umfragen/{survey}/rueckmeldungen": PLANNERS,
    "/umfrage": None,
    "/beteiligung": None,
    "/sozialdaten": PLANNERS,
    "/berichte/sozialraum": DIRECTORY,
    "/team": OPERATORS,
    "/teams": OPERATORS,
    "/traeger": OPERATORS,
    "/standorte": OPERATORS,
    "/vorhaben": OPERATORS,
    FUNDING: KOORDINATION,
    "/finanzierung": MONEY,
    "/neues-vorhaben": OPERATORS,
    "/laendliche-gemeinden": OPERATORS,
    "/festlegungen": OPERATORS,
}
PLACES: Final = {
    "district": "salzland-kreis",
    "home": "veranstaltungen",
    "form": "hsds",
    "operation": OPENING["operation"],
    "provider": "keiner",
    "of": "x",
    "kind": "meeting",
    "name": "lotse.css",
    "key": "merkblatt",
    "sozialraum": "rieth",
    "statistic": "arbeitslose",
    "check": "women_share",
}


def is_page(path: str) -> bool:
    return path.split("/")[1] not in OF_PROGRAMS


def pages(app: FastAPI) -> list[tuple[str, str]]:
    """(method, path template), in a fixed order."""
    return sorted({(method, path) for method, path in mounted(app) if is_page(path)})


def who_may(path: str) -> frozenset[str] | None:
    """The roles of a page, by the longest beginning of its address. Raises LookupError for a page nobody thought of."""
    if path in ONLY_HERE:
        return ONLY_HERE[path]
    parts = path.split("/")
    for length in range(len(parts), 1, -1):
        beginning = "/".join(parts[:length])
        if beginning in WHO:
            return WHO[beginning]
    raise LookupError(path)


def filled_with(path: str, thing: str = NOTHING) -> str:
    """The address with that thing in every place that names one."""
    for place in places_in(path):
        path = path.replace("{" + place + "}", PLACES.get(place.partition(":")[0], thing))
    return path


def places_in(path: str) -> Iterator[str]:
    """``/faelle/{case}/ziele/{goal}`` -> ``case``, ``goal``."""
    for part in path.split("{")[1:]:
        yield part.partition("}")[0]


def names_a_thing(path: str) -> bool:
    return any(place.partition(":")[0] not in PLACES for place in places_in(path))
