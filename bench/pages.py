"""Pages: how long the server takes for each, at the demo's size and with 20,000 participations more."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from statistics import median
from typing import Final

import httpx

from bench import people
from bench.figures import Figure, Section, Table
from bench.rounds import Run, alternate, timed
from bench.stage import Stage
from demo import load
from demo.accounts import demo_accounts, password_of
from demo.ilm_kreis import ILM_KREIS
from infra.say import say
from services.cli.arrival import await_everywhere, goals
from services.intake.application import intake
from services.intake.domain.code_word import case_id_of
from services.kernel.database import close_pools
from services.kernel.roles import Role

TITLE: Final = "Pages"
DISTRICT: Final = ILM_KREIS.key
OPERATION: Final = ILM_KREIS.operations[0].key
CODE_WORD: Final = "Zitrone-Silber-2"  # a case of Anna Krüger's with everything in it
LARGE: Final = 20_000
PATIENCE_S: Final = 600.0
EMPTY: Final = "/konto/kennwort"  # signed in, a form, nothing read beside the session
OF_A_BROWSER: Final = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
LIMITS_MS: Final = {"demo": 100, "large": 200}
PAGES: Final[Mapping[str, Role]] = {
    "/heute": Role.FACHKRAFT,
    "/kontakt": Role.FACHKRAFT,
    "/kontakte": Role.FACHKRAFT,
    "/faelle": Role.FACHKRAFT,
    "/faelle/{case}": Role.FACHKRAFT,
    "/faelle/{case}/teilnahme/{operation}": Role.FACHKRAFT,
    "/weitervermittlungen": Role.FACHKRAFT,
    "/partner": Role.FACHKRAFT,
    "/angebote": Role.FACHKRAFT,
    "/netzwerk": Role.FACHKRAFT,
    "/verzeichnis/{district}": Role.FACHKRAFT,
    "/arbeitsliste": Role.KOORDINATION,
    "/berichte": Role.KOORDINATION,
    "/berichte/esf?operation={operation}&as_of=2026-06-30": Role.KOORDINATION,
    "/berichte/angebotsluecken": Role.KOORDINATION,
    "/team": Role.KOORDINATION,
    "/standorte": Role.KOORDINATION,
}
WATCHED: Final = ("/heute", "/faelle/{case}")


def measure(stage: Stage) -> Section:
    """The whole answer over HTTP, by somebody signed in; a page without content is asked in turns with the others."""
    with stage.platform():
        load(stage.settings)
        _arrived(stage)
        at_demo = _rounds(stage)
        _grow(stage)
        at_large = _rounds(stage)
    figures = [_figure(page, at_large) for page in WATCHED]
    return Section(TITLE, figures, [_table(at_demo, at_large)])


def _rounds(stage: Stage) -> dict[str, list[float]]:
    with _signed_in(stage) as clients:
        runs: dict[str, Run] = {
            page: partial(_open, clients[role], _filled(stage, page)) for page, role in PAGES.items()
        }
        return alternate({**runs, EMPTY: partial(_open, clients[Role.FACHKRAFT], EMPTY)}, stage.rounds)


def _open(client: httpx.Client, path: str, times: int = 5) -> float:
    """Median seconds of a few requests after another."""
    taken = []
    for _ in range(times):
        with timed() as clock:
            answer = client.get(path)
        if answer.status_code != httpx.codes.OK:
            raise RuntimeError(f"{path}: {answer.status_code}")
        taken.append(clock.seconds)
    return median(taken)


def _filled(stage: Stage, page: str) -> str:
    case = case_id_of(intake(stage.settings).ids(DISTRICT), CODE_WORD)
    return page.format(case=case, operation=OPERATION, district=DISTRICT)


@contextmanager
def _signed_in(stage: Stage) -> Iterator[dict[Role, httpx.Client]]:
    """One client a role, signed in as the demo's people are."""
    clients = {
        role: httpx.Client(base_url=stage.settings.address, headers=OF_A_BROWSER, timeout=60, follow_redirects=True)
        for role in _LOGINS
    }
    try:
        for role, client in clients.items():
            password = password_of(stage.settings.secrets, _LOGINS[role])
            form = {"login": _LOGINS[role], "password": password or ""}
            answer = client.post("/anmeldung", data=form)
            if not client.cookies or answer.status_code >= httpx.codes.BAD_REQUEST:
                raise RuntimeError(f"nobody could sign in as {role}: {answer.status_code}")
        yield clients
    finally:
        for client in clients.values():
            client.close()


def _logins() -> Iterator[tuple[Role, str]]:
    for role in (Role.FACHKRAFT, Role.KOORDINATION):
        yield (
            role,
            next(
                one.login
                for one in demo_accounts()
                if one.role == role and [district for district, _ in one.places] == [DISTRICT]
            ),
        )


_LOGINS: Final = dict(_logins())


def _grow(stage: Stage) -> None:
    count = stage.amount(LARGE, 200)
    say(f"{count} Teilnahmen mehr …")
    intake(stage.settings).import_file("participants", people.file(0, count), DISTRICT, OPERATION, actor="cli:bench")
    _arrived(stage)


def _arrived(stage: Stage) -> None:
    missing = await_everywhere(stage.settings, goals(stage.settings, DISTRICT), PATIENCE_S)
    close_pools()
    if missing:
        raise TimeoutError("; ".join(missing))
    time.sleep(1)


def _figure(page: str, seconds: Mapping[str, list[float]]) -> Figure:
    return Figure(
        name=f"pages.{page}",
        title=f"Page {page}, {LARGE} participations",
        subject="the whole answer, signed in",
        yardstick=f"{EMPTY}: signed in, a form, nothing read",
        unit="ms",
        of="time",
        subject_seconds=seconds[page],
        yardstick_seconds=seconds[EMPTY],
    )


def _table(at_demo: Mapping[str, list[float]], at_large: Mapping[str, list[float]]) -> Table:
    rows = [(page, 1000 * median(at_demo[page]), 1000 * median(at_large[page])) for page in (*PAGES, EMPTY)]
    columns = (
        "page",
        f"demo, ms (aim {LIMITS_MS['demo']})",
        f"{LARGE} participations more, ms (aim {LIMITS_MS['large']})",
    )
    return Table("Server time of pages", columns, rows)
