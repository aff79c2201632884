"""KOMPASS Arnstadt and KOMPASS Ilmenau: who works there, set up over the command line as an operator would."""

import json
from dataclasses import dataclass

from tests.stack.platform import Platform
from tests.stack.year.count import OPERATION
from tests.stack.year.story import OFFICES, Office

TRAEGER = "Ilm-Kreis-Kliniken und Sozialwerk"
SINCE = "2022-07-01"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one office works: its Fachkraft's token, its site."""

    office: Office
    token: str
    site_id: str


@dataclass(frozen=True, slots=True)
class District:
    """A district of the platform that plays Ilm-Kreis."""

    platform: Platform
    key: str

    def lotse(self, *arguments: str) -> dict[str, str]:
        """One command in this district; its JSON."""
        done = self.platform.lotse(*arguments, "--district", self.key, "--format", "json")
        answer: dict[str, str] = json.loads(done.stdout)
        return answer

    def token(self, role: str, staff: str | None = None) -> str:
        """A bearer token."""
        return self.lotse("token", "--role", role, *(("--staff", staff) if staff else ()))["token"]


def opened(platform: Platform, key: str) -> District:
    """The district and its operation."""
    platform.lotse("district", "add", key, "--name", "Ilm-Kreis")
    platform.lotse(
        *("operation", "add", OPERATION.key, "--district", key, "--name", "ThINKA Ilm-Kreis"),
        *("--from", OPERATION.start.isoformat(), "--to", OPERATION.end.isoformat()),
    )
    return District(platform, key)


def staffed(district: District) -> dict[Office, Desk]:
    """A site, a team and a Fachkraft in each town."""
    district.lotse("traeger", "add", TRAEGER)
    district.lotse("traeger", "engage", TRAEGER, "--operation", OPERATION.key, "--from", SINCE)
    return {office: _desk(district, office) for office in OFFICES}


def _desk(district: District, office: Office) -> Desk:
    site = district.lotse("site", "add", f"KOMPASS {office.capitalize()}", "--traeger", TRAEGER, "--sozialraum", office)
    district.lotse(
        *("site", "hours", f"KOMPASS {office.capitalize()}", "--from", SINCE),
        *("--open", "Mo 09:00-12:00", "--open", "Do 14:00-18:00"),
    )
    team, person = f"Team {office.capitalize()}", f"Fachkraft {office.capitalize()}"
    district.lotse("team", "add", team, "--traeger", TRAEGER, "--operation", OPERATION.key)
    staff = district.lotse("staff", "add", person, "--traeger", TRAEGER, "--from", SINCE)["staff_id"]
    district.lotse("team", "join", team, person, "--from", SINCE)
    district.lotse("role", "grant", person, "fachkraft", "--from", SINCE)
    return Desk(office, district.token("fachkraft", staff), site["site_id"])
