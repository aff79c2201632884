"""One page with the figures of all long runs: ``python -m tests.kit.page`` prints it and writes docs/proof.md."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.kit import proof

CHECKOUT = Path(__file__).resolve().parents[2]
FIGURES = CHECKOUT / "docs/proof.json"
BENCHMARKS = CHECKOUT / "benchmarks.json"
PAGE = CHECKOUT / "docs/proof.md"

HEAD = """# Was die langen Läufe gezeigt haben

Gemacht von `make campaign` aus `docs/proof.json` und `benchmarks.json`; nicht von Hand ändern.
Was versprochen ist, steht in [guarantees.md](guarantees.md), die eingebauten Fehler in
[seeded-bugs.md](seeded-bugs.md), die Messungen in [benchmarks.md](benchmarks.md).

Alles lief auf **einer** Maschine mit zwei Kernen: Datenbank, Broker, alle Prozesse und die Last teilen sich Platte,
Speicher und Uhr. Ausfälle, an denen mehrere Maschinen beteiligt sind (Netzteilung zwischen Rechenzentren, Verlust
einer Platte samt Daten), sind damit nicht gezeigt.

Spalten: *injected* ausgelöste Fehler, *lost* quittierte Fakten, die danach fehlten, *doubled* doppelt gezählte,
*foreign* Zeilen eines anderen Landkreises.
"""


def page(figures: Mapping[str, Any], benchmarks: Mapping[str, Any] | None) -> str:
    """The whole page; ``benchmarks`` None: none were run yet."""
    parts = [HEAD, _verdict(figures), proof.page(figures)]
    if benchmarks is not None:
        parts.append("\n".join(_ratios(benchmarks)))
    return "\n".join(parts) + "\n"


def _verdict(figures: Mapping[str, Any]) -> str:
    total = {name: _sum(figures, name) for name in ("injected", "lost", "doubled", "foreign", "cases", "errors_5xx")}
    seeded, caught = _sum(figures, "seeded"), _sum(figures, "caught")
    return (
        f"**Zusammen: {_number(total['injected'])} Fehler ausgelöst, {total['lost']} verloren,"
        f" {total['doubled']} doppelt, {total['foreign']} fremde Zeilen;"
        f" {caught} von {seeded} eingebauten Fehlern gefunden;"
        f" {_number(total['cases'])} Zufallseingaben, {total['errors_5xx']} Antworten mit 5xx.**\n"
    )


def _ratios(benchmarks: Mapping[str, Any]) -> Iterator[str]:
    yield "## Messungen (Verhältnis zum Maßstab desselben Laufs)\n"
    yield "| | Verhältnis | Ziel | erreicht |\n| --- | ---: | ---: | --- |"
    for entry in benchmarks["benchmarks"].values():
        quick = " (Kurzlauf)" if entry["run"]["quick"] else ""
        for figure in entry["figures"]:
            aim = figure["aim"]
            wanted = f"{aim['sign']} {aim['value']}" if aim else ""
            reached = {True: "ja", False: "nein", None: ""}[figure["reached"]]
            yield f"| {figure['title']}{quick} | {figure['ratio']:.2f} | {wanted} | {reached} |"


def _sum(figures: Mapping[str, Any], name: str) -> int:
    return sum(row.get(name, 0) for part in figures.values() for row in part["rows"].values())


def _number(value: int) -> str:
    return f"{value:,}".replace(",", " ")


def main() -> int:
    """Exit 1 where something was lost, doubled, foreign or missed."""
    figures = json.loads(FIGURES.read_text())
    benchmarks = json.loads(BENCHMARKS.read_text()) if BENCHMARKS.exists() else None
    text = page(figures, benchmarks)
    PAGE.write_text(text)
    sys.stdout.write(text)
    wrong = sum(_sum(figures, name) for name in ("lost", "doubled", "foreign", "errors_5xx", "missed", "unexpected"))
    return 1 if wrong or _sum(figures, "caught") < _sum(figures, "seeded") else 0


if __name__ == "__main__":
    sys.exit(main())
