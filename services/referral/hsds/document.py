"""A whole directory as one HSDS document: organisations with their places, services in full."""

from typing import Final

from services.referral.exchange.register import Register, offers_of
from services.referral.hsds.terms import Json
from services.referral.hsds.writing import Writer

VERSION: Final = "3.0"
PROFILE: Final = "https://docs.openreferral.org/en/3.0/"


def document(register: Register, writer: Writer) -> Json:
    """``organizations`` and ``services``; each record validates on its own."""
    return {
        "version": VERSION,
        "profile": PROFILE,
        "organizations": [writer.organization(each) for each in register],
        "services": [writer.service(partner, offer) for partner, offer in offers_of(register)],
    }
